"""Days and times as people type them, read strictly and read back in full words.

The rules are: the day comes before the month; a missing year is the most recent past one; a
weekday must belong to its date; whatever has two readings is refused with both of them; a moment is
London's time unless a zone is named; the wide figures of Chinese and Japanese keyboards are read as
the plain ones, and all others but 0 to 9 are refused. No error repeats what was typed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal

from casebook.clock import LONDON
from casebook.dates import days
from casebook.dates.days import ONE_DAY, Days, day_said
from casebook.dates.words import Clock, Phrase, settle, taken_apart
from casebook.errors.given import (
    DateAmbiguous,
    DateImpossible,
    DateInFuture,
    DateUnreadable,
    FiguresForeign,
)

Precision = Literal["exact", "about", "between", "unknown"]
"""How well a time is known."""

_LONGEST: Final = 150
_FIGURES: Final = frozenset("0123456789０１２３４５６７８９")
_UNKNOWN: Final = re.compile(r"(?:at )?(?:a |the )?(?:time )?(?:is )?(?:unknown|not known)")
_SOME_TIME: Final = re.compile(r"(?:at )?some ?time (?=on |in |about |between )")
_BETWEEN: Final = re.compile(
    r"(?P<outer>.*?)(?:\b(?P<about>about|around) )?"
    r"\b(?:between (?P<a>.+?) and|from (?P<c>.+?) (?:to|until|till)) (?P<b>.+)"
)
_INSTANT: Final = re.compile(r"now|\d+ (?:minute|hour) ago")
_PARTS: Final = {"morning": (0, 12), "afternoon": (12, 18), "evening": (16, 24), "night": (18, 30)}
"""The hours of a part of the day, from its own midnight on."""
_LAST_SECOND: Final = time(23, 59, 59)


@dataclass(frozen=True)
class WhenRead:
    """A time as it was understood."""

    earliest: datetime | None
    """The first moment that it can have been; None when unknown."""
    latest: datetime | None
    """The last moment that it can have been, the same as the first for a single moment."""
    precision: Precision
    """`between` also stands for a whole day, month or year."""
    said: str
    """The reading in full words, for the person to confirm."""


def read(text: str, *, now: datetime, past_only: bool = False) -> WhenRead:
    """The time that `text` tells of, seen from `now`, which carries an offset.

    With `past_only` it has happened: a stretch that reaches past `now` ends there, and a moment
    that does is refused. Raises DateUnreadable, DateImpossible, DateAmbiguous, DateInFuture and
    FiguresForeign.
    """
    plain = _plain(text)
    if _UNKNOWN.fullmatch(plain):
        return WhenRead(None, None, "unknown", "at a time not known")
    here = now.astimezone(LONDON)
    found = _read_plain(_SOME_TIME.sub("", plain, count=1), here)
    if past_only and found.first > now.astimezone(UTC):
        raise DateInFuture
    if past_only and found.last > now.astimezone(UTC):
        found = replace(found, last=here)
    first, last = (each.astimezone(LONDON) for each in (found.first, found.last))
    return WhenRead(first, last, found.precision(), _said(found))


def spoken(moment: datetime) -> str:
    """`moment` in full words: `Tuesday 17 November 2026 at 15:15 GMT`."""
    shown = moment.astimezone(LONDON)
    return f"{day_said(shown.date())} at {_time_said(shown)}"


@dataclass(frozen=True)
class _Stretch:
    """What was understood: a moment, where first and last are one, or a stretch of time.

    Both ends are kept in UTC, because moments of one zone are compared as its clocks show them,
    and the clocks show one hour twice.
    """

    first: datetime
    last: datetime
    is_about: bool = False

    def __post_init__(self) -> None:
        """Turn both ends to UTC."""
        object.__setattr__(self, "first", self.first.astimezone(UTC))
        object.__setattr__(self, "last", self.last.astimezone(UTC))

    def precision(self) -> Precision:
        """The stretch in the words of the record."""
        if self.is_about:
            return "about"
        return "exact" if self.first == self.last else "between"


def _plain(text: str) -> str:
    """`text` in small letters, with plain dashes and single blanks, without commas."""
    if len(text) > _LONGEST:
        raise DateUnreadable
    if any(each.isnumeric() and each not in _FIGURES for each in text):
        raise FiguresForeign
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.translate(str.maketrans("\u2018\u2019\u2013,", "''- "))
    return " ".join(folded.split()).rstrip(".")


def _read_plain(text: str, now: datetime) -> _Stretch:
    """The stretch that the plain `text` tells of."""
    span = _BETWEEN.fullmatch(text)
    if span is None:
        return _meant(settle(taken_apart(text)), now)
    outer = settle(taken_apart(span["outer"]))
    if outer.clocks or outer.parts or outer.zones:
        raise DateUnreadable
    start, end = (taken_apart(each, "between") for each in (span["a"] or span["c"], span["b"]))
    settle(start, has_day=outer.has_day() or end.has_day())
    settle(end, has_day=outer.has_day() or start.has_day())
    stretch = _between(outer, start, end, now)
    return replace(stretch, is_about=bool(span["about"]))


def _between(outer: Phrase, start: Phrase, end: Phrase, now: datetime) -> _Stretch:
    """The stretch from `start` to `end`; what only one of them says of the day holds for both."""
    _inherit(start, outer)
    _inherit(end, outer)
    borrows_year = start.is_dated() and not start.years and bool(end.years)
    _inherit(start, end)
    if not end.is_dated():
        _inherit(end, start)
    first, last = _meant(start, now), _meant(end, now)
    if borrows_year and first.first > last.last:
        start.years = [year - 1 for year in start.years]
        first = _meant(start, now)
    if first.first > last.last:
        raise DateImpossible(fault="the end comes before the beginning")
    return _Stretch(first.first, last.last)


def _inherit(side: Phrase, other: Phrase) -> None:
    """Give one `side` of a span what only the `other` says: its day, year or zone."""
    if not side.is_dated():
        side.days, side.weekdays, side.counted = other.days, other.weekdays, other.counted
    if not side.months and (side.days or not side.is_dated()):
        side.months = other.months
    if not (side.years or side.weekdays or side.counted):
        side.years = other.years
    side.zones = side.zones or other.zones


def _meant(phrase: Phrase, now: datetime) -> _Stretch:
    """What `phrase` means, seen from `now`."""
    moment = _counted_moment(phrase, now)
    if moment is not None:
        return moment
    stretch = days.named(phrase, now.date())
    if not phrase.clocks and not phrase.parts:
        return _whole_days(phrase, stretch)
    if stretch is None:
        raise _undated(phrase, now)
    if stretch[0] != stretch[1]:
        raise DateUnreadable
    if not phrase.clocks:
        return _part_of(phrase, stretch[0])
    found = _moments(phrase, stretch[0])
    if len(found) > 1:
        raise DateAmbiguous(readings=_either(spoken(each) for each in found))
    return _Stretch(found[0], found[0], phrase.is_about)


def _part_of(phrase: Phrase, day: date) -> _Stretch:
    """The part of `day` that `phrase` names."""
    if phrase.zones:
        raise DateUnreadable
    begins, ends = (
        (datetime.combine(day, time()) + timedelta(hours=hour)).replace(tzinfo=LONDON)
        for hour in _PARTS[phrase.parts[0]]
    )
    return _Stretch(begins, ends, phrase.is_about)


def _whole_days(phrase: Phrase, days: Days | None) -> _Stretch:
    """A stretch of whole days."""
    if days is None or phrase.zones:
        raise DateUnreadable
    first = datetime.combine(days[0], time(), LONDON)
    last = datetime.combine(days[1], _LAST_SECOND, LONDON)
    return _Stretch(first, last, phrase.is_about)


def _undated(phrase: Phrase, now: datetime) -> DateAmbiguous:
    """Why a time without a day is refused: it may have been today or yesterday."""
    if not phrase.clocks:
        return DateAmbiguous(readings="today, or yesterday")
    near = [each for ago in (0, 1) for each in _moments(phrase, now.date() - ago * ONE_DAY)]
    return DateAmbiguous(readings=_either(spoken(each) for each in near))


def _counted_moment(phrase: Phrase, now: datetime) -> _Stretch | None:
    """`now`, which is exact, and `3 hours ago`, which is about then; each stands alone."""
    found = [each for each in phrase.counted if _INSTANT.fullmatch(each)]
    if not found:
        return None
    if phrase != Phrase(counted=found[:1], is_about=phrase.is_about, before=phrase.before):
        raise DateUnreadable
    if found == ["now"]:
        return _Stretch(now, now, phrase.is_about)
    count, unit, _ = found[0].split()
    moment = now.astimezone(UTC) - timedelta(**{f"{unit}s": int(count)})
    return _Stretch(moment, moment, is_about=True)


def _moments(phrase: Phrase, day: date) -> list[datetime]:
    """Every moment of `day` that the clock of `phrase` can mean."""
    clock = phrase.clocks[0] if phrase.clocks else Clock(12)
    hours = _hours(clock)
    if phrase.parts:
        begins, ends = _PARTS[phrase.parts[0]]
        hours = [hour + more for hour in hours for more in (0, 24) if begins <= hour + more <= ends]
        if phrase.parts[0] == "night" and hours and hours[0] >= 24:  # noqa: PLR2004 - past midnight
            hours = [hours[0] - 24, *hours]
    if not hours:
        raise DateImpossible(fault="the time does not belong to that part of the day")
    spans = [timedelta(hours=hour, minutes=clock.minute, seconds=clock.second) for hour in hours]
    return sorted({each.astimezone(UTC) for span in spans for each in _in_zone(phrase, day, span)})


def _hours(clock: Clock) -> list[int]:
    """The hours out of 24 that `clock` can mean."""
    if (clock.half, clock.hour, clock.minute) == ("am", 12, 0):
        raise DateAmbiguous(readings="noon, or 00:00, as the day begins")
    if (clock.half == "am" and clock.hour > 12) or (clock.half == "pm" and clock.hour == 0):  # noqa: PLR2004 - noon
        raise DateImpossible(fault="the hour is not in that half of the day")
    before_noon = clock.hour % 12
    halves = {"am": [before_noon], "pm": [before_noon + 12], "?": [before_noon, before_noon + 12]}
    return halves.get(clock.half, [clock.hour])


def _in_zone(phrase: Phrase, day: date, span: timedelta) -> list[datetime]:
    """The moments at which the clocks showed `span` past the midnight of `day`."""
    naive = datetime.combine(day, time()) + span
    folds = [naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1)]
    if not phrase.zones:
        return folds if folds[0].utcoffset() != folds[1].utcoffset() else folds[:1]
    named = phrase.zones[0]
    moment = naive.replace(tzinfo=_zone(named)).astimezone(LONDON)
    if named in ("GMT", "BST") and moment.tzname() != named:
        raise DateImpossible(fault="the clocks did not show that zone then")
    return [moment]


def _zone(named: str) -> tzinfo:
    """The zone `GMT`, `BST`, `UTC`, or an offset."""
    if named in ("GMT", "UTC", "Z"):
        return UTC
    sign, figures = (1, "0100") if named == "BST" else (-1 if named[0] == "-" else 1, named[1:])
    hours, minutes = int(figures[:2]), int(figures[-2:])
    if hours > 14 or minutes > 59:  # noqa: PLR2004 - the widest offset anywhere
        raise DateImpossible(fault="no zone has such an offset")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _either(readings: Iterable[str]) -> str:
    """`readings` with `or` between them."""
    return ", or ".join(readings)


def _said(found: _Stretch) -> str:
    """What was understood, in full words, which can themselves be read again."""
    about = "about " if found.is_about else ""
    if found.first == found.last:
        return about + spoken(found.first)
    first, last = (each.astimezone(LONDON) for each in (found.first, found.last))
    if first.time() == time() and last.time() == _LAST_SECOND:
        return f"some time {_days_said(first.date(), last.date(), about)}"
    if first.date() == last.date():
        times = f"{_time_said(first)} and {_time_said(last)}"
        return f"{about}some time between {times} on {day_said(first.date())}"
    return f"{about}some time between {spoken(first)} and {spoken(last)}"


def _days_said(first: date, last: date, about: str) -> str:
    """Whole days in words: `on Tuesday 17 November 2026`, `in March 2026`, `between … and …`."""
    is_months = first.day == 1 and (last + ONE_DAY).day == 1
    is_years = is_months and first.month == 1 and last.month == 12  # noqa: PLR2004 - December
    if is_years:
        words = [str(each.year) for each in (first, last)]
    elif is_months:
        words = [f"{each:%B %Y}" for each in (first, last)]
    else:
        words = [day_said(each) for each in (first, last)]
    if words[0] != words[1]:
        return f"{about}between {words[0]} and {words[1]}"
    return f"{'in' if is_months else 'on'} {about}{words[0]}"


def _time_said(moment: datetime) -> str:
    """The time that the clocks showed: `15:15 GMT`, with seconds where there are any."""
    return f"{moment:%H:%M:%S %Z}" if moment.second else f"{moment:%H:%M %Z}"
