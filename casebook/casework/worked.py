"""What each route is told by name when it is taken, and what follows from it: schema/worked.toml.

The rules are: what a route cannot do without is asked for by its name, and a referral that lacks it
is refused with each thing that is missing; a door that asks for nothing by name (`told` is None)
refuses nothing, and what is still wanted is shown until it is given; nobody whom a carer's record
keeps out is put down as told.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any, Final

from casebook import clock, workingdays
from casebook.casework import moments, texts
from casebook.casework.case_file import CaseFile
from casebook.casework.people import compared
from casebook.datafiles import data_folder
from casebook.errors.working import (
    CarerNotTold,
    KeepFirst,
    OnlyYes,
    RouteIncomplete,
    ToldUnknown,
)

Told = Mapping[str, str]
"""What was told by name, as it was typed."""

COLUMNS: Final = ("agency", "person", "words", "reference", "incident_log")
"""What a referral has a place of its own for: given by an option, and not among `--told`."""
NOTHING_KEPT: Final = "nothing_kept"
"""Why nothing was kept before a route that is taken only after capture."""
UNKEPT: Final = frozenset({"never", "wait-for-advice", "link-only"})
"""What may be lodged where nothing need be kept first, because nothing may be."""

ANSWERED: Final = "answered"
REFER: Final = "refer"
DO: Final = "do"
END_OF_WORK: Final = time(17, 0)
"""When a working day ends."""
FOLLOW_UP: Final = "follow-up"
"""The kind of an action that follows from a route that was taken."""


@dataclass(frozen=True)
class Ask:
    """One thing that a route is told, or tells."""

    name: str
    says: str
    must: bool = False
    kind: str = "text"
    words: tuple[str, ...] = ()
    yes: str = ""
    """Why only yes will do; empty where no is an answer too."""
    of: tuple[str, ...] = ()
    """The deeds it is asked at; empty for all."""

    def is_asked_at(self, deed: str) -> bool:
        """Whether this is asked when `deed` is done."""
        return not self.of or deed in self.of


@dataclass(frozen=True)
class Follow:
    """What is to be done after a route was taken."""

    given: str
    """The thing that was told by which it is wanted; a *no* asks for nothing."""
    start: str
    """`at`, or the name of a moment that was told."""
    words: str
    hours: int = 0
    working_days: int = 0


@dataclass(frozen=True)
class Worked:
    """How one route is worked."""

    asks: tuple[Ask, ...] = ()
    follows: tuple[Follow, ...] = ()
    after_capture: bool = False


@dataclass(frozen=True)
class Taken:
    """A route that was taken: when, and what was told by name."""

    route: str
    kept: Mapping[str, Any]
    at: datetime


@cache
def routes() -> Mapping[str, Worked]:
    """How each route is worked, by its code."""
    text = (data_folder("schema") / "worked.toml").read_text(encoding="utf-8")
    return {name: _worked(table) for name, table in tomllib.loads(text).items()}


def of_route(route: str) -> Worked:
    """How `route` is worked; nothing is asked of one that the page does not name."""
    return routes().get(route, Worked())


def tells_a_carer(route: str) -> bool:
    """Whether taking `route` means that somebody who cares for a child is told."""
    return any(each.kind == "carer" for each in of_route(route).asks)


def particulars(
    file: CaseFile, route: str, deed: str, told: Told | None, columns: Mapping[str, str]
) -> dict[str, Any]:
    """What was told by name, checked, as it is kept.

    Raises ToldUnknown, ReadingInvalid, ValueUnknown, OnlyYes, CarerNotTold; and for a referral
    RouteIncomplete with all that is missing.
    """
    asked = of_route(route).asks
    by_name = {each.name: each for each in asked if each.name not in COLUMNS}
    kept: dict[str, Any] = {}
    for name, value in (told or {}).items():
        if name not in by_name:
            raise ToldUnknown(route=route, known=", ".join(by_name) or "nothing")
        kept[name] = _checked(file, by_name[name], value)
    if told is not None and deed == REFER:
        lacking = list(wanted(route, deed, {**columns, **kept}, must=True))
        if lacking:
            raise RouteIncomplete(route=route, count=len(lacking), details=lacking)
    return kept


def wanted(
    route: str, deed: str, known: Mapping[str, object], *, must: bool = False
) -> Iterator[dict[str, str]]:
    """What of a route is not known yet: its name, what it is, and how it is given.

    Without a `deed`, what is asked at any.
    """
    for each in of_route(route).asks:
        is_asked = not deed or each.is_asked_at(deed)
        if (each.must or not must) and is_asked and not known.get(each.name):
            option = each.name.replace("_", "-")
            how = f"--{option}" if each.name in COLUMNS else f"--told {each.name}=…"
            yield {"name": each.name, "says": each.says, "how": how}


def refuse_uncaptured(file: CaseFile, route: str, capture: str, kept: Mapping[str, object]) -> None:
    """Raise KeepFirst where nothing was kept yet of what may be kept, and nobody said why."""
    if not of_route(route).after_capture or capture in UNKEPT:
        return
    if not file.exhibits and not kept.get(NOTHING_KEPT):
        raise KeepFirst(case=file.case.reference, route=route)


def following(taken: Taken, calendar: str) -> Sequence[tuple[Follow, datetime]]:
    """What is to be done after a route was taken, each with when it is due."""
    found = []
    for each in of_route(taken.route).follows:
        if taken.kept.get(each.given) not in {None, "", "no"}:
            told = taken.kept.get(each.start)
            start = datetime.fromisoformat(str(told)) if told else taken.at
            found.append((each, _due(each, start, calendar)))
    return found


def _due(follow: Follow, start: datetime, calendar: str) -> datetime:
    """When something is due that follows from `start`."""
    if not follow.working_days:
        return clock.local(start + timedelta(hours=follow.hours))
    local = clock.local(start)
    day = workingdays.add_working_days(local.date(), follow.working_days, calendar)
    return datetime.combine(day, END_OF_WORK, clock.LONDON)


def _checked(file: CaseFile, ask: Ask, value: str) -> str:
    """What was told, as it is kept; raises what `particulars` raises."""
    text = texts.passage(texts.needed(value, ask.name), ask.name).strip()
    if ask.kind == "yes-no":
        word = texts.one_of(text, ("yes", "no"), ask.name)
        if ask.yes and word != "yes":
            raise OnlyYes(name=ask.name, why=ask.yes)
        return word
    if ask.kind == "word":
        return texts.one_of(text, ask.words, ask.name)
    if ask.kind == "moment":
        return clock.iso(moments.given(text, ask.name))
    if ask.kind == "day":
        return moments.day(text, ask.name).isoformat()
    if ask.kind == "carer":
        refuse_not_to_be_told(file, text)
    return text


def refuse_not_to_be_told(file: CaseFile, who: str) -> None:
    """Raise CarerNotTold where `who` is, or names, a carer who must not be told."""
    named = f" {compared(who.replace(',', ' '))} "
    for each in file.carers:
        if each.must_not_be_told.strip() and f" {compared(each.name)} " in named:
            raise CarerNotTold(case=file.case.reference)


def _worked(table: Mapping[str, Any]) -> Worked:
    """How one route is worked, as its table says."""
    asks = tuple(
        Ask(
            name=each["name"],
            says=each["says"],
            must=each.get("must", False),
            kind=each.get("kind", "text"),
            words=tuple(each.get("words", ())),
            yes=each.get("yes", ""),
            of=tuple(each.get("of", ())),
        )
        for each in table.get("asks", ())
    )
    follows = tuple(
        Follow(
            given=each["given"],
            start=each["from"],
            words=each["words"],
            hours=each.get("hours", 0),
            working_days=each.get("working_days", 0),
        )
        for each in table.get("follows", ())
    )
    return Worked(asks, follows, table.get("after_capture", False))
