"""Gathering: every rule that applies to a question, and what they add up to.

Rules add nothing up: a route keeps its strongest duty, every clock that was asked of it, and the
names of all rules that asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from casebook.triage.answers import Raised, Reason
from casebook.triage.catalogue import Catalogue
from casebook.triage.question import PersonAsked, Question
from casebook.triage.rulebook import A_TARGET, ALL_ADULT, BITS, NO_ADULT, Asked, More


@dataclass(slots=True)
class Gathered:
    """What all rules together ask for."""

    facts: int
    """Every fact that holds, as the bits of the rulebook."""
    routes: dict[str, int] = field(default_factory=dict)
    """Each route with every duty and clock that was asked of it, as the bits of the rulebook."""
    because: dict[str, list[Reason]] = field(default_factory=dict)
    """The rules that asked for each route, in the order in which they spoke."""
    groups: dict[str, str] = field(default_factory=dict)
    """The group of each route that is one of several."""
    levels: list[Raised] = field(default_factory=list)
    """Each rule that asks for a severity."""
    marks: int = 0
    """What was asked of evidence and wishes, as the bits of the rulebook."""
    compartment: str = "general"
    excluded: set[str] = field(default_factory=set)

    def hand_over(self, accused: str, instead: str, reason: Reason) -> None:
        """Let another route stand for one whose taker is accused, duty and clocks unchanged."""
        asked = self.routes.pop(accused, None)
        if asked is None:
            return
        self.routes[instead] = self.routes.get(instead, 0) | asked
        if group := self.groups.pop(accused, ""):
            self.groups.setdefault(instead, group)
        reasons = [*self.because.get(instead, ()), *self.because.pop(accused), reason]
        self.because[instead] = list(dict.fromkeys(reasons))

    def take_in(self, asked: More, reason: Reason) -> None:
        """Take in what few rules ask for: one of a group, routes handed over, who is kept out."""
        for route, group in asked.groups:
            self.groups.setdefault(route, group)
        for accused, instead in asked.becomes:
            self.hand_over(accused, instead, reason)
        self.excluded.update(asked.excluded)
        self.compartment = asked.compartment or self.compartment


def gather(catalogue: Catalogue, question: Question) -> Gathered:
    """Everything that the rules of `catalogue` ask for; each looks at what held before it."""
    spoken, facts = _spoken(catalogue, question)
    gathered = Gathered(facts)
    routes, because, levels, marks = gathered.routes, gathered.because, gathered.levels, 0
    for _, its_levels, its_routes, its_marks, more, reason in spoken:
        marks |= its_marks
        levels += its_levels
        for route, bits in its_routes:
            if route in routes:
                routes[route] |= bits
                because[route].append(reason)
            else:
                routes[route] = bits
                because[route] = [reason]
        if more is not None:
            gathered.take_in(more, reason)
    gathered.marks = marks
    return gathered


def _spoken(catalogue: Catalogue, question: Question) -> tuple[list[Asked], int]:
    """What concerns, signs and people rules ask for, in that order; and the facts in the end."""
    book = catalogue.rulebook
    facts = facts_about(question.people, catalogue.very_young) | book.school_bits[question.profile]
    chosen = [book.concerns[each] for each in question.concerns]
    chosen += [book.signs[each] for each in question.signs]
    for _, fact in chosen:
        facts |= fact
    spoken = []
    for rule, _ in chosen:
        asked = rule.asked(facts)
        facts |= asked.facts
        spoken.append(asked)
    since, about_people = book.about_people(facts)
    spoken += about_people
    return spoken, facts | since


def facts_about(people: Iterable[PersonAsked], very_young: int) -> int:
    """Every fact about the people involved that conditions may name, as bits."""
    facts = 0
    for person in people:
        facts |= _facts_of(person, very_young)
    if facts & A_TARGET and not facts & NO_ADULT:
        facts |= BITS[ALL_ADULT]
    return facts


@cache
def _facts_of(person: PersonAsked, very_young: int) -> int:
    """Every fact that follows from one person alone."""
    facts = 0
    if person.role == "target":
        facts = A_TARGET if person.is_adult else A_TARGET | NO_ADULT
        for fact in _of_a_target(person, very_young):
            facts |= BITS[fact]
    elif person.role == "alleged":
        for fact in _of_somebody_alleged(person):
            facts |= BITS[fact]
    return facts


def _of_a_target(person: PersonAsked, very_young: int) -> Iterator[str]:
    """What follows from one target."""
    if person.is_child:
        yield from ("target-child", "child-involved")
    if person.kind == "pupil":
        yield "pupil-involved"
    if person.age is not None and person.age < very_young:
        yield "target-very-young"


def _of_somebody_alleged(person: PersonAsked) -> Iterator[str]:
    """What follows from one person who is alleged to have done it."""
    if person.is_child:
        yield from ("alleged-child", "child-involved")
    if person.kind == "pupil":
        yield "pupil-involved"
    if person.is_adult:
        yield "alleged-adult"
    if person.kind == "unknown" and person.age is None:
        yield "alleged-unknown"
    if person.is_worker:
        yield "alleged-worker"
        if person.kind != "staff":
            yield f"alleged-{person.kind}"
