"""The time: the only place that asks the machine for it.

The rules are: every moment carries its offset; a school's day is London's day, in all four
nations; a test or the demonstration moves the clock here and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from casebook.errors.given import MomentInvalid

LONDON = ZoneInfo("Europe/London")
"""The zone that a school's clocks show, GMT in winter and BST in summer."""


@dataclass(eq=False)  # two hands at one moment are two hands: one leaves without the other
class Hand:
    """A hand on the clock, while it is being moved for a test or a demonstration."""

    moment: datetime
    """What the clock shows."""

    def advance(self, **span: float) -> None:
        """Move the clock on by a `timedelta`'s keyword arguments (`minutes=5`)."""
        self.moment += timedelta(**span)

    def set(self, moment: datetime) -> None:
        """Set the clock to `moment`, which must carry an offset."""
        self.moment = moment


_moved: list[Hand] = []


def now() -> datetime:
    """The present moment to the second, in London time."""
    moment = _moved[-1].moment if _moved else datetime.now(UTC)  # noqa: TID251 - the one owner
    return moment.astimezone(LONDON).replace(microsecond=0)


def local(moment: datetime) -> datetime:
    """The same `moment` as London's clocks show it."""
    return moment.astimezone(LONDON)


@contextmanager
def travelling(start: datetime) -> Iterator[Hand]:
    """Stop the clock at `start` for the length of the block; its hand moves by request only."""
    hand = Hand(start)
    _moved.append(hand)
    try:
        yield hand
    finally:
        _moved.remove(hand)


def iso(moment: datetime) -> str:
    """`moment` as ISO 8601 with its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def read_iso(text: str, field: str = "time") -> datetime:
    """The moment written in `text` as ISO 8601 with an offset.

    Raises MomentInvalid, naming `field`, when it is anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError) as fault:
        raise MomentInvalid(field=field) from fault
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise MomentInvalid(field=field)
    return moment


def words(moment: datetime) -> str:
    """`moment` for a reader: `Tue 17 Nov 2026, 15:15 GMT`."""
    shown = local(moment)
    return f"{shown:%a} {shown.day} {shown:%b %Y, %H:%M %Z}"
