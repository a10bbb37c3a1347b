"""Who decides what a register asks for.

The rules are: the office that decides signs with its own key; what the governors decided is
entered with where it stands written, since they hold no key of general, and they decide in the
place of an office in which everybody is concerned; nobody decides, or enters a decision about,
what concerns them or what they asked for, whether they are named by their name, their short name
or their office, or are marked in a case as the person concerned.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import select

from casebook.casework import authority, texts
from casebook.casework.people import compared
from casebook.errors.registers import NotTheirsToDecide, OwnDecision
from casebook.records.person import Person
from casebook.store.book import Book

OFFICES = {
    "head": frozenset({"head"}),
    "dsl": frozenset({"dsl", "deputy-dsl"}),
    "slt": frozenset({"head", "dsl", "deputy-dsl"}),
    "governors": frozenset({"chair", "vice-chair"}),
}
"""The roles of a casebook that speak for an office; the DSL is of the senior leadership team."""

CALLED = {
    "head": "the head",
    "dsl": "the DSL",
    "slt": "the senior leadership team",
    "governors": "the governors",
}


@dataclass(frozen=True)
class Decided:
    """Who decided."""

    office: str
    by: str
    """By name and role, or where the governors' decision is written."""


def decided(
    book: Book, reference: str, offices: Collection[str], about: Iterable[str], minute: str = ""
) -> Decided:
    """Who decides `reference`, which is about the people named; `minute` is the governors' own.

    Raises OwnDecision, NotTheirsToDecide, ReasonMissing, TextUnusable.
    """
    named = list(about)
    refuse_own(book, reference, named)
    written = texts.line(minute, "minute")
    if written and "governors" in needed(book, offices, named):
        texts.reason(written, "where the governors' decision is written")
        return Decided("governors", f"{CALLED['governors']}, {written}, entered by {signed(book)}")
    for office in () if written else offices:
        if book.user.role in OFFICES[office]:
            return Decided(office, signed(book))
    wanted = " or ".join(CALLED[each] for each in offices)
    raise NotTheirsToDecide(reference=reference, offices=wanted, role=book.user.role)


def needed(book: Book, offices: Iterable[str], about: Iterable[str]) -> set[str]:
    """The offices that decide something about the people named.

    Where everybody in an office is concerned, or nobody works here for it, the governors do.
    """
    named = list(about)
    free = [
        each.role
        for each in book.users()
        if each.active and not any(authority.is_oneself(each, name) for name in named)
    ]
    return {each if OFFICES[each] & set(free) else "governors" for each in offices}


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: each word of the shorter stands in the longer."""
    first, second = (set(compared(each).replace("-", " ").split()) for each in (one, other))
    return first <= second or second <= first


def refuse_own(book: Book, reference: str, about: Iterable[str]) -> None:
    """Raise OwnDecision where one of the people named is the person at the desk."""
    me, marked = book.user, _marked(book)
    if any(authority.is_oneself(me, each) or compared(each) in marked for each in about if each):
        raise OwnDecision(reference=reference)


def signed(book: Book) -> str:
    """The person at the desk by name and role."""
    return f"{book.user.called} ({book.user.role})"


def _marked(book: Book) -> set[str]:
    """The names under which cases speak of the person at the desk."""
    found: set[str] = set()
    for compartment in book.compartments():
        with compartment.reading() as session:
            query = select(Person.name).where(Person.user == book.user.short)
            found |= {compared(each) for each in session.exec(query).all() if each}
    return found
