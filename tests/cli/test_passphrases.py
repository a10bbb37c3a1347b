"""A passphrase is asked for on the terminal itself, never echoed, never with a line end in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Desk
from tests.school import WORDS
from tests.terminal import Terminal


@contextmanager
def asked(desk: Desk) -> Iterator[Terminal]:
    """A command at a terminal, up to the question for the passphrase."""
    with Terminal.command("--at", desk.made, "--as", "dsl", "--json", "cases") as terminal:
        terminal.wait_for("Passphrase of dsl")
        yield terminal


def test_a_passphrase_that_is_typed_opens_and_is_not_shown(desk: Desk) -> None:
    with asked(desk) as terminal:
        terminal.send(WORDS["dsl"] + "\n")

        assert terminal.wait_for_end() == 0
        assert WORDS["dsl"] not in terminal.text
        assert json.loads(terminal.text.splitlines()[-1]) == {"ok": True, "cases": []}


def test_a_passphrase_pasted_with_a_line_end_is_refused(desk: Desk) -> None:
    with asked(desk) as terminal:
        terminal.send(WORDS["dsl"] + "\nand a second line\n")

        assert terminal.wait_for_end() == 2
        assert "G-42" in terminal.text
        assert "second line" not in terminal.text


def test_the_end_of_the_terminal_is_no_passphrase(desk: Desk) -> None:
    with asked(desk) as terminal:
        terminal.send("\x04")

        assert terminal.wait_for_end() == 3
        assert "V-50" in terminal.text


def test_ctrl_c_at_the_question_stops_it_and_leaves_the_terminal_as_it_was(desk: Desk) -> None:
    with asked(desk) as terminal:
        terminal.send("\x03")

        assert terminal.wait_for_end() == 130
        assert json.loads(terminal.text.splitlines()[-1])["error"]["code"] == "U-03"
        assert "Traceback" not in terminal.text


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
