"""An invented school's casebook with cheap passphrases, and invented incidents to log in it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from casebook import clock
from casebook.casework import exhibits, incidents
from casebook.casework.views import ExhibitLine
from casebook.clock import Hand
from casebook.store.book import Book, open_book
from tests.school import ST_NICHOLAS, WORDS, found
from tests.store.conftest import reader_in_the_way as held_up

PNG = b"\x89PNG\r\n\x1a\n" + b"invented picture" * 9
"""An invented screenshot."""

AFTERNOON = datetime(2026, 11, 17, 15, 30, tzinfo=clock.LONDON)
"""A Tuesday, on which the tests begin."""

FOUNDED = AFTERNOON - timedelta(hours=2)
"""When the casebooks were made: before anything in them, or their clocks would be told of."""


ReaderInTheWay = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook under the profile of St Nicholas, which every test copies."""
    folder = tmp_path_factory.mktemp("casework") / "St Nicholas.casebook"
    with clock.travelling(FOUNDED):
        return found(folder, ST_NICHOLAS)


@pytest.fixture(scope="session")
def template_with_staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with the DSL holding the staff compartment too."""
    folder = tmp_path_factory.mktemp("casework") / "St Nicholas staff.casebook"
    with clock.travelling(FOUNDED):
        return found(folder, replace(ST_NICHOLAS, dsl_holds_staff=True))


@pytest.fixture
def hand() -> Iterator[Hand]:
    """The clock, stopped on a Tuesday afternoon."""
    with clock.travelling(AFTERNOON) as moving:
        yield moving


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    """The folder of a new casebook."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def made_with_staff(template_with_staff: Path, tmp_path: Path) -> Path:
    """The folder of a new casebook whose DSL holds staff too."""
    return Path(shutil.copytree(template_with_staff, tmp_path / template_with_staff.name))


@pytest.fixture
def book(made: Path, hand: Hand) -> Iterator[Book]:
    """The casebook, open for the DSL to write."""
    with open_book(made, "dsl", WORDS["dsl"]) as opened:
        yield opened


@pytest.fixture
def staff_book(made_with_staff: Path, hand: Hand) -> Iterator[Book]:
    """A casebook whose DSL holds staff too, open for them to write."""
    with open_book(made_with_staff, "dsl", WORDS["dsl"]) as opened:
        yield opened


@pytest.fixture
def reader_in_the_way(book: Book) -> ReaderInTheWay:
    """While its block runs every change fails at its last step: a reader holds the database."""
    return partial(held_up, book)


@contextmanager
def sitting(folder: Path, user: str, *, write: bool = True) -> Iterator[Book]:
    """The casebook in `folder` with another person at the desk."""
    with open_book(folder, user, WORDS[user], write=write) as opened:
        yield opened


def incident(**changes: object) -> dict[str, Any]:
    """An invented incident as JSON: a teaching assistant mocked in a group chat of parents."""
    data: dict[str, Any] = {
        "title": "A teaching assistant is mocked in a parents' group chat",
        "summary": "Parents of the Otters class make fun of a teaching assistant.",
        "words": "They call me names and laugh about how I walk.",
        "happened_at": "2026-11-16T19:20:00+00:00",
        "known_at": "2026-11-17T15:15:00+00:00",
        "medium": "instant-message",
        "site": {"platform": "Chatterbox", "place": "Otters class", "audience": "28 parents"},
        "reported_by": {"name": "Tansy Halfpenny-Test", "kind": "staff"},
        "people": [
            {"name": "Tansy Halfpenny-Test", "kind": "staff", "role": "target", "age": 34},
            {"name": "Juno Biscuit-Test", "kind": "parent", "role": "alleged"},
        ],
        "concerns": ["bullying-of-adult"],
    }
    data |= changes
    return {key: value for key, value in data.items() if value is not None}


def people(*listed: tuple[str, str, int | None]) -> list[dict[str, Any]]:
    """Invented people as (role, kind, age)."""
    found = []
    for place, (role, kind, age) in enumerate(listed):
        person: dict[str, Any] = {"name": f"Invented Person {place}", "kind": kind, "role": role}
        if age is not None:
            person["age"] = age
        found.append(person)
    return found


def logged(book: Book, **changes: object) -> str:
    """The reference of a new case about an invented incident."""
    return incidents.log(book, incidents.read(incident(**changes))).case


def lodge(book: Book, case: str, *files: Path, **changes: Any) -> list[ExhibitLine]:  # noqa: ANN401
    """Lodge files with invented capture details."""
    said: dict[str, Any] = {
        "imagery": "no",
        "captured_at": "2026-11-17T15:18:00+00:00",
        "captured_by": "Alba Pine-Test",
        "source": "the group Otters class",
    }
    return exhibits.lodge(book, case, files, **(said | changes))


def later(hand: Hand, **span: float) -> None:
    """Let time pass."""
    hand.set(hand.moment + timedelta(**span))


def entries(book: Book, case: str) -> list[tuple[str, str]]:
    """What the ledger of a case's compartment says was done: verbs with their kinds."""
    compartment, _ = book.find_case(case)
    return [(each.verb, each.kind) for each in compartment.entries()]


@pytest.fixture(scope="session")
def apart(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook whose general cases have much in common, and nothing in staff; only read."""
    from tests.casework import linked

    folder = tmp_path_factory.mktemp("apart") / template.name
    shutil.copytree(template, folder)
    linked.begin(folder)
    return folder


@pytest.fixture(scope="session")
def together(apart: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with cases in staff that share the same handle and people; only read."""
    from tests.casework import linked

    folder = tmp_path_factory.mktemp("together") / apart.name
    shutil.copytree(apart, folder)
    linked.add_hidden(folder)
    return folder
