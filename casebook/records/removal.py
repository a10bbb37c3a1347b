"""Something that was asked to be taken down, or was hidden, after it had been kept."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Removal(OfCase, table=True):
    """One request to take something down, or one hiding on an account of the school."""

    kind: ClassVar[str] = "removal"

    reference: str = Field(unique=True)
    what: str
    """`asked`, `hidden`, `deleted` or `blocked`."""
    kept: str
    """The exhibit or note of the case in which it was kept first."""
    site: str
    """Where it stood."""
    channel: str = ""
    """The school's own account that it stood on."""
    asked_by: str = ""
    """Who asked, where somebody was asked."""
    whom: str = ""
    """Who was asked to take it down, or was blocked."""
    words: str
    """What they were asked, or the reason that the audience was told."""
    at: datetime = Field(sa_type=Moment)
    answer: str = ""
    """What came of it."""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
