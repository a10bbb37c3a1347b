"""JSON that has exactly one spelling, so that nothing can hide in another.

The rules are: a file is read only if it is, byte for byte, what a writer would write from the
value that was read; so there are no duplicate keys, no byte order mark, no other line ends, no
trailing spaces. Numbers are whole and between 0 and 2^53 - 1; there are no fractions.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from casebook.errors import CasebookError

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

DEEPEST = 8
"""How many brackets may stand inside one another."""

_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
"""Texts as a whole, so that a bracket inside one does not count, and brackets."""

Refusal = Callable[[], CasebookError]
"""Makes the error to raise when the text is not what was wanted."""


class _NotStrictError(ValueError):
    """The text has another spelling than the one allowed."""


def canonical(value: object) -> bytes:
    """`value` as the bytes that are hashed and signed: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def written(value: Mapping[str, object]) -> bytes:
    """`value` as the bytes of a file: sorted keys, one field a line, a line end at the end."""
    text = json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")


def encoded(raw: bytes) -> str:
    """Bytes as base64 text, with padding."""
    return base64.b64encode(raw).decode("ascii")


def _no_fractions(_text: str) -> NoReturn:
    raise _NotStrictError


def _whole(text: str) -> int:
    if len(text) > len(str(LARGEST)) or not 0 <= int(text) <= LARGEST:
        raise _NotStrictError
    return int(text)


def _check_depth(text: str) -> None:
    depth = 0
    for mark in _MARKS.findall(text):
        depth += (mark in {"[", "{"}) - (mark in {"]", "}"})
        if depth > DEEPEST:
            raise _NotStrictError


def read(data: bytes, refused: Refusal) -> "Fields":
    """The object written in `data`; raises what `refused` makes for any other spelling."""
    try:
        text = data.decode("utf-8")
        _check_depth(text)
        value = json.loads(
            text, parse_float=_no_fractions, parse_constant=_no_fractions, parse_int=_whole
        )
        if not isinstance(value, dict) or written(value) != data:
            raise _NotStrictError
    except (ValueError, RecursionError):
        raise refused() from None
    return Fields(value, refused)


class Fields:
    """The fields of one object, each taken by name and checked."""

    def __init__(self, value: Mapping[str, object], refused: Refusal) -> None:
        """Take an object that was read, and the refusal for any field that is not as wanted."""
        self.value = dict(value)
        self._refused = refused

    def only(self, *names: str) -> "Fields":
        """These fields and no others; raises the refusal otherwise."""
        if set(self.value) != set(names):
            raise self._refused()
        return self

    def text(self, name: str, pattern: str) -> str:
        """A text that matches the whole `pattern`."""
        value = self.value.get(name)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise self._refused()
        return value

    def number(self, name: str, least: int = 0, most: int = LARGEST) -> int:
        """A whole number from `least` to `most`."""
        value = self.value.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._refused()
        return value

    def raw(self, name: str, size: int | None = None) -> bytes:
        """Bytes written as canonical base64, `size` of them if it is given."""
        value = self.value.get(name)
        try:
            found = base64.b64decode(value, validate=True) if isinstance(value, str) else None
        except (binascii.Error, ValueError):
            found = None
        if found is None or encoded(found) != value or (size is not None and len(found) != size):
            raise self._refused()
        return found

    def inner(self, name: str) -> "Fields":
        """An object inside this one."""
        value = self.value.get(name)
        if not isinstance(value, dict):
            raise self._refused()
        return Fields(value, self._refused)

    def members(self, name: str) -> list["Fields"]:
        """A list of objects."""
        value = self.value.get(name)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self._refused()
        return [Fields(each, self._refused) for each in value]
