"""Ageing: what in a catalogue nobody has looked up for so long that it may no longer be so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from casebook.triage.editions import triage_folder
from casebook.triage.reading import Table, read_table, toml_files

FOLDERS = ("concerns", "routes", "profiles", "lists")
"""The folders of a catalogue whose files say when somebody looked."""
LOOKED = ("checked", "verified_on")
"""The keys under which a file says when somebody looked."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that nobody has looked up for a year, or never."""

    file: str
    line: int
    what: str
    """The source, contact or list."""
    since: date | None
    """When somebody last looked; None where nobody ever wrote it down."""


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the day that year lacks."""
    is_leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap else day.day)


def not_checked_since(folder: Traversable | None, day: date) -> Iterator[NotChecked]:
    """What in a catalogue, or in a folder of profiles, was last looked up before `day`, or never.

    Raises CatalogueRefused where a file cannot be read at all.
    """
    folder = folder or triage_folder()
    for table in _tables(folder, ""):
        yield from _old_in(table, day)
    for name in FOLDERS:
        for table in _tables(folder / name, f"{name}/"):
            yield from _old_in(table, day)


def _tables(folder: Traversable, shown: str) -> Iterator[Table]:
    """Every file of one folder."""
    for file in toml_files(folder, shown or "the folder"):
        yield read_table(file, shown + file.name)


def _old_in(table: Table, day: date) -> Iterator[NotChecked]:
    """What is too old in one table and in those inside it."""
    for key, value in table.values.items():
        if key in LOOKED and isinstance(value, date) and value < day:
            yield _found(table, key, value)
        elif isinstance(value, dict):
            yield from _old_in(table.table(key), day)
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for each in table.tables(key):
                yield from _old_in(each, day)
    if table.path.startswith("contacts.") and "verified_on" not in table.values:
        yield _found(table, "reach", None)


def _found(table: Table, key: str, since: date | None) -> NotChecked:
    """One thing that is too old, by where it stands and what it is called."""
    parts = [table.values.get(each) for each in ("name", "edition", "section", "title", "reach")]
    what = " ".join(str(each) for each in parts if each)
    return NotChecked(table.file, table.line(key), what or table.at(key), since)
