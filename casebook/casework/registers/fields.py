"""What is given for a registration, field by field, checked before it is kept.

The rules are: a field is checked alike when it is first given and when it is amended; a day is one
day, read as every date is; what is a fact does not lie in the future.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casebook import clock, dates
from casebook.casework import texts
from casebook.errors.given import MomentImpossible, TextUnusable
from casebook.errors.registers import DayInvalid, FieldsMissing

Given = Mapping[str, object]
"""What was given, by the names of the columns; what was left out is not there."""

Check = Callable[[object, str], object]
"""Turns what was given for the field of that name into what is kept; raises a GivenWrong."""

MOST_NAMES = 40
"""Names at most in one field."""


@dataclass(frozen=True)
class Field:
    """One field of a registration."""

    check: Check
    is_needed: bool = False
    """Whether there is no registration without it."""


def checked(fields: Mapping[str, Field], given: Given, *, whole: bool) -> dict[str, object]:
    """What was given, as it is kept; with `whole` nothing that is needed may be missing.

    Raises FieldsMissing, TextUnusable, ValueUnknown, DayInvalid, MomentImpossible, and what reading
    a date raises.
    """
    missing = [name for name, field in fields.items() if field.is_needed and name not in given]
    if whole and missing:
        raise FieldsMissing(fields=", ".join(_option(each) for each in missing))
    return {name: fields[name].check(value, name) for name, value in given.items()}


def _option(name: str) -> str:
    """A field's name as its option has it."""
    return f"--{name.removesuffix('_on').replace('_', '-')}"


def line(value: object, field: str) -> str:
    """A short text that is not empty."""
    return texts.line(texts.needed(str(value), field), field)


def words(value: object, field: str) -> str:
    """A passage that is not empty."""
    return texts.needed(str(value), field)


def perhaps(value: object, field: str) -> str:
    """A passage that may be taken back."""
    return texts.passage(str(value), field)


def names(value: object, field: str) -> list[str]:
    """Names, each once however it is spelt; raises TextUnusable for too many."""
    listed: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    found = {" ".join(str(each).split()).casefold(): line(each, field) for each in listed}
    if len(found) > MOST_NAMES:
        raise TextUnusable(field=field, fault=f"it holds more than {MOST_NAMES} names")
    return list(found.values())


def flag(value: object, _field: str) -> bool:
    """Yes or no."""
    return bool(value)


def word(known: Collection[str]) -> Check:
    """A check for one of the words `known`."""
    return lambda value, field: texts.one_of(str(value), known, field)


def day(value: object, field: str) -> date:
    """One day, wherever it lies; raises DayInvalid, and what `dates.read` raises."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    read = dates.read(str(value), now=clock.now())
    if read.earliest is None or read.latest is None or read.precision == "about":
        raise DayInvalid(field=field)
    first, last = (clock.local(each).date() for each in (read.earliest, read.latest))
    if first != last:
        raise DayInvalid(field=field)
    return first


def past_day(value: object, field: str) -> date:
    """One day that has come; raises MomentImpossible, and as `day`."""
    found = day(value, field)
    if found > today():
        raise MomentImpossible(field=field, fault="in the future")
    return found


def coming_day(value: object, field: str) -> date:
    """One day that is not over; raises MomentImpossible, and as `day`."""
    found = day(value, field)
    if found < today():
        raise MomentImpossible(field=field, fault="past already")
    return found


def today() -> date:
    """This day, by London's calendar."""
    return clock.local(clock.now()).date()
