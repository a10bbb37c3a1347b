"""Every rule of the format has a test that names it, and every promise a test that holds it."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORMAT = ROOT / "schema" / "vault-format.md"
THREATS = ROOT / "schema" / "threats.md"


@cache
def docstrings() -> dict[str, str]:
    """The docstring of every test function, by `tests/folder/file.py::name`."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{place}::{node.name}"] = ast.get_docstring(node) or ""
    return found


def rules() -> list[str]:
    return re.findall(r"^- \[(VF-\d+)\]", FORMAT.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_rule_of_the_format_is_named_by_a_test_and_no_test_names_another() -> None:
    named = {rule for text in docstrings().values() for rule in re.findall(r"\[(VF-\d+)\]", text)}

    assert named == set(rules())


def test_rules_are_numbered_once_and_in_order() -> None:
    assert rules() == [f"VF-{number:02d}" for number in range(1, len(rules()) + 1)]


def test_every_binding_word_stands_in_a_rule() -> None:
    """A MUST outside a numbered rule would be held by nothing."""
    text = FORMAT.read_text(encoding="utf-8")
    outside = re.sub(r"^- \[VF-\d+\].*(\n  .*)*", "", text, flags=re.MULTILINE)

    assert re.findall(r"\b(?:MUST|SHOULD)\b", outside) == [
        "MUST",
        "MUST",
        "SHOULD",
    ]  # their meaning
    for rule in re.findall(r"^- \[VF-\d+\].*(?:\n  .*)*", text, re.MULTILINE):
        assert re.search(r"\b(?:MUST|SHOULD)\b", rule), rule


def promises() -> list[tuple[str, str]]:
    """Each numbered promise with its whole text."""
    text = THREATS.read_text(encoding="utf-8")
    return re.findall(r"^- \[(TH-\d+)\]((?:.*)(?:\n  .*)*)", text, re.MULTILINE)


def test_every_promise_names_tests_that_are_there() -> None:
    known = docstrings()
    for number, text in promises():
        held = re.findall(r"`(tests/[\w/]+\.py::\w+)`", re.sub(r"\n  ", "", text))
        assert held, number
        assert [each for each in held if each not in known] == [], number


def test_promises_are_numbered_once_and_in_order() -> None:
    numbers = [number for number, _ in promises()]

    assert numbers == [f"TH-{number:02d}" for number in range(1, len(numbers) + 1)]
