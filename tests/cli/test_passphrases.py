"""A passphrase is asked for on the terminal itself, never echoed, never with a line end in it."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import CHECKOUT, WORDS, Desk

ON_ITS_TERMINAL = """
import fcntl, runpy, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
runpy.run_module("casebook", run_name="__main__", alter_sys=True)
"""
"""Takes the terminal it was given for its own, then is the program."""

PATIENCE = 60
"""Seconds after which a terminal that says nothing is given up."""


class Terminal:
    """A command that runs on a terminal of its own."""

    def __init__(self, *arguments: object) -> None:
        """Start it; the terminal is its standard input, output and error."""
        own, its = pty.openpty()
        self._own = own
        self.said = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_ITS_TERMINAL, *map(str, arguments)],
            stdin=its,
            stdout=its,
            stderr=its,
            cwd=CHECKOUT,
            start_new_session=True,
        )
        os.close(its)

    def wait_for(self, words: bytes) -> None:
        """Read until `words` were printed."""
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < until, self.said
            if select.select([self._own], [], [], 0.2)[0]:
                self.said += os.read(self._own, 4096)

    def type(self, text: str) -> None:
        """Type `text`, line ends and all, at once."""
        os.write(self._own, text.encode())

    def ended(self) -> int:
        """Read to the end; answers the exit status."""
        while True:
            try:
                read = os.read(self._own, 4096)
            except OSError:
                break
            if not read:
                break
            self.said += read
        os.close(self._own)
        return self.process.wait(timeout=PATIENCE)


def test_a_passphrase_that_is_typed_opens_and_is_not_shown(desk: Desk) -> None:
    terminal = Terminal("--at", desk.made, "--as", "dsl", "--json", "cases")
    terminal.wait_for(b"Passphrase of dsl")
    terminal.type(WORDS["dsl"] + "\n")

    assert terminal.ended() == 0
    assert WORDS["dsl"].encode() not in terminal.said
    assert json.loads(terminal.said.decode().splitlines()[-1]) == {"ok": True, "cases": []}


def test_a_passphrase_pasted_with_a_line_end_is_refused(desk: Desk) -> None:
    terminal = Terminal("--at", desk.made, "--as", "dsl", "--json", "cases")
    terminal.wait_for(b"Passphrase of dsl")
    terminal.type(WORDS["dsl"] + "\nand a second line\n")

    assert terminal.ended() == 2
    assert b"G-42" in terminal.said
    assert b"second line" not in terminal.said


def test_the_end_of_the_terminal_is_no_passphrase(desk: Desk) -> None:
    terminal = Terminal("--at", desk.made, "--as", "dsl", "--json", "cases")
    terminal.wait_for(b"Passphrase of dsl")
    terminal.type("\x04")

    assert terminal.ended() == 3
    assert b"V-50" in terminal.said


@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_passphrase_comes_neither_as_an_argument_nor_from_the_environment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("CASEBOOK_PASSPHRASE", WORDS["dsl"])
    said = ["--passphrase", WORDS["dsl"]] if way == "argument" else []

    ran = desk.run("--json", "--at", desk.made, "--as", "dsl", *said, "cases")

    assert ran.status in {2, 3}
    assert WORDS["dsl"] not in ran.out + ran.err


def test_nobody_named_among_several_is_asked_for_their_name(desk: Desk) -> None:
    ran = desk.run("--json", "--at", desk.made, "--passphrase-file", desk.passfiles["dsl"], "cases")

    assert (ran.status, ran.error["code"]) == (3, "V-51")


def test_a_stranger_is_refused_as_such(desk: Desk, tmp_path: Path) -> None:
    said = ("--at", desk.made, "--as", "nobody", "--passphrase-file", desk.passfiles["dsl"])

    assert desk.run("--json", *said, "cases").error["code"] == "V-02"
