"""Patterns: several lesser concerns about one adult who works here, within twelve months.

The rules are: the concerns are those whose closing asks that earlier ones be read for a pattern
(`X5` of the catalogue); a second one within twelve months makes a pattern, as the catalogue's sign
of that name says, with its source; it is shown to whoever may read every case it rests on, and
rests on no other; that one name is one person is for people to say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dateutil.relativedelta import relativedelta

from casebook.casework.people import compared
from casebook.casework.persons import Met, everything, meetings, told_apart
from casebook.casework.wording import triaged
from casebook.store.book import Book
from casebook.triage import catalogue
from casebook.triage.question import WORKERS

READ_FOR_PATTERN: Final = "X5"
SIGN: Final = "pattern"
SEVERAL: Final = 2
WITHIN: Final = relativedelta(months=12)


@dataclass(frozen=True)
class Concerned:
    """One concern of a pattern."""

    case: str
    incident: str
    compartment: str
    known_at: datetime
    title: str
    concerns: Sequence[str]
    triaged_as_pattern: bool
    """Whether the case's triage has the sign already."""


@dataclass(frozen=True)
class Pattern:
    """Several concerns about one adult."""

    name: str
    several_of_the_name: bool
    """Whether others bear the name, who are kept apart."""
    first: datetime
    last: datetime
    concerns: Sequence[Concerned]
    """All within twelve months of another of them, the earliest first."""


@dataclass(frozen=True)
class Patterns:
    """Every pattern that somebody may read of."""

    counted: Sequence[str]
    """The concerns that are read for a pattern, in words."""
    sources: Sequence[str]
    patterns: Sequence[Pattern]


def found(book: Book) -> Patterns:
    """Every pattern in the cases that this person's keys open, the latest first."""
    listed = catalogue.load()
    counting = [name for name, each in listed.concerns.items() if READ_FOR_PATTERN in each.closure]
    by_name: Mapping[str, list[Met]] = defaultdict(list)
    for gist in everything(book):
        if gist.concerns.intersection(counting):
            for each in meetings(gist):
                if _counts(each):
                    by_name[compared(each.somebody.person.name)].append(each)
    patterns = [
        each
        for met in by_name.values()
        for groups in [told_apart(met)]
        for group in groups
        for each in _patterns(group, set(counting), several=len(groups) > 1)
    ]
    return Patterns(
        counted=tuple(triaged([each]) for each in counting),
        sources=tuple(each.cite for each in listed.signs[SIGN].sources),
        patterns=tuple(sorted(patterns, key=lambda each: each.last, reverse=True)),
    )


def _counts(met: Met) -> bool:
    """Whether somebody named who works here is alleged to have done it."""
    part = met.somebody.part
    kinds = {part.person_kind, met.somebody.person.person_kind}
    return (
        part.role == "alleged"
        and not WORKERS.isdisjoint(kinds)
        and bool(compared(met.somebody.person.name))
    )


def _patterns(met: Sequence[Met], counting: set[str], *, several: bool) -> Iterator[Pattern]:
    """The runs of concerns of which each lies within twelve months of the one before."""
    run: list[Met] = []
    for each in sorted(met, key=lambda each: each.incident.known_at):
        if run and each.incident.known_at > run[-1].incident.known_at + WITHIN:
            yield from _pattern(run, counting, several=several)
            run = []
        run.append(each)
    yield from _pattern(run, counting, several=several)


def _pattern(met: Sequence[Met], counting: set[str], *, several: bool) -> Iterator[Pattern]:
    """One pattern, where there are several concerns."""
    if len({each.incident.id for each in met}) < SEVERAL:
        return
    yield Pattern(
        name=met[0].somebody.person.name,
        several_of_the_name=several,
        first=met[0].incident.known_at,
        last=met[-1].incident.known_at,
        concerns=tuple(_concerned(each, counting) for each in met),
    )


def _concerned(met: Met, counting: set[str]) -> Concerned:
    """One concern of a pattern."""
    latest = met.gist.duties.assessment
    return Concerned(
        case=met.gist.case.reference,
        incident=met.incident.reference,
        compartment=met.gist.compartment,
        known_at=met.incident.known_at,
        title=met.incident.title,
        concerns=tuple(triaged([each]) for each in sorted(met.gist.concerns & counting)),
        triaged_as_pattern=latest is not None and SIGN in latest.question.get("signs", []),
    )
