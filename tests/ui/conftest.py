"""An invented school's casebook with cheap passphrases, and a case or two in it."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook import clock
from casebook.casework import assessments, incidents
from casebook.clock import Hand
from casebook.store.book import open_book
from tests.school import ST_NICHOLAS, WORDS, found
from tests.ui.sitting import Sitter

AFTERNOON = datetime(2026, 11, 17, 15, 30, tzinfo=clock.LONDON)
"""A Tuesday, on which the tests begin."""

INCIDENT: dict[str, Any] = {
    "title": "A teaching assistant is mocked in a chat",
    "summary": "Parents of the Otters class make fun of a teaching assistant.",
    "words": "They laugh about how I walk.",
    "happened_at": "2026-11-16T19:20:00+00:00",
    "known_at": "2026-11-17T15:15:00+00:00",
    "medium": "instant-message",
    "site": {"platform": "Chatterbox", "place": "Otters class"},
    "reported_by": {"name": "Tansy Halfpenny-Test", "kind": "staff"},
    "people": [
        {"name": "Tansy Halfpenny-Test", "kind": "staff", "role": "target"},
        {"name": "Juno Biscuit-Test", "kind": "parent", "role": "alleged"},
    ],
}
"""What is logged, where a test needs a case and not the logging."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook under the profile of St Nicholas, which every test copies."""
    with clock.travelling(AFTERNOON - timedelta(days=1)):
        return found(tmp_path_factory.mktemp("screen") / "St Nicholas.casebook", ST_NICHOLAS)


@pytest.fixture(scope="session")
def template_with_case(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with one case in it, triaged."""
    folder = tmp_path_factory.mktemp("screen-case") / template.name
    shutil.copytree(template, folder)
    with clock.travelling(AFTERNOON), open_book(folder, "dsl", WORDS["dsl"]) as book:
        case = incidents.log(book, incidents.read(INCIDENT)).case
        assessments.assess(book, case, concerns=["bullying-of-adult"])
    return folder


@pytest.fixture
def hand() -> Iterator[Hand]:
    """The clock, stopped on a Tuesday afternoon."""
    with clock.travelling(AFTERNOON) as moving:
        yield moving


@pytest.fixture
def made(template: Path, tmp_path: Path, hand: Hand) -> Path:
    """The folder of a new, empty casebook."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def with_case(template_with_case: Path, tmp_path: Path, hand: Hand) -> Path:
    """The folder of a casebook with the case C-2026-0001, triaged a minute ago."""
    hand.advance(minutes=1)
    return Path(shutil.copytree(template_with_case, tmp_path / template_with_case.name))


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


async def fill_in(sitter: Sitter) -> None:
    """Type the least that an incident needs, and two more facts."""
    await sitter.press("n")
    await sitter.write("A picture goes round in Year 6")
    await sitter.press("tab")
    await sitter.write("today 15:10")
    await sitter.press("tab")
    await sitter.write("yesterday 19:20")
