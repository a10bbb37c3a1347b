"""Whose decision it is whether a case goes to the police, where the adult concerned decides.

The rules are: each adult who was a target decides, and nobody in their place, neither who reported
it nor a parent; who was a target before a correction still is, for a wish is gone against by two
people, not by one who corrects a role or a name; where no target has a name, a wish counts of whom
the case knows in no other part.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.casework.case_file import CaseFile
from casebook.casework.case_views import latest_wishes
from casebook.casework.people import compared
from casebook.records.record import Record
from casebook.records.wish import Wish
from casebook.triage import catalogue
from casebook.triage.question import PersonAsked

POLICE = "police"
TARGET = "target"


@dataclass(frozen=True)
class Decider:
    """An adult whose decision it is."""

    mark: str
    """`P1`, as the case's people are marked."""
    name: str
    """Empty where nobody knows it yet."""
    kind: str
    """What they are to the school."""
    wish: Wish | None
    """Their own latest wish about the police; None while they were not heard."""

    @property
    def called(self) -> str:
        """Their name and what they are to the school, as the case has them."""
        return f"{self.name or 'not named yet'} ({self.mark}, {self.kind}, the one it was done to)"


def deciders(file: CaseFile) -> list[Decider]:
    """Every adult who is a target now, with their own wish."""
    found: dict[str, str] = {}
    for part in file.involvements:
        if part.role == TARGET and _is_adult(part.person_kind, part.age):
            found.setdefault(part.person_id, part.person_kind)
    marks = file.marks
    names = {person: file.person(person).name for person in found}
    return [
        Decider(marks[each], names[each], kind, _own_wish(file, names[each]))
        for each, kind in found.items()
    ]


def about_police(file: CaseFile) -> list[Wish]:
    """The latest wish of each person about the police, however its subject was written."""
    return [each for each in latest_wishes(file) if POLICE in each.about.casefold()]


def decides(file: CaseFile, wish: Wish) -> bool:
    """Whether a wish is that of somebody who decides."""
    whose = compared(wish.whose)
    roles = {
        role
        for part in file.involvements
        if whose in _readings(file, file.person(part.person_id), "name")
        for role in _readings(file, part, "role")
    }
    if roles:
        return TARGET in roles
    others = {compared(each.reported_by_name) for each in file.incidents}
    others |= {compared(each.name) for each in file.carers}
    return whose not in others and _is_a_targets(file, whose)


def said(file: CaseFile) -> Iterator[str]:
    """Whose decision it is, what they want, and whose wish does not decide."""
    found = deciders(file)
    if not found:
        yield (
            "The decision about the police is that of the adult concerned, and the case has no "
            "adult to whom it was done."
        )
    for each in found:
        yield f"The decision about the police is that of {each.called}; {_wants(each)}."
    for wish in about_police(file):
        if not decides(file, wish):
            yield f"Wish {wish.reference} of {wish.whose} is shown; it does not decide."


def _wants(decider: Decider) -> str:
    """What an adult who decides wants."""
    if decider.wish is None:
        return "their own wish is not recorded: ask them first"
    words = {"yes": "they want it", "no": "they do NOT want it"}
    wants = words.get(decider.wish.answer, "they are not sure")
    return f"{wants}, wish {decider.wish.reference}"


def _own_wish(file: CaseFile, name: str) -> Wish | None:
    """The latest wish about the police of the target called `name`."""
    own = [each for each in about_police(file) if decides(file, each)]
    whose = {each.id: compared(each.whose) for each in own}
    exact = [each for each in own if whose[each.id] == compared(name)]
    near = [each for each in own if _is_short_for(whose[each.id], compared(name))]
    found = exact or near
    return max(found, key=lambda each: each.expressed_at, default=None)


def _is_a_targets(file: CaseFile, whose: str) -> bool:
    """Whether a name that is nobody's can be a target's: a part of theirs, or nobody is named."""
    targets = {each.person_id for each in file.involvements if each.role == TARGET}
    names = [compared(file.person(each).name) for each in targets]
    return any(_is_short_for(whose, name) for name in names) or not names


def _is_short_for(whose: str, name: str) -> bool:
    """Whether each word of `whose` is one of the name's; anybody's is, where there is no name."""
    return not name or set(whose.split()) <= set(name.split())


def _is_adult(kind: str, age: int | None) -> bool:
    """Whether triage takes somebody for an adult."""
    return PersonAsked(TARGET, kind, age, catalogue.load().majority).is_adult


def _readings(file: CaseFile, record: Record, field: str) -> set[str]:
    """Everything that a field of a record reads, or read before it was put right."""
    earlier = {each.earlier for each in file.corrections_of(record) if each.field == field}
    return {compared(each) for each in {str(getattr(record, field)), *earlier}}
