"""Whether a text holds a date, or somebody's day of birth in any form.

The rules are: what goes to a service about a child's account holds no date at all, for the service
asks for the day of birth on a form of its own and nobody reads over a sentence for one; a recorded
day of birth is found however its figures are parted; a wrong refusal costs a few words, a date
that left is not fetched back.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from casebook.errors.registers import BirthDayRefused

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"[a-z]{3,5}teenth|twentieth|twenty[ -]?[a-z]+(?:st|nd|rd|th)|thirtieth|thirty[ -]?first)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_WRITTEN = re.compile(
    rf"(?<![a-z\d]){_DAY}[\W_]*(?:of[\W_]*)?{_MONTH}(?![a-z])"
    rf"|(?<![a-z]){_MONTH}[\W_]*(?:the[\W_]*)?(?:{_DAY}|\d{{4}})(?!\d)"
)
_PARTED = re.compile(r"(?<!\d)(\d{1,4})[\W_]{1,3}(\d{1,2})[\W_]{1,3}(\d{1,4})(?!\d)")
_ROW = re.compile(r"(?<!\d)(?:\d{6}|\d{8})(?!\d)")
_SAID = re.compile(
    rf"\b(?:born|birth\w*|d\W?o\W?b)\b.{{0,40}}?(?:\d|\b{_MONTH}\b|\b{_ORDINAL}\b)", re.DOTALL
)
_FIGURES = re.compile(r"\d(?:[\W_]*\d)*")
_CENTURY, _THIS_CENTURY = 100, 2000
_YEARS = range(1900, 2100)
_EIGHT = 8


def refuse(text: str, field: str, born: Iterable[date] = ()) -> None:
    """Raise BirthDayRefused where `text` holds a date, or one of the days `born` in any form."""
    plain = _plain(text)
    if any(each.search(plain) for each in (_WRITTEN, _SAID)) or any(_numeric(plain)):
        raise BirthDayRefused(field=field)
    rows = [re.sub(r"\D", "", each) for each in _FIGURES.findall(plain)]
    if any(form in row for row in rows for day in born for form in _forms(day)):
        raise BirthDayRefused(field=field)


def _plain(text: str) -> str:
    """`text` in small letters and plain figures, without what cannot be seen."""
    spelt = unicodedata.normalize("NFKC", text).casefold()
    seen = (each for each in spelt if unicodedata.category(each) not in {"Cf", "Mn"})
    return "".join(str(unicodedata.digit(each, each)) for each in seen)


def _numeric(text: str) -> Iterator[bool]:
    """Whether each group of figures in `text` can be a date."""
    for first, middle, last in _PARTED.findall(text):
        yield _can_be(first, middle, last) or _can_be(last, middle, first)
        yield _can_be(middle, first, last)
    for row in _ROW.findall(text):
        long = len(row) == _EIGHT
        yield _can_be(row[:2], row[2:4], row[4:])
        yield _can_be(row[6:], row[4:6], row[:4]) if long else False
        yield _can_be(row[2:4], row[:2], row[4:]) if long else False


def _can_be(day: str, month: str, year: str) -> bool:
    """Whether there is such a day; a year of two figures is one of this century or the last."""
    number = int(year)
    number += _THIS_CENTURY if number < _CENTURY else 0
    if len(year) == 3 or number not in _YEARS:  # noqa: PLR2004 - no year has three figures
        return False
    try:
        date(number, int(month), int(day))
    except ValueError:
        return False
    return True


def _forms(day: date) -> Iterator[str]:
    """A day in figures alone, in every order and with or without its noughts."""
    for year in (f"{day:%Y}", f"{day:%y}"):
        for one, month in ((f"{day:%d}", f"{day:%m}"), (str(day.day), str(day.month))):
            yield from (one + month + year, month + one + year, year + month + one)
    yield f"{day:%Y}"
