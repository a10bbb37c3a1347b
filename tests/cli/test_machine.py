"""What `doctor` can see of a machine it sees, and what it cannot it does not claim."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from casebook import clock
from casebook.cli import disks, machine
from casebook.store.book import open_book
from tests.cli.conftest import Desk
from tests.school import WORDS


def state(at: Path, what: str) -> str:
    """What is said of one thing."""
    return next(each.state for each in machine.checks(at) if each.what == what)


@pytest.mark.parametrize("name", ["OneDrive - School", "Dropbox", "Nextcloud"])
def test_a_syncing_folder_is_something_to_look_at(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()

    assert state(tmp_path / name, "place") == "look"


def test_a_folder_of_one_s_own_is_not(tmp_path: Path) -> None:
    assert state(tmp_path, "place") in {"ok", "unknown"}


def test_a_casebook_that_is_open_for_writing_is_seen(desk: Desk) -> None:
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        said = next(each.said for each in machine.checks(desk.made) if each.what == "casebook")

    assert said == "is open for writing now"


def test_a_folder_that_holds_none_is_something_to_look_at(tmp_path: Path) -> None:
    assert state(tmp_path, "casebook") == "look"


def only(at: Path | None, what: str) -> machine.Check:
    """One of the things that are looked at."""
    return next(each for each in machine.checks(at) if each.what == what)


def test_every_line_that_is_not_well_says_what_to_do(desk: Desk, tmp_path: Path) -> None:
    for at in (None, desk.made, tmp_path):
        for each in machine.checks(at):
            assert each.said
            assert (each.state == "ok") == (each.do == "")


def test_a_clock_set_back_ten_years_is_told_by_what_was_entered(desk: Desk) -> None:
    """By the ledgers' newest time, also where the files' own times were set back too."""
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        pass
    with clock.travelling(clock.now() - timedelta(days=3652)):
        long_ago = clock.now().timestamp()
        for path in (desk.made, *desk.made.rglob("*")):
            os.utime(path, (long_ago, long_ago))
        found = only(desk.made, "clock")

    assert found.state == "look"
    assert "days before the newest entry seen" in found.said
    assert "Set it right before you enter anything" in found.do


def test_a_clock_is_told_by_the_last_close_where_nothing_was_opened_here(desk: Desk) -> None:
    with clock.travelling(clock.now() - timedelta(hours=3)):
        assert only(desk.made, "clock").state == "look"


def test_a_clock_that_nothing_speaks_against_is_for_a_person_to_compare(desk: Desk) -> None:
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        pass

    assert only(desk.made, "clock").state == "unknown"


@pytest.mark.parametrize(("encrypted", "state"), [(True, "ok"), (False, "look"), (None, "unknown")])
def test_encryption_is_said_as_it_was_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, encrypted: bool | None, state: str
) -> None:
    monkeypatch.setattr(disks, "encrypted", lambda _folder: encrypted)
    found = only(tmp_path, "disk encryption")

    assert found.state == state
    assert ("cannot be seen from here" in found.said) == (encrypted is None)


@pytest.mark.parametrize(("swaps", "state"), [(False, "ok"), (True, "look"), (None, "unknown")])
def test_swap_is_said_as_it_was_seen(
    monkeypatch: pytest.MonkeyPatch, swaps: bool | None, state: str
) -> None:
    monkeypatch.setattr(disks, "swaps", lambda: swaps)

    assert only(None, "swap").state == state


def test_a_stick_is_something_to_look_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(disks, "can_be_pulled_out", lambda _folder: True)

    assert only(tmp_path, "place").state == "look"


def test_a_disk_that_is_nearly_full_is_something_to_look_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE", 1 << 62)

    assert only(tmp_path, "free space").state == "look"


def test_it_is_read_as_lines_and_as_json(desk: Desk) -> None:
    said = desk.run("--at", desk.made, "doctor").out.splitlines()
    found = desk.done("doctor")["checks"]

    assert [line.split(":")[0].split(maxsplit=1)[1] for line in said if line[0] != " "] == [
        each["check"] for each in found
    ]
    assert {line.strip() for line in said if line[0] == " "} == {
        each["do"] for each in found if each["do"]
    }
    assert all(set(each) == {"check", "state", "said", "do"} for each in found)
