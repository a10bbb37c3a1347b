"""What somebody wants to happen."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Wish(OfCase, table=True):
    """A wish, in the words of the person whose it is; a later one does not replace it."""

    kind: ClassVar[str] = "wish"

    reference: str = Field(unique=True)
    whose: str
    about: str
    """`police`, `parents`, `head`, `school`, `platform`, `recording`, `other`."""
    answer: str = "unsure"
    """`yes`, `no`, `unsure`: whether they want it."""
    words: str
    limits_explained: bool = False
    """Whether they were told, before they were asked, what the school must do in any case."""
    expressed_at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
    answered_words: str = ""
    """What the school told them it would do, and why."""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: str | None = None
    answer_recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the answer was entered, which can be later."""
