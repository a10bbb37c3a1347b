"""Destroying a case: its rows, what its entries said, and its sealed files.

The rules are: a new generation under a new key, in which only leaves and signatures of its entries
stay, counts before anything of the old one goes; one entry says what was destroyed, why and by
whose authority, and stays for ever; its number is given to nothing else. What was copied out, or
lies in a backup, is not reached.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook.errors.keeping import MoveUnfinished
from casebook.records.case import Case
from casebook.records.user import User
from casebook.store import erasing, ledger, moves, rotation
from casebook.store.change import Change
from casebook.store.ledger import Entry
from casebook.store.matter import matter_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

VERB, KIND = erasing.DESTROYED
MARK = KIND.removeprefix("witness:")


@dataclass(frozen=True)
class Destroyed:
    """A case that was destroyed, as its one remaining entry tells."""

    reference: str
    seq: int
    at: str
    """ISO 8601, with its offset."""
    by: str
    """The identifier of the user who did it."""
    key: bytes
    """The public key that signed the entry."""
    said: Mapping[str, object]
    """What was entered of it."""
    records: int
    files: int


def destroy(book: "Book", case: Case, said: Mapping[str, object]) -> Destroyed:
    """Destroy `case`; `said` is entered, and is all that is left besides counts.

    Raises BookReadOnly, MoveUnfinished, and what `rotation.renew` raises; the case is whole then,
    unless that was OldKeyStays: it is gone, and the old files go at the next opening.
    """
    here = book.compartment(book.find_case(case.reference)[0].name)
    with here.reading() as session:
        if moves.pending(session.connection(), case.id):
            raise MoveUnfinished(case=case.reference)
    matter = matter_of(here, case)
    own = [each for each in matter.records if each.id not in matter.shared]
    files = [each.id for each in (*matter.sealed, *matter.past)]
    seqs = [each.seq for each in matter.entries]
    counted = {"records": len(own), "files": files, "erased": seqs}

    def leaving(change: Change) -> None:
        """Enter that it is destroyed, then take out its rows and values."""
        change.witness(VERB, MARK, case.id, reference=case.reference, **counted, **said)
        erasing.take_out(change.session.connection(), [*matter.past, *own], seqs)

    rotation.renew(book, here.name, leaving)
    for each in files:
        here.files.forget(each)
    return next(each for each in listed(book) if each.reference == case.reference)


def listed(book: "Book") -> list[Destroyed]:
    """Every case that was destroyed in the compartments held here, in order of time."""
    found = [each for one in book.compartments() for each in _of(one)]
    return sorted(found, key=lambda each: (each.at, each.reference))


def clear(book: "Book") -> None:
    """Remove the sealed files of destroyed cases that a stopped writer left.

    Only those of which no row tells any more.
    """
    for compartment in book.compartments():
        with compartment.reading() as session:
            marks = list(_marks(session))
        for each in marks:
            for name in _names(each):
                if book.folder.sealed_path(name).exists():
                    compartment.files.forget(name)


def _of(compartment: "Compartment") -> Iterator[Destroyed]:
    """The cases that were destroyed in one compartment."""
    with compartment.reading() as session:
        marks = list(_marks(session))
        keys = {each.id: bytes.fromhex(each.sign_key) for each in session.exec(select(User)).all()}
    for each in marks:
        said = dict(each.values or {})
        reference, records = str(said.pop("reference")), int(str(said.pop("records")))
        files = len(_names(each))
        said = {key: value for key, value in said.items() if key not in {"erased", "files"}}
        key = keys[each.actor]
        yield Destroyed(reference, each.seq, each.at, each.actor, key, said, records, files)


def _marks(session: "Session") -> Iterator[Entry]:
    """The entries that say what was destroyed."""
    for each in ledger.read_entries_of(session.connection(), [KIND]):
        if each.verb == VERB and each.values:
            yield each


def _names(entry: Entry) -> list[str]:
    """The sealed files that an entry says are destroyed."""
    said = (entry.values or {}).get("files")
    return [str(each) for each in said] if isinstance(said, list) else []
