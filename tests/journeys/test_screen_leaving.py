"""What is left on a terminal, and what it shows of keys typed before the screen is there."""

import signal
import time
from pathlib import Path

import pytest

from casebook.casework import incidents
from casebook.store.book import open_book
from tests.school import WORDS, found
from tests.terminal import Screen

CANARY = "Perry Winkle-Test was canaried"
SEEN = CANARY[:8]
"""What a narrow window shows of it."""
GONE = b"\x1b[3J"
"""Clears what a terminal remembers."""
PATIENCE = 30.0

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pseudo-terminal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A casebook whose list of cases fills the first lines with titles."""
    made = found(tmp_path / "Harbour Test.casebook")
    told = {"title": CANARY, "known_at": "2026-11-17T15:15:00+00:00"}
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        for _ in range(4):
            incidents.log(book, incidents.read(told))
    return made


def sit_down(folder: Path, *, user: bool = True) -> Screen:
    """A terminal with the screen of this casebook just begun."""
    person = ["--as", "dsl"] if user else []
    return Screen(
        ["-m", "casebook", "--at", str(folder), *person], home=folder.parent, size=(90, 30)
    )


def list_cases(person: Screen) -> None:
    """Unlock, and make the window smaller while the titles stand in it."""
    person.wait_for("Press Enter to unlock.")
    person.type(WORDS["dsl"])
    person.press("enter")
    person.wait_for(SEEN)
    person.resize(80, 18)
    person.resize(70, 24)


@pytest.mark.parametrize("ending", ["ctrl+q", "ctrl+l", "ctrl+z", "SIGTERM", "SIGHUP", "SIGINT"])
def test_however_the_screen_ends_no_title_stays_even_where_a_resize_had_moved_it(
    folder: Path, ending: str
) -> None:
    with sit_down(folder) as person:
        list_cases(person)

        assert SEEN in person.scrolled  # the control: this is what has to go
        assert SEEN in person.text

        if ending.startswith("SIG"):
            person.process.send_signal(signal.Signals[ending])
        else:
            person.send(ending)
        if ending in ("ctrl+l", "ctrl+z"):
            person.wait_for("Press Enter to unlock.")
        else:
            person.wait_for_end()

        assert SEEN not in person.text
        assert SEEN not in person.scrolled


def test_quitting_is_an_ending_without_complaint_and_the_terminal_echoes_again(
    folder: Path,
) -> None:
    with sit_down(folder) as person:
        list_cases(person)

        assert not person.echoes

        person.send("ctrl+q")

        assert person.wait_for_end() == 0
        assert person.echoes


def hushed(person: Screen) -> None:
    """Wait until the terminal shows nothing that is typed."""
    give_up = time.monotonic() + PATIENCE
    while person.echoes and time.monotonic() < give_up:
        time.sleep(0.001)


def test_what_is_typed_before_anything_is_painted_opens_the_casebook(folder: Path) -> None:
    with sit_down(folder, user=False) as person:
        hushed(person)
        person.send("dsl", "tab", WORDS["dsl"], "enter")
        person.wait_for(SEEN)

        assert WORDS["dsl"].split()[0].encode() not in person.raw


def test_what_is_typed_right_after_a_lock_is_shown_nowhere_and_opens_it_again(
    folder: Path,
) -> None:
    with sit_down(folder) as person:
        list_cases(person)
        before = person.raw.count(GONE)
        person.send("ctrl+l")
        give_up = time.monotonic() + PATIENCE
        while person.raw.count(GONE) < before + 2 and time.monotonic() < give_up:
            person.settle(0.01)
        person.send(WORDS["dsl"], "enter")
        person.wait_for(SEEN)

        assert WORDS["dsl"].split()[0].encode() not in person.raw
