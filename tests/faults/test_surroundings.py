"""A machine that gives little: a day's work is done all the same, or is refused in words.

Each surrounding is a real process: no home, no place for temporary files, few descriptors, little
memory, no language, a clock that is wrong, a disk that can only be read.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.school import WORDS

CHECKOUT = Path(__file__).resolve().parents[2]

INCIDENT = {"title": "Invented", "known_at": "2026-01-12T15:15:00+00:00"}

LITTLE = """
import resource, runpy, sys
kind, most = sys.argv.pop(1), int(sys.argv.pop(1))
resource.setrlimit(getattr(resource, kind), (most, most))
runpy.run_module("casebook", run_name="__main__", alter_sys=True)
"""
"""The program, with a little of something."""

WRONG_CLOCK = """
import runpy, sys
from datetime import datetime, timedelta
from casebook import clock
moment = datetime.fromisoformat(sys.argv.pop(1))
with clock.travelling(moment):
    runpy.run_module("casebook", run_name="__main__", alter_sys=True)
"""
"""The program, on a machine whose clock is wrong."""


class Day:
    """Somebody's work in one casebook, under what a surrounding gives."""

    def __init__(self, folder: Path) -> None:
        """`folder` has the casebook beside a passphrase file and a picture."""
        self.folder, self.casebook = folder, folder / "Harbour Test.casebook"
        self.passphrase = folder / "dsl.txt"
        self.passphrase.write_text(f"{WORDS['dsl']}\n", encoding="utf-8")
        self.picture = folder / "grey.bin"
        self.picture.write_bytes(bytes(range(256)) * 4000)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
        self.program = [sys.executable, "-m", "casebook"]
        self.before: list[str] = []

    def __call__(self, *arguments: object, stdin: str = "") -> dict[str, Any]:
        """Run one command; gives its answer, which is one object whatever happened."""
        who = ["--at", self.casebook, "--as", "dsl", "--passphrase-file", self.passphrase]
        command = [*self.before, *self.program, *map(str, [*who, "--json", *arguments])]
        ran = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
            env=self.environment,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in ran.stderr
        assert "Invented" not in ran.stderr
        assert ran.stdout, ran.stderr
        answer: dict[str, Any] = json.loads(ran.stdout)
        assert answer["ok"] is (ran.returncode == 0), answer
        return answer

    def worked(self) -> None:
        """Record, lodge and verify, each of which must be done."""
        case = self("log", "-", stdin=json.dumps(INCIDENT))
        assert case["ok"], case
        said = ["--imagery", "no", "--captured-at", "2026-01-12T15:20:00+00:00"]
        said += ["--captured-by", "Wilma Test", "--source", "an invented page"]
        lodged = self("attach", case["case"], self.picture, *said)
        assert lodged["ok"], lodged
        verdict = self("verify")
        assert verdict["verdict"] == "unchanged", verdict


@pytest.fixture
def day(template: Path, tmp_path: Path) -> Day:
    """A day in a casebook of this test's own."""
    shutil.copytree(template, tmp_path / template.name)
    return Day(tmp_path)


def test_work_is_done_without_what_an_account_usually_has(day: Day) -> None:
    day.environment.clear()

    day.worked()


@pytest.mark.parametrize(
    "odd",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "TMPDIR": "/not/there", "TEMP": "/not"},
        {"HOME": "/dev/null", "XDG_STATE_HOME": "/dev/null/state", "TZ": "Pacific/Kiritimati"},
        {"TERM": "dumb", "COLUMNS": "1", "PYTHONWARNINGS": "always", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["no language and no temporary place", "a home that is none", "one sign wide"],
)
def test_work_is_done_whatever_the_settings_say(day: Day, odd: dict[str, str]) -> None:
    day.environment |= odd

    day.worked()


@pytest.mark.parametrize(("kind", "most"), [("RLIMIT_NOFILE", 64), ("RLIMIT_AS", 512 << 20)])
def test_work_is_done_with_little(day: Day, kind: str, most: int) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such limits")
    day.program = [sys.executable, "-c", LITTLE, kind, str(most)]

    day.worked()


def test_a_clock_that_went_back_keeps_nobody_from_working(day: Day) -> None:
    day.worked()
    day.program = [sys.executable, "-c", WRONG_CLOCK, "1970-01-02T00:00:00+00:00"]
    assert day("note", "C-2026-0001", "--words", "Said while the clock was wrong")["ok"]
    day.program = [sys.executable, "-m", "casebook"]

    verdict = day("verify")

    assert verdict["verdict"] == "unchanged"
    assert [each["code"] for each in verdict["findings"]].count("L-09") == 1


@pytest.fixture
def only_read(day: Day) -> Day:
    """A day on a disk that can only be read."""
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this account may not mount anything")
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    day.before = ["unshare", "-rm", "sh", "-c", script, str(day.casebook)]
    return day


def test_on_a_disk_that_can_only_be_read_one_reads(only_read: Day) -> None:
    assert only_read("cases")["ok"]
    assert only_read("verify")["verdict"] == "unchanged"

    refused = only_read("log", "-", stdin=json.dumps(INCIDENT))

    assert refused["error"]["code"] == "M-13", refused
    assert refused["error"]["written"].startswith("Nothing")


def test_a_path_longer_than_some_systems_take_is_worked_in(day: Day) -> None:
    deep = day.folder / ("a very long name indeed " * 5) / ("and another one " * 12)
    deep.mkdir(parents=True)
    day.casebook = day.casebook.rename(deep / day.casebook.name)

    day.worked()
