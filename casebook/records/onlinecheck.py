"""A look at what is public online about an adult."""

from datetime import date
from typing import ClassVar

from casebook.records.registered import Registered


class OnlineCheck(Registered, table=True):
    """One check of an adult's public online presence, and what came of it."""

    kind: ClassVar[str] = "online-check"

    whose: str
    """The adult who was looked up, by name."""
    whose_part: str
    """`applicant`, `staff`, `governor` or `volunteer`."""
    post: str = ""
    """What they applied for, or do."""
    checked_by: str
    checked_on: date
    looked_at: str
    """The public places that were looked at."""
    outcome: str
    told: str = ""
    """Who was told what came of it."""
    told_on: date | None = None
    informed: str = ""
    """How the person was told beforehand that this is done."""
