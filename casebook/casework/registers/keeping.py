"""How a register keeps things: found, added, amended, looked at again, ended, and read over.

The rules are: each of these is one entry of the ledger with the reason for it; what is over is not
amended; a registration in staff or higher is not read without that being an entry too, where the
casebook is open for writing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from sqlmodel import col, select

from casebook import clock
from casebook.casework import texts
from casebook.casework.people import called
from casebook.casework.registers.fields import Field, Given, checked, day, past_day, today
from casebook.casework.registers.views import Reading, Registration
from casebook.errors.given import RecordNotFound
from casebook.errors.registers import NothingGiven, NotOpenToThis
from casebook.identifiers import parse_register
from casebook.records.registered import Registered
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.vault.layout import COMPARTMENTS

Kept = TypeVar("Kept", bound=Registered)

OVER = frozenset({"refused", "closed", "ended"})
"""The states in which nothing of a registration changes any more."""
WHICH = ("open", "all")
"""Which registrations are listed."""
AHEAD = timedelta(days=30)
"""How long before its day a registration is said to be due."""
YEAR = timedelta(days=365)
"""When something is looked at again, where nobody named a day."""
SHARED = frozenset(Registered.model_fields)
"""The columns that every register has."""


@dataclass(frozen=True)
class Minds:
    """What is to be seen to."""

    pressing: Sequence[str] = ()
    """What shows among what is due today."""
    other: Sequence[str] = ()


@dataclass(frozen=True)
class Register(Generic[Kept]):
    """One register: what it keeps, and how that reads."""

    table: type[Kept]
    fields: Mapping[str, Field]
    """What can be given and amended."""
    ends_as: str
    """The state of what is over."""
    title: Callable[[Kept], str]
    minds: Callable[[Book, Kept], Minds]
    state: Callable[[Kept], str]
    """How it stands today."""
    runs_out: Callable[[Kept], date | None]
    """The day by which it is looked at again."""

    @property
    def kind(self) -> str:
        """What the ledger calls its records."""
        return self.table.kind


def place(book: Book, wanted: str, usual: str = "general") -> Compartment:
    """The compartment that something is kept in; raises NotAHolder, ValueUnknown."""
    return book.compartment(texts.one_of(wanted, COMPARTMENTS, "in") if wanted else usual)


def add(
    book: Book,
    register: Register[Kept],
    compartment: Compartment,
    verb: str,
    values: Mapping[str, object],
) -> Registration:
    """Keep something new; `values` were checked."""
    with compartment.changing() as change:
        row = register.table.of(
            reference=change.number_register(register.kind),
            recorded_at=clock.now(),
            recorded_by=book.user.uid,
            **values,
        )
        change.add(verb, row)
    return line(book, register, compartment, row)


def find(book: Book, register: Register[Kept], reference: str) -> tuple[Compartment, Kept]:
    """What is kept under `reference`; raises ReferenceInvalid, NotAHolder, RecordNotFound."""
    wanted = parse_register(reference, register.kind)
    compartment = book.compartment(wanted.compartment)
    with compartment.reading() as session:
        table = register.table
        row = session.exec(select(table).where(table.reference == wanted.text)).one_or_none()
    if row is None:
        raise RecordNotFound(
            reference=wanted.text,
            next_step=f"Look it up with `casebook {register.kind}s --all`.",
        )
    return compartment, row


def open_one(book: Book, register: Register[Kept], reference: str) -> tuple[Compartment, Kept]:
    """As `find`; raises NotOpenToThis for what is over."""
    compartment, row = find(book, register, reference)
    if row.state in OVER:
        raise NotOpenToThis(reference=row.reference, state=row.state)
    return compartment, row


def change(
    book: Book,
    register: Register[Kept],
    kept: tuple[Compartment, Kept],
    verb: str,
    values: Mapping[str, object],
) -> Registration:
    """Enter `values`, which were checked, as one change of what is kept."""
    compartment, row = kept
    with compartment.changing() as changing:
        row = changing.amend(verb, row, **values)
    return line(book, register, compartment, row)


def amend(
    book: Book, register: Register[Kept], reference: str, given: Given, why: str
) -> Registration:
    """Amend what is kept; the earlier reading stays in the ledger.

    Raises NothingGiven, ReasonMissing, NotOpenToThis, and what a field is refused for.
    """
    kept = open_one(book, register, reference)
    values = checked(register.fields, given, whole=False)
    if not values:
        raise NothingGiven(reference=kept[1].reference)
    values["why"] = texts.reason(why, "amending what a register keeps")
    return change(book, register, kept, "amended", values)


def review(
    book: Book, register: Register[Kept], reference: str, words: str, again: object
) -> Registration:
    """Enter that something was looked at, what was found, and the day it is looked at `again`.

    Raises NotOpenToThis, TextUnusable, DayInvalid.
    """
    kept = open_one(book, register, reference)
    said = texts.needed(words, "words")
    again_on = today() + YEAR if again is None else day(again, "again")
    return change(
        book, register, kept, "reviewed", {"review_words": said, "review_on": again_on, "why": ""}
    )


def end(
    book: Book, register: Register[Kept], reference: str, why: str, on: object = None
) -> Registration:
    """Enter that something is over, why, and since when; raises NotOpenToThis, ReasonMissing."""
    kept = open_one(book, register, reference)
    values = {
        "state": register.ends_as,
        "why": texts.reason(why, "that it is over"),
        "ended_on": today() if on is None else past_day(on, "on"),
    }
    return change(book, register, kept, register.ends_as, values)


def listed(book: Book, register: Register[Kept], which: str = "open") -> list[Registration]:
    """What a register keeps in each compartment held here, the newest last; raises ValueUnknown."""
    wanted, found = texts.one_of(which, WHICH, "which"), []
    for compartment in book.compartments():
        with compartment.reading() as session:
            query = select(register.table).order_by(col(register.table.reference))
            rows = session.exec(query).all()
        found += [
            line(book, register, compartment, each)
            for each in rows
            if wanted == "all" or each.state not in OVER
        ]
    return found


def line(book: Book, register: Register[Kept], compartment: Compartment, row: Kept) -> Registration:
    """One thing that is kept, as it reads now."""
    is_over = row.state in OVER
    minds = Minds() if is_over else register.minds(book, row)
    runs_out = None if is_over else register.runs_out(row)
    own = {name: getattr(row, name) for name in type(row).model_fields if name not in SHARED}
    return Registration(
        reference=row.reference,
        register=register.kind,
        title=register.title(row),
        state=register.state(row),
        compartment=compartment.name,
        review_on=runs_out,
        due=runs_out is not None and runs_out <= today() + AHEAD,
        overdue=runs_out is not None and runs_out < today(),
        pressing=tuple(minds.pressing),
        minds=(*minds.pressing, *minds.other),
        details=own
        | {
            "why": row.why,
            "review_words": row.review_words,
            "ended_on": row.ended_on,
            "recorded_at": row.recorded_at,
            "recorded_by": called(book, row.recorded_by),
        },
    )


def is_pressing(book: Book, register: Register[Kept], row: Kept) -> bool:
    """Whether something shows among what is due today."""
    if row.state in OVER:
        return False
    runs_out = register.runs_out(row)
    soon = runs_out is not None and runs_out <= today() + AHEAD
    return soon or bool(register.minds(book, row).pressing)


def ever(kept: tuple[Compartment, Registered], *columns: str) -> list[str]:
    """Every name that these columns ever had: who was named before an amendment still counts."""
    compartment, row = kept
    found: dict[str, None] = {}
    for entry in compartment.entries([row.id]):
        for column in columns:
            value = (entry.values or {}).get(column, [])
            listed = value if isinstance(value, list) else [value]
            found |= dict.fromkeys(str(each) for each in listed if each)
    return list(found)


def past(book: Book, compartment: Compartment, row: Registered) -> list[Reading]:
    """Every reading that something ever had, the first one first."""
    return [
        Reading(clock.read_iso(each.at), called(book, each.actor), each.verb, each.values or {})
        for each in compartment.entries([row.id])
        if each.kind == row.kind
    ]
