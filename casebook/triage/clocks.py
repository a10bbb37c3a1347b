"""Clocks: by when a route is due, in London's time, from when it became known.

T0 now, T1 the same day, T2 the next working day, T3 twenty-four hours, T4 the school's own target.
Times of day are those of London's clocks, summer time included.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from casebook import clock
from casebook.errors.asked import KnownAtUnusable
from casebook.triage.question import Question
from casebook.triage.rulebook import strongest
from casebook.triage.rules import Profile
from casebook.workingdays import OwnDays, add_working_days, is_working_day

END_OF_DAY = time(23, 59)
CLOSE_OF_BUSINESS = time(17, 0)
"""When a working day ends for T2, T3 and T4, whenever the school itself closes."""
FRIDAY = 4
_A_DAY = timedelta(hours=24)


class RunsOut(NamedTuple):
    """When a clock runs out. Of several the least runs out first, on a tie the lower clock."""

    at: datetime
    clock: int
    """Its place in CLOCKS."""
    said: str
    """The moment as ISO 8601, with the offset that London's clocks then have."""


def _at(moment: datetime, clock_place: int) -> RunsOut:
    """`moment`, with how it is written."""
    return RunsOut(moment, clock_place, moment.isoformat())


def _now(question: Question, _profile: Profile) -> RunsOut:
    """T0: the moment it became known."""
    return _at(question.known_at, 0)


def _same_day(question: Question, _profile: Profile) -> RunsOut:
    """T1: 23:59 of the same day, and never before it became known."""
    evening = _evening(question.known_at.date())
    return evening if evening.at >= question.known_at else _at(question.known_at, 1)


@lru_cache(maxsize=4096)
def _evening(day: date) -> RunsOut:
    """23:59 of `day`."""
    return _at(datetime.combine(day, END_OF_DAY, clock.LONDON), 1)


def _one_working_day(question: Question, _profile: Profile) -> RunsOut:
    """T2: 17:00 of the first working day after the day it became known."""
    return _close_of(question.known_at.date(), 1, question.calendar, 2)


@lru_cache(maxsize=4096)
def _close_of(day: date, days: int, calendar: str | OwnDays, clock_place: int) -> RunsOut:
    """17:00 of the working day that is so many working days after `day`."""
    last = add_working_days(day, days, calendar)
    return _at(datetime.combine(last, CLOSE_OF_BUSINESS, clock.LONDON), clock_place)


def _twenty_four_hours(question: Question, profile: Profile) -> RunsOut:
    """T3: 24 hours, or 17:00 of the next working day when it came on a day off."""
    known = question.known_at
    day = known.date()
    came_on_friday_evening = known.weekday() == FRIDAY and known.time() >= profile.closing
    waits = profile.friday_evening == "next-working-day" and came_on_friday_evening
    if waits or not is_working_day(day, question.calendar):
        return _close_of(day, 1, question.calendar, 3)
    return _at(clock.local(known.astimezone(UTC) + _A_DAY), 3)


def _school_target(question: Question, profile: Profile) -> RunsOut:
    """T4: 17:00 of the working day that the school has set itself, the fifth as a rule."""
    day = question.known_at.date()
    return _close_of(day, profile.target_working_days, question.calendar, 4)


_DUE: tuple[Callable[[Question, Profile], RunsOut], ...] = (
    _now,
    _same_day,
    _one_working_day,
    _twenty_four_hours,
    _school_target,
)
_ALONE = tuple(
    tuple(1 << place for place in range(len(_DUE)) if several >> place & 1)
    for several in range(1 << len(_DUE))
)
"""Of each mixture of clocks, those in it one by one."""


class Due:
    """When each clock runs out for one question, worked out when first asked for."""

    def __init__(self, question: Question, profile: Profile) -> None:
        """Nothing is worked out yet."""
        self._question = question
        self._profile = profile
        self._first: dict[int, RunsOut] = {}

    def first(self, clocks: int) -> RunsOut:
        """Which of several clocks runs out first, T0 being the lowest bit; on a tie the lower one.

        Raises KnownAtUnusable when the calendar ends before it does.
        """
        first = self._first.get(clocks)
        if first is None:
            alone = _ALONE[clocks]
            first = min(map(self.first, alone)) if len(alone) > 1 else self._only(clocks)
            self._first[clocks] = first
        return first

    def _only(self, clock_bit: int) -> RunsOut:
        """When one clock runs out."""
        try:
            return _DUE[strongest(clock_bit)](self._question, self._profile)
        except OverflowError as fault:
            raise KnownAtUnusable(field="known_at") from fault
