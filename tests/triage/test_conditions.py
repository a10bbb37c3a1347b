"""Conditions: the catalogue's few words for when a rule applies."""

import pytest

from casebook.errors.asked import ConditionUnreadable
from casebook.triage.conditions import ALWAYS, read


def holds(said: str, facts: str) -> bool:
    return read(said, lambda fact: len(fact) == 1).holds(set(facts))


@pytest.mark.parametrize(
    ("said", "when", "unless"),
    [
        ("a", ["a", "ab"], ["", "b"]),
        ("not a", ["", "b"], ["a", "ab"]),
        ("a or b", ["a", "b", "ab"], ["", "c"]),
        ("a and b", ["ab", "abc"], ["a", "b", ""]),
        ("a and not b", ["a", "ac"], ["ab", "b", ""]),
        ("a or b and c", ["a", "bc"], ["b", "c", ""]),
        ("not a or not b", ["", "a", "b"], ["ab"]),
    ],
)
def test_a_condition_holds_as_it_reads(said: str, when: list[str], unless: list[str]) -> None:
    assert all(holds(said, facts) for facts in when)
    assert not any(holds(said, facts) for facts in unless)


def test_an_empty_condition_always_holds() -> None:
    assert read("", lambda _: True) is ALWAYS
    assert ALWAYS.holds(set())


@pytest.mark.parametrize(
    "said", ["a b", "a and", "or a", "not", "a or not", "(a)", "not not a", "A"]
)
def test_a_condition_that_cannot_be_read_is_refused(said: str) -> None:
    with pytest.raises(ConditionUnreadable):
        read(said, lambda fact: fact == "a")
