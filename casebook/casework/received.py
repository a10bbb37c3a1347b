"""What became of an incident that was handed in: logged as a case, or left sealed for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Alike:
    """Somebody whose name is the same as, or close to, another's."""

    case: str
    mark: str
    name: str
    kind: str
    why: str
    """`same-name`, or `near-name`."""


@dataclass(frozen=True)
class Logged:
    """What became of an incident that was handed in."""

    case: str
    incident: str
    compartment: str
    read_back: Sequence[str]
    """Each time in full words, for the person to confirm."""
    alike: Sequence[Alike] = ()
    """Who is kept already under a name like one of these; nobody was joined for it."""
    joined: Sequence[str] = ()
    """The marks of those who were taken for somebody whom the case knew already."""
    questions: Sequence[str] = ()
    """What the person who wrote it may want to put right."""
    tell_now: Sequence[str] = ()
    """What somebody concerned is told at once."""


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
