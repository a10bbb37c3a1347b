"""Lines: questions as JSON Lines in, answers as JSON Lines out, without a casebook.

The rules are: blank lines are skipped; a line that cannot be answered is refused on its own line,
and the others are still answered; nothing that a line holds, however large or deep, stops the rest.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO

from casebook.errors.asked import NotOneObject, QuestionRefused
from casebook.triage import catalogue
from casebook.triage.editions import EDITIONS
from casebook.triage.engine import answered
from casebook.triage.question import Repeating, identity, known_at_of

Rules = Callable[..., catalogue.Catalogue]
"""What gives the catalogue in force at a moment."""

LONGEST_LINE = 1_048_576
"""Bytes (or characters, of a text stream) that one question may have."""

_MARK = "\ufeff"
"""What some systems put before the first line to say that it is UTF-8."""


class AnswerLines(Iterator[str]):
    """The answers to a stream of questions, one line of JSON for each, without line ends."""

    had_errors: bool = False
    """Whether a line so far was refused: the exit status is then 2 at the end."""

    def __init__(self, stream_in: BinaryIO | TextIO, own: Path | None) -> None:
        """Nothing is read before the first answer is asked for, but the catalogue."""
        self._lines = _lines(stream_in)
        self._rules = _rules_of(own)

    def __next__(self) -> str:
        """The answer to the next question, or the refusal of it."""
        line, refused = _answer_to(next(self._lines), self._rules)
        self.had_errors |= refused
        return line


def answer_lines(stream_in: BinaryIO | TextIO, own: Path | None = None) -> AnswerLines:
    """An iterator over the answers to the questions in `stream_in`, a binary or a text stream.

    `own` is a folder with a catalogue, or with profiles, of a school's own. Raises CatalogueRefused
    where it does not hold together.
    """
    return AnswerLines(stream_in, own)


def _rules_of(own: Path | None) -> Rules:
    """What gives the catalogue for a moment, or today's; loaded once, so that it is sound."""
    rules: Rules = catalogue.load
    if own is not None and (own / EDITIONS).is_file():
        rules = partial(catalogue.load, folder=own)
    elif own is not None:
        rules = partial(catalogue.load, school=own)
    rules()
    return rules


def _lines(stream_in: BinaryIO | TextIO) -> Iterator[str | None]:
    """Each line that is not blank; None in the place of one that is too long or not UTF-8."""
    is_first = True
    while raw := stream_in.readline(LONGEST_LINE + 1):
        if len(raw) > LONGEST_LINE:
            while raw and raw[-1:] not in ("\n", b"\n"):
                raw = stream_in.readline(LONGEST_LINE)
            yield None
            continue
        try:
            line = raw if isinstance(raw, str) else raw.decode("utf-8")
        except UnicodeDecodeError:
            yield None
            continue
        line = line.removeprefix(_MARK) if is_first else line
        is_first = False
        if line.strip():
            yield line


def _answer_to(line: str | None, rules: Rules) -> tuple[str, bool]:
    """What answers one line, and whether it is a refusal."""
    echoed: str | int | float | None = None
    try:
        question = _object(line)
        echoed = identity(question)
        return answered(_catalogue_for(question, rules), question).as_line(), False
    except QuestionRefused as refusal:
        fault = {"code": refusal.code, "message": refusal.message, "field": refusal.field}
        return _ENCODER.encode({"id": echoed, "error": fault}), True


def _object(line: str | None) -> dict[str, object]:
    """The JSON object that a line is.

    Raises NotOneObject.
    """
    if line is None:
        raise NotOneObject(fault=f"it is longer than {LONGEST_LINE} bytes, or not UTF-8")
    try:
        value = _DECODER.decode(line)
    except RecursionError as fault:
        raise NotOneObject(fault="it is nested too deeply") from fault
    except ValueError as fault:
        raise NotOneObject(fault="it is not JSON") from fault
    if not isinstance(value, dict):
        raise NotOneObject(fault="it is another kind of JSON value")
    return value


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; one with a key that stands twice says so."""
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    repeating = Repeating(values)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            repeating.repeated = key
        seen.add(key)
    return repeating


def _not_json(_constant: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python would read and JSON does not have."""
    raise ValueError


_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)
_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_not_json)


def _catalogue_for(question: dict[str, object], rules: Rules) -> catalogue.Catalogue:
    """The edition in force when it became known; today's where that cannot be read."""
    try:
        return rules(known_at_of(question))
    except QuestionRefused:
        return rules()
