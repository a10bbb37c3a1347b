"""What is shown of a register: a line for each registration, and what it read before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casebook.casework.asjson import plain


@dataclass(frozen=True)
class Registration:
    """One thing that a register keeps, as it reads now."""

    reference: str
    register: str
    """The kind of register: `channel`, `relationship`, …"""
    title: str
    state: str
    compartment: str
    review_on: date | None
    """The day by which it is looked at again, or on which it runs out."""
    due: bool
    """Whether that day is past, or within the next thirty days."""
    overdue: bool
    pressing: Sequence[str]
    """What is to be seen to at once."""
    minds: Sequence[str]
    """Everything that is to be seen to, the pressing first."""
    details: Mapping[str, object]
    """Everything else that is kept of it."""


@dataclass(frozen=True)
class Reading:
    """One earlier state: what an entry of the ledger gave it."""

    at: datetime
    by: str
    verb: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class RemovalView:
    """One request to take something down, or one hiding."""

    reference: str
    what: str
    kept: str
    site: str
    channel: str
    asked_by: str
    whom: str
    words: str
    at: datetime
    answer: str
    answered_at: datetime | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class UnderageView:
    """One report of an account."""

    reference: str
    whose: str
    platform: str
    account: str
    channel: str
    words: str
    decided_by: str
    parents_told: str
    parents_told_on: date | None
    not_told_why: str
    complaint_told: bool
    reported_at: datetime
    their_reference: str
    answer: str
    answered_at: datetime | None
    recorded_at: datetime
    recorded_by: str


def keys(view: Registration) -> dict[str, object]:
    """A registration as one JSON object, its details beside the rest."""
    written = plain(view)
    details = written.pop("details")
    return {**(details if isinstance(details, dict) else {}), **written}
