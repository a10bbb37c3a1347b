"""Gathering: every rule that applies to a question, and what they add up to.

Rules add nothing up: a route keeps its strongest duty, every clock that was asked of it, and the
names of all rules that asked. Nothing here depends on when the matter became known, so that the
same people, concerns and signs are gathered once.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from casebook.triage.catalogue import Catalogue
from casebook.triage.conditions import ALWAYS
from casebook.triage.question import PersonAsked, Question
from casebook.triage.rules import Asks, Choice, Claim, PeopleRule, Profile

SO_FAR = tuple(f"severity:{level}" for level in range(6))
"""What conditions call the severity so far: each level and those below it."""


@dataclass(slots=True)
class Standing:
    """How one route stands."""

    duty: int
    """Its place in DUTIES: the lower, the stronger."""
    clocks: set[int]
    """Every clock asked of it; which of them runs out first depends on the moment."""
    group: str
    because: dict[str, str]
    """The rules that asked for it, in the order they spoke, each with its source."""

    def meet(self, other: "Standing") -> None:
        """Take in what is asked of the same route elsewhere."""
        self.duty = min(self.duty, other.duty)
        self.clocks |= other.clocks
        self.group = self.group or other.group
        self.because.update(other.because)


@dataclass(slots=True)
class Gathered:
    """What all rules together ask for."""

    facts: set[str]
    routes: dict[str, Standing] = field(default_factory=dict)
    severity: int = 0
    levels: list[tuple[str, int, str]] = field(default_factory=list)
    """Each rule that asks for a severity: its name, the level, its source."""
    captures: list[str] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    hold_device: bool = False
    staff_logs: bool = False
    compartment: str = "general"
    excluded: set[str] = field(default_factory=set)

    def raise_to(self, severity: int) -> None:
        """Let the severity so far be at least `severity`."""
        if severity > self.severity:
            self.facts.update(SO_FAR[: severity + 1])
            self.severity = severity

    def ask(self, route: str, claim: Claim, asks: Asks) -> None:
        """Let a rule ask for a route, alone or together with what was asked of it before."""
        standing = self.routes.get(route)
        if standing is None:
            because = {asks.rule: asks.source}
            self.routes[route] = Standing(claim.duty, {claim.clock}, claim.group, because)
            return
        standing.duty = min(standing.duty, claim.duty)
        standing.clocks.add(claim.clock)
        standing.group = standing.group or claim.group
        standing.because[asks.rule] = asks.source

    def hand_over(self, accused: str, instead: str, rule: Asks) -> None:
        """Let another route stand for one whose taker is accused, duty and clocks unchanged."""
        standing = self.routes.pop(accused, None)
        if standing is None:
            return
        standing.because[rule.rule] = rule.source
        if instead in self.routes:
            self.routes[instead].meet(standing)
        else:
            self.routes[instead] = standing


def gather(catalogue: Catalogue, question: Question) -> Gathered:
    """Everything that the rules of `catalogue` ask for; not to be changed by whoever reads it."""
    return _gathered(
        catalogue,
        question.profile,
        question.concerns,
        question.signs,
        facts_about(question.people, catalogue.very_young),
    )


@lru_cache(maxsize=512)
def _gathered(
    catalogue: Catalogue,
    profile: str,
    concerns: tuple[str, ...],
    signs: tuple[str, ...],
    people: frozenset[str],
) -> Gathered:
    """Everything that the rules ask for in one school, of these concerns, signs and people."""
    school = catalogue.profiles[profile]
    gathered = Gathered({*people, *(f"sign:{sign}" for sign in signs)})
    if any(catalogue.concerns[concern].sexual for concern in concerns):
        gathered.facts.add("sexual-family")
    for concern in concerns:
        apply(catalogue.concerns[concern].asks, gathered, school)
    for sign in signs:
        apply(catalogue.signs[sign].asks, gathered, school)
    for rule in catalogue.people:
        if rule.when.holds(gathered.facts):
            apply_to_people(rule, gathered, school)
    return gathered


def apply(asks: Asks, gathered: Gathered, school: Profile) -> None:
    """Add what one rule asks for; its conditions look at what held before it."""
    facts = gathered.facts
    claims = [claim for claim in asks.claims if claim.when is ALWAYS or claim.when.holds(facts)]
    level = 0
    for each in asks.levels:
        if each.severity > level and (each.when is ALWAYS or each.when.holds(facts)):
            level = each.severity
    if level:
        gathered.levels.append((asks.rule, level, asks.source))
        gathered.raise_to(level)
    for claim in claims:
        for route in school.roles[claim.role] if claim.role else (claim.route,):
            gathered.ask(route, claim, asks)
    if asks.capture:
        gathered.captures.extend(first_that_holds(asks.capture, facts))
    if asks.wishes:
        gathered.wishes.extend(first_that_holds(asks.wishes, facts))
    gathered.hold_device |= asks.hold_device
    gathered.staff_logs |= asks.staff_logs


def first_that_holds(choices: Iterable[Choice], facts: AbstractSet[str]) -> tuple[str, ...]:
    """The first of `choices` that applies, if any does."""
    for choice in choices:
        if choice.when is ALWAYS or choice.when.holds(facts):
            return (choice.value,)
    return ()


def apply_to_people(rule: PeopleRule, gathered: Gathered, school: Profile) -> None:
    """Add what one people rule asks for, hand routes over, and keep the accused out."""
    apply(rule.asks, gathered, school)
    for accused, instead in rule.becomes.items():
        gathered.hand_over(accused, instead, rule.asks)
    for choice in rule.excluded:
        if choice.when.holds(gathered.facts):
            gathered.excluded.add(choice.value)
    for compartment in first_that_holds(rule.compartment, gathered.facts):
        gathered.compartment = compartment


def facts_about(people: Iterable[PersonAsked], very_young: int) -> frozenset[str]:
    """Every fact about the people involved that conditions may name."""
    facts: set[str] = set()
    targets = [person for person in people if person.role == "target"]
    for person in targets:
        facts.update(_of_a_target(person, very_young))
    if targets and all(person.is_adult for person in targets):
        facts.add("targets-all-adult")
    for person in people:
        if person.role == "alleged":
            facts.update(_of_somebody_alleged(person))
    return frozenset(facts)


def _of_a_target(person: PersonAsked, very_young: int) -> Iterable[str]:
    """What follows from one target."""
    if person.is_child:
        yield from ("target-child", "child-involved")
    if person.kind == "pupil":
        yield "pupil-involved"
    if person.age is not None and person.age < very_young:
        yield "target-very-young"


def _of_somebody_alleged(person: PersonAsked) -> Iterable[str]:
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
