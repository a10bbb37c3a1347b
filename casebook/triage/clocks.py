"""Clocks: by when a route is due, in London's time, from when it became known.

T0 now, T1 the same day, T2 the next working day, T3 twenty-four hours, T4 the school's own target.
Times of day are those of London's clocks, summer time included.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from casebook import clock
from casebook.errors.asked import KnownAtUnusable
from casebook.triage.question import Question
from casebook.triage.rules import Profile
from casebook.workingdays import add_working_days, is_working_day, next_working_day

END_OF_DAY = time(23, 59)
CLOSE_OF_BUSINESS = time(17, 0)
"""When a working day ends for T2, T3 and T4, whenever the school itself closes."""
FRIDAY = 4


Moment = tuple[datetime, str]
"""A moment, and the same as ISO 8601 with the offset that London's clocks then have."""


def _said(moment: datetime) -> Moment:
    """`moment`, with how it is written."""
    return moment, moment.isoformat()


@lru_cache(maxsize=4096)
def _at(day: date, hour: time) -> Moment:
    """`hour` of `day` as London's clocks show it; most clocks run out at one of few."""
    return _said(datetime.combine(day, hour, clock.LONDON))


def _now(question: Question, _profile: Profile) -> Moment:
    """T0: the moment it became known."""
    return _said(question.known_at)


def _same_day(question: Question, _profile: Profile) -> Moment:
    """T1: 23:59 of the same day, and never before it became known."""
    evening = _at(question.known_at.date(), END_OF_DAY)
    return evening if evening[0] >= question.known_at else _said(question.known_at)


def _one_working_day(question: Question, _profile: Profile) -> Moment:
    """T2: 17:00 of the first working day after the day it became known."""
    day = next_working_day(question.known_at.date(), question.calendar)
    return _at(day, CLOSE_OF_BUSINESS)


def _twenty_four_hours(question: Question, profile: Profile) -> Moment:
    """T3: 24 hours, or 17:00 of the next working day when it came on a day off."""
    known = question.known_at
    came_on_friday_evening = known.weekday() == FRIDAY and known.time() >= profile.closing
    waits = profile.friday_evening == "next-working-day" and came_on_friday_evening
    if waits or not is_working_day(known.date(), question.calendar):
        return _one_working_day(question, profile)
    return _said(clock.local(known.astimezone(UTC) + timedelta(hours=24)))


def _school_target(question: Question, profile: Profile) -> Moment:
    """T4: 17:00 of the working day that the school has set itself, the fifth as a rule."""
    day = add_working_days(question.known_at.date(), profile.target_working_days, question.calendar)
    return _at(day, CLOSE_OF_BUSINESS)


_DUE: tuple[Callable[[Question, Profile], Moment], ...] = (
    _now,
    _same_day,
    _one_working_day,
    _twenty_four_hours,
    _school_target,
)


class Due:
    """When each clock runs out for one question, worked out when first asked for."""

    def __init__(self, question: Question, profile: Profile) -> None:
        """Nothing is worked out yet."""
        self._question = question
        self._profile = profile
        self._known: dict[int, Moment] = {}

    def by(self, code: int) -> datetime:
        """When the clock with that number runs out.

        Raises KnownAtUnusable when the calendar ends before it does.
        """
        if code not in self._known:
            try:
                self._known[code] = _DUE[code](self._question, self._profile)
            except OverflowError as fault:
                raise KnownAtUnusable(field="known_at") from fault
        return self._known[code][0]

    def first(self, codes: Collection[int]) -> int:
        """Which of several clocks runs out first; on a tie the lower number."""
        return min(codes) if len(codes) == 1 else min((self.by(code), code) for code in codes)[1]

    def said(self, code: int) -> str:
        """When it runs out as ISO 8601, with the offset that London's clocks then have."""
        self.by(code)
        return self._known[code][1]
