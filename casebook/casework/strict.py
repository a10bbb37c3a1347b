"""Reading a JSON object key by key, so that nothing wrong in it passes in silence.

The rules are: every fault is collected, with its dotted path and a code, before anything is
refused; an unknown key is a fault; nothing of the content is repeated, so a key that could be a
sentence is shown as `?`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from casebook.casework.texts import fault_of

_ORDINARY_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


@dataclass
class Faults:
    """Every fault found so far."""

    listed: list[dict[str, str]] = field(default_factory=list)

    def add(self, path: str, code: str, says: str) -> None:
        """Note that at `path` there is a fault of kind `code`, in words of our own."""
        self.listed.append({"field": path, "code": code, "says": says})


class Reader:
    """One JSON object, being read."""

    def __init__(self, value: object, path: str, faults: Faults, known: Collection[str]) -> None:
        """Read the object at `path`; keys outside `known` are faults."""
        self.path = path
        self.faults = faults
        self.values: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            faults.add(path or ".", "type", "must be an object")
        for key in self.values:
            if key not in known:
                faults.add(self.at(_shown(key)), "unknown-key", "is not a key that belongs here")

    def at(self, key: str) -> str:
        """The dotted path of `key`."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, code: str, says: str) -> None:
        """Note a fault at `key`."""
        self.faults.add(self.at(key), code, says)

    def has(self, key: str) -> bool:
        """Whether `key` was given."""
        return key in self.values

    def text(self, key: str, most: int, *, required: bool = False) -> str:
        """The text under `key`; empty where it was left out."""
        if key not in self.values:
            if required:
                self.fault(key, "missing", "is missing")
            return ""
        value = self.values[key]
        if not isinstance(value, str):
            self.fault(key, "type", "must be a text")
            return ""
        problem = fault_of(value, most)
        if problem:
            self.fault(key, "text", problem)
            return ""
        if required and not value.strip():
            self.fault(key, "empty", "must not be empty")
        return value

    def one_of(
        self, key: str, known: Collection[str], default: str = "", *, required: bool = False
    ) -> str:
        """The word under `key`, which must be one of `known`."""
        value = self.text(key, 100, required=required)
        if not value:
            if self.has(key) and isinstance(self.values[key], str) and not required:
                self.fault(key, "unknown", f"must be one of: {', '.join(known)}")
            return default
        if value not in known:
            self.fault(key, "unknown", f"must be one of: {', '.join(known)}")
            return default
        return value

    def whole(self, key: str, low: int, high: int) -> int | None:
        """The whole number under `key`; None where it was left out."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(key, "type", "must be a whole number")
            return None
        if not low <= value <= high:
            self.fault(key, "range", f"must be from {low} to {high}")
            return None
        return value

    def flag(self, key: str) -> bool | None:
        """True or false under `key`; None where it was left out."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, bool):
            self.fault(key, "type", "must be true or false")
            return None
        return value

    def items(self, key: str, most: int) -> Iterator[tuple[str, object]]:
        """Each item of the list under `key`, with its dotted path."""
        value = self.values.get(key, [])
        if not isinstance(value, list | tuple):
            self.fault(key, "type", "must be a list")
            return
        if len(value) > most:
            self.fault(key, "size", f"holds more than {most} items")
            return
        for place, each in enumerate(value):
            yield f"{self.at(key)}.{place}", each

    def part(self, key: str, known: Collection[str]) -> "Reader":
        """The object under `key`; an empty one where it was left out."""
        return Reader(self.values.get(key, {}), self.at(key), self.faults, known)


def _shown(key: object) -> str:
    """`key` as a path may show it."""
    return key if isinstance(key, str) and _ORDINARY_KEY.fullmatch(key) else "?"
