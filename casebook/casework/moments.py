"""Moments that people give: as ISO 8601 with an offset, or as they would write a date by hand.

The rules are: a moment is a day and one time of day, and nothing is taken for either: a day alone,
a span and `about` are refused wherever a moment is needed, on the command line, in JSON and on the
screen; what a deed was done at is not in the future; a moment is read back in full words.
"""

import re
from datetime import date, datetime, timedelta

from casebook import clock, dates
from casebook.errors.given import MomentImpossible, MomentInvalid, MomentNeeded
from casebook.errors.working import DayPast, DayUnreadable

When = datetime | str
"""A moment, or a person's writing of one."""

LEEWAY = timedelta(minutes=5)
"""How far another machine's clock may run ahead of ours."""

YEARS = range(1900, 2200)
"""The years in which anything a case tells of can lie."""

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def looks_iso(text: str) -> bool:
    """Whether `text` is written as ISO 8601, with or without the offset that it needs."""
    return _ISO.fullmatch(text.strip()) is not None


def given(when: When, field: str) -> datetime:
    """The moment in `when`.

    Raises MomentInvalid where it has no offset, MomentNeeded where it is not one moment,
    MomentImpossible where its year is no year of a case, or what `dates.read` raises.
    """
    if isinstance(when, str) and not looks_iso(when):
        read = dates.read(when, now=clock.now())
        if read.precision != "exact" or read.earliest is None:
            raise MomentNeeded(field=field)
        return read.earliest
    moment = clock.read_iso(when.strip(), field) if isinstance(when, str) else when
    if moment.utcoffset() is None:
        raise MomentInvalid(field=field)
    if moment.year not in YEARS:
        raise MomentImpossible(field=field, fault=f"not between {YEARS[0]} and {YEARS[-1]}")
    return moment.replace(microsecond=0)


def past(when: When | None, field: str, *, since: datetime | None = None) -> datetime:
    """The moment in `when`, or now where there is none; never in the future, never before `since`.

    Raises MomentImpossible, and what `given` raises.
    """
    now = clock.now()
    moment = now if when is None else given(when, field)
    if moment > now + LEEWAY:
        raise MomentImpossible(field=field, fault="in the future")
    if since is not None and moment < since.replace(second=0, microsecond=0):
        raise MomentImpossible(field=field, fault="before the school knew of it")
    return moment


def day(text: str, field: str) -> date:
    """A day as it was typed: ISO 8601, or the day first; raises DayUnreadable."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if found.year in YEARS:
            return found
    raise DayUnreadable(field=field)


def coming(text: str, field: str) -> date:
    """A day that is today or later; raises DayUnreadable, DayPast."""
    found = day(text, field)
    if found < clock.local(clock.now()).date():
        raise DayPast(field=field)
    return found


def spoken(moment: datetime) -> str:
    """`moment` in full words: `Tuesday 17 November 2026 at 15:15 GMT`."""
    return dates.spoken(moment)
