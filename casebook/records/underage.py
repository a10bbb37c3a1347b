"""A report to a service that a pupil is too young for their account."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class UnderageReport(OfCase, table=True):
    """One report from an account of the school; it never holds a day of birth."""

    kind: ClassVar[str] = "underage-report"

    reference: str = Field(unique=True)
    whose: str
    """The pupil, by name."""
    platform: str
    account: str
    """The pupil's account: its name or address."""
    channel: str
    """The school's account that the report went from."""
    words: str
    """What was written to the service, which asks for the day of birth on a form of its own."""
    decided_by: str
    """Whose decision it was, by name or office."""
    parents_told: str = ""
    """Which of the parents were told, and what they said."""
    parents_told_on: date | None = None
    not_told_why: str = ""
    """Why the parents were not told."""
    complaint_told: bool = False
    """Whether the parents were told that they may complain, and how."""
    reported_at: datetime = Field(sa_type=Moment)
    their_reference: str = ""
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
