"""Moving a case from one compartment to another: two databases, and one outcome.

The rules are: an intent is entered first, and until the move is over nothing of the case changes
where it comes from; it arrives whole, in one transaction, with its exhibits sealed anew under keys
that nobody saw before and the signed entries that made it; only then does it leave, by a new
generation in which its rows and values are gone and its entries' leaves and signatures stay.
Whoever holds only where it came from is not told where it went.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook.errors import CasebookError
from casebook.errors.keeping import MovedBytesDiffer, MoveUnfinished
from casebook.identifiers import new_id
from casebook.records.case import Case
from casebook.records.person import Person
from casebook.records.sealed import SealedFile
from casebook.store import erasing, rotation
from casebook.store.change import Change
from casebook.store.ledger import Entry
from casebook.store.matter import Matter, carried, matter_of, renamed
from casebook.store.moves import (
    ABANDONED,
    ARRIVED,
    BEGUN,
    CARRIED,
    LEFT,
    MARK,
    MOVED,
    marks_of,
    pending,
)
from casebook.vault import manifest
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

Progress = Callable[[int], None]
"""Told how many bytes of the present exhibit are done."""

Arriving = Callable[[Change, Case, str], None]
"""What is added in the transaction in which a case arrives: told the case, and what it was."""

AT_ONCE = 100
"""Original entries that one entry of the receiving ledger carries."""

FINISHED = "A case's move that was stopped was finished now: it is {reference}."
GIVEN_UP = "A case's move that was stopped was given up; {reference} is where it was."
WAITS = (
    "{reference} was being moved when this casebook was stopped. It can be read, and not changed, "
    "until {who}, or somebody else who holds both compartments, opens the casebook."
)


@dataclass(frozen=True)
class Moved:
    """A case that was moved."""

    reference: str
    was: str
    exhibits: int
    """How many sealed files were sealed anew."""


@dataclass(frozen=True)
class _Way:
    """One move: from where, to where, and what it is called in both ledgers."""

    book: "Book"
    here: "Compartment"
    there: "Compartment"
    case: Case
    token: str
    files: Mapping[str, str]
    """What each sealed file is called there, by what it is called here."""

    def begin(self) -> None:
        """Enter the intent; raises MoveUnfinished where another one waits."""
        with self.here.changing() as change:
            if pending(change.session.connection(), self.case.id):
                raise MoveUnfinished(case=self.case.reference)
            said = {"reference": self.case.reference, "to": self.there.name}
            files = dict(self.files)
            change.witness(BEGUN, MARK, self.case.id, move=self.token, files=files, **said)

    def reseal(self, matter: Matter, progress: Progress | None) -> dict[str, SealedFile]:
        """Seal each exhibit anew for where it goes; its bytes are held against what was lodged."""
        fresh = {}
        for row in matter.sealed:
            named = self.files[row.id]
            with closing(self.here.open_file(row.id)) as source:
                made = self.there.lodge_file(source, row.purpose, progress, object_id=named)
            if (made.size, made.sha256) != (row.size, row.sha256):
                raise MovedBytesDiffer(case=self.case.reference)
            fresh[row.id] = made
        return fresh

    def arrive(self, matter: Matter, fresh: Mapping[str, SealedFile], arriving: Arriving) -> None:
        """Let everything arrive, in one transaction."""
        was, head = self.case.reference, self.here.head()
        with self.there.changing() as change:
            reference = change.number_case()
            said = {"reference": reference, "was": was, "from": self.here.name}
            state = {"size": head.size, "root": head.root, "files": dict(self.files)}
            change.witness(ARRIVED, MARK, self.case.id, move=self.token, **said, **state)
            for at in range(0, len(matter.entries), AT_ONCE):
                some = [carried(each) for each in matter.entries[at : at + AT_ONCE]]
                change.witness(ARRIVED, CARRIED, self.case.id, move=self.token, entries=some)
            known = set(change.session.exec(select(Person.id)).all())
            for row in matter.records:
                if row.id not in known:
                    change.add(MOVED, renamed(row, was, reference, fresh))
            arriving(change, change.session.get_one(Case, self.case.id), was)

    def arrived(self) -> str | None:
        """The reference under which the case arrived; none where it did not."""
        for each in self.there.entries([self.case.id]):
            values = each.values or {}
            if each.verb == ARRIVED and values.get("move") == self.token and "was" in values:
                return str(values["reference"])
        return None

    def give_up(self) -> None:
        """Remove what was sealed anew, and enter that the case stays; nothing once it arrived."""
        if self.arrived() is not None:
            return
        for each in self.files.values():
            self.here.files.forget(each)
        with self.here.changing() as change:
            change.witness(ABANDONED, MARK, self.case.id, move=self.token)

    def leave(self) -> None:
        """Give where it came from a new generation without the case; then the old files go."""
        matter = matter_of(self.here, self.case)
        gone = [
            *matter.past,
            *(each for each in matter.records if each.id not in matter.shared),
        ]
        seqs = [each.seq for each in matter.entries]

        def leaving(change: Change) -> None:
            """Enter that it left, then take its rows and values out."""
            said = {"reference": self.case.reference, "erased": seqs}
            change.witness(LEFT, MARK, self.case.id, move=self.token, **said)
            erasing.take_out(change.session.connection(), gone, seqs)

        rotation.renew(self.book, self.here.name, leaving)
        for each in self.files:
            self.here.files.forget(each)


def move(
    book: "Book",
    reference: str,
    target: str,
    arriving: Arriving,
    progress: Progress | None = None,
) -> Moved:
    """Move the case `reference` to the compartment `target`; `arriving` may add to it there.

    Raises NotAHolder, CaseNotFound, MoveUnfinished where a stopped move waits, ExhibitMissing,
    MovedBytesDiffer, and the faults of the machine; unless it arrived the case is where it was.
    """
    there = book.compartment(target)
    here, case = book.find_case(reference)
    matter = matter_of(here, case)
    files = {each.id: new_id() for each in matter.sealed}
    way = _Way(book, here, there, case, new_id(), files)
    way.begin()
    matter = matter_of(here, case)  # once more: the intent is one of its entries
    with ExitStack() as undo:
        undo.callback(way.give_up)
        way.arrive(matter, way.reseal(matter, progress), arriving)
        undo.pop_all()
    way.leave()
    return Moved(way.arrived() or "", case.reference, len(files))


def finish(book: "Book") -> list[Finding]:
    """Finish, or give up, what a stopped writer was moving, as far as these keys reach."""
    found = []
    for name in book.held:
        for entry in _open_intents(book.compartment(name)):
            place = f"compartments/{name}"
            try:
                said = _finished(book, book.compartment(name), entry)
                found.append(Finding(MoveUnfinished.code, place, said, "note"))
            except CasebookError as fault:
                found.append(Finding(fault.code, place, fault.message, "fault"))
    for there in book.compartments():
        _clear_old(book, there)
    return found


def _finished(book: "Book", here: "Compartment", entry: Entry) -> str:
    """Go on with one move from where it was stopped; what is to be said of it."""
    values = entry.values or {}
    reference, target = str(values["reference"]), str(values["to"])
    if target not in book.held:
        by = book.user_named(entry.actor)
        return WAITS.format(reference=reference, who=by.called if by else "somebody")
    case, files = here.find_case(reference), _names(values["files"])
    way = _Way(book, here, book.compartment(target), case, str(values["move"]), files)
    arrived = way.arrived()
    if arrived is None:
        way.give_up()
        return GIVEN_UP.format(reference=reference)
    way.leave()
    return FINISHED.format(reference=arrived)


def _open_intents(here: "Compartment") -> list[Entry]:
    """The moves out of a compartment that are neither over nor given up."""
    with here.reading() as session:
        marks = [each for each in marks_of(session.connection()) if each.values]
    over = {_token(each) for each in marks if each.verb in {LEFT, ABANDONED}}
    return [each for each in marks if each.verb == BEGUN and _token(each) not in over]


def _token(entry: Entry) -> object:
    """What a move is called."""
    return (entry.values or {}).get("move")


def _names(value: object) -> dict[str, str]:
    """Names by names, as an entry has them."""
    return {str(old): str(new) for old, new in value.items()} if isinstance(value, dict) else {}


def _clear_old(book: "Book", there: "Compartment") -> None:
    """Remove what a stopped move left of sealed files, where both sides say that it is over.

    What one ledger alone says removes nothing.
    """
    with there.reading() as session:
        arrived = [each for each in marks_of(session.connection()) if each.verb == ARRIVED]
    listed = manifest.read(book.folder) if arrived else None
    for each in arrived:
        values = each.values or {}
        name, files = str(values.get("from")), _names(values.get("files"))
        paths = [book.folder.sealed_path(one) for one in files]
        known = listed.lines if listed else {}
        stands = any(
            one.exists() or one.relative_to(book.folder.path).as_posix() in known for one in paths
        )
        if name not in book.held or not stands:
            continue
        left = book.compartment(name).entries([each.object_id])
        if any(one.verb == LEFT and _token(one) == _token(each) for one in left):
            for one in files:
                there.files.forget(one)
