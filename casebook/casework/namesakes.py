"""What is asked back when something is logged: initials, names kept already, wishes without limits.

The rules are: a question refuses nothing, because what was told is kept first; nobody is joined to
somebody of another case, and whoever was taken for one whom the case knows is named.
"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlmodel import Session, col, select

from casebook.casework.case_file import PERSON_ID, read
from casebook.casework.incident_draft import IncidentDraft
from casebook.casework.people import compared
from casebook.casework.received import Alike
from casebook.records.case import Case
from casebook.records.correction import Correction
from casebook.records.involvement import Involvement
from casebook.records.person import Person
from casebook.store.book import Book
from casebook.triage.question import WORKERS

NEAR = 0.86
"""How alike two names are at least, of 1, where one may be a slip of the other."""
INITIALS = 3
"""Letters at most in what may be somebody's initials."""
MOST_ALIKE = 20
"""So many are offered at most."""


def known_to(book: Book, names: Iterable[str]) -> list[Alike]:
    """Everybody named in a case that speaks of somebody with a name like one of `names`.

    Only cases that this person's keys open are looked at, so that nothing tells of any other.
    """
    wanted = [compared(each) for each in names if each.strip()]
    found = []
    for compartment in book.compartments():
        with compartment.reading() as session:
            for case in _cases_of(session, _like(session, wanted)):
                file = read(session, compartment.name, case)
                for person_id, mark in file.marks.items():
                    person = file.person(person_id)
                    if person.name.strip():
                        kind = person.person_kind
                        found.append(Alike(case.reference, mark, person.name, kind, ""))
    return found


def _like(session: Session, wanted: Sequence[str]) -> set[str]:
    """Whose name, as first written or put right, is like one that is wanted."""
    named = list(session.exec(select(Person.id, Person.name)).all())
    fixed = select(Correction.target_id, Correction.reading).where(
        Correction.target_kind == Person.kind, Correction.field == "name"
    )
    named += session.exec(fixed).all()
    return {
        person for person, name in named if any(alikeness(each, compared(name)) for each in wanted)
    }


def _cases_of(session: Session, people: Collection[str]) -> Sequence[Case]:
    """The cases that speak of some people, in the order of their references."""
    if not people:
        return []
    parts = select(Involvement.case_id).where(col(Involvement.person_id).in_(people))
    parted = select(Correction.case_id).where(
        Correction.field == PERSON_ID, col(Correction.reading).in_(people)
    )
    query = select(Case).where(col(Case.id).in_(parts) | col(Case.id).in_(parted))
    query = query.order_by(col(Case.reference))
    return session.exec(query).all()


def alike(name: str, others: Iterable[Alike]) -> list[Alike]:
    """Those of `others` whose name is that name, or close to it; nobody is like no name."""
    wanted = compared(name)
    told = ((each, alikeness(wanted, compared(each.name))) for each in others)
    return [Alike(each.case, each.mark, each.name, each.kind, why) for each, why in told if why]


def alikeness(one: str, other: str) -> str:
    """How two names, as they are compared, are alike; empty where they are not."""
    if not one or not other:
        return ""
    if one == other:
        return "same-name"
    words, others = set(one.split()), set(other.split())
    if len(words & others) > 1 and (words <= others or others <= words):
        return "near-name"
    matcher = difflib.SequenceMatcher(None, one, other)
    near = matcher.real_quick_ratio() >= NEAR and matcher.ratio() >= NEAR
    return "near-name" if near else ""


def are_initials(name: str) -> bool:
    """Whether a name looks like initials: a few capitals, with or without points."""
    letters = re.sub(r"[\s.\-]", "", name)
    return 0 < len(letters) <= INITIALS and letters.isalpha() and letters.isupper()


def questions(draft: IncidentDraft) -> Iterator[str]:
    """What the person who wrote an incident down may want to put right."""
    for place, each in enumerate(draft.people, 1):
        if are_initials(each.name):
            yield (
                f"Person {place}: the name looks like initials; full names are asked for, so that "
                "somebody else knows years later who was meant."
            )
    told = Counter((compared(each.name), each.role) for each in draft.people if each.name)
    for (name, role), count in told.items():
        if count > 1:
            places = [
                str(place)
                for place, each in enumerate(draft.people, 1)
                if (compared(each.name), each.role) == (name, role)
            ]
            yield (
                f"Persons {' and '.join(places)} have one name and one part: they are kept as "
                f"{count}. If they are one, merge them."
            )
    for place, wish in enumerate(draft.wishes, 1):
        if not wish.limits_explained:
            yield (
                f"Wish {place}: it is not said that they were told first what the school must do "
                "in any case. Tell them, ask again, and record the answer as a further wish."
            )


def told_now(draft: IncidentDraft) -> Iterator[str]:
    """What somebody concerned is told at once: who works here does not deal with it alone (S80)."""
    for place, each in enumerate(draft.people, 1):
        if each.role == "target" and each.kind in WORKERS:
            yield (
                f"Person {place} works for the school: tell them now not to answer and not to deal "
                "with it themselves, and that a union or a colleague may stand by them."
            )
