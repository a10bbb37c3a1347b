"""What is seen across cases: lists, what was found, and the day; keys of the JSON answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casebook.casework.covering import CoverView
from casebook.casework.keyring import SheetDue
from casebook.casework.registers.views import Registration
from casebook.casework.retention import Keeping
from casebook.casework.views import ActionLine, LimitView


@dataclass(frozen=True)
class CaseLine:
    """One case, as a list shows it."""

    case: str
    title: str
    status: str
    severity: int | None
    due: datetime | None
    """The earliest time at which something is due; none where nothing is open."""
    compartment: str
    overdue: bool
    owner: str
    opened_at: datetime


@dataclass(frozen=True)
class SearchHit:
    """Where something was found."""

    case: str
    title: str
    kind: str
    reference: str
    """The record's own reference where it has one, else its case's."""
    compartment: str


@dataclass(frozen=True)
class Waiting:
    """A closing that waits for a second signature."""

    case: str
    closing: str
    title: str
    outcome: str
    proposed_by: str
    proposed_at: datetime


@dataclass(frozen=True)
class Recheck:
    """A closed case that somebody is to look at again."""

    case: str
    closing: str
    title: str
    on: date
    lessons: str


@dataclass(frozen=True)
class Today:
    """What a person finds when they sit down."""

    at: datetime
    overdue: Sequence[ActionLine]
    due: Sequence[ActionLine]
    """Not overdue, and due within the next seven days."""
    waiting: Sequence[Waiting]
    """Closings that this person may sign."""
    untriaged: Sequence[CaseLine]
    """Open cases that nobody has triaged yet."""
    left: Sequence[str] = ()
    """The cases that were made, at this opening, of reports left for this person."""
    left_waiting: int = 0
    """Reports left for this person, who can only read now; the next writing takes them in."""
    rechecks: Sequence[Recheck] = ()
    """Closed cases that are to be looked at again by today."""
    covering: Sequence[CoverView] = ()
    """What this person works today in somebody else's place."""
    reviews: Sequence[Registration] = ()
    """What a register keeps that is due within thirty days, late, or pressing."""
    limits: Sequence[LimitView] = ()
    """Times in law that end within sixty days, in open cases."""
    sheets: Sequence[SheetDue] = ()
    """Recovery sheets that nobody tried for a year."""
    kept_long_enough: Sequence[Keeping] = ()
    """Closed cases whose review day has come."""
