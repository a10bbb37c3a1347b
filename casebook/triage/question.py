"""The question: read strictly, so that a slip of the pen is refused and not quietly left out.

The rules are: every key, value and type is checked at any depth, and the first fault is named by
its dotted path; repeats count once; the moment is read in whatever offset it was given and shown in
London's.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from casebook import clock
from casebook.errors.asked import (
    AgeImpossible,
    KnownAtUnusable,
    QuestionKeyMissing,
    QuestionKeyRepeated,
    QuestionKeyUnknown,
    QuestionTypeWrong,
    QuestionValueUnknown,
)
from casebook.triage.reading import nearest
from casebook.workingdays import OwnDays

if TYPE_CHECKING:
    from casebook.triage.catalogue import Catalogue

ROLES = ("target", "alleged", "reporter", "witness", "bystander")
"""The parts that people take in an incident."""
KINDS = (
    "pupil",
    "former-pupil",
    "staff",
    "head",
    "dsl",
    "governor",
    "chair",
    "proprietor",
    "parent",
    "outsider",
    "unknown",
)
"""What people are to the school."""
WORKERS = frozenset({"staff", "head", "dsl", "governor", "chair", "proprietor"})
"""The kinds who work in or for the school, or govern or own it."""

OLDEST = 120

UNCATEGORISED = "uncategorised"
"""The concern that applies where none is chosen."""
USUAL_PROFILE = "default"
"""The profile that applies where none is named."""

_KEYS = frozenset({"id", "concerns", "signs", "people", "known_at", "profile", "calendar"})
_PERSON_KEYS = frozenset({"role", "kind", "age"})
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_ORDINARY_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


_LISTS = (list, tuple)
_OBJECTS = (dict, Mapping)
_PLAIN = (str, int)
"""Kinds of value, the usual one first: asked several times of every question."""


class Repeating(dict[str, object]):
    """A JSON object in which a key stood twice, so that it can be refused where it stands."""

    repeated: str = ""


class PersonAsked(NamedTuple):
    """Someone involved, as far as triage needs to know them."""

    role: str
    kind: str
    age: int | None
    majority: int
    """The age from which somebody is no child, by the catalogue."""

    @property
    def is_child(self) -> bool:
        """A pupil of any age, or anyone under the majority."""
        return self.kind == "pupil" or (self.age is not None and self.age < self.majority)

    @property
    def is_worker(self) -> bool:
        """Someone who works in or for the school, or governs or owns it."""
        return self.kind in WORKERS

    @property
    def is_adult(self) -> bool:
        """A worker, a parent, anyone of majority, or an outsider whose age is not given."""
        if self.is_worker or self.kind == "parent":
            return True
        return self.kind == "outsider" if self.age is None else self.age >= self.majority


class Question(NamedTuple):
    """A question that can be answered."""

    id: str | int | float | None
    concerns: tuple[str, ...]
    """Sorted, each once; `uncategorised` where none was given."""
    signs: tuple[str, ...]
    people: tuple[PersonAsked, ...]
    known_at: datetime
    """When the school first knew, as London's clocks showed it."""
    profile: str
    calendar: str | OwnDays


def read(catalogue: "Catalogue", given: Mapping[str, object]) -> Question:
    """The question in `given`, checked against `catalogue`.

    Raises a leaf of QuestionRefused, whose `field` is the dotted path of the first fault.
    """
    _check_keys(given, "", _KEYS)
    profile = _one(given, "profile", catalogue.profiles, USUAL_PROFILE)
    usual = catalogue.profiles[profile].calendar
    calendar = _one(given, "calendar", catalogue.calendar_names, usual)
    return Question(
        id=identity(given),
        concerns=_several(given, "concerns", catalogue.concerns, "concern") or (UNCATEGORISED,),
        signs=_several(given, "signs", catalogue.signs, "sign"),
        people=_people(given, catalogue.majority),
        known_at=known_at_of(given),
        profile=profile,
        calendar=catalogue.calendars.get(calendar, calendar),
    )


def identity(given: Mapping[str, object]) -> str | int | float | None:
    """The question's `id`: a text, a number, or None where there is none, or more than one.

    Raises QuestionTypeWrong for anything else.
    """
    value = given.get("id")
    if isinstance(given, Repeating) and given.repeated == "id":
        return None
    if value is None or (isinstance(value, _PLAIN) and not isinstance(value, bool)):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise QuestionTypeWrong(field="id", wanted="a text or a number")


