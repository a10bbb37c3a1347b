"""Gathering: every rule that applies to a question, and what they add up to.

Rules add nothing up: a route keeps its strongest duty and its earliest due, each for itself, and
the names of all rules that asked for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from casebook.triage.catalogue import Catalogue
from casebook.triage.clocks import Due
from casebook.triage.question import PersonAsked, Question
from casebook.triage.rules import CLOCKS, DUTIES, Asks, Choice, PeopleRule, Profile

THIRTEEN = 13
"""Under this age a target of the sexual family is always referred."""


@dataclass(slots=True)
class Standing:
    """How one route stands while rules are still being gathered."""

    duty: int
    """Its place in DUTIES: the lower, the stronger."""
    due: datetime
    clock: int
    group: str
    because: dict[str, str]
    """The rules that asked for it, in the order they spoke, each with its source."""

    def meet(self, other: "Standing") -> None:
        """Take in what another rule asks of the same route."""
        self.duty = min(self.duty, other.duty)
        self.due, self.clock = min((self.due, self.clock), (other.due, other.clock))
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
        self.facts.update(f"severity:{level}" for level in range(self.severity + 1, severity + 1))
        self.severity = max(self.severity, severity)

    def ask(self, route: str, standing: Standing) -> None:
        """Ask for a route, alone or together with what was asked of it before."""
        if route in self.routes:
            self.routes[route].meet(standing)
        else:
            self.routes[route] = standing


def gather(catalogue: Catalogue, question: Question) -> Gathered:
    """Everything that the rules of `catalogue` ask for."""
    gathered = Gathered(facts_of(catalogue, question))
    profile = catalogue.profiles[question.profile]
    due = Due(question, profile)
    for concern in question.concerns:
        apply(catalogue.concerns[concern].asks, gathered, profile, due)
    for sign in question.signs:
        apply(catalogue.signs[sign].asks, gathered, profile, due)
    for rule in catalogue.people:
        if rule.when.holds(gathered.facts):
            apply_to_people(rule, gathered, profile, due)
    return gathered


def apply(asks: Asks, gathered: Gathered, profile: Profile, due: Due) -> None:
    """Add what one rule asks for; its conditions look at what held before it."""
    facts = gathered.facts
    claims = [claim for claim in asks.claims if claim.when.holds(facts)]
    level = max((each.severity for each in asks.levels if each.when.holds(facts)), default=0)
    if level:
        gathered.levels.append((asks.rule, level, asks.source))
        gathered.raise_to(level)
    for claim in claims:
        for route in (claim.route,) if claim.route else profile.roles[claim.role]:
            gathered.ask(
                route,
                Standing(
                    DUTIES.index(claim.duty),
                    due.by(claim.clock),
                    CLOCKS.index(claim.clock),
                    claim.group,
                    {asks.rule: asks.source},
                ),
            )
    gathered.captures.extend(first_that_holds(asks.capture, gathered))
    gathered.wishes.extend(first_that_holds(asks.wishes, gathered))
    gathered.hold_device |= asks.hold_device
    gathered.staff_logs |= asks.staff_logs


def first_that_holds(choices: Iterable[Choice], gathered: Gathered) -> list[str]:
    """The first of `choices` that applies, if any does."""
    for choice in choices:
        if choice.when.holds(gathered.facts):
            return [choice.value]
    return []


def apply_to_people(rule: PeopleRule, gathered: Gathered, profile: Profile, due: Due) -> None:
    """Add what one people rule asks for, hand routes over, and keep the accused out."""
    apply(rule.asks, gathered, profile, due)
    for accused, instead in rule.becomes.items():
        standing = gathered.routes.pop(accused, None)
        if standing is not None:
            standing.because[rule.asks.rule] = rule.asks.source
            gathered.ask(instead, standing)
    gathered.excluded.update(
        choice.value for choice in rule.excluded if choice.when.holds(gathered.facts)
    )
    for compartment in first_that_holds(rule.compartment, gathered):
        gathered.compartment = compartment


def facts_of(catalogue: Catalogue, question: Question) -> set[str]:
    """Every fact about the concerns, signs and people that conditions may name."""
    facts = {f"sign:{sign}" for sign in question.signs}
    if any(catalogue.concerns[concern].sexual for concern in question.concerns):
        facts.add("sexual-family")
    targets = [person for person in question.people if person.role == "target"]
    for person in targets:
        facts.update(_of_a_target(person))
    if targets and all(person.is_adult for person in targets):
        facts.add("targets-all-adult")
    for person in question.people:
        if person.role == "alleged":
            facts.update(_of_somebody_alleged(person))
    return facts


def _of_a_target(person: PersonAsked) -> Iterable[str]:
    """What follows from one target."""
    if person.is_child:
        yield from ("target-child", "child-involved")
    if person.kind == "pupil":
        yield "pupil-involved"
    if person.age is not None and person.age < THIRTEEN:
        yield "target-under-13"


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
