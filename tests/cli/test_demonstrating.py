"""`demo`: walked through where there is no terminal, handed to the screen where there is one."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.demonstration import school, walk
from casebook.errors.machine import DiskFull
from tests.cli.conftest import Run, as_a_process
from tests.terminal import Terminal

BUILDS_AND_TELLS = """
import os, sys
from casebook.cli import main
ended = main(["demo", *sys.argv[1:]])
print("FOLDER", ended.folder)
print("USER", ended.user)
print("FILE", ended.passphrase_file.is_file())
print("TEMPORARY", ended.temporary)
"""


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of their own for temporary folders."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place


def test_without_a_terminal_the_main_job_is_walked_and_nothing_is_left(apart: Path) -> None:
    ran = as_a_process("demo", "--json", limit=600)
    answer = json.loads(ran.stdout)

    assert ran.returncode == 0, ran.stdout
    assert answer["ok"] is True
    assert [each["step"] for each in answer["steps"]] == [
        "record",
        "lodge",
        "triage",
        "act",
        "review",
        "close",
        "export",
        "verify",
    ]
    assert all(each["held"] for each in answer["steps"])
    assert "removed again" in ran.stderr
    assert list(apart.iterdir()) == []


def test_on_a_terminal_the_school_is_handed_to_the_screen(apart: Path) -> None:
    with Terminal.command(code=BUILDS_AND_TELLS) as terminal:
        assert terminal.wait_for_end() == 0
    said = dict(line.split(" ", 1) for line in terminal.text.splitlines() if line[:1].isupper())
    temporary = Path(said["TEMPORARY"])

    assert temporary.parent == apart
    assert temporary.name.startswith("casebook-demo-")
    assert Path(said["FOLDER"]) == temporary / "Harbour Primary.casebook"
    assert (said["USER"], said["FILE"]) == ("dsl", "True")
    assert "while the screen is open" in terminal.text


@pytest.mark.parametrize("fault", [KeyboardInterrupt, DiskFull])
def test_a_temporary_school_that_is_not_finished_is_removed(
    run: Run, apart: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def stopped(folder: Path, _say: object) -> None:
        (folder / "passphrases").mkdir()
        raise fault

    monkeypatch.setattr(school, "build", stopped)

    assert run("demo", "--json").status in {130, 5}
    assert list(apart.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("invented")

    ran = run("demo", mine, "--json")

    assert (ran.status, ran.error["code"]) == (2, "G-47")
    assert [each.name for each in mine.iterdir()] == ["letter.txt"]


def test_a_file_in_the_folder_s_place_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("invented")

    assert run("demo", tmp_path / "mine", "--json").error["code"] == "G-47"


@pytest.mark.parametrize(("last", "status"), [(True, 0), (False, 4)])
def test_each_step_is_printed_and_the_status_is_0_only_if_all_held(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: bool, status: int
) -> None:
    """The walk is stood in for, so that a step can fail without a casebook being broken for it."""
    steps = [walk.Step("record", "A case opened.", True), walk.Step("verify", "Read back.", last)]

    def walked(_made: object, say: Callable[[str], None]) -> list[walk.Step]:
        for each in steps:
            say(f"{each.name}: {each.did}")
        return steps

    monkeypatch.setattr(school, "build", lambda folder, _say: school.Demonstration(folder))
    monkeypatch.setattr(walk, "walk", walked)

    plain = run("demo", tmp_path / "school")
    as_json = run("demo", tmp_path / "school", "--json")

    assert [each.status for each in (plain, as_json)] == [status, status]
    assert plain.out.splitlines()[:2] == ["record: A case opened.", "verify: Read back."]
    assert [each["held"] for each in as_json.data["steps"]] == [True, last]
    assert as_json.data["ok"] is last
    assert ("S-61" in plain.err) is (not last)
