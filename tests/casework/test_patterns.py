"""Patterns: several lesser concerns about one adult within twelve months."""

from pathlib import Path

from casebook import clock
from casebook.casework import patterns
from casebook.casework.patterns import Patterns
from tests.casework.conftest import AFTERNOON, sitting
from tests.casework.linked import WORKER


def found(folder: Path, user: str) -> Patterns:
    """The patterns that somebody is told of."""
    with clock.travelling(AFTERNOON), sitting(folder, user, write=False) as book:
        return patterns.found(book)


def test_a_second_concern_within_twelve_months_is_a_pattern_and_an_older_one_no_part_of_it(
    together: Path,
) -> None:
    (pattern,) = found(together, "head").patterns

    assert pattern.name == WORKER
    assert [each.case for each in pattern.concerns] == ["S-2026-0002", "S-2026-0003"]
    assert {each.compartment for each in pattern.concerns} == {"staff"}
    assert not any(each.triaged_as_pattern for each in pattern.concerns)


def test_it_says_what_is_counted_and_where_the_rule_comes_from(together: Path) -> None:
    told = found(together, "head")

    assert "A low-level concern about somebody who works here" in told.counted
    assert any("KCSIE" in each for each in told.sources)


def test_whoever_may_not_read_the_cases_is_told_of_no_pattern(together: Path, apart: Path) -> None:
    assert found(together, "dsl") == found(apart, "dsl")
    assert found(together, "chair").patterns == ()
