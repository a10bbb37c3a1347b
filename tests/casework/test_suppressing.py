"""Small numbers kept back: whoever knows the rule, the total and the rest works nothing out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pytest

from casebook.casework.suppressing import Kept, kept_back


def tables(rows: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every table of so many rows that comes to the total."""
    if rows == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(rows - 1, total - first):
            yield (first, *rest)


Rule = Callable[[Sequence[int], int], list[Kept] | None]


def printed(rule: Rule, counts: Sequence[int], total: int) -> tuple[object, ...] | None:
    """A table as a reader sees it."""
    why = rule(counts, total)
    if why is None:
        return None
    return tuple(kept or count for count, kept in zip(counts, why, strict=True))


def worked_out(rule: Rule, rows: int, total: int) -> list[tuple[object, ...] | None]:
    """Every printed table in which a number that is kept back can be only one."""
    behind = defaultdict(list)
    for each in tables(rows, total):
        behind[printed(rule, each, total)].append(each)
    return [
        seen
        for seen, possible in behind.items()
        for place in range(rows)
        if (seen is None or isinstance(seen[place], str))
        and len({each[place] for each in possible}) == 1
    ]


@pytest.mark.parametrize(("rows", "most"), [(2, 30), (3, 22), (4, 15), (5, 12), (6, 9)])
def test_who_knows_the_rule_and_every_other_number_is_left_with_two_at_least(
    rows: int, most: int
) -> None:
    """Every table there can be is printed; those that look alike differ in each hidden row."""
    for total in range(5, most):
        assert worked_out(kept_back, rows, total) == []


def only_small(counts: Sequence[int], _total: int) -> list[Kept]:
    """A rule that keeps back small numbers and nothing beside them."""
    return ["small" if 0 < each < 5 else "" for each in counts]


def no_whole_table(counts: Sequence[int], total: int) -> list[Kept]:
    """A rule that never keeps back a whole table."""
    return kept_back(counts, total) or only_small(counts, total)


@pytest.mark.parametrize("weaker", [only_small, no_whole_table])
def test_a_weaker_rule_is_seen_through(weaker: Rule) -> None:
    """The controls: the same reader works a hidden number out."""
    assert worked_out(weaker, 3, 12) != []


def test_a_small_number_is_kept_back_and_nought_is_not() -> None:
    assert kept_back([0, 3, 9, 8], 20) == ["", "small", "beside", "beside"]
    assert kept_back([0, 5, 7], 12) == ["", "", ""]


def test_which_rows_are_kept_back_beside_it_follows_their_order_and_not_their_counts() -> None:
    assert kept_back([2, 30, 6, 7], 45) == ["small", "beside", "beside", ""]
    assert kept_back([2, 6, 30, 7], 45) == ["small", "beside", "beside", ""]


def test_so_few_cases_that_the_total_is_small_give_no_table() -> None:
    assert kept_back([3, 0], 3) is None


@pytest.mark.parametrize("counts", [[1, 5], [4, 4], [1, 1, 1, 1, 1], [3, 1, 1, 1, 6, 8]])
def test_what_is_hidden_is_hidden_whole_where_it_could_be_worked_out(counts: list[int]) -> None:
    why = kept_back(counts, sum(counts))

    assert why is None or all(kept for kept, each in zip(why, counts, strict=True) if 0 < each < 5)


def test_where_a_case_counts_in_several_rows_the_total_gives_nothing_away() -> None:
    """Sixteen of one and four of another, of twenty cases: nobody counts twice, so it is four."""
    assert kept_back([16, 4], 20, adds_up=False) == ["beside", "small"]
    assert kept_back([4, 4, 4], 9, adds_up=False) is not None
    assert kept_back([4, 4], 8, adds_up=False) is None
