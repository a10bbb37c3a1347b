"""Gathering what is kept about one person, for a request by them or for them.

The rules are: only what this person holds is looked through, and that is said; two people of one
name stay apart; each record says whose words or names besides stand in it; nothing leaves by this:
a bundle does, case by case, with what is withheld and why. The time is one calendar month from the
day of receipt, and ends on the next working day where its last day is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlmodel import col, select

from casebook import clock, workingdays
from casebook.casework import case_file, texts
from casebook.casework.case_file import CaseFile
from casebook.casework.people import compared
from casebook.casework.registers import overview
from casebook.casework.registers.views import Registration
from casebook.errors.retaining import PersonUnnamed
from casebook.identifiers import compartment_of
from casebook.records.case import Case
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.finder import words_of
from casebook.vault.layout import COMPARTMENTS

FROM_OTHERS = ("wish", "note", "referral", "incident")
"""The kinds of record whose words may be somebody else's about the person."""

LEAST = 4
"""Letters of a part of a name by which somebody is named."""

THINK_OF = (
    "Whether whoever asks is that person, or may ask for them: ask for proof before you answer.",
    "Other people's names and words: leave them out, or ask them.",
    "Serious harm to a child's or anybody's health: what would do it is not given.",
    "Child abuse data, and what was kept for finding out or preventing an offence.",
    "Legal advice.",
)
"""What is thought of before anything is given: exemptions under the Data Protection Act 2018."""


@dataclass(frozen=True)
class Mentioned:
    """One record that speaks of the person."""

    reference: str
    kind: str
    others: Sequence[str]
    """The other people whose names stand in its words."""
    from_others: bool
    """Whether its words may be somebody else's."""


@dataclass(frozen=True)
class InCase:
    """One case that speaks of the person."""

    case: str
    title: str
    status: str
    roles: Sequence[str]
    """Their part in each of its incidents."""
    born: str
    """Their day of birth as the case has it: two people of one name are told apart by it."""
    records: Sequence[Mentioned]
    others: Sequence[str]
    """Everybody else whom the case names."""


@dataclass(frozen=True)
class Gathered:
    """Everything that this person may read about somebody."""

    name: str
    received_on: str
    due_by: str
    """The last day for the answer."""
    complex_due_by: str
    """Two months later, where it is complex and they were told so by the first day."""
    cases: Sequence[InCase]
    registrations: Sequence[Registration]
    """What the registers have that names them, or named them once."""
    looked_in: Sequence[str]
    not_looked_in: Sequence[str]
    """The compartments that this person does not hold, whatever is in them."""
    think_of: Sequence[str]


def gather(book: Book, name: str, received: date | None = None) -> Gathered:
    """What is kept about `name` where this person may read; that it was gathered is entered.

    Raises PersonUnnamed, TextUnusable.
    """
    wanted = texts.line(texts.needed(name, "name"), "name")
    day = received or clock.now().date()
    cases = [each for one in book.compartments() for each in _of(one, wanted)]
    registrations = overview.naming(book, wanted)
    if not cases and not registrations:
        raise PersonUnnamed
    if book.is_writer:
        for compartment in book.compartments():
            references = [each.case for each in cases] + [each.reference for each in registrations]
            mine = [each for each in references if _is_in(compartment, each)]
            if mine:
                with compartment.changing() as change:
                    change.witness("gathered", "subject-access", book.casebook_id, cases=mine)
    return Gathered(
        name=wanted,
        received_on=day.isoformat(),
        due_by=_due(book, day, 1).isoformat(),
        complex_due_by=_due(book, day, 3).isoformat(),
        cases=tuple(cases),
        registrations=tuple(registrations),
        looked_in=book.held,
        not_looked_in=tuple(each for each in COMPARTMENTS if each not in book.held),
        think_of=THINK_OF,
    )


def _due(book: Book, received: date, months: int) -> date:
    """The last day for an answer: the same day of a later month, or the working day after it."""
    day = received + relativedelta(months=months)
    if workingdays.is_working_day(day, book.calendar):
        return day
    return workingdays.next_working_day(day, book.calendar)


def _is_in(compartment: Compartment, reference: str) -> bool:
    """Whether a case, or what a register keeps, lies in a compartment, by its letter."""
    return compartment_of(reference) == compartment.name


def _of(compartment: Compartment, name: str) -> Iterator[InCase]:
    """The cases of a compartment that name somebody so."""
    with compartment.reading() as session:
        for case in session.exec(select(Case).order_by(col(Case.reference))).all():
            file = case_file.read(session, compartment.name, case)
            for person in file.people:
                if compared(person.name) == compared(name):
                    yield _in_case(file, person)


def _in_case(file: CaseFile, person: Person) -> InCase:
    """What one case has about one person."""
    others = [each.name for each in file.people if each.id != person.id and each.name]
    parts = [each for each in file.involvements if each.person_id == person.id]
    return InCase(
        case=file.case.reference,
        title=file.case.title,
        status=file.case.status,
        roles=tuple(dict.fromkeys(each.role for each in parts)),
        born=person.born.isoformat() if person.born else "",
        records=tuple(_mentions(file, person, others)),
        others=tuple(others),
    )


def _mentions(file: CaseFile, person: Person, others: Sequence[str]) -> Iterator[Mentioned]:
    """Each record of a case that names the person, and the incidents they had a part in."""
    incidents = {each.incident_id for each in file.involvements if each.person_id == person.id}
    for record in file.with_references():
        words = compared(words_of(record))
        if record.id in incidents or _names(words, person.name):
            yield Mentioned(
                reference=_reference(record),
                kind=record.kind,
                others=tuple(each for each in others if _names(words, each)),
                from_others=record.kind in FROM_OTHERS,
            )


def _names(words: str, name: str) -> bool:
    """Whether words name somebody in full, or by a part of their name that is long enough."""
    whole = compared(name)
    parts = [each for each in whole.split() if len(each) >= LEAST]
    return bool(whole) and (whole in words or any(each in words.split() for each in parts))


def _reference(record: Record) -> str:
    """The reference of a record that has one."""
    return str(getattr(record, "reference", record.id))
