"""Terms: the days that a report counts, by a term's name or by two days.

The rules are: a school's own term dates are those of its profile; where it gives none the year is
parted into autumn (September to December), spring (January to March) and summer (April to August),
so that no day is left out; a report counts twenty-eight days at least, because two that differ by
a few days could be held against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casebook import clock
from casebook.casework import adopting
from casebook.errors.figures import PeriodShort, PeriodTurned, TermUnknown
from casebook.store.book import Book
from casebook.triage import catalogue

SHORTEST: Final = timedelta(days=28)
_ENDS: Final = {"spring": (1, 3, 31), "summer": (4, 8, 31), "autumn": (9, 12, 31)}
"""Each term's first month, its last month, and the last day of that."""


@dataclass(frozen=True)
class Period:
    """The days that are counted, the first and the last among them."""

    name: str
    """`autumn 2026`; empty where two days were given."""
    first: date
    last: date


def given(first: date, last: date) -> Period:
    """From one day to another; raises PeriodTurned, PeriodShort."""
    if last < first:
        raise PeriodTurned
    if last - first + timedelta(days=1) < SHORTEST:
        raise PeriodShort(days=SHORTEST.days)
    return Period("", first, last)


def called(book: Book, name: str) -> Period:
    """The term called `name`, such as `autumn 2026` or `autumn`: then the latest that has begun.

    Raises TermUnknown.
    """
    wanted = " ".join(name.casefold().split())
    listed = known(book)
    for each in listed:
        if wanted in {each.name, each.name.split()[0]}:
            return each
    raise TermUnknown(known=", ".join(each.name for each in listed))


def current(book: Book) -> Period:
    """The latest term that has begun."""
    return known(book)[0]


def known(book: Book) -> list[Period]:
    """Every term that has begun, the latest first: the school's own, or those of three years."""
    today = clock.now().date()
    own = _of_the_school(book)
    listed = own if any(each.first <= today for each in own) else _usual(today.year)
    return sorted(
        (each for each in listed if each.first <= today), key=lambda each: each.first, reverse=True
    )


def _of_the_school(book: Book) -> Sequence[Period]:
    """The terms of the profile that the school goes by; none where it gives none."""
    for compartment in book.compartments():
        name = compartment.settings().profile
        profile = adopting.beside(compartment, catalogue.load(), name).profiles[name]
        return [Period(_name(first), first, last) for first, last in profile.term_dates]
    return []


def _usual(year: int) -> list[Period]:
    """The terms of a year and of the two before it, as they are parted where none are given."""
    return [
        Period(f"{name} {each}", date(each, first, 1), date(each, last, day))
        for each in (year - 2, year - 1, year)
        for name, (first, last, day) in _ENDS.items()
    ]


def _name(first: date) -> str:
    """What a term is called that begins on that day; late August begins the autumn."""
    season = "autumn" if first >= date(first.year, 8, 15) else "summer"
    return f"{'spring' if first < date(first.year, 4, 1) else season} {first.year}"
