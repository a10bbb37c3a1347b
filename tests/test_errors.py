"""Every error says what happened, what was written and what to do, and never a word of a case."""

import inspect
import re

import pytest

from casebook.errors import (
    CannotOpen,
    CasebookError,
    GivenWrong,
    IntegrityFailure,
    MachineFault,
    Refused,
    leaves,
)
from casebook.errors.given import MomentInvalid
from casebook.errors.rules import ClosureRefused

LEAVES = list(leaves())
EXIT = {Refused: 1, GivenWrong: 2, CannotOpen: 3, IntegrityFailure: 4, MachineFault: 5}


def made(error: type[CasebookError]) -> CasebookError:
    """An error with a stand-in for each thing that it must name."""
    wanted = inspect.signature(error).parameters.values()
    named = {each.name: "x" for each in wanted if each.default is each.empty}
    named.pop("named", None)
    return error(**named)  # type: ignore[arg-type]  # what an error names is its own affair


@pytest.mark.parametrize("error", LEAVES, ids=lambda each: each.__name__)
def test_an_error_is_whole(error: type[CasebookError]) -> None:
    raised = made(error)

    assert re.fullmatch("[A-Z]-[0-9]{2}", raised.code)
    assert raised.message.endswith((".", ")", "?"))
    assert raised.written.endswith(".")
    assert raised.next_step.endswith((".", ")"))
    assert error.next_step != CasebookError.next_step
    assert [raised.exit_status] == [
        status for branch, status in EXIT.items() if branch in error.__mro__
    ]


def test_a_code_belongs_to_one_error() -> None:
    codes = [each.code for each in LEAVES]

    assert sorted(set(codes)) == sorted(codes)


def test_an_error_named_for_the_fact_carries_no_suffix() -> None:
    assert [
        each.__name__ for each in LEAVES if each.__name__.endswith(("Error", "Exception"))
    ] == []


def test_what_the_error_names_is_in_its_message_and_its_json() -> None:
    answer = MomentInvalid(field="people.0.born", details=[{"field": "known_at"}]).as_json()

    assert "`people.0.born`" in str(answer["message"])
    assert answer["field"] == "people.0.born"
    assert answer["details"] == [{"field": "known_at"}]
    assert {"code", "message", "written", "next"} <= set(answer)


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 thing is missing"), (2, "2 things are missing")]
)
def test_a_count_stands_with_its_right_noun(count: int, said: str) -> None:
    assert said in ClosureRefused(case="C-2026-0001", count=count).message
