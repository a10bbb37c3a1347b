"""A casebook of an invented school, with cheap passphrases."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from casebook import clock
from casebook.records.case import Case
from casebook.records.note import Note
from casebook.store import engine
from casebook.store.book import Book, open_book
from casebook.store.compartment import Compartment
from casebook.store.founding import School
from casebook.store.membership import Newcomer
from casebook.store.verify import verify_folder
from casebook.vault import grants, keys, layout, slots
from tests.school import WORDS, found

DEPUTY = Newcomer("deputy", "deputy-dsl", "ribbon harbour walnut pencil gravel", "Dora Invented")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook that every test copies: making one costs five slow passphrases."""
    folder = tmp_path_factory.mktemp("template") / "Harbour Test.casebook"
    return found(folder, School("Harbour Test School"))


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    """The folder of a new casebook."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def book(made: Path) -> Iterator[Book]:
    """The casebook, open for the DSL to write."""
    with open_book(made, "dsl", WORDS["dsl"]) as opened:
        yield opened


def opened_case(compartment: Compartment, title: str) -> Case:
    """A case that was opened now."""
    with compartment.changing() as change:
        case = Case.of(
            reference=change.number_case(), title=title, opened_at=clock.now(), opened_by="dsl"
        )
        return change.add("opened", case)


def worked(folder: Path) -> None:
    """Enter two cases, some notes and two sealed files."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        general = book.compartment("general")
        for title in ("First", "Second"):
            sealed = general.lodge_file(io.BytesIO(title.encode() * 1000))
            with general.changing() as change:
                case = Case.of(
                    reference=change.number_case(),
                    title=title,
                    opened_at=clock.now(),
                    opened_by=book.user.uid,
                )
                change.add("opened", case)
                change.add("sealed", sealed)
                for words in ("seen", "spoken to"):
                    change.add("noted", note(book, case, change.number(case, "note"), words))
                change.amend("summarised", case, summary="Something was said.")


def note(book: Book, case: Case, reference: str, words: str) -> Note:
    """A note of now."""
    return Note.of(
        case_id=case.id,
        reference=reference,
        words=words,
        at=clock.now(),
        recorded_at=clock.now(),
        recorded_by=book.user.uid,
    )


def opened(folder: Path, user: str, *, write: bool = True) -> Book:
    """The casebook, open for one of the people of these tests."""
    return open_book(folder, user, ({"deputy": DEPUTY.passphrase} | WORDS)[user], write=write)


def faults(folder: Path, user: str) -> list[str]:
    """What verifying as `user` finds that is more than a note."""
    with opened(folder, user, write=False) as book:
        return [
            each.code for each in verify_folder(folder, book).findings if each.severity == "fault"
        ]


def key_of(folder: Path) -> str:
    """The raw database key of general, which whoever holds it can come by."""
    at = layout.at(folder)
    identity = slots.open_slot(at, "dsl", WORDS["dsl"])
    bound = grants.context(at.casebook_id, "general", 1)
    return keys.database_key(grants.open_key(at.grants("general"), identity, bound))


@contextmanager
def reader_in_the_way(book: Book, name: str = "general") -> Iterator[None]:
    """While this lasts every change fails at its last step: a reader holds the database."""
    compartment = book.compartment(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "BUSY_SECONDS", 0)
        compartment.engine.dispose()  # its next connections wait for nobody
        with compartment.reading() as session:
            session.exec(select(Case)).all()
            yield
    compartment.engine.dispose()
