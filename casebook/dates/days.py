"""Which days a phrase names, seen from today.

The rules are: a missing month or year is the most recent past one; everything that a phrase says of
the day must agree, or there is no such day; what could be two days is refused with both.
"""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import MO, SA, relativedelta, weekday

from casebook.dates.words import WEEKDAYS, YEARS, Phrase
from casebook.errors.given import DateAmbiguous, DateImpossible, DateUnreadable

Days = tuple[date, date]
"""A stretch of days: the first and the last of them."""

ONE_DAY: Final = timedelta(days=1)
_SINGLE: Final = {"tomorrow": -1, "today": 0, "yesterday": 1, "day before yesterday": 2}
"""How many days ago a day with a name of its own was."""
_LEAP: Final = 8
"""How many years can lie between two 29ths of February."""
_CENTURY: Final = 100


def named(phrase: Phrase, today: date) -> Days | None:
    """The days that `phrase` names, or None where it names none; all it says must agree."""
    named = [_counted(each, today) for each in phrase.counted]
    explicit = _explicit(phrase, today)
    named += [explicit] if explicit else []
    if not named:
        return _by_weekday(phrase, today)
    first, last = max(each[0] for each in named), min(each[1] for each in named)
    if first > last:
        raise DateImpossible(fault="what was said of the day does not agree")
    if not phrase.weekdays:
        return first, last
    matching = _of_weekdays(phrase, first, last)
    if not matching:
        raise DateImpossible(fault="that day is not that weekday")
    if len(matching) > 1:
        raise DateUnreadable
    return matching[0], matching[0]


def _of_weekdays(phrase: Phrase, first: date, last: date) -> list[date]:
    """The first days, two at most, of a stretch that fall on the weekday of `phrase`."""
    soonest = first + timedelta(days=(phrase.weekdays[0] - first.weekday()) % 7)
    if len(set(phrase.weekdays)) > 1:
        return []
    return [day for day in (soonest, soonest + 7 * ONE_DAY) if day <= last]


def _by_weekday(phrase: Phrase, today: date) -> Days | None:
    """The most recent day of the weekday that `phrase` names alone; refused on that weekday."""
    if not phrase.weekdays:
        return None
    if len(set(phrase.weekdays)) > 1:
        raise DateUnreadable
    if phrase.weekdays[0] == today.weekday():
        a_week_ago = today - 7 * ONE_DAY
        raise DateAmbiguous(readings=f"{day_said(a_week_ago)}, or today, {day_said(today)}")
    day = today + relativedelta(weekday=weekday(phrase.weekdays[0])(-1))
    return day, day


def _counted(said: str, today: date) -> Days:
    """The days of a phrase that counts from `today`."""
    which, _, unit = said.partition(" ")
    if said in _SINGLE:
        first = last = today - _SINGLE[said] * ONE_DAY
    elif unit in WEEKDAYS:
        first = last = today - ONE_DAY + relativedelta(weekday=weekday(WEEKDAYS.index(unit))(-1))
    elif said.endswith(" ago"):
        first = last = today - int(which) * (7 if "week" in unit else 1) * ONE_DAY
    elif said.endswith("weekend"):
        first, last = _weekend(which, today)
    else:
        first, last = _period(unit, today)
        if which == "last":
            first, last = _period(unit, first - ONE_DAY)
    return first, last


def _period(unit: str, day: date) -> Days:
    """The week from Monday, the month or the year that `day` lies in."""
    if unit == "week":
        monday = day + relativedelta(weekday=MO(-1))
        return monday, monday + 6 * ONE_DAY
    if unit == "month":
        return day.replace(day=1), day + relativedelta(day=31)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _weekend(which: str, today: date) -> Days:
    """The Saturday and Sunday before today.

    Raises DateAmbiguous for `this weekend` on a working day, and for a bare one on a Saturday.
    """
    saturday = today + relativedelta(weekday=SA(-1))
    is_weekend = today <= saturday + ONE_DAY
    if which == "weekend" and is_weekend:
        raise DateAmbiguous(readings="this weekend, or last weekend")
    if which == "this" and not is_weekend:
        raise DateAmbiguous(readings="the weekend that was, or the one to come")
    if which == "last" and is_weekend:
        saturday -= 7 * ONE_DAY
    return saturday, saturday + ONE_DAY


def _explicit(phrase: Phrase, today: date) -> Days | None:
    """The days that `phrase` names by number; a missing month or year is the most recent past."""
    if not (phrase.days or phrase.months or phrase.years):
        return None
    day, month = (each[0] if each else None for each in (phrase.days, phrase.months))
    year = _century(phrase, today) if phrase.years else None
    if day is not None and month is None and year is not None:
        raise DateUnreadable
    if day is None and month is None and year is not None:
        return date(year, 1, 1), date(year, 12, 31)
    first = _real(1 if day is None else day, month, year, today)
    last = first if day is not None else first + relativedelta(months=1) - ONE_DAY
    return first, last


def _real(day: int, month: int | None, year: int | None, today: date) -> date:
    """The day with these numbers; where some are missing, the latest that is not after `today`.

    Raises DateImpossible when the calendar has no such day.
    """
    if year is not None and month is not None:
        found = _made(year, month, day)
        candidates = [found] if found else []
    else:
        months = (today - relativedelta(months=count) for count in range(12 * _LEAP + 1))
        near = (_made(each.year, month or each.month, day) for each in months)
        candidates = [each for each in near if each is not None and each <= today]
    if not candidates:
        raise DateImpossible(fault="the calendar has no such day")
    return max(candidates)


def _made(year: int, month: int, day: int) -> date | None:
    """The day with these numbers, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _century(phrase: Phrase, today: date) -> int:
    """The year of `phrase` in four figures.

    Raises DateAmbiguous where two figures can be of either century, DateImpossible.
    """
    year = phrase.years[0]
    if year < _CENTURY:
        year += today.year - today.year % _CENTURY
        if year > today.year + 1:
            raise DateAmbiguous(readings=f"the year {year - _CENTURY}, or the year {year}")
    if year not in YEARS:
        raise DateImpossible(fault=f"the year is not between {YEARS[0]} and {YEARS[-1]}")
    return year


def day_said(day: date) -> str:
    """`day` in words: `Tuesday 17 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"
