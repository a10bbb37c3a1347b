"""The closing of a case, and its second signature."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Closing(OfCase, table=True):
    """One closing: proposed, perhaps approved by a second person, perhaps undone by reopening."""

    kind: ClassVar[str] = "closing"

    reference: str = Field(unique=True)
    outcome: str
    outcome_words: str = ""
    told_reporter: str
    """What the reporter was told, when and by whom."""
    needs_second: bool
    proposed_at: datetime = Field(sa_type=Moment)
    proposed_by: str
    state: str = "proposed"
    """`proposed`, `closed`, `returned`, `reopened`."""
    seconded_at: datetime | None = Field(default=None, sa_type=Moment)
    seconded_by: str | None = None
    second_words: str = ""
    """What the second person said, or the outcome and reference that stood for them."""
    reopened_at: datetime | None = Field(default=None, sa_type=Moment)
    reopened_by: str | None = None
    reopened_reason: str = ""
    lessons: str = ""
    """What the school learnt from it."""
    recheck_on: date | None = None
    """The day on which somebody looks whether it held."""
    rechecked_at: datetime | None = Field(default=None, sa_type=Moment)
    rechecked_by: str | None = None
    rechecked_words: str = ""
    """What was found then."""
