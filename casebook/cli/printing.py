"""Where text is printed: one JSON object, or flat lines for a person, and nothing uncleaned.

The rules are: with `--json` standard output carries exactly one object, in ASCII; without it each
line is cleaned, so that text from a case can neither drive the terminal nor pass for our own;
faults, warnings and progress go to standard error.
"""

import json
import sys
import textwrap
from collections.abc import Mapping
from typing import TextIO

from casebook.cleaning import one_line, shown
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError

WIDTH = 100
"""Columns that a paragraph of our own may take."""


def prepare_streams() -> None:
    """Make sure that no character of an answer stops it half-way on a narrow terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def quoted(text: str) -> list[str]:
    """Somebody's own words, each line behind a mark, so that they cannot pass for ours."""
    return [f"  | {line}" for line in shown(text).split("\n")] if text else []


def fields(pairs: Mapping[str, object]) -> list[str]:
    """Named values under one another, without those that are empty."""
    held = {name: one_line(str(value)) for name, value in pairs.items() if value not in (None, "")}
    width = max((len(name) for name in held), default=0)
    return [f"{name:<{width}}  {value}" for name, value in held.items()]


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print what a command answered on standard output, and its fault where it has one."""
    if as_json:
        print_object(_whole(answer))
        return
    for line in answer.lines:
        print(one_line(line))
    if answer.fault is not None:
        print_fault(answer.fault, as_json=False)


def _whole(answer: Answer) -> dict[str, object]:
    """The one object: the answer's data, and its fault where it has one."""
    if answer.fault is None:
        return {"ok": True, **answer.data}
    return {"ok": False, "error": answer.fault.as_json(), **answer.data}


def print_fault(fault: CasebookError, *, as_json: bool) -> None:
    """Print why a command did not do what was asked: on standard error, or as the one object."""
    if as_json:
        print_object({"ok": False, "error": fault.as_json()})
        return
    say(f"{fault.message} [{fault.code}]")
    for each in fault.details:
        say("  - " + " · ".join(value for value in each.values() if value))
    say(fault.written)
    say(fault.next_step)


def print_object(value: Mapping[str, object]) -> None:
    """Print one JSON object on one line, in ASCII."""
    print(json.dumps(value, ensure_ascii=True, allow_nan=False))


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line for a person on standard error."""
    print(one_line(text), file=stream or sys.stderr, flush=True)


def paragraph(text: str) -> list[str]:
    """A paragraph of our own, in lines of a readable width."""
    return textwrap.wrap(text, WIDTH) or [""]
