"""README's own commands are run as they stand, so that no first day ends in an error."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from casebook import clock
from casebook.cli import places
from tests.contract.tables import README

TEXT = README.read_text(encoding="utf-8")
FIRST_DAY = TEXT.split("## Your own first casebook")[1].split("\n## ")[0]
BLOCKS = re.findall(r"^ *```\n(.*?)^ *```$", FIRST_DAY, re.DOTALL | re.MULTILINE)
FIRST_CASE = f"C-{clock.now().year}-0001"
WORDS = "harbour teapot lantern gravel sixteen"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="README's commands are for a POSIX shell")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The home folder in which the whole first day was typed, and what each block printed."""
    home = tmp_path_factory.mktemp("home")
    (home / "first-day").mkdir(mode=0o700)
    for user in ("dsl", "head", "chair"):
        (home / "first-day" / f"{user}.txt").write_text(f"{WORDS} {user}\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    printed = []
    for block in BLOCKS:
        # Nobody is there to type the passphrase; the year is this one; the rest stands as it is.
        typed = block.replace("python3", f"'{sys.executable}'").replace(
            "--as dsl", '--as dsl --passphrase-file "$HOME/first-day/dsl.txt"'
        ).replace("C-2026-0001", FIRST_CASE)  # fmt: skip
        done = subprocess.run(
            ["sh", "-e", "-c", typed],
            cwd=README.parent, env={**kept, "HOME": str(home)}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    return home, printed


def test_the_first_day_works_as_it_is_written(ran: tuple[Path, list[str]]) -> None:
    home, (made, logged, copied) = ran

    assert (home / "first-day" / "Our School.casebook" / "CASEBOOK").is_file()
    assert "Print" in made
    assert FIRST_CASE in logged
    assert "Backed up to" in copied
    assert "Verdict: complete" in copied


def test_the_recovery_sheets_are_the_two_that_are_spoken_of(ran: tuple[Path, list[str]]) -> None:
    sheets = (ran[0] / "first-day" / "recovery.txt").read_text(encoding="utf-8").split("\f")

    assert len(sheets) == 2
    assert all("RECOVERY SHEET" in each for each in sheets)


@pytest.mark.skipif(sys.platform != "linux", reason="the path is Linux's")
def test_what_removes_the_set_up_removes_all_that_was_left(
    ran: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept outside the checkout lies in the one folder that README names."""
    home = ran[0]
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    left = {each for each in home.rglob("*") if each.is_file()}
    outside = {each for each in left if not each.is_relative_to(home / "first-day")}

    assert places.note_file() in outside
    assert all(each.is_relative_to(places.note_file().parent) for each in outside)
    (removal,) = re.findall(r"rm -rf (.*)", TEXT)
    named = [each.replace("~", str(home)) for each in removal.split()]
    assert named[:2] == [".venv", ".venv.stamp"]
    assert str(places.note_file().parent) in named
