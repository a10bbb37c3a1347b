"""Where text is printed: one JSON object, or flat lines for a person, and nothing uncleaned.

The rules are: with `--json` standard output carries exactly one object, in ASCII; without it each
line is cleaned, so that text from a case can neither drive the terminal nor pass for our own;
faults, warnings and progress go to standard error. An answer that cannot be written out is a fault
of its own; a warning that cannot be is left unsaid.
"""

import errno
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TextIO

from casebook.cleaning import one_line, shown
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError
from casebook.errors.machine import AnswerLost

WIDTH = 100
"""Columns that a paragraph of our own may take."""


_WHY = {
    errno.EPIPE: "whoever was to read it has gone",
    errno.ENOSPC: "the disk it should go to is full",
    errno.EDQUOT: "your share of the disk it should go to is full",
    errno.EBADF: "there is no standard output",
}
"""Why an answer could not be written out, by the system's own number."""


def prepare_streams() -> None:
    """Make sure that no character of an answer stops it half-way on a narrow terminal.

    Raises AnswerLost where there is nowhere to answer to: then nothing is begun.
    """
    if sys.stdout is None:
        raise AnswerLost(why=_WHY[errno.EBADF], written="Nothing was written.")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


@contextmanager
def heard() -> Iterator[None]:
    """Write the block's answer out to the last byte; raises AnswerLost where that fails."""
    try:
        yield
        sys.stdout.flush()
    except OSError as fault:
        raise lost(fault.errno) from None


def lost(number: int | None) -> AnswerLost:
    """Give standard output up for the reason that the system's `number` names."""
    _let_go(sys.stdout)
    return AnswerLost(why=_WHY.get(number or 0, "its place cannot be written"))


def _let_go(stream: TextIO) -> None:
    """Lead what is left in a stream's buffer nowhere, so that its end is no second fault."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(line: str) -> None:
    """Print a line of an answer while the command is still at work; raises AnswerLost."""
    with heard():
        print(one_line(line))


def quoted(text: str) -> list[str]:
    """Somebody's own words, each line behind a mark, so that they cannot pass for ours."""
    return [f"  | {line}" for line in shown(text).split("\n")] if text else []


def fields(pairs: Mapping[str, object]) -> list[str]:
    """Named values under one another, without those that are empty."""
    held = {name: one_line(str(value)) for name, value in pairs.items() if value not in (None, "")}
    width = max((len(name) for name in held), default=0)
    return [f"{name:<{width}}  {value}" for name, value in held.items()]


def terminal_width() -> int:
    """Columns that a line of an answer has."""
    return shutil.get_terminal_size().columns


def _fitted(line: str, stream: TextIO) -> list[str]:
    """A line as a terminal shows it: broken between words, people's own words behind their mark.

    What goes to a file or to another program stays whole.
    """
    width = terminal_width()
    if not stream.isatty() or len(line) <= width:
        return [line]
    begins = "  | " if line.startswith("  | ") else " " * (len(line) - len(line.lstrip()) + 2)
    pieces = textwrap.wrap(
        line,
        max(20, width),
        subsequent_indent=begins,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return pieces or [line]


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print what a command answered on standard output, and its fault where it has one."""
    if as_json:
        print_object(_whole(answer))
        return
    with heard():
        for line in answer.lines:
            for piece in _fitted(one_line(line), sys.stdout):
                print(piece)
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
    with heard():
        print(json.dumps(value, ensure_ascii=True, allow_nan=False))


def say(text: str) -> None:
    """Print a line for a person on standard error, as far as there is one."""
    if sys.stderr is None:
        return
    try:
        for piece in _fitted(one_line(text), sys.stderr):
            print(piece, file=sys.stderr, flush=True)
    except OSError:
        _let_go(sys.stderr)


def counted(number: int, one: str, several: str) -> str:
    """A number with the noun that goes with it."""
    return f"{number} {one if number == 1 else several}"


def paragraph(text: str) -> list[str]:
    """A paragraph of our own, in lines of a readable width."""
    return textwrap.wrap(text, WIDTH) or [""]
