"""People over all the cases that somebody may read: who bears a name, and what they had part in.

The rules are: a name alone makes nobody one person: what stands under one name is listed under it,
and it is said that nobody has said they are one; two are kept apart where what is known of them
differs, where one case has both, and where one of them could be either of two others. No case is
opened whole for it, and nothing that lies in a compartment somebody does not hold leaves a trace.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook.casework.case_file import CaseFile, of
from casebook.casework.namesakes import alikeness
from casebook.casework.people import compared
from casebook.casework.together import Gist, Somebody, read
from casebook.casework.wording import PERSON_KINDS, ROLES, WANTED, WISHED_ABOUT, said, spaced
from casebook.records.incident import Incident
from casebook.records.person import Person
from casebook.store.book import Book
from casebook.triage.question import WORKERS

CHILDREN = frozenset({"pupil", "former-pupil"})
MOST_NEAR = 20
"""So many names that are close to the one asked for are listed at most."""


@dataclass(frozen=True)
class Met:
    """Somebody's part in one incident of one case."""

    gist: Gist
    somebody: Somebody
    incident: Incident


@dataclass(frozen=True)
class Moment:
    """One line of what somebody had part in."""

    at: datetime
    said: str
    case: str
    reference: str
    compartment: str


@dataclass(frozen=True)
class Bearer:
    """One bearer of a name, as far as anybody has told them apart."""

    name: str
    kinds: Sequence[str]
    """What they were to the school."""
    born: str
    """Their day of birth, where it is known."""
    cases: Sequence[str]
    marks: Sequence[str]
    """Their mark in each of those cases."""
    apart_because: str
    """Why they are kept apart from others of the name; empty where there are no others."""
    lines: Sequence[Moment]


@dataclass(frozen=True)
class Found:
    """Everybody of a name, and names that are close to it."""

    bearers: Sequence[Bearer]
    near: Sequence[str]


def find(book: Book, name: str) -> Found:
    """Everybody called `name` in the cases that this person's keys open, each with what happened.

    Nobody there and nobody whom this person may read of give one and the same answer: nothing.
    """
    met = [each for gist in everything(book) for each in meetings(gist)]
    wanted = compared(name)
    own = [each for each in met if compared(each.somebody.person.name) == wanted and wanted]
    groups = told_apart(own)
    why = _why_apart(groups)
    near = sorted(
        {
            each.somebody.person.name
            for each in met
            if alikeness(wanted, compared(each.somebody.person.name)) == "near-name"
        }
    )
    return Found(tuple(_bearer(book, each, why) for each in groups), tuple(near[:MOST_NEAR]))


def everything(book: Book) -> list[Gist]:
    """Every case that this person's keys open."""
    return [gist for compartment in book.compartments() for gist in read(compartment)]


def meetings(gist: Gist) -> Iterator[Met]:
    """Every part that somebody had in a case."""
    incidents = {each.id: each for each in gist.incidents}
    for each in gist.people:
        yield Met(gist, each, incidents[each.part.incident_id])


def told_apart(met: Sequence[Met]) -> list[list[Met]]:
    """Those of one name, parted wherever something says that they are, or could be, two."""
    by_person: dict[str, list[Met]] = defaultdict(list)
    for each in met:
        by_person[each.somebody.person.id].append(each)
    groups: list[list[Met]] = []
    for own in sorted(by_person.values(), key=_knows_least):
        fitting = [each for each in groups if not _differ(own, each)]
        if len(fitting) == 1:
            fitting[0].extend(own)
        else:
            groups.append(list(own))
    return groups


def _knows_least(met: Sequence[Met]) -> tuple[bool, float]:
    """Whom we know the birthday of come first, then whoever came first."""
    person = met[0].somebody.person
    return person.born is None, met[0].gist.case.opened_at.timestamp()


def _differ(some: Sequence[Met], others: Sequence[Met]) -> str:
    """Why two are not one; empty where nothing says so."""
    if {each.gist.case.id for each in some} & {each.gist.case.id for each in others}:
        return "one case has both"
    for one in _people(some):
        for other in _people(others):
            if one.born and other.born and one.born != other.born:
                return "they were born on two days"
            if one.user and other.user and one.user != other.user:
                return "they are two users"
            if {one.person_kind in CHILDREN, other.person_kind in CHILDREN} == {True, False} and (
                not WORKERS.isdisjoint({one.person_kind, other.person_kind})
            ):
                return "one is a pupil and one works here"
    return ""


def _people(met: Iterable[Met]) -> list[Person]:
    """The persons, each once."""
    return list({each.somebody.person.id: each.somebody.person for each in met}.values())


def _why_apart(groups: Sequence[Sequence[Met]]) -> str:
    """What parts those of one name; empty where they stand together."""
    if not groups[1:]:
        return ""
    reasons = {
        _differ(one, other) for place, one in enumerate(groups) for other in groups[:place]
    } - {""}
    return "; ".join(sorted(reasons)) or "one could be either of two"


def _bearer(book: Book, met: Sequence[Met], why: str) -> Bearer:
    """One bearer of a name."""
    people = _people(met)
    files = {each.gist.case.reference: of(book, each.gist.case.reference)[1] for each in met}
    ids = {each.id for each in people}
    return Bearer(
        name=people[0].name,
        kinds=tuple(dict.fromkeys(said(PERSON_KINDS, each.person_kind) for each in people)),
        born=next((each.born.isoformat() for each in people if each.born), ""),
        cases=tuple(files),
        marks=tuple(
            mark
            for file in files.values()
            for person_id, mark in file.marks.items()
            if person_id in ids
        ),
        apart_because=why,
        lines=tuple(sorted(_lines(met, files, people[0].name), key=lambda each: each.at)),
    )


def _lines(met: Sequence[Met], files: dict[str, CaseFile], name: str) -> Iterator[Moment]:
    """What somebody had part in, wanted, and what it came to, in no order."""
    for each in met:
        incident, case = each.incident, each.gist.case.reference
        at = incident.happened_from or incident.known_at
        words = f"{incident.title} ({said(ROLES, each.somebody.part.role)})"
        yield Moment(at, words, case, incident.reference, each.gist.compartment)
    for case, file in files.items():
        for wish in file.wishes:
            if compared(wish.whose) == compared(name):
                about = said(WISHED_ABOUT, wish.about)
                words = f"Wish about {about}: {said(WANTED, wish.answer)}"
                yield Moment(wish.expressed_at, words, case, wish.reference, file.compartment)
        for closing in file.closings:
            words = f"Closing: {spaced(closing.outcome)}"
            yield Moment(closing.proposed_at, words, case, closing.reference, file.compartment)
