"""Something written down about a case."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Note(OfCase, table=True):
    """One note; the time it speaks of is kept apart from the time it was written."""

    kind: ClassVar[str] = "note"

    reference: str = Field(unique=True)
    words: str
    at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
