"""The words in which people write days and times, taken apart; what they mean is told elsewhere.

The rules are: all of the text is understood, or it is refused; the day comes before the month; four
figures are a year or a time by where they stand, and refused where they could be both.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from casebook.errors.given import DateAmbiguous, DateImpossible, DateUnreadable

Half = Literal["am", "pm", "24", "?"]
"""How an hour was counted: before noon, after noon, out of 24, or out of 12 without saying."""

YEARS: Final = range(1900, 2200)
"""The years that four figures can stand for."""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)

_MINUTES: Final = {
    "five": 5,
    "ten": 10,
    "quarter": 15,
    "a quarter": 15,
    "twenty": 20,
    "twenty five": 25,
    "half": 30,
}
_NOON: Final = 12
_HOURS: Final = 24
_SIXTY: Final = 60
_LONGEST_MONTH: Final = 31


@dataclass(frozen=True)
class Clock:
    """A time of day as it was written."""

    hour: int
    minute: int = 0
    second: int = 0
    half: Half = "24"

    def __post_init__(self) -> None:
        """Refuse what no clock shows, with DateImpossible."""
        if self.hour >= _HOURS or self.minute >= _SIXTY or self.second >= _SIXTY:
            raise DateImpossible(fault="no clock shows such a time")


@dataclass
class Phrase:
    """What a phrase says of each thing that it can speak of; empty where it says nothing."""

    clocks: list[Clock] = field(default_factory=list)
    """Times of day."""
    days: list[int] = field(default_factory=list)
    """`17`, in `17 November`."""
    months: list[int] = field(default_factory=list)
    """From 1."""
    years: list[int] = field(default_factory=list)
    """Two figures or four."""
    weekdays: list[int] = field(default_factory=list)
    """From Monday, 0."""
    counted: list[str] = field(default_factory=list)
    """Days counted from now: `yesterday`, `last week`, `last tuesday`, `3 day ago`."""
    parts: list[str] = field(default_factory=list)
    """`morning`, `afternoon`, `evening`, `night`."""
    zones: list[str] = field(default_factory=list)
    """`GMT`, `BST`, `UTC`, or an offset such as `+01:00`."""
    is_about: bool = False
    """It was said to be near the truth."""
    figures: list[str] = field(default_factory=list)
    """Four figures that what stands around them must tell apart."""
    before: str = ""
    """The little word in front of what is being read: `at`, `on`, `in`."""

    def is_dated(self) -> bool:
        """It says something of the day."""
        return bool(self.has_day() or self.months or self.years)

    def has_day(self) -> bool:
        """It says which day, if not of which month."""
        return bool(self.days or self.weekdays or self.counted)


def taken_apart(text: str, before: str = "") -> Phrase:
    """What `text` says of one moment or of one stretch of days.

    `before` is the little word that stood in front of it. Four figures are still to be settled.
    Raises DateUnreadable when any of it is not understood, DateAmbiguous and DateImpossible.
    """
    phrase, rest = Phrase(), text.strip()
    while rest:
        little = _LITTLE.match(rest)
        rest = rest[little.end() :] if little else rest
        phrase.before = (little and (little["at"] or little["on"])) or before
        phrase.is_about |= bool(little and little["about"])
        rest, before = rest[_longest(phrase, rest) :].lstrip(), ""
    return phrase


def settle(phrase: Phrase, *, has_day: bool = False) -> Phrase:
    """Settle four figures by all that was said; `has_day` when the day was said elsewhere.

    Raises DateAmbiguous where nothing settles them, and DateUnreadable for a phrase that says two
    things of one.
    """
    has_day = bool(has_day or phrase.years or phrase.weekdays or phrase.counted)
    for figures in phrase.figures:
        can_be_year = int(figures) in YEARS and not phrase.years
        can_be_time = int(figures[:2]) < _HOURS and int(figures[2:]) < _SIXTY and not phrase.clocks
        if can_be_year and can_be_time and not has_day and (phrase.days or phrase.is_about):
            readings = f"the year {figures}, or the time {figures[:2]}:{figures[2:]}"
            raise DateAmbiguous(readings=readings)
        if can_be_year and not (can_be_time and has_day):
            phrase.years.append(int(figures))
        else:
            phrase.clocks.append(_clock_of(figures))
    phrase.figures = []
    said = (phrase.days, phrase.months, phrase.years, phrase.parts, phrase.zones)
    if any(len(set(each)) > 1 for each in said) or len(phrase.clocks) > 1:
        raise DateUnreadable
    return phrase


def _longest(phrase: Phrase, rest: str) -> int:
    """Take the first form that fits into `phrase`; answers how much of `rest` it was."""
    for pattern, take in _GRAMMAR:
        found = pattern.match(rest)
        if found and take(phrase, found):
            return found.end()
    raise DateUnreadable


def _take_iso(phrase: Phrase, found: re.Match[str]) -> bool:
    """A date as ISO 8601 writes it, with the time and the offset where they are there."""
    _take_numeric(phrase, found)
    if found["hour"]:
        phrase.clocks.append(_clock(found, "24"))
    if found["offset"]:
        phrase.zones.append(found["offset"].upper())
    return True


def _take_numeric(phrase: Phrase, found: re.Match[str]) -> bool:
    """`17/11/2026`, day first, with or without the year."""
    phrase.days.append(int(found["day"]))
    phrase.months.append(int(found["month"]))
    year = found["year"]
    if len(year) == len("2026") and int(year) not in YEARS:
        raise DateImpossible(fault=f"the year is not between {YEARS[0]} and {YEARS[-1]}")
    if year:
        phrase.years.append(int(year))
    return True


def _take_written(phrase: Phrase, found: re.Match[str]) -> bool:
    """`17 November 2026`, `November 17`, `March 2026`: a month by its name."""
    phrase.months.append(_place(found["month"], MONTHS) + 1)
    if found["day"]:
        _take_day(phrase, found)
    if found["year"] and int(found["year"]) in YEARS:
        phrase.years.append(int(found["year"]))
    elif found["year"]:
        phrase.figures.append(found["year"])
    return True


def _take_day(phrase: Phrase, found: re.Match[str]) -> bool:
    """A day of the month, whose ending, if it has one, is the right one."""
    day = int(found["day"])
    teens = range(11, 14)
    ending = "th" if day in teens else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if found["ending"] and found["ending"] != ending:
        raise DateUnreadable
    phrase.days.append(day)
    return True


def _take_half_day(phrase: Phrase, found: re.Match[str]) -> bool:
    """`3.15pm`."""
    phrase.clocks.append(_clock(found, _half(found)))
    return True


def _take_colon(phrase: Phrase, found: re.Match[str]) -> bool:
    """`03:15` and `15:15` are out of 24 hours; `3:15` does not say."""
    is_of_12 = len(found["hour"]) == 1 and found["hour"] != "0" and not found["hours"]
    phrase.clocks.append(_clock(found, "?" if is_of_12 else "24"))
    return True


def _take_dotted(phrase: Phrase, found: re.Match[str]) -> bool:
    """`15.15` is a time, `17.11` a time or a day; the little word before it decides."""
    first, second = int(found["hour"]), int(found["minute"])
    can_be_day = (
        *(0 < first <= _LONGEST_MONTH, 0 < second <= len(MONTHS)),
        *(not phrase.days, not found["hours"], phrase.before != "at"),
    )
    can_be_time = first < _HOURS and phrase.before != "on"
    if all(can_be_day) and can_be_time:
        raise DateAmbiguous(
            readings=f"the day {first}/{second}, or the time {first:02}:{second:02}"
        )
    if all(can_be_day):
        phrase.days.append(first)
        phrase.months.append(second)
    else:
        is_of_12 = 0 < first <= _NOON and not found["hours"]
        phrase.clocks.append(_clock(found, "?" if is_of_12 else "24"))
    return True


def _take_figures(phrase: Phrase, found: re.Match[str]) -> bool:
    """Four figures: `1515 hrs` and `at 1515` are times, `in 1998` is a year."""
    if found["hours"] or phrase.before == "at":
        phrase.clocks.append(_clock_of(found["figures"]))
    elif phrase.before == "in":
        phrase.years.append(int(found["figures"]))
    else:
        phrase.figures.append(found["figures"])
    return True


def _take_spoken(phrase: Phrase, found: re.Match[str]) -> bool:
    """`half past three`, `quarter to 4`, `three o'clock`, and a bare `three` after `at`."""
    says_so = found["minutes"] or found["clock"] or found["half"]
    if not says_so and phrase.before not in ("at", "between"):
        return False
    hour, minutes = _number(found["hour"]), (found["minutes"] or "").replace("-", " ")
    minute = _MINUTES.get(minutes, 0)
    if found["to"] == "to":
        hour, minute = hour - 1 or _NOON, _SIXTY - minute
    if not 0 < hour <= _NOON or (minutes, found["to"]) == ("half", "to"):
        raise DateUnreadable
    phrase.clocks.append(Clock(hour, minute, 0, _half(found)))
    return True


def _take_noon(phrase: Phrase, _: re.Match[str]) -> bool:
    """`noon` and `midday`."""
    phrase.clocks.append(Clock(_NOON))
    return True


def _take_midnight(_: Phrase, __: re.Match[str]) -> bool:
    """Refuse `midnight`, which ends one day and begins the next."""
    raise DateAmbiguous(readings="00:00, as the day begins, or 23:59, as it ends")


def _take_counted(phrase: Phrase, found: re.Match[str]) -> bool:
    """A day with a name of its own, or a week, month or year counted from now."""
    phrase.counted.append(found[0])
    return True


def _take_ago(phrase: Phrase, found: re.Match[str]) -> bool:
    """`3 days ago`, `an hour ago`."""
    count = 1 if found["count"] in ("a", "an") else _number(found["count"])
    phrase.counted.append(f"{count} {found['unit']} ago")
    return True


def _take_last_weekday(phrase: Phrase, found: re.Match[str]) -> bool:
    """`last Tuesday`."""
    phrase.counted.append(f"last {WEEKDAYS[_place(found['weekday'], WEEKDAYS)]}")
    return True


def _take_weekday(phrase: Phrase, found: re.Match[str]) -> bool:
    """`Tuesday`."""
    phrase.weekdays.append(_place(found["weekday"], WEEKDAYS))
    return True


def _take_part(phrase: Phrase, found: re.Match[str]) -> bool:
    """`in the morning`, `this afternoon`, `last night`: some of them name the day as well."""
    phrase.parts.append("night" if found["part"] == "tonight" else found["part"])
    if found["which"] == "last":
        phrase.counted.append("yesterday")
    elif found["which"] == "this" or found["part"] == "tonight":
        phrase.counted.append("today")
    return True


def _take_zone(phrase: Phrase, found: re.Match[str]) -> bool:
    """`GMT`, `BST` or `UTC`."""
    phrase.zones.append(found[0].upper())
    return True


def _clock(found: re.Match[str], half: Half) -> Clock:
    """The time in a match that names its parts."""
    parts = found.groupdict()
    return Clock(
        int(parts["hour"]), int(parts.get("minute") or 0), int(parts.get("second") or 0), half
    )


def _clock_of(figures: str) -> Clock:
    """The time in four figures, out of 24 hours."""
    return Clock(int(figures[:2]), int(figures[2:]))


def _half(found: re.Match[str]) -> Half:
    """What a match says of the half of the day."""
    return {"a": "am", "p": "pm"}.get(found["half"], "?")  # type: ignore[return-value]


def _place(word: str, names: tuple[str, ...]) -> int:
    """The place, from 0, of the one of `names` that begins like `word`."""
    return next(place for place, name in enumerate(names) if name.startswith(word[:3]))


def _number(word: str) -> int:
    """A number in figures, or a small one in letters."""
    return int(word) if word.isdigit() else NUMBERS.index(word) + 1


_NAMES: Final = {
    "DAY": r"(?P<day>\d\d?)(?P<ending>st|nd|rd|th)?",
    "MONTH": r"(?P<month>january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?",
    "WEEKDAY": r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)\.?",
    "NUMBER": r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?",
    "HALF": r"(?P<half>[ap])\.? ?m\.?",
    "HOURS": r"(?P<hours> ?(?:hrs|hours|hr|h))?",
    "YEAR": r"(?P<year>\d{4})(?! ?(?:hrs|hours|hr|h)\b)",
    "TIME": r"(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?",
}


def _form(text: str) -> re.Pattern[str]:
    """The form `text` with its names put in; it ends where a word or a number ends."""
    for name, pattern in _NAMES.items():
        text = text.replace(f"<{name}>", pattern)
    return re.compile(f"(?:{text})(?![\\w:/])", re.ASCII)


_ISO: Final = (
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[t ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
    r"(?P<offset>z|[+-]\d\d:?\d\d)?)?"
)
_SPOKEN: Final = (
    r"(?:(?P<minutes>half|a quarter|quarter|five|ten|twenty[ -]five|twenty)"
    r" (?P<to>past|to) )?(?P<hour><NUMBER>)(?P<clock> o'?clock)?(?: ?<HALF>)?"
)
_LITTLE: Final = re.compile(
    r"(?:(?P<at>at|on|in|over) )?"
    r"(?:(?P<about>or about|about|around|approximately|approx\.?|roughly|circa|c\.) ?)?"
    r"(?:(?P<on>at|on|in) )?(?:the )?"
)
_Take = Callable[[Phrase, re.Match[str]], bool]
_GRAMMAR: Final[tuple[tuple[re.Pattern[str], _Take], ...]] = tuple(
    (_form(text), take)
    for text, take in (
        (_ISO, _take_iso),
        (r"<TIME> ?<HALF>", _take_half_day),
        (
            r"(?P<day>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)",
            _take_numeric,
        ),
        (r"(?P<day>\d\d?)/(?P<month>\d\d?)(?P<year>)", _take_numeric),
        (r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?<HOURS>", _take_colon),
        (r"(?P<hour>\d\d?)\.(?P<minute>\d\d)<HOURS>(?!\.\d)", _take_dotted),
        (r"<DAY>(?: of)? ?<MONTH>(?: <YEAR>)?", _take_written),
        (r"<MONTH> <DAY>(?: <YEAR>)?", _take_written),
        (r"<MONTH>(?P<day>)(?: <YEAR>)?", _take_written),
        (r"(?P<figures>\d{4})<HOURS>", _take_figures),
        (r"(?P<day>\d\d?)(?P<ending>st|nd|rd|th)", _take_day),
        (r"(?P<count>an?|<NUMBER>) (?P<unit>minute|hour|day|week)s? ago", _take_ago),
        (_SPOKEN, _take_spoken),
        (r"(?:12 )?noon|midday", _take_noon),
        (r"(?:12 )?midnight", _take_midnight),
        (r"day before yesterday|today|yesterday|tomorrow|now", _take_counted),
        (r"(?:last|this) (?:week|month|year)|(?:last |this )?weekend", _take_counted),
        (r"last <WEEKDAY>", _take_last_weekday),
        (r"<WEEKDAY>", _take_weekday),
        (
            r"(?:(?P<which>this|last|that) )?(?P<part>morning|afternoon|evening|night|tonight)",
            _take_part,
        ),
        (r"gmt|bst|utc", _take_zone),
    )
)
