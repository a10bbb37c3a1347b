"""A tie between somebody who works for the school and a pupil, that was declared."""

from datetime import date
from typing import ClassVar

from casebook.records.registered import Registered


class Relationship(Registered, table=True):
    """One declared relationship, and the boundary that was agreed."""

    kind: ClassVar[str] = "relationship"

    whose: str
    """Who works for the school, by name."""
    what: str
    """What kind of tie it is."""
    whom: str
    """The pupil or former pupil, by name."""
    whom_is: str
    """`pupil`, `former-pupil`, or `family` where the tie is with the pupil's family."""
    words: str = ""
    """What it is, in the words in which it was declared."""
    declared_to: str
    declared_on: date
    boundary: str = ""
    """What was agreed, such as not teaching that child."""
    safeguards: str = ""
    """What else keeps it open, such as befriending the parents too."""
    agreed_by: str = ""
    agreed_on: date | None = None
