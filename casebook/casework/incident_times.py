"""The times in an incident's JSON: ISO 8601 with an offset, or a date as written by hand.

The rules are: nothing is guessed; a day alone is no moment; what was typed by hand is kept as
typed.
"""

from datetime import datetime

from casebook import clock, dates
from casebook.casework.incident_draft import TimeRead
from casebook.casework.moments import given, looks_iso
from casebook.casework.strict import Reader
from casebook.errors import CasebookError
from casebook.errors.given import DateInFuture

_ONE_MOMENT = (
    "must be a day and one time of day; where nobody knows it, the earliest that it can have been"
)


def moment(reader: Reader, key: str) -> TimeRead | None:
    """The moment under `key`; a day without its time is a fault, for the day is no moment."""
    read = time_at(reader, key)
    if read is not None and read.precision != "exact":
        reader.fault(key, "time", _ONE_MOMENT)
        return None
    return read


def time_at(reader: Reader, key: str) -> TimeRead | None:
    """The time under `key`; None where it was left out or is faulty."""
    return read_time(reader, reader.at(key), reader.values[key]) if reader.has(key) else None


def read_time(reader: Reader, path: str, value: object) -> TimeRead | None:
    """The time in `value`, which stands at `path`."""
    if not isinstance(value, str):
        reader.faults.add(path, "type", "must be a text")
        return None
    if not looks_iso(value):
        return _typed(reader, path, value)
    found = _iso(reader, path, value)
    return None if found is None else TimeRead(found, found, "exact", dates.spoken(found))


def _iso(reader: Reader, path: str, value: str) -> datetime | None:
    """A moment written as ISO 8601."""
    try:
        return given(value, path)
    except CasebookError:
        reader.faults.add(path, "time", "must be a real moment with its offset from Greenwich")
        return None


def _typed(reader: Reader, path: str, value: str) -> TimeRead | None:
    """A time as somebody writes it by hand, read day first."""
    try:
        read = dates.read(value, now=clock.now(), past_only=True)
    except DateInFuture:
        reader.faults.add(path, "future", "lies in the future")
        return None
    except CasebookError as fault:
        reader.faults.add(path, "time", fault.message)
        return None
    return TimeRead(read.earliest, read.latest, read.precision, read.said, value)
