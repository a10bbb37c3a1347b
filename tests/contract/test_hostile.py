"""Every input that the program must survive has its test, and every test that is named is there."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
TABLE = tomllib.loads((TESTS / "contract/hostile.toml").read_text(encoding="utf-8"))

KEPT = [*range(1, 60), *range(100, 121)]
"""What concerns the casebook's own folder, keys and machine, its people, and what comes back."""


@cache
def names(path: Path) -> frozenset[str]:
    """The tests of one module; those of a class with its name before theirs."""
    return frozenset(_names(ast.parse(path.read_text(encoding="utf-8")), ""))


def _names(tree: ast.Module | ast.ClassDef, before: str) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _names(node, f"{node.name}::")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{before}{node.name}"


def test_no_number_is_passed_over() -> None:
    assert [int(number) for number in TABLE] == KEPT


@pytest.mark.parametrize("number", TABLE)
def test_it_has_a_test_that_is_there_or_a_reason(number: str) -> None:
    row = TABLE[number]

    assert row["given"]
    assert bool(row.get("tests")) is not bool(row.get("why"))
    for test in row.get("tests", []):
        path, _, name = test.partition("::")
        assert name in names(TESTS / path), test
