"""What was decided, and why."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Decision(OfCase, table=True):
    """One decision with its reasons, including one not to refer."""

    kind: ClassVar[str] = "decision"

    reference: str = Field(unique=True)
    what: str
    why: str
    about: str = ""
    """What it concerns: a route, `severity`, a wish that was not followed."""
    seconded_by: str = ""
    """The second person, where one was needed."""
    decided_at: datetime = Field(sa_type=Moment)
    decided_by: str
    recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was entered; none where that is when it was decided."""
