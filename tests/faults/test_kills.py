"""A process killed at any moment of recording or lodging loses nothing that it said was kept."""

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from casebook.casework import cases
from casebook.store.book import open_book
from casebook.store.verify import verify_folder
from tests.faults.facts import lost
from tests.school import WORDS

PICTURE = 300_000
"""Bytes of the file that is lodged again and again: long enough to be killed in the middle of."""


class Writer:
    """A busy writer in a process of its own, and the facts that it has said."""

    def __init__(self, folder: Path, picture: Path, how: str) -> None:
        """Start it; `how` is `kept` or `too-early`."""
        self.facts: list[list[str]] = []
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.faults.busy_writer",
                str(folder),
                "dsl",
                WORDS["dsl"],
                str(picture),
                how,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = threading.Event()
        self._reader = threading.Thread(target=self._listen)
        self._reader.start()

    def _listen(self) -> None:
        """Take in what it says until it is gone; half a line was never said."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line == "ready\n":
                self.ready.set()
            elif line.endswith("\n"):
                self.facts.append(line.split())

    def kill(self) -> None:
        """Kill it, and take in everything it had said."""
        self._process.kill()
        self._process.wait()
        self._reader.join()


def killed_once(folder: Path, picture: Path, dice: random.Random, how: str) -> list[list[str]]:
    """Let a writer work for a random moment and kill it; gives the facts that are lost."""
    writer = Writer(folder, picture, how)
    assert writer.ready.wait(60)
    if how == "too-early":
        while not writer.facts:
            time.sleep(0.001)
    else:
        time.sleep(dice.uniform(0, 0.4))
    writer.kill()
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        gone = lost(book, writer.facts)
        verdict = verify_folder(folder, book)
        assert [each for each in verdict.findings if each.severity == "fault"] == []
        assert verdict.verdict == "unchanged"
    return gone


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file to lodge: invented bytes."""
    path = tmp_path / "screen.bin"
    path.write_bytes(random.Random(1).randbytes(PICTURE))
    return path


def test_nothing_that_was_said_is_lost(made: Path, picture: Path, *, long_run: bool) -> None:
    dice = random.Random(2026)
    for _ in range(100 if long_run else 5):
        assert killed_once(made, picture, dice, "kept") == []
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert cases.listed(book)


def test_the_harness_notices_a_fact_that_was_said_too_early(made: Path, picture: Path) -> None:
    """The control: a writer that says facts before they are kept loses one within ten kills."""
    dice = random.Random(7)

    assert any(killed_once(made, picture, dice, "too-early") for _ in range(10))
