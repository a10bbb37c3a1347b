"""A triage answer that was kept."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Assessment(OfCase, table=True):
    """The catalogue's answer to one question about a case, with the edition that gave it."""

    kind: ClassVar[str] = "assessment"

    reference: str = Field(unique=True)
    edition: str
    """The edition of the catalogue."""
    question: dict[str, Any] = Field(sa_type=JSON)
    answer: dict[str, Any] = Field(sa_type=JSON)
    severity: int
    """As it stands, after a person raised or lowered it."""
    override_reason: str = ""
    """Why a person set another severity than the catalogue's."""
    assessed_at: datetime = Field(sa_type=Moment)
    assessed_by: str
