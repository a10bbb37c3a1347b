"""What is handed to a command: a record as JSON, a passphrase file; each is read strictly.

The rules are: an ordinary file or standard input, never a link, pipe or device; its size is looked
at before it is read; a key that stands twice, a number that is none and half a character are
refused.
"""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from casebook.errors.given import (
    GivenNotJson,
    GivenNotText,
    GivenTooLarge,
    PassphraseFileUnreadable,
)
from casebook.errors.working import ToldUnreadable
from casebook.vault import durable

LARGEST_RECORD = 4 * 1024 * 1024
"""Bytes: an incident with a long account; a film belongs in `attach`."""

LARGEST_PASSPHRASE = 4096
"""Bytes that a passphrase file may hold; a passphrase itself is at most 1024."""

LARGEST_PROFILE = 1_048_576
"""Bytes that a school's own profile may have."""

DEEPEST = 32
"""How many brackets of a record may stand inside one another."""


class _NotStrictError(ValueError):
    """The text is JSON for some readers only."""


def record(source: str) -> dict[str, object]:
    """The JSON object in the file `source`, or on standard input for `-`.

    Raises GivenNotJson, GivenTooLarge, SourceUnusable or a MachineFault.
    """
    data = _standard_input() if source == "-" else _file(Path(source), LARGEST_RECORD)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise GivenNotJson(fault=f"byte {fault.start + 1} is not UTF-8") from None
    return _parsed(text)


def words(option: str | None) -> str:
    """What somebody has to say: the text itself, or standard input where it is left out or `-`.

    Raises GivenTooLarge, GivenNotText.
    """
    if option is not None and option != "-":
        return option
    if option is None and sys.stdin.isatty():
        print("Write, then end with an empty line and Ctrl+D:", file=sys.stderr, flush=True)
    try:
        return _standard_input().decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as fault:
        raise GivenNotText(byte=fault.start + 1) from None


def passphrase(path: Path) -> str:
    """The passphrase in the file at `path`, without the one line end that an editor adds.

    Raises PassphraseFileUnreadable, SourceUnusable or a MachineFault.
    """
    try:
        data = _file(path, LARGEST_PASSPHRASE)
    except GivenTooLarge:
        raise PassphraseFileUnreadable(what="more than a passphrase or a code can be") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PassphraseFileUnreadable(what="something other than UTF-8 text") from None
    alone = text.removesuffix("\n").removesuffix("\r")
    if not alone:
        raise PassphraseFileUnreadable(what="nothing")
    if "\n" in alone or "\r" in alone:
        raise PassphraseFileUnreadable(what="more than one line")
    return alone


def _file(path: Path, limit: int, next_step: str = GivenTooLarge.next_step) -> bytes:
    """At most `limit` bytes of an ordinary file; else GivenTooLarge, with what to do."""
    with durable.typed_faults(), durable.open_source(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise GivenTooLarge(limit=limit, next_step=next_step)
    return data


def told(pairs: Sequence[str] | None) -> dict[str, str]:
    """What was told by name, as `name=value` each; raises ToldUnreadable."""
    found: dict[str, str] = {}
    for place, pair in enumerate(pairs or (), 1):
        name, equals, value = pair.partition("=")
        wanted = name.strip().casefold().replace("-", "_")
        if not equals or not wanted or wanted in found:
            raise ToldUnreadable(place=place)
        found[wanted] = value
    return found


def profile(path: Path) -> bytes:
    """The text of a school's own profile, as it stands in its file.

    Raises GivenTooLarge, SourceUnusable or a MachineFault.
    """
    return _file(path, LARGEST_PROFILE, "A profile is one TOML file; look which file that is.")


def _standard_input() -> bytes:
    """All of standard input, up to the size of a record."""
    with durable.typed_faults():
        data = sys.stdin.buffer.read(LARGEST_RECORD + 1)
    if len(data) > LARGEST_RECORD:
        raise GivenTooLarge(limit=LARGEST_RECORD)
    return data


def _parsed(text: str) -> dict[str, object]:
    """The object that `text` writes; raises GivenNotJson."""
    try:
        _check_depth(text)
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as fault:
        where = f"it stops making sense in line {fault.lineno}, column {fault.colno}"
        raise GivenNotJson(fault=where) from None
    except UnicodeEncodeError:
        raise GivenNotJson(fault="it holds half a character") from None
    except _NotStrictError as fault:
        raise GivenNotJson(fault=str(fault)) from None
    except (ValueError, RecursionError):
        raise GivenNotJson(fault="it holds a number that is too long") from None
    if not isinstance(value, dict):
        raise GivenNotJson(fault="it is some other value")
    return value


def _check_depth(text: str) -> None:
    """Refuse brackets nested too deep, before a reader goes down after them."""
    depth = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise _NotStrictError(f"its brackets are nested more than {DEEPEST} deep")
        elif character in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object's fields, none of which stands twice."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise _NotStrictError("one of its keys stands twice")
    return dict(pairs)


def _no_number(_text: str) -> NoReturn:
    """Refuse NaN and the infinities."""
    raise _NotStrictError("it holds NaN or Infinity, which is no number")


def _finite(text: str) -> float:
    """A fraction, unless it is too large for one."""
    value = float(text)
    if not math.isfinite(value):
        raise _NotStrictError("it holds a number that is too large")
    return value
