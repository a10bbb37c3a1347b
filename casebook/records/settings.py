"""What a compartment knows of the casebook it is part of."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, Record


class Settings(Record, table=True):
    """The casebook's own facts; one row in each compartment, `id` is the casebook's."""

    kind: ClassVar[str] = "settings"

    compartment: str
    school: str
    """The school's name, as it stands on every document."""
    profile: str
    """The triage profile that says who does what in this school."""
    calendar: str
    """Whose public holidays count."""
    idle_minutes: int = 10
    """The screen locks itself after so many minutes without a key, 1 to 60."""
    drop_secret: str
    """The secret half of the key that reports are sealed to by people who may not read here."""
    created_at: datetime = Field(sa_type=Moment)
