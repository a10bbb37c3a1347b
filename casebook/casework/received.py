"""What became of an incident that was handed in: logged as a case, or left sealed for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Logged:
    """What became of an incident that was handed in."""

    case: str
    incident: str
    compartment: str
    read_back: Sequence[str]
    """Each time in full words, for the person to confirm."""


@dataclass(frozen=True)
class LeftReport:
    """A report that was left for others, because its sender's keys do not reach that far."""

    drop: str
    """The random name it lies under."""
    compartment: str
    call_now: Sequence[Mapping[str, str]]
    """Whom its sender rings now: a report that was left is not a report received."""
    read_back: Sequence[str]
    """Each time in full words."""
