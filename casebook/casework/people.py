"""Who takes part in a case, as triage asks it and as conflicts of interest are found.

The rules are: a part belongs to its incident; an accused person who works with the casebook is
found by their short name where it was marked, and by their office or full name where it was not.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casebook import clock
from casebook.casework.case_file import CaseFile
from casebook.records.incident import Incident
from casebook.records.involvement import Involvement
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.store.book import Book
from casebook.store.people import UserCard
from casebook.triage.question import OLDEST, WORKERS

OFFICES = {"head": "head", "dsl": "dsl", "chair": "chair"}
"""The kinds of person whose office is also a role of the casebook."""


@dataclass(frozen=True)
class Part:
    """One person's part in one incident."""

    role: str
    kind: str
    age: int | None
    name: str = ""
    user: str = ""
    """Their short name, where they are marked as working with the casebook."""

    @property
    def is_accused(self) -> bool:
        """Whether the incident is alleged of them."""
        return self.role == "alleged"

    @property
    def is_accused_worker(self) -> bool:
        """Whether this is an allegation against somebody who works for the school."""
        return self.is_accused and self.kind in WORKERS


def parts_of(file: CaseFile) -> list[Part]:
    """Every part in every incident of a case, as it reads now."""
    incidents = {each.id: each for each in file.incidents}
    return [
        part_of(file, each, file.person(each.person_id), incidents[each.incident_id])
        for each in file.involvements
    ]


def part_of(file: CaseFile, part: Involvement, person: Person, incident: Incident) -> Part:
    """One part; what was put right about the person counts in every incident."""
    fixed = {each.field for each in file.corrections_of(person)}
    age = part.age
    if person.born is not None:
        age = age_at(person.born, incident.happened_from or incident.known_at)
    elif "age" in fixed:
        age = person.age
    kind = person.person_kind if "person_kind" in fixed else part.person_kind
    return Part(part.role, kind, age, person.name, person.user)


def age_at(born: date, moment: datetime) -> int:
    """Whole years of life at `moment`, on London's calendar."""
    day = clock.local(moment).date()
    before = (day.month, day.day) < (born.month, born.day)
    return min(max(day.year - born.year - before, 0), OLDEST)


def accused_users(book: Book, parts: Iterable[Part]) -> list[UserCard]:
    """The people of the casebook of whom something is alleged."""
    return accused_among(book.users(), parts)


def accused_among(cards: Iterable[UserCard], parts: Iterable[Part]) -> list[UserCard]:
    """Those of some people of whom something is alleged."""
    accused = [each for each in parts if each.is_accused]
    marked = {each.user for each in accused if each.user}
    roles = {OFFICES[each.kind] for each in accused if each.kind in OFFICES}
    names = {compared(each.name) for each in accused if each.name.strip()}
    return [
        each
        for each in cards
        if each.short in marked or each.role in roles or compared(each.full_name) in names
    ]


def compared(name: str) -> str:
    """A name as two spellings of it are compared: whatever its case, its spacing, or its bytes."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def was_allegation(file: CaseFile) -> bool:
    """Whether a worker was ever accused in a case, whatever was put right about it since.

    What was alleged is answered for, however it came to be taken back.
    """
    return any(
        "alleged" in _ever(file, part, "role", part.role)
        and not WORKERS.isdisjoint(
            _ever(file, file.person(part.person_id), "person_kind", part.person_kind)
        )
        for part in file.involvements
    )


def _ever(file: CaseFile, record: Record, field: str, now: str) -> set[str]:
    """Everything that a field of a record has read, what it reads now among it."""
    fixed = [each for each in file.corrections_of(record) if each.field == field]
    return {now} | {each.earlier for each in fixed} | {each.reading for each in fixed}


def called(book: Book, uid: str | None) -> str:
    """The short name of a user, for a view; empty for nobody."""
    if not uid:
        return ""
    card = book.user_named(uid)
    return card.short if card else uid[:8]
