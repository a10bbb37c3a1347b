"""A later entry that puts an earlier one right."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Correction(OfCase, table=True):
    """One field of one record, read rightly; the earlier reading stays where it was."""

    kind: ClassVar[str] = "correction"

    reference: str = Field(unique=True)
    target_kind: str
    target_id: str
    target_reference: str
    field: str
    reading: str
    """How it should be read."""
    earlier: str
    """How it read before this."""
    why: str
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
