"""Working days: Monday to Friday, without the public holidays of a part of the United Kingdom.

The rules are: public holidays are those the government lists for the division, substitute days
and one-off days included, or those that a catalogue of another place lists itself; a school's own
holidays are working days, because a duty to tell somebody does not stop for them. The lists begin
in 1872 and end in 2100; outside those years only weekends are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casebook.errors.asked import CalendarUnknown

CALENDARS: Mapping[str, str] = {
    "england-and-wales": "ENG",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
"""The divisions that have public holidays of their own, with their code in the holiday lists."""


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The public holidays of a place that is no division, as its own catalogue lists them."""

    name: str
    holidays: tuple[tuple[date, str], ...]
    """Each day with its name."""


_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def public_holidays(year: int, calendar: str | OwnDays) -> Mapping[date, str]:
    """The public holidays of `calendar` in `year`, by day, each with its name.

    Raises CalendarUnknown for a calendar that is not one of CALENDARS.
    """
    if isinstance(calendar, OwnDays):
        return {day: name for day, name in calendar.holidays if day.year == year}
    if calendar not in CALENDARS:
        raise CalendarUnknown(known=", ".join(CALENDARS))
    from holidays import country_holidays

    listed = country_holidays("GB", subdiv=CALENDARS[calendar], years=year, expand=False)
    return {day: str(name) for day, name in listed.items()}


def is_working_day(day: date, calendar: str | OwnDays) -> bool:
    """Whether offices are open on `day` in `calendar`'s part of the country."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year, calendar)


@lru_cache(maxsize=4096)
def next_working_day(day: date, calendar: str | OwnDays) -> date:
    """The first working day after `day`."""
    following = day + _ONE_DAY
    while not is_working_day(following, calendar):
        following += _ONE_DAY
    return following


@lru_cache(maxsize=4096)
def add_working_days(day: date, count: int, calendar: str | OwnDays) -> date:
    """The working day that is the `count`-th after `day`; `day` itself where `count` is 0."""
    for _ in range(count):
        day = next_working_day(day, calendar)
    return day


def skipped(first: date, last: date, calendar: str | OwnDays) -> list[tuple[date, str]]:
    """The days after `first` and before `last` that are not working days, each with the reason."""
    passed_over = []
    day = first + _ONE_DAY
    while day < last:
        holiday = public_holidays(day.year, calendar).get(day)
        if holiday is not None or day.weekday() >= _SATURDAY:
            passed_over.append((day, holiday or f"{day:%A}"))
        day += _ONE_DAY
    return passed_over
