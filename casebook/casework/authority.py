"""Authority: who is said to allow that something is not done, and that it is somebody else.

The words by which people write themselves and the offices of a school are data, in
schema/offices.toml.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from casebook.casework import texts
from casebook.datafiles import data_folder
from casebook.store.people import UserCard

OUTSIDE = frozenset({"police", "lado", "social-care"})
"""The routes whose authority is nobody of the school."""


@dataclass(frozen=True)
class Offices:
    """The words by which people write themselves and the offices of a school."""

    oneself: frozenset[str]
    """Words that name nobody else."""
    rank: frozenset[str]
    """Words that part a deputy from whom they stand in for."""
    offices: Mapping[str, frozenset[str]]


@cache
def offices() -> Offices:
    """What schema/offices.toml lists."""
    listed = tomllib.loads((data_folder("schema") / "offices.toml").read_text(encoding="utf-8"))
    return Offices(
        oneself=frozenset(listed["oneself"]["words"]),
        rank=frozenset(listed["rank"]["words"]),
        offices={role: frozenset(words) for role, words in listed["offices"].items()},
    )


def is_none(me: UserCard, authority: str) -> bool:
    """Whether nobody, or the person themselves, is named as the authority concerned.

    They are named as `is_oneself` says.
    """
    letters = sum(len(each) for each in _words(authority))
    return letters < texts.LEAST_REASON or is_oneself(me, authority)


def is_one_of(colleagues: Iterable[UserCard], named: str) -> bool:
    """Whether somebody of the school is named, as `is_oneself` says: no authority outside it."""
    return any(is_oneself(each, named) for each in colleagues)


def is_oneself(me: UserCard, named: str) -> bool:
    """Whether somebody is named by any part of their name, their short name, office, or as `me`."""
    said = _words(named)
    names = _words(f"{me.full_name} {me.short}")
    office = offices().offices.get(me.role, frozenset({me.role}))
    another = said - offices().oneself
    if another & offices().rank == office & offices().rank:
        names |= office
    return another <= names


def _words(text: str) -> set[str]:
    """The words of a name or an office, as two spellings of them are compared."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return set("".join(each if each.isalnum() else " " for each in plain).split())
