"""Something that was or will be done otherwise than the policy says."""

from datetime import date
from typing import ClassVar

from casebook.records.registered import Registered


class Deviation(Registered, table=True):
    """One departure from the policy, with its justification and whom it was told to."""

    kind: ClassVar[str] = "deviation"

    whose: str
    """Who departs from it, by name."""
    rule: str
    """What the policy says."""
    done: str
    """What was, or will be, done instead."""
    justification: str
    done_on: date | None = None
    """The day on which it was done, or is to be; none where it is not known yet."""
    told: str
    """Who was told: the head, or in the head's own matter the chair."""
    told_on: date
    advice: str = ""
    """What HR advised, where it was asked."""
    answer: str = ""
    """What the head said to it."""
    answered_by: str = ""
    answered_on: date | None = None
