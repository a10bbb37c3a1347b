"""`backup` and `restore` from the command line, and what `doctor` says of the last one."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from casebook import clock
from tests.cli.conftest import MATERIAL, Desk, attach


def doctor(desk: Desk) -> dict[str, str]:
    """What `doctor` says of backups."""
    found = desk.done("doctor")["checks"]
    return next(each for each in found if each["check"] == "backup")


def test_backed_up_is_said_of_a_copy_that_opens(desk: Desk, case: str, tmp_path: Path) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    stick = tmp_path / "stick"
    assert doctor(desk)["state"] == "look"

    answer = desk.done("backup", stick)

    assert answer["verified"] is True
    assert (answer["opened"], answer["not_opened"]) == (["general"], ["staff", "governance"])
    said = ("--at", stick, "--as", "dsl", "--passphrase-file", desk.passfiles["dsl"])
    assert desk.run("--json", *said, "show", case).data["case"] == case
    assert desk.run("--json", *said, "verify").data["exhibits"] == 1
    assert "today" in doctor(desk)["said"]
    with clock.travelling(clock.now() + timedelta(days=12)):
        late = doctor(desk)
    assert (late["state"], "12 days ago" in late["said"]) == ("look", True)


def test_a_person_is_told_what_was_not_opened(desk: Desk, tmp_path: Path) -> None:
    ran = desk.run(*desk.as_("dsl"), "backup", tmp_path / "stick")

    assert "Backed up to" in ran.out
    assert "Not opened, because you do not hold it: staff, governance." in ran.out


def test_what_cannot_be_copied_whole_is_not_said_to_be_backed_up(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    sealed = next(each for each in (desk.made / "vault").rglob("*") if each.is_file())
    sealed.unlink()

    ran = desk.run(*desk.as_("dsl"), "backup", tmp_path / "stick")

    assert (ran.status, "Backed up" in ran.out) == (4, False)
    assert not list(tmp_path.glob("stick*"))
    assert "none was made" in doctor(desk)["said"]


def test_an_older_one_opens_to_read_until_the_gap_is_signed(desk: Desk, tmp_path: Path) -> None:
    first = desk.logged()
    desk.done("backup", tmp_path / "stick")
    later = desk.logged()
    shutil.rmtree(desk.made)

    said = ("--as", "dsl", "--passphrase-file", desk.passfiles["dsl"])
    restored = desk.run("--json", *said, "restore", tmp_path / "stick", desk.made)
    assert (restored.status, restored.data["older"]) == (0, ["general"])
    assert desk("note", first, stdin="x").error["code"] == "S-12"
    read = desk("cases")
    assert ([each["case"] for each in read.data["cases"]], "S-12" in read.err) == ([first], True)

    signed = desk.done("restore", "--sign-gap")["signed"]
    assert [each["compartment"] for each in signed] == ["general"]
    assert signed[0]["seen"] > signed[0]["goes_on_from"]
    assert desk.logged() not in {first, later}  # what may stand on paper is given to nothing else
    assert desk.done("verify")["verdict"] == "unchanged"
    assert desk.done("restore", "--sign-gap")["signed"] == []


def test_nothing_is_restored_over_a_casebook(desk: Desk, tmp_path: Path) -> None:
    desk.done("backup", tmp_path / "stick")

    ran = desk("restore", tmp_path / "stick", desk.made)

    assert (ran.status, ran.error["code"]) == (2, "G-64")


@pytest.mark.parametrize("said", [(), ("x",), ("x", "y", "--sign-gap")])
def test_restore_says_what_it_takes(desk: Desk, said: tuple[str, ...]) -> None:
    assert desk("restore", *said).error["code"] == "G-60"


def test_a_folder_that_is_no_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()

    assert desk("restore", tmp_path / "photos", tmp_path / "back").error["code"] == "V-04"


def test_a_backup_is_read_where_it_lies_and_not_written_in(desk: Desk, tmp_path: Path) -> None:
    """Else the next note goes into the copy, because it was the last that was looked at."""
    case = desk.logged()
    desk.done("backup", tmp_path / "stick")
    copy = ("--at", tmp_path / "stick", *desk.as_("dsl")[2:])

    refused = desk.run("--json", *copy, "note", case, "--words", "Into the copy.")

    assert (refused.status, refused.error["code"]) == (3, "V-57")
    assert desk.run("--json", *copy, "show", case).status == 0
    assert desk.run("--json", *copy, "verify").data["verdict"] == "unchanged"
