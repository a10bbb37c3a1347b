"""What of a case can be put right: every reading that a correction takes, as it reads now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casebook.casework import readings
from casebook.casework.case_file import CaseFile, of
from casebook.casework.corrections import CORRECTABLE, WORDS
from casebook.records.exhibit import Exhibit
from casebook.records.incident import Incident
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.store.book import Book

HOLDS = {datetime: "moment", date: "day", bool: "yes-no", int: "number", list: "codes"}
"""What a reading holds, by the kind of its column; anything else is text."""


@dataclass(frozen=True)
class Correctable:
    """One reading of one record."""

    reference: str
    """As `corrections.correct` takes it."""
    kind: str
    """The kind of the record."""
    called: str
    """What the record is known by: its reference or mark, or a person's name."""
    field: str
    """As `corrections.correct` takes it."""
    holds: str
    """`text`, `moment`, `day`, `yes-no`, `number`, `codes`, or `word` for one of a few words."""
    reading: str
    """As it reads now; a moment in ISO 8601."""


def listed(book: Book, ref: str) -> list[Correctable]:
    """Every reading of a case that can be put right, record by record.

    Raises ReferenceInvalid, NotAHolder, CaseNotFound.
    """
    _, file = of(book, ref)
    return [each for record in _records(file) for each in _of(file, record)]


def _records(file: CaseFile) -> Iterator[Record]:
    """The records of a case in the order in which it is read."""
    yield file.case
    yield from file.incidents
    yield from file.people
    yield from file.carers
    yield from file.wishes
    yield from file.exhibits
    yield from file.custody
    yield from file.assessments
    yield from file.actions
    yield from file.referrals
    yield from file.decisions
    yield from file.removals
    yield from file.underage_reports
    yield from file.notes
    yield from file.closings
    yield from file.releases
    yield from file.withholdings
    yield from file.supports


def _of(file: CaseFile, record: Record) -> Iterator[Correctable]:
    """The readings of one record."""
    yield from (_one(file, record, each) for each in _fields(record))
    if isinstance(record, Person):
        part = [each for each in file.involvements if each.person_id == record.id][-1]
        yield _one(file, record, "role", part.role)


def _fields(record: Record) -> Iterator[str]:
    """The fields of a record; one for both ends where it happened at one moment."""
    known = CORRECTABLE.get(record.kind, ())
    if isinstance(record, Incident) and record.happened_from == record.happened_to:
        yield from ("title", "happened_at")
        skipped = {"title", "happened_from", "happened_to"}
        yield from (each for each in known if each not in skipped)
    else:
        yield from known


def _one(file: CaseFile, record: Record, field: str, reading: str | None = None) -> Correctable:
    """One reading of `record`."""
    column = "happened_from" if field == "happened_at" else field
    holds = "word"
    if field not in WORDS:
        kind, _ = readings.kind_of(type(record), column)
        holds = HOLDS.get(kind, "text")
    now = readings.text_of(getattr(record, column)) if reading is None else reading
    reference, called = _named(file, record)
    return Correctable(reference, record.kind, called, field, holds, now)


def _named(file: CaseFile, record: Record) -> tuple[str, str]:
    """How a correction names a record, and what a person knows it by."""
    case = file.case.reference
    own = str(getattr(record, "reference", ""))
    if isinstance(record, Exhibit):
        return f"{case} {own}", own
    if own:
        return own, own
    named = str(getattr(record, "name", "") or getattr(record, "for_whom", ""))
    return f"{case} {record.id}", named