def _check_keys(given: Mapping[str, object], path: str, known: AbstractSet[str]) -> None:
    """Refuse a key that stands twice, and one that is not `known`."""
    if isinstance(given, Repeating):
        raise QuestionKeyRepeated(field=path + _fit(given.repeated))
    if given.keys() <= known:
        return
    for key in given:
        if key not in known:
            raise QuestionKeyUnknown(field=path + _fit(key), nearest=nearest(str(key), known))


def _fit(key: object) -> str:
    """`key` as a path may show it: a key that could be somebody's sentence becomes `?`."""
    return key if isinstance(key, str) and _ORDINARY_KEY.fullmatch(key) else "?"


def _list(given: Mapping[str, object], key: str, wanted: str) -> Sequence[object]:
    """The list under `key`; empty where it was left out."""
    value = given.get(key, ())
    if not isinstance(value, _LISTS):
        raise QuestionTypeWrong(field=key, wanted=wanted)
    return value


def _several(
    given: Mapping[str, object], key: str, known: Collection[str], noun: str
) -> tuple[str, ...]:
    """The names under `key`, each once, in order of the alphabet."""
    if not (values := _list(given, key, "a list of texts")):
        return ()
    for place, value in enumerate(values):
        if not isinstance(value, str) or value not in known:
            _refuse(value, known, noun, key, place)
    return tuple(sorted(set(values)))  # type: ignore[arg-type]  # each was found to be a text


def _one(given: Mapping[str, object], key: str, known: Collection[str], default: str) -> str:
    """The name under `key`, or the default where it was left out."""
    return _known(given[key], known, key, key) if key in given else default


def _known(value: object, known: Collection[str], noun: str, *path: str | int) -> str:
    """`value`, found at `path`, which must be one of `known`."""
    if not isinstance(value, str) or value not in known:
        _refuse(value, known, noun, *path)
    return value


def _refuse(value: object, known: Collection[str], noun: str, *path: str | int) -> NoReturn:
    """Refuse `value`, found at `path`, which is none of `known`."""
    field = ".".join(map(str, path))
    if not isinstance(value, str):
        raise QuestionTypeWrong(field=field, wanted="a text")
    raise QuestionValueUnknown(field=field, wanted=noun, nearest=nearest(value, known))


def _people(given: Mapping[str, object], majority: int) -> tuple[PersonAsked, ...]:
    """Everybody under `people`."""
    listed = _list(given, "people", "a list of people")
    return tuple([_person(each, place, majority) for place, each in enumerate(listed)])


def _person(given: object, place: int, majority: int) -> PersonAsked:
    """One of the people, the one at `place`."""
    if not isinstance(given, _OBJECTS):
        raise QuestionTypeWrong(field=f"people.{place}", wanted="an object with a role and a kind")
    if isinstance(given, Repeating) or not given.keys() <= _PERSON_KEYS:
        _check_keys(given, f"people.{place}.", _PERSON_KEYS)
    if "role" not in given or "kind" not in given:
        missing = "kind" if "role" in given else "role"
        raise QuestionKeyMissing(field=f"people.{place}.{missing}")
    role, kind, age = given["role"], given["kind"], given.get("age")
    if not isinstance(role, str) or role not in ROLES:
        _refuse(role, ROLES, "role", "people", place, "role")
    if not isinstance(kind, str) or kind not in KINDS:
        _refuse(kind, KINDS, "kind of person", "people", place, "kind")
    return PersonAsked(role, kind, _age(age, place) if "age" in given else None, majority)


def _age(given: object, place: int) -> int:
    """The age of the person at `place`."""
    if not isinstance(given, int) or isinstance(given, bool):
        raise QuestionTypeWrong(field=f"people.{place}.age", wanted="a whole number")
    if not 0 <= given <= OLDEST:
        raise AgeImpossible(field=f"people.{place}.age")
    return given


def known_at_of(given: Mapping[str, object]) -> datetime:
    """When it became known, in London's time.

    Raises QuestionKeyMissing, QuestionTypeWrong or KnownAtUnusable.
    """
    if "known_at" not in given:
        raise QuestionKeyMissing(field="known_at")
    value = given["known_at"]
    if not isinstance(value, str):
        raise QuestionTypeWrong(field="known_at", wanted="a text")
    return _moment(value)


@lru_cache(maxsize=64)
def _moment(value: str) -> datetime:
    """The moment written as `value`; read once where the same is asked twice running.

    Raises KnownAtUnusable.
    """
    if not _MOMENT.fullmatch(value):
        raise KnownAtUnusable(field="known_at")
    try:
        return clock.local(datetime.fromisoformat(value))
    except (ValueError, OverflowError) as fault:
        raise KnownAtUnusable(field="known_at") from fault
