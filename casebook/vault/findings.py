"""What a check of kept files found, one thing at a time."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One difference between what is kept and what was written."""

    code: str
    """Stable for tests and support, like an error's code."""
    object: str
    """What it concerns: a path of the casebook's own making, a reference, or a counted place."""
    consequence: str
    """What it means for the person, in one sentence."""
    severity: Literal["note", "fault"]
    """A note needs no deed; a fault means that something was changed or is missing."""
