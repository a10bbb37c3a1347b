"""One change: rows and their signed entries, in one transaction or not at all."""

from typing import TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from casebook import clock
from casebook.errors.keeping import MoveUnfinished
from casebook.identifiers import (
    case_reference,
    child_reference,
    exhibit_reference,
    register_reference,
)
from casebook.records.case import Case
from casebook.records.exhibit import Exhibit
from casebook.records.kinds import IMMUTABLE, KINDS
from casebook.records.record import OfCase, Record
from casebook.store import finder, moves, numbering
from casebook.store.ledger import LogName, Pen
from casebook.store.values import plain, values_of
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity

Kept = TypeVar("Kept", bound=Record)


class Change:
    """What may be done inside a transaction: add, amend, witness."""

    def __init__(self, session: Session, log: LogName, actor: Identity) -> None:
        """Work in `session`, whose transaction the compartment opened and will end."""
        self.session = session
        self._log = log
        self._compartment = log.compartment
        self._pen = Pen(session.connection(), log, actor)

    def add(self, verb: str, record: Kept) -> Kept:
        """Insert `record` and sign an entry with all its values; `verb` is in the past tense.

        Raises MoveUnfinished for what belongs to a case that is being moved out.
        """
        self._refuse_moving(record)
        self.session.add(record)
        self.session.flush()
        self._pen.write(verb, record.kind, record.id, values_of(record))
        finder.insert(self.session.connection(), record)
        return record

    def amend(self, verb: str, record: Kept, **values: object) -> Kept:
        """Give `record` new `values` and sign an entry with just those; raises as `add`."""
        if record.kind in IMMUTABLE:
            raise ValueError(f"a {record.kind} never changes")
        self._refuse_moving(record)
        checked = type(record).model_validate(record.model_dump() | values)
        current = self.session.merge(record, load=True)
        for name in values:
            setattr(current, name, getattr(checked, name))
            setattr(record, name, getattr(checked, name))
        self.session.flush()
        changed = {name: plain(getattr(checked, name)) for name in values}
        self._pen.write(verb, record.kind, record.id, changed)
        finder.keep(self.session.connection(), current)
        return current

    def _refuse_moving(self, record: Record) -> None:
        """Raise MoveUnfinished for what belongs to a case that is being moved out."""
        case_id = record.case_id if isinstance(record, OfCase) else record.id
        belongs = isinstance(record, OfCase | Case)
        if belongs and moves.pending(self.session.connection(), case_id):
            raise MoveUnfinished(case=self.session.get_one(Case, case_id).reference)

    def witness(self, verb: str, kind: str, object_id: str, **values: object) -> None:
        """Sign an entry that changes no row: something was viewed, or copied out."""
        said = {name: plain(each) for name, each in values.items()}
        self._pen.write(verb, f"witness:{kind}", object_id, said)

    def head(self) -> LogHead:
        """The log's size and root as they will be when this transaction ends."""
        return self._pen.head()

    def number_case(self) -> str:
        """The next case reference of this compartment and year, given out by nobody before."""
        year = clock.now().year
        begins = case_reference(self._compartment, year, 0)[:7]
        taken = self.session.exec(
            select(func.count()).select_from(Case).where(col(Case.reference).startswith(begins))
        ).one()
        taken += numbering.left(self.session, begins)
        lost = numbering.lost(self.session, self._log.casebook, year=year)
        return case_reference(self._compartment, year, taken + lost + 1)

    def number(self, case: Case, kind: str) -> str:
        """The next reference of a record of `kind` in `case`."""
        table = KINDS[kind]
        if not issubclass(table, OfCase):
            raise TypeError(f"a {kind} does not belong to one case")
        taken = self.session.exec(
            select(func.count()).select_from(table).where(table.case_id == case.id)
        ).one()
        lost = numbering.lost(self.session, self._log.casebook, case=case.id)
        return child_reference(case.reference, kind, taken + lost + 1)

    def number_register(self, kind: str) -> str:
        """The next reference in the register of `kind`, given out by nobody before."""
        taken = self.session.exec(select(func.count()).select_from(KINDS[kind])).one()
        lost = numbering.lost(self.session, self._log.casebook)
        return register_reference(self._compartment, kind, taken + lost + 1)

    def number_exhibit(self, case: Case, initials: str) -> str:
        """The next exhibit mark in `case` of the person with `initials`."""
        taken = self.session.exec(
            select(func.count())
            .select_from(Exhibit)
            .where(Exhibit.case_id == case.id)
            .where(col(Exhibit.reference).startswith(f"{initials}/"))
        ).one()
        lost = numbering.lost(self.session, self._log.casebook, case=case.id)
        return exhibit_reference(initials, taken + lost + 1)
