"""Any view as plain JSON: moments in ISO 8601 with their offset, nothing JSON does not know."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path

from casebook import clock


def plain(view: object) -> dict[str, object]:
    """A frozen view as a JSON object whose keys are its field names."""
    written = value_of(view)
    if not isinstance(written, dict):
        raise TypeError("a view is an object")
    return written


def value_of(value: object) -> object:
    """`value`, and everything in it, as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: value_of(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): value_of(each) for key, each in value.items()}
    if isinstance(value, Sequence | frozenset) and not isinstance(value, str | bytes):
        return [value_of(each) for each in value]
    if isinstance(value, date | Path):
        return _written(value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a JSON answer")


def _written(value: date | Path) -> str:
    """A moment, a day or a path as text."""
    if isinstance(value, datetime):
        return clock.iso(value)
    return str(value) if isinstance(value, Path) else value.isoformat()
