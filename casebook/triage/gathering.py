"""Gathering: every rule that applies to a question, and what they add up to.

Rules add nothing up: a route keeps its strongest duty, every clock that was asked of it, and the
names of all rules that asked. What one rule asks for depends on the few facts that its conditions
name and on the school; it is worked out once for each mixture of those.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from casebook.triage.catalogue import Catalogue
from casebook.triage.conditions import ALWAYS
from casebook.triage.question import PersonAsked, Question
from casebook.triage.rules import Asks, Choice, Claim, Level, PeopleRule, Profile

SO_FAR = tuple(f"severity:{level}" for level in range(6))
"""What conditions call the severity so far: each level and those below it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one rule asks for where certain facts hold, in one school."""

    level: int
    """The severity; 0 where it asks for none."""
    routes: tuple[tuple[str, int, int, str], ...]
    """Each route with the places of its duty and clock, and its group."""
    captures: tuple[str, ...]
    wishes: tuple[str, ...]


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

    def ask(self, asked: Asked, rule: str, source: str) -> None:
        """Let a rule ask for its routes, each alone or with what was asked of it before."""
        for route, duty, clock, group in asked.routes:
            standing = self.routes.get(route)
            if standing is None:
                self.routes[route] = Standing(duty, {clock}, group, {rule: source})
                continue
            standing.duty = min(standing.duty, duty)
            standing.clocks.add(clock)
            standing.group = standing.group or group
            standing.because[rule] = source

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
    """Everything that the rules of `catalogue` ask for."""
    school = catalogue.profiles[question.profile]
    concerns = [catalogue.concerns[each] for each in question.concerns]
    signs = [catalogue.signs[each].asks for each in question.signs]
    gathered = Gathered(facts_about(question.people, catalogue.very_young))
    gathered.facts.update(asks.rule for asks in signs)
    for concern in concerns:
        if concern.sexual:
            gathered.facts.add("sexual-family")
    for concern in concerns:
        apply(concern.asks, gathered, school)
    for asks in signs:
        apply(asks, gathered, school)
    for rule in catalogue.people:
        if rule.when.holds(gathered.facts):
            apply_to_people(rule, gathered, school)
    return gathered


def apply(asks: Asks, gathered: Gathered, school: Profile) -> None:
    """Add what one rule asks for; its conditions look at what held before it."""
    asked = _asked(asks, school, _looks_at(asks) & gathered.facts)
    if asked.level:
        gathered.levels.append((asks.rule, asked.level, asks.source))
        gathered.raise_to(asked.level)
    gathered.ask(asked, asks.rule, asks.source)
    gathered.captures += asked.captures
    gathered.wishes += asked.wishes
    gathered.hold_device |= asks.hold_device
    gathered.staff_logs |= asks.staff_logs


@lru_cache(maxsize=1024)
def _looks_at(asks: Asks) -> frozenset[str]:
    """Every fact that one of a rule's conditions names: nothing else changes what it asks for."""
    parts: tuple[Iterable[Level | Claim | Choice], ...]
    parts = (asks.levels, asks.claims, asks.capture, asks.wishes)
    ways = [way for part in parts for each in part for way in each.when.ways]
    return frozenset(fact for present, absent in ways for fact in present | absent)


@lru_cache(maxsize=8192)
def _asked(asks: Asks, school: Profile, facts: frozenset[str]) -> Asked:
    """What a rule asks for where, of the facts it looks at, exactly `facts` hold."""
    claims = [each for each in asks.claims if each.when.holds(facts)]
    return Asked(
        level=max((each.severity for each in asks.levels if each.when.holds(facts)), default=0),
        routes=tuple(
            (route, claim.duty, claim.clock, claim.group)
            for claim in claims
            for route in (school.roles[claim.role] if claim.role else (claim.route,))
        ),
        captures=first_that_holds(asks.capture, facts),
        wishes=first_that_holds(asks.wishes, facts),
    )


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


def facts_about(people: Iterable[PersonAsked], very_young: int) -> set[str]:
    """Every fact about the people involved that conditions may name."""
    facts: set[str] = set()
    targets = [person for person in people if person.role == "target"]
    for person in people:
        facts |= _facts_of(person, very_young)
    if targets and all(person.is_adult for person in targets):
        facts.add("targets-all-adult")
    return facts


@lru_cache(maxsize=4096)
def _facts_of(person: PersonAsked, very_young: int) -> frozenset[str]:
    """Every fact that follows from one person alone."""
    if person.role == "target":
        return frozenset(_of_a_target(person, very_young))
    return frozenset(_of_somebody_alleged(person) if person.role == "alleged" else ())


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
