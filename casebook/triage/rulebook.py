"""The rulebook: the rules of a catalogue, made ready to be asked about one question after another.

The rules are: each fact is a bit of one number; what a rule asks for depends on the facts that its
conditions name and on the school, so it is worked out once for each mixture of those; a rulebook
belongs to one catalogue, which never changes, and goes when that goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from casebook.triage.answers import Raised, Reason, raised, reason
from casebook.triage.conditions import ALWAYS, FACTS, Condition
from casebook.triage.rules import (
    CAPTURES,
    DUTIES,
    WISHES,
    Asks,
    Choice,
    Claim,
    Level,
    PeopleRule,
    Profile,
)

if TYPE_CHECKING:
    from casebook.triage.catalogue import Catalogue

HIGHEST = 5
SO_FAR = tuple(f"severity:{level}" for level in range(1, HIGHEST + 1))
"""What conditions call the severity so far: each level and those below it."""
ALL_ADULT = "targets-all-adult"
_TARGETS = ("a target", "a target who is no adult")
"""What one target says about all of them; no condition names these two."""
BITS: Mapping[str, int] = {
    fact: 1 << place for place, fact in enumerate((*FACTS, *SO_FAR, *_TARGETS))
}
"""The bit of each fact that every catalogue knows; a catalogue's signs come after them."""
A_TARGET, NO_ADULT = (BITS[each] for each in _TARGETS)
_SEVERITY = sum(BITS[each] for each in SO_FAR)
_BELOW_SEVERITY = len(FACTS)

_CLOCKS_AT = len(DUTIES)
_DUTY_BITS = (1 << len(DUTIES)) - 1
"""How one number says all that is asked of a route: the duties first, and then the clocks."""
_WISHES_AT = len(CAPTURES)
HOLD_DEVICE = 1 << (len(CAPTURES) + len(WISHES))
STAFF_LOGS = HOLD_DEVICE << 1
CAPTURE_BITS = (1 << len(CAPTURES)) - 1
"""How one number says what is asked of evidence and wishes: captures, then wishes, then flags."""
WAIT_FOR_ADVICE = 1 << CAPTURES.index("wait-for-advice")
MOST_KEPT = 4096
"""Mixtures of facts that are remembered at a time; beyond that it begins anew."""


def duty_in(asked: int) -> int:
    """The place in DUTIES of the strongest duty among all that was asked of a route."""
    return _STRONGEST[asked & _DUTY_BITS]


def clocks_in(asked: int) -> int:
    """Every clock among all that was asked of a route, T0 in the lowest bit."""
    return asked >> _CLOCKS_AT


def wishes_in(marks: int) -> int:
    """The wishes among the marks, the strictest in the lowest bit."""
    return (marks >> _WISHES_AT) & ((1 << len(WISHES)) - 1)


def strongest(bits: int) -> int:
    """The place of the lowest bit: whichever stands first in its scale."""
    return (bits & -bits).bit_length() - 1


_STRONGEST = tuple(strongest(duties) for duties in range(1 << len(DUTIES)))


def severity_in(facts: int) -> int:
    """The severity so far; 0 where no rule has asked for any."""
    return ((facts & _SEVERITY) >> _BELOW_SEVERITY).bit_length()


class More(NamedTuple):
    """What only few rules ask for."""

    groups: tuple[tuple[str, str], ...]
    """Each route that is one of a group, with the group."""
    becomes: tuple[tuple[str, str], ...]
    """Routes that change hands."""
    excluded: tuple[str, ...]
    compartment: str
    """Where the case belongs; empty where the rule does not say."""


class Asked(NamedTuple):
    """What one rule asks for where certain facts hold."""

    facts: int
    """What holds from here on: the severity so far."""
    levels: tuple[Raised, ...]
    """The severity that it asks for, if any."""
    routes: tuple[tuple[str, int], ...]
    """Each route with the bits of its duties and clocks."""
    marks: int
    """What it asks of evidence and wishes."""
    more: More | None
    reason: Reason


