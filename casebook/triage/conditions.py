"""Conditions: when a rule of the catalogue applies, written in the catalogue's own few words.

A condition is facts joined by `and`, `or` and `not`; `and` binds more closely than `or`, and there
are no brackets: a condition that needs them is two rules. An empty condition always holds.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from casebook.errors.asked import ConditionUnreadable

FACTS: Mapping[str, str] = {
    "target-child": "a child is a target",
    "targets-all-adult": "every target named is an adult, and there is at least one",
    "target-very-young": "a target's age is given and is under the age `very-young` of ages.toml",
    "child-involved": "a child is a target or alleged",
    "pupil-involved": "a pupil, of any age, is a target or alleged",
    "alleged-child": "a child is alleged",
    "alleged-adult": "an adult is alleged",
    "alleged-worker": "someone alleged works in or for the school, or governs or owns it",
    "alleged-unknown": "someone alleged is unknown, and no age is given",
    "alleged-head": "the head is alleged",
    "alleged-dsl": "the DSL is alleged",
    "alleged-governor": "a governor other than the chair is alleged",
    "alleged-chair": "the chair of governors is alleged",
    "alleged-proprietor": "the proprietor is alleged",
    "sexual-family": "one of the concerns belongs to the sexual family",
}
"""Each fact about the people and the concerns that a condition may name, and what it claims.

Besides these, `sign:<id>` claims that the sign was chosen and, in people rules only, `severity:<n>`
that the severity so far is `n` or more.
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true, and what must not, for a rule to apply."""

    said: str
    """The condition as the catalogue writes it."""
    ways: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Each way it can hold: all facts of the first set are true, none of the second."""

    def holds(self, facts: AbstractSet[str]) -> bool:
        """Whether it holds where exactly `facts` are true."""
        for present, absent in self.ways:  # noqa: SIM110 - asked a dozen times a question; any() is slower
            if present <= facts and absent.isdisjoint(facts):
                return True
        return False


ALWAYS = Condition("", ((frozenset(), frozenset()),))
"""The condition of a rule that has none."""


def read(said: str, is_fact: Callable[[str], bool]) -> Condition:
    """The condition written as `said`, each of whose facts `is_fact` must know.

    Raises ConditionUnreadable.
    """
    if not said.strip():
        return ALWAYS
    return Condition(said, tuple(_way(way.split(), is_fact) for way in said.split(" or ")))


def _way(words: list[str], is_fact: Callable[[str], bool]) -> tuple[frozenset[str], frozenset[str]]:
    """One way to hold: facts joined by `and`, each perhaps after a `not`."""
    wanted: tuple[set[str], set[str]] = (set(), set())
    for term in " ".join(words).split(" and "):
        denied = term.startswith("not ")
        fact = term.removeprefix("not ")
        if " " in fact or not fact:
            raise ConditionUnreadable(
                fault="is not facts joined by `and`, `or` and `not`", fact=fact
            )
        if not is_fact(fact):
            raise ConditionUnreadable(fault=f"names `{fact}`, which is not a fact", fact=fact)
        wanted[denied].add(fact)
    return frozenset(wanted[0]), frozenset(wanted[1])
