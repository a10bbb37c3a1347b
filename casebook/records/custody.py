"""One link in an exhibit's chain."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Custody(OfCase, table=True):
    """Who had an exhibit, from when, and why it moved."""

    kind: ClassVar[str] = "custody"

    exhibit_id: str = Field(foreign_key="exhibit.id", index=True)
    at: datetime = Field(sa_type=Moment)
    what: str
    """`captured`, `lodged`, `copied`, `released`, `handed-over`, `returned`, `destroyed`."""
    from_whom: str = ""
    to_whom: str = ""
    why: str = ""
    receipt: str = ""
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
