"""Everything that goes with a case when it moves: its records, and the entries that made it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from casebook.records.carer import Carer
from casebook.records.case import Case
from casebook.records.correction import Correction
from casebook.records.exhibit import Exhibit
from casebook.records.involvement import Involvement
from casebook.records.kinds import KINDS
from casebook.records.person import Person
from casebook.records.record import OfCase, Record
from casebook.records.sealed import SealedFile
from casebook.store import ledger, resealing
from casebook.store.ledger import Entry
from casebook.store.moves import BEGUN, MARK

if TYPE_CHECKING:
    from casebook.store.compartment import Compartment


@dataclass(frozen=True)
class Matter:
    """Everything that goes with a case."""

    case: Case
    records: tuple[Record, ...]
    shared: frozenset[str]
    """The identifiers of people whom other cases speak of too."""
    entries: tuple[Entry, ...]
    past: tuple[Record, ...] = ()
    """Rows of sealed files that were sealed anew since: they go, and arrive nowhere."""

    @property
    def sealed(self) -> list[SealedFile]:
        """The sealed files of its exhibits."""
        return [each for each in self.records if isinstance(each, SealedFile)]


def matter_of(here: "Compartment", case: Case) -> Matter:
    """Everything of a case, in an order in which each comes after what it points at."""
    with here.reading() as session:
        rows: list[Record] = [case]
        people = _people(session, case)
        shared = people & _people(session, case, others=True)
        for table in KINDS.values():
            if issubclass(table, OfCase):
                rows += session.exec(select(table).where(col(table.case_id) == case.id)).all()
        rows += session.exec(select(Person).where(col(Person.id).in_(people))).all()
        wanted = {each.sealed_id for each in rows if isinstance(each, Exhibit)} - {None}
        rows += session.exec(select(SealedFile).where(col(SealedFile.id).in_(wanted))).all()
        order = list(KINDS)
        rows.sort(key=lambda each: order.index(each.kind))
        past = _past(session, {str(each) for each in wanted})
        ids = {each.id for each in (*rows, *past)} - shared
        entries = _entries_of(session.connection(), case, ids)
    return Matter(case, tuple(rows), frozenset(shared), tuple(entries), past)


def _past(session: Session, wanted: set[str]) -> tuple[Record, ...]:
    """The rows of the sealed files that those `wanted` took the place of, however long ago."""
    replaced, found = resealing.replaced(session), set(wanted)
    for old, new in reversed(replaced.items()):
        if new in found:
            found.add(old)
    query = select(SealedFile).where(col(SealedFile.id).in_(found - wanted))
    return tuple(session.exec(query).all())


def _people(session: Session, case: Case, *, others: bool = False) -> set[str]:
    """The identifiers of whom a case speaks, or of whom all other cases do.

    Somebody who was parted from another stands in the correction by which that was done.
    """
    found: set[str] = set()
    for table in (Involvement, Carer):
        which = table.case_id != case.id if others else table.case_id == case.id
        found |= set(session.exec(select(table.person_id).where(which)).all())
    which = Correction.case_id != case.id if others else Correction.case_id == case.id
    moved = select(Correction.reading).where(which, Correction.field == "person_id")
    return found | set(session.exec(moved).all())


def _entries_of(connection: Connection, case: Case, ids: set[str]) -> list[Entry]:
    """The entries that made a case, and those that tell of something done with it."""
    made = ledger.read_entries(connection, ids)
    kinds = [each for each in ledger.kinds(connection) if each.startswith("witness:")]
    mention = re.compile(re.escape(case.reference) + r"(?![0-9])")
    known = {each.seq for each in made}
    told = [
        each
        for each in ledger.read_entries_of(connection, kinds)
        if each.seq not in known and each.values and mention.search(str(each.values))
    ]
    both = [each for each in (*made, *told) if each.values is not None]
    over = {each.seq for each in both if each.kind == f"witness:{MARK}" and each.verb != BEGUN}
    return sorted((each for each in both if each.seq not in over), key=lambda each: each.seq)


def carried(entry: Entry) -> dict[str, object]:
    """An entry as its signer made it, so that it can be checked where it is now."""
    return {
        "header": ledger.header_of(entry),
        "prev_size": entry.prev_size,
        "prev_root": entry.prev_root.hex(),
        "salt": (entry.salt or b"").hex(),
        "signature": entry.signature.hex(),
        "values": entry.values,
    }


def renamed(row: Record, was: str, reference: str, fresh: Mapping[str, SealedFile]) -> Record:
    """A record as it stands where it goes: each reference that is one under its new name."""
    if isinstance(row, SealedFile):
        return fresh[row.id]
    whole = re.compile(re.escape(was) + r"(-[A-Z][0-9]+)?( [A-Z]+/[0-9]+)?")

    def anew(value: object) -> object:
        if isinstance(value, str) and whole.fullmatch(value):
            return reference + value[len(was) :]
        if isinstance(value, list):
            return [anew(each) for each in value]
        return value

    values = {name: anew(value) for name, value in row.model_dump().items()}
    if isinstance(row, Exhibit) and row.sealed_id is not None:
        values["sealed_id"] = fresh[row.sealed_id].id
    return type(row).of(**values)
