"""Something written to somebody about a case."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Letter(OfCase, table=True):
    """One letter: a draft until somebody has read it through and made it final."""

    kind: ClassVar[str] = "letter"

    reference: str = Field(unique=True)
    template: str
    """The template it began with, in exports/letters."""
    to_name: str
    to_address: str = ""
    subject: str
    words: str
    state: str = "draft"
    """`draft`, `final`, `sent` or `withdrawn`."""
    names_agreed: list[str] = Field(default_factory=list, sa_type=JSON)
    """The marks of people of the case whose names may stand in it."""
    drafted_at: datetime = Field(sa_type=Moment)
    drafted_by: str
    final_at: datetime | None = Field(default=None, sa_type=Moment)
    final_by: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    sent_how: str = ""
    """By post, by hand, by the school's messages."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_why: str = ""
