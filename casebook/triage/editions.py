"""Editions: the dated states of one place's catalogue, read from editions.toml.

The rules are: a folder holds the editions of one jurisdiction; one takes effect on a day of its
own, or on a day that is not known yet, and then it answers nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from casebook.datafiles import data_folder
from casebook.errors.asked import CatalogueEffectTwice, CatalogueIdTwice
from casebook.triage.building import sources_from
from casebook.triage.reading import Table, read_table
from casebook.triage.rules import Source

EDITIONS = "editions.toml"
"""The file by which a folder is known as a whole catalogue."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated state of the catalogue; a case keeps the edition it was triaged under."""

    id: str
    title: str
    jurisdiction: str
    """Where its law holds. A folder of editions holds those of one jurisdiction."""
    calendar: str
    """The calendar of a school whose profile names none."""
    since: date
    """The day it takes effect; the last of all days where that is not known yet.

    The first edition answers everything before it as well.
    """
    note: str
    """What a reader must know about it, such as why its day is not known."""
    sources: tuple[Source, ...]

    @property
    def is_dated(self) -> bool:
        """Whether the day is known on which it takes effect; until then it answers nothing."""
        return self.since != date.max


def triage_folder() -> Traversable:
    """The folder that holds the built-in catalogue."""
    return data_folder("schema") / "triage"


def editions_in(folder: Traversable) -> tuple[Edition, ...]:
    """The editions of the catalogue in `folder`, read afresh."""
    table = read_table(folder / EDITIONS, EDITIONS)
    listed: list[Edition] = []
    for each in table.tables("edition"):
        edition = _edition_from(each)
        _refuse_other(each, edition, listed)
        listed.append(edition)
    table.finish()
    if not any(edition.is_dated for edition in listed):
        table.refuse("edition", "is missing: one at least has a day on which it takes effect")
    return tuple(sorted(listed, key=lambda edition: edition.since))


def _refuse_other(table: Table, new: Edition, listed: Sequence[Edition]) -> None:
    """Refuse an edition that cannot stand beside one of those `listed`."""
    for other in listed:
        if other.id == new.id:
            table.refuse("id", "is also the id of another one", kind=CatalogueIdTwice)
        if other.jurisdiction != new.jurisdiction:
            table.refuse(
                "jurisdiction", f"differs from that of `{other.id}`: one folder, one place"
            )
        if other.since == new.since and new.is_dated:
            fault = f"takes effect on the same day as `{other.id}`"
            table.refuse("since", fault, kind=CatalogueEffectTwice)


def _edition_from(table: Table) -> Edition:
    """One edition of editions.toml."""
    edition = Edition(
        id=table.text("id"),
        title=table.text("title"),
        jurisdiction=table.text("jurisdiction"),
        calendar=table.text("calendar"),
        since=table.day_or_never("since"),
        note=table.text("note", ""),
        sources=sources_from(table),
    )
    table.finish()
    return edition
