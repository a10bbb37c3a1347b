"""Every statement of the five policies has a row, and every row leads somewhere."""

from dataclasses import replace

import pytest

from tests.contract.traceability import (
    DRAWN,
    SEEDS,
    Row,
    cited,
    leads_nowhere,
    rows,
    state,
    table,
)

ROWS = rows()
PLACES = cited()


def faults(row: Row) -> list[str]:
    """What is wrong with a row."""
    found = [each for each in row.honoured_by if leads_nowhere(each)]
    if row.by_rule and row.number not in PLACES:
        found.append("no rule of the catalogue names it")
    if not (row.by_rule or row.honoured_by or row.not_yet or row.not_ours):
        found.append("nothing honours it, and nothing says so")
    if row.not_ours and (row.by_rule or row.honoured_by or row.not_yet):
        found.append("it is no program's job and honoured all the same")
    return found


def test_every_number_has_one_row_in_order() -> None:
    assert [row.number for row in ROWS] == list(SEEDS)


@pytest.mark.parametrize("row", ROWS, ids=[f"S{row.number}" for row in ROWS])
def test_a_row_leads_somewhere_or_says_what_is_missing(row: Row) -> None:
    assert faults(row) == []


def test_no_rule_of_the_catalogue_names_a_statement_that_nobody_made() -> None:
    assert set(PLACES) <= set(SEEDS)
    assert len(PLACES) > len(SEEDS) // 2


def test_the_table_is_as_the_catalogue_and_the_data_are_now() -> None:
    assert DRAWN.read_text(encoding="utf-8") == table(), (
        "run python -m tests.contract.traceability --write"
    )


def test_the_reader_of_the_data_contract_finds_it() -> None:
    assert "traceability.md" in (DRAWN.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "pointer",
    [
        "test:tests/contract/test_traceability.py::test_that_nobody_wrote",
        "test:tests/contract/nowhere.py::test_x",
        "command:tidy",
        "screen:attic",
        "field:site.colour",
        "file:schema/nothing.toml",
        "hearsay:x",
    ],
)
def test_a_pointer_that_leads_nowhere_is_found(pointer: str) -> None:
    """The broken control of this page."""
    assert leads_nowhere(pointer)
    assert faults(replace(ROWS[0], honoured_by=(pointer,)))


def test_an_empty_row_is_found_and_each_state_has_its_words() -> None:
    bare = replace(ROWS[0], by_rule=False, honoured_by=(), not_yet="", not_ours="")

    assert faults(bare)
    assert state(replace(bare, not_yet="x")) == "not there yet"
    assert state(replace(bare, not_yet="x", by_rule=True)) == "in part"
    assert state(replace(bare, not_ours="x")) == "no program’s job"
    assert state(replace(bare, by_rule=True)) == "honoured"
