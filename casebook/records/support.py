"""Help that was offered to somebody."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Support(OfCase, table=True):
    """One offer of help: a union, a colleague, a named contact."""

    kind: ClassVar[str] = "support"

    for_whom: str
    offered: str
    """What, and by whom."""
    taken: str = ""
    """Whether it was taken up, in a few words."""
    offered_at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