class Rule:
    """One rule of one catalogue, with what it was found to ask for."""

    __slots__ = ("_asks", "_facts", "_kept", "_people", "_schools", "looks_at", "reason")

    def __init__(
        self,
        asks: Asks,
        people: PeopleRule | None,
        bits: Mapping[str, int],
        schools: Mapping[int, Profile],
    ) -> None:
        """A concern's or a sign's rule has no `people`; `schools` are by their bit.

        A sign of another edition may be named as well: it has no bit, and never holds.
        """
        named = {fact for each in _conditions(asks, people) for fact in _named_by(each)}
        goes_by_school = any(claim.role for claim in asks.claims)
        self.reason = reason(asks.rule, asks.source)
        self._asks = asks
        self._people = people
        self._facts = tuple((fact, bits.get(fact, 0)) for fact in named)
        self._schools = schools if goes_by_school else {}
        self.looks_at = sum(bit for _, bit in self._facts) + sum(self._schools)
        self._kept: dict[int, Asked] = {}

    def applies(self, facts: int) -> bool:
        """Whether it has anything to say where exactly `facts` hold."""
        return self._people is None or self._people.when.holds(self._among(facts))

    def asked(self, facts: int) -> Asked:
        """What it asks for, where it applies and exactly `facts` hold."""
        seen = facts & self.looks_at
        try:
            return self._kept[seen]
        except KeyError:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            return self._kept.setdefault(seen, self._work_out(seen))

    def _among(self, facts: int) -> set[str]:
        """Those facts that the rule looks at, by their names."""
        return {fact for fact, bit in self._facts if facts & bit}

    def _work_out(self, seen: int) -> Asked:
        """What it asks for where, of the facts that it looks at, exactly those `seen` hold."""
        facts, asks = self._among(seen), self._asks
        level = max((each.severity for each in asks.levels if each.when.holds(facts)), default=0)
        routes, groups = self._routes(facts, seen)
        return Asked(
            facts=sum(BITS[each] for each in SO_FAR[:level]),
            levels=(raised(asks.rule, level, asks.source),) if level else (),
            routes=tuple(routes.items()),
            marks=_marks(asks, facts),
            more=self._more(groups, facts.union(SO_FAR[:level])),
            reason=self.reason,
        )

    def _more(self, groups: Mapping[str, str], facts: AbstractSet[str]) -> More | None:
        """What few rules ask for, where `facts` and its own severity hold; None for nothing."""
        people = self._people
        if people is None:
            return More(tuple(groups.items()), (), (), "") if groups else None
        more = More(
            groups=tuple(groups.items()),
            becomes=tuple(people.becomes.items()),
            excluded=tuple(each.value for each in people.excluded if each.when.holds(facts)),
            compartment=first_that_holds(people.compartment, facts, ""),
        )
        return more if any(more) else None

    def _routes(self, facts: AbstractSet[str], seen: int) -> tuple[dict[str, int], dict[str, str]]:
        """The routes that it asks for, and the group of each that is one of several."""
        routes: dict[str, int] = {}
        groups: dict[str, str] = {}
        for claim in self._asks.claims:
            if claim.when.holds(facts):
                for route in self._taken_by(claim, seen):
                    routes[route] = routes.get(route, 0) | _bits_of(claim)
                    if claim.group:
                        groups.setdefault(route, claim.group)
        return routes, groups

    def _taken_by(self, claim: Claim, seen: int) -> tuple[str, ...]:
        """The route that a claim names, or those to which the school has given its role."""
        if not claim.role:
            return (claim.route,)
        return next(school.roles[claim.role] for bit, school in self._schools.items() if seen & bit)


class Rulebook:
    """The rules of one catalogue in the order in which they are asked."""

    def __init__(self, catalogue: "Catalogue") -> None:
        """Nothing is worked out before it is asked."""
        own = [f"sign:{sign}" for sign in catalogue.signs]
        first = len(BITS)
        bits = dict(BITS) | {fact: 1 << place for place, fact in enumerate(own, first)}
        self.school_bits = {
            school: 1 << place for place, school in enumerate(catalogue.profiles, first + len(own))
        }
        schools = {self.school_bits[name]: profile for name, profile in catalogue.profiles.items()}
        self.concerns = {
            name: (Rule(each.asks, None, bits, schools), each.sexual * BITS["sexual-family"])
            for name, each in catalogue.concerns.items()
        }
        """Each concern's rule, with what it says about the whole matter."""
        self.signs = {
            name: (Rule(each.asks, None, bits, schools), bits[f"sign:{name}"])
            for name, each in catalogue.signs.items()
        }
        """Each sign's rule, with its own fact."""
        self.people = [Rule(each.asks, each, bits, schools) for each in catalogue.people]
        """The people rules in the order in which they are asked."""
        self._looked_at = reduce(or_, (rule.looks_at for rule in self.people), 0)
        self._kept: dict[int, tuple[int, tuple[Asked, ...]]] = {}

    def about_people(self, facts: int) -> tuple[int, tuple[Asked, ...]]:
        """What the people rules ask for where exactly `facts` hold before the first of them.

        Before it stands what holds after the last of them besides.
        """
        seen = facts & self._looked_at
        try:
            return self._kept[seen]
        except KeyError:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            asked = tuple(self._ask_about_people(seen))
            since = reduce(or_, (each.facts for each in asked), 0)
            return self._kept.setdefault(seen, (since, asked))

    def _ask_about_people(self, facts: int) -> Iterator[Asked]:
        """Ask one people rule after the other; each looks at the severity so far."""
        for rule in self.people:
            if rule.applies(facts):
                asked = rule.asked(facts)
                facts |= asked.facts
                yield asked


def first_that_holds(choices: Iterable[Choice], facts: AbstractSet[str], default: str) -> str:
    """The first of `choices` that applies."""
    for choice in choices:
        if choice.when is ALWAYS or choice.when.holds(facts):
            return choice.value
    return default


def _bits_of(claim: Claim) -> int:
    """A claim's duty and clock in the one number of its route."""
    return 1 << claim.duty | 1 << (_CLOCKS_AT + claim.clock)


def _marks(asks: Asks, facts: AbstractSet[str]) -> int:
    """What a rule asks of evidence and wishes."""
    marks = HOLD_DEVICE * asks.hold_device | STAFF_LOGS * asks.staff_logs
    if capture := first_that_holds(asks.capture, facts, ""):
        marks |= 1 << CAPTURES.index(capture)
    if wishes := first_that_holds(asks.wishes, facts, ""):
        marks |= 1 << (_WISHES_AT + WISHES.index(wishes))
    return marks


def _conditions(asks: Asks, people: PeopleRule | None) -> Iterable[Condition]:
    """Every condition of one rule."""
    parts: list[tuple[Level | Claim | Choice, ...]]
    parts = [asks.levels, asks.claims, asks.capture, asks.wishes]
    if people is not None:
        yield people.when
        parts += [people.excluded, people.compartment]
    for part in parts:
        for each in part:
            yield each.when


def _named_by(condition: Condition) -> Iterable[str]:
    """Every fact that a condition names: nothing else changes whether it holds."""
    for present, absent in condition.ways:
        yield from present
        yield from absent
