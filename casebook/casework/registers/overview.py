"""All registers together: what is due in any of them, and one thing by its reference alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlmodel import select

from casebook.casework.people import compared
from casebook.casework.registers import keeping
from casebook.casework.registers.approvals import APPROVAL
from casebook.casework.registers.channels import CHANNELS
from casebook.casework.registers.deviations import DEVIATION, told_when
from casebook.casework.registers.keeping import Register
from casebook.casework.registers.onlinechecks import ONLINE_CHECK
from casebook.casework.registers.relationships import RELATIONSHIP
from casebook.casework.registers.views import Reading, Registration
from casebook.identifiers import parse_register
from casebook.records.registered import Registered
from casebook.store.book import Book

REGISTERS: Final[Mapping[str, Register[Any]]] = {
    each.kind: each for each in (CHANNELS, RELATIONSHIP, APPROVAL, DEVIATION, ONLINE_CHECK)
}
"""Every register, by what the ledger calls its records."""


def shown(book: Book, reference: str) -> tuple[Registration, list[Reading]]:
    """What is kept under a reference, and every reading that it had.

    That somebody looked at it in staff or governance is itself an entry, where the book is open for
    writing. Raises ReferenceInvalid, NotAHolder, RecordNotFound.
    """
    register = REGISTERS[parse_register(reference).kind]
    compartment, row = keeping.find(book, register, reference)
    if compartment.name != "general" and book.is_writer:
        with compartment.changing() as change:
            change.witness("viewed", row.kind, row.id)
    view = keeping.line(book, register, compartment, row)
    if register is DEVIATION:
        view = replace(view, details={**view.details, "told_when": told_when(row)})
    return view, keeping.past(book, compartment, row)


def due(book: Book) -> list[Registration]:
    """Whatever is to be looked at within thirty days, is late, or presses, the soonest first."""
    found = []
    for register in REGISTERS.values():
        for compartment in book.compartments():
            with compartment.reading() as session:
                rows = session.exec(select(register.table)).all()
            found += [
                keeping.line(book, register, compartment, each)
                for each in rows
                if keeping.is_pressing(book, register, each)
            ]
    return sorted(found, key=lambda each: (str(each.review_on or "9999"), each.reference))


def naming(book: Book, name: str) -> list[Registration]:
    """Whatever a register has, or had, that names somebody in full, be it over or not.

    A reading that was amended away still stands in the ledger, so that it is found too.
    """
    wanted, found = compared(name), []
    for register in REGISTERS.values():
        for compartment in book.compartments():
            with compartment.reading() as session:
                rows = session.exec(select(register.table)).all()
            for row in rows:
                given = (each.values or {} for each in compartment.entries([row.id]))
                said = [_text(each) for values in given for each in values.values()]
                if wanted and any(wanted in compared(each) for each in said):
                    found.append(keeping.line(book, register, compartment, row))
    return found


def _text(value: object) -> str:
    """A value as it was written down."""
    return "\n".join(str(each) for each in value) if isinstance(value, list) else str(value)


def title_of(record: Registered) -> str:
    """What a registration is called in a list."""
    title: str = REGISTERS[record.kind].title(record)
    return title
