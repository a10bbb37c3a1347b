"""What somebody does where another person is writing: left sealed, for the next writer to take in.

The rules are: it is checked here as if it were done here; an approval and a return name the state
of the ledger that they were given on; it says of itself that it waits, and never that it is done.
"""

from dataclasses import dataclass
from typing import Final

from casebook import clock
from casebook.casework import closings, hands, texts
from casebook.casework.case_file import of
from casebook.casework.moments import When, past
from casebook.errors.opening import BookReadOnly
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.vault import drops as vault
from casebook.vault import slots
from casebook.vault.writerlock import is_held

APPROVED: Final = "approved"
RETURNED: Final = "returned"
NOTED: Final = "noted"
VIEWED: Final = "viewed"

SIGNED = (APPROVED, RETURNED)
"""The deeds that count only for what whoever did them saw."""


@dataclass(frozen=True)
class LeftDeed:
    """Something that waits for whoever writes next."""

    case: str
    deed: str
    drop: str
    """The random name that it lies under."""


def approve(book: Book, ref: str, words: str = "") -> LeftDeed:
    """Leave a second signature; raises what `closings.approve` raises."""
    _, file, _ = closings.approvable(book, ref, hands.own(book))
    return _leave(book, file.case.reference, APPROVED, words=texts.passage(words, "words"))


def send_back(book: Book, ref: str, words: str) -> LeftDeed:
    """Leave a return of a closing; raises what `closings.send_back` raises."""
    _, file, _ = closings.returnable(book, ref, hands.own(book))
    said = texts.reason(words, "returning a closing")
    return _leave(book, file.case.reference, RETURNED, words=said)


def note(book: Book, ref: str, words: str, at: When | None = None) -> LeftDeed:
    """Leave a note; raises what `notes.write` raises."""
    _, file = of(book, ref)
    about, said = clock.iso(past(at, "at")), texts.needed(words, "words")
    return _leave(book, file.case.reference, NOTED, words=said, about=about)


def viewing(book: Book, ref: str) -> LeftDeed:
    """Leave that a case was looked at."""
    _, file = of(book, ref)
    return _leave(book, file.case.reference, VIEWED)


def _leave(book: Book, reference: str, deed: str, **said: str) -> LeftDeed:
    """Seal a deed for the holders of its case's compartment.

    Raises BookReadOnly where nobody is writing who could take it in: then it can be done there.
    """
    if not is_held(book.folder):
        raise BookReadOnly
    compartment, _ = book.find_case(reference)
    report = {"deed": {"what": deed, "case": reference, **_seen(compartment), **said}}
    at, known = clock.iso(clock.now()), slots.trusted(book.folder, book.identity)
    name = compartment.name
    drop = vault.leave(book.folder, name, book.identity, known, report=report, at=at)
    return LeftDeed(reference, deed, drop)


def _seen(compartment: Compartment) -> dict[str, object]:
    """The state of the ledger that somebody sees."""
    head = compartment.head()
    return {"size": head.size, "root": head.root}
