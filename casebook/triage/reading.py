"""Reading a file of the catalogue key by key, so that nothing wrong in it passes in silence.

The rules are: a key nobody asked for, a missing key, a wrong type and an unknown value are refused
with the file, the key's path and the nearest valid one.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import NoReturn, TypeVar

from casebook.errors.asked import (
    CatalogueInvalid,
    CatalogueRefused,
    CatalogueTooMany,
    CatalogueUnreadable,
)
from casebook.triage.whereabouts import line_of

Kind = TypeVar("Kind")

LONGEST_COMPARED = 80
"""Characters of what was given that are compared with the valid ones."""
LIKE_ENOUGH = 0.8
"""How alike a key must be to one that is missing to be taken for a slip of it."""
LARGEST_FILE = 1_048_576
"""Bytes that one file of a catalogue may have."""
MOST_FILES = 400
"""Files that one folder of a catalogue may hold."""
NOT_KNOWN = "not-known"
"""What stands for a day that nobody knows yet."""
_LINE = re.compile(r"at line (\d+)")


def nearest(given: str, valid: Collection[str]) -> str:
    """The one of `valid` that is most like `given`; empty where there is none at all."""
    close = get_close_matches(given[:LONGEST_COMPARED], sorted(valid), n=1, cutoff=0.0)
    return close[0] if close else ""


@dataclass
class Table:
    """One table of one file, and which of its keys have been read."""

    file: str
    """The file's name, as a refusal gives it."""
    values: Mapping[str, object]
    path: str = ""
    """Where the table stands in the file, as a dotted path."""
    asked: set[str] = field(default_factory=set)
    written: str = ""
    """The whole file as it was written, in which a refusal finds its line."""

    def at(self, key: str) -> str:
        """The dotted path of `key`."""
        return f"{self.path}.{key}" if self.path else key

    def line(self, key: str) -> int:
        """The line of the file on which `key` of this table stands."""
        return line_of(self.written, self.at(key))

    def refuse(
        self,
        key: str,
        fault: str,
        *,
        given: str = "",
        valid: Collection[str] = (),
        kind: type[CatalogueRefused] = CatalogueInvalid,
    ) -> NoReturn:
        """Raise a CatalogueRefused for `key`, with the nearest of `valid` to what was given."""
        near = nearest(given, valid)
        raise kind(
            file=self.file,
            line=self.line(key),
            key=self.at(key),
            fault=fault,
            nearest=f" The nearest valid one is `{near}`." if near else "",
        )

    def _take(self, key: str, kind: type[Kind], wanted: str, default: Kind | None) -> Kind:
        """The value of `key`, which must be a `kind`."""
        self.asked.add(key)
        if key not in self.values:
            if default is None:
                self._refuse_missing(key)
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(key, f"must be {wanted}")
        return value

    def _refuse_missing(self, key: str) -> NoReturn:
        """Refuse a key that is not there, or the one that was meant to be it."""
        others = [each for each in self.values if each not in self.asked]
        for slip in get_close_matches(key, others, n=1, cutoff=LIKE_ENOUGH):
            self.refuse(slip, "is not a known key", given=slip, valid=[key])
        self.refuse(key, "is missing")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; an empty one is refused unless it is the default."""
        value = self._take(key, str, "a text", default)
        if not value and value != default:
            self.refuse(key, "must not be empty")
        return value

    def one_of(self, key: str, valid: Collection[str], default: str | None = None) -> str:
        """A text that is one of `valid`."""
        value = self.text(key, default)
        if value not in valid and value != default:
            self.refuse(key, "is not a known value", given=value, valid=valid)
        return value

    def texts(
        self, key: str, valid: Collection[str] | None = None, default: list[str] | None = None
    ) -> tuple[str, ...]:
        """A list of texts, each one of `valid` where that is given."""
        values = self._take(key, list, "a list of texts", default)
        for place, value in enumerate(values):
            if not isinstance(value, str) or not value:
                self.refuse(f"{key}.{place}", "must be a text")
            if valid is not None and value not in valid:
                self.refuse(f"{key}.{place}", "is not a known value", given=value, valid=valid)
        return tuple(values)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self._take(key, int, "a whole number", default)
        if not low <= value <= high:
            self.refuse(key, f"must be from {low} to {high}")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        return self._take(key, bool, "true or false", default)

    def day(self, key: str) -> date:
        """A date."""
        value = self._take(key, date, "a date", None)
        if isinstance(value, datetime):
            self.refuse(key, "must be a date without a time")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        self.asked.add(key)
        return self.day(key) if key in self.values else None

    def day_or_never(self, key: str) -> date:
        """A date; the last of all days where it is `not-known` yet, so that it never comes."""
        if self.values.get(key) == NOT_KNOWN:
            self.asked.add(key)
            return date.max
        if isinstance(self.values.get(key), str):
            self.refuse(key, f"must be a date, or `{NOT_KNOWN}`")
        return self.day(key)

    def hour(self, key: str, default: time | None = None) -> time:
        """A time of day."""
        return self._take(key, time, "a time of day", default)

    def table(self, key: str) -> "Table":
        """The table under `key`; an empty one where it is absent."""
        values = self._take(key, dict, "a table", {})
        return Table(self.file, values, self.at(key), written=self.written)

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables listed under `key`; none where it is absent."""
        for place, values in enumerate(self._take(key, list, "a list of tables", [])):
            if not isinstance(values, dict):
                self.refuse(f"{key}.{place}", "must be a table")
            yield Table(self.file, values, self.at(f"{key}.{place}"), written=self.written)

    def finish(self) -> None:
        """Refuse the first key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                self.refuse(key, "is not a known key", given=key, valid=self.asked)


def read_table(file: Traversable, shown: str) -> Table:
    """The whole of a TOML `file`, which refusals call `shown`.

    Raises CatalogueUnreadable where it is no ordinary file, too large, not UTF-8 or not TOML.
    """
    if not file.is_file():
        _unreadable(shown, 1, "is missing, or is no ordinary file")
    with file.open("rb") as opened:
        return table_of(opened.read(LARGEST_FILE + 1), shown)


def table_of(data: bytes, shown: str) -> Table:
    """The whole of what a TOML file held, which refusals call `shown`.

    Raises CatalogueUnreadable where it is too large, not UTF-8 or not TOML.
    """
    if len(data) > LARGEST_FILE:
        _unreadable(shown, 1, f"is larger than {LARGEST_FILE} bytes")
    try:
        text = data.decode("utf-8")
        return Table(shown, tomllib.loads(text), written=text)
    except UnicodeDecodeError as fault:
        _unreadable(shown, data.count(b"\n", 0, fault.start) + 1, "is not UTF-8")
    except tomllib.TOMLDecodeError as fault:
        found = _LINE.search(str(fault))
        last = data.count(b"\n") + 1
        _unreadable(shown, int(found[1]) if found else last, "is not TOML")
    except RecursionError:
        _unreadable(shown, 1, "is nested too deeply")


def _unreadable(shown: str, line: int, fault: str) -> NoReturn:
    """Refuse a file that cannot be read at all."""
    raise CatalogueUnreadable(file=shown, line=line, key="the file", fault=fault, nearest="")


def toml_files(folder: Traversable, shown: str) -> list[Traversable]:
    """Every TOML file of a folder in order of its name; none where there is no such folder.

    Raises CatalogueTooMany before more names are read than a catalogue can have.
    """
    if not folder.is_dir():
        return []
    found = []
    for seen, file in enumerate(folder.iterdir()):
        if seen == MOST_FILES:
            fault = f"holds more than {MOST_FILES} files"
            raise CatalogueTooMany(file=shown, line=1, key="the folder", fault=fault, nearest="")
        if file.name.endswith(".toml"):
            found.append(file)
    return sorted(found, key=lambda file: file.name)
