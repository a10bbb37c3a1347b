"""How a record reads now: as it was written, with its later corrections laid over it.

The rules are: the row itself stays as it was written; the latest correction of a field is the one
that counts, for the reader and for every rule.
"""

import types
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from casebook import clock
from casebook.casework.moments import given
from casebook.errors import CasebookError
from casebook.errors.given import ReadingInvalid
from casebook.records.correction import Correction
from casebook.records.record import Record

Kept = TypeVar("Kept", bound=Record)

YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def corrected(record: Kept, corrections: Sequence[Correction]) -> Kept:
    """A copy of `record` as it reads now; `record` itself where nothing of it was corrected.

    The copy is for reading only: it is never written back.
    """
    mine = [each for each in corrections if each.target_id == record.id]
    if not mine:
        return record
    values = record.model_dump()
    for each in mine:
        values[each.field] = value_of(type(record), each.field, each.reading)
    return type(record).model_validate(values)


def value_of(table: type[Record], field: str, reading: str) -> object:
    """`reading` as a value of the column `field`; raises ReadingInvalid, naming what is wanted."""
    kind, optional = kind_of(table, field)
    if optional and not reading.strip():
        return None
    try:
        return _value(kind, field, reading)
    except (ValueError, ValidationError, CasebookError) as fault:
        raise ReadingInvalid(field=field, wanted=_WANTED.get(kind, "usable")) from fault


def text_of(value: object) -> str:
    """A column's value as the text that a correction keeps of it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)


def kind_of(table: type[Record], field: str) -> tuple[type, bool]:
    """What a column holds, and whether it may be empty."""
    annotation: Any = table.model_fields[field].annotation
    optional = False
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [each for each in get_args(annotation) if each is not type(None)]
        optional = len(members) < len(get_args(annotation))
        annotation = members[0]
    return get_origin(annotation) or annotation, optional


def _value(kind: type, field: str, reading: str) -> object:
    """`reading` as a `kind`; raises ValueError or a GivenWrong where it is none."""
    text = reading.strip()
    if kind is datetime:
        return given(text, field)
    if kind is date:
        return date.fromisoformat(text)
    if kind is bool:
        if text.casefold() not in YES_NO:
            raise ValueError("neither yes nor no")
        return YES_NO[text.casefold()]
    if kind is int:
        return int(text)
    if kind is list:
        return [each.strip() for each in text.split(",") if each.strip()]
    return reading


_WANTED: dict[type, str] = {
    datetime: "an exact moment, such as 2026-11-20T16:40:00+00:00 or 17/11/2026 15:15",
    date: "a day such as 2014-03-09",
    bool: "yes or no",
    int: "a whole number",
}
