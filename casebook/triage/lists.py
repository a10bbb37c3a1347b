"""Lists: what the schools' policies print, in their own words and order, pointing at concerns.

The rules are: the words are the policy's and are shown as such; where the law has moved on, the
item says how it stands today; no item says that something is a crime, only which of four ways the
law looks at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from casebook.triage.catalogue import Catalogue, files_of, triage_folder
from casebook.triage.catalogue import load as load_catalogue
from casebook.triage.reading import Table


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a policy's list."""

    words: str
    """The policy's words."""
    place: str
    """Where it stands, if the list has more than an order: a matrix's column and row."""
    seed: str
    """The seed statement's number; empty where the statement has none."""
    line: int
    chip: str
    """How the law looks at it, one of the catalogue's chips; empty where none is given."""
    law: str
    concerns: tuple[str, ...]
    signs: tuple[str, ...]
    routes: tuple[str, ...]
    today: str
    """How it stands today, where the policy has been overtaken or needs a word."""
    confirmed: bool
    """Whether what is said of the law was read at its source."""


@dataclass(frozen=True, slots=True)
class PolicyList:
    """A list as one policy prints it."""

    id: str
    title: str
    policy: str
    section: str
    seed: str
    """The seed statement that heads the list; empty where none does."""
    note: str
    """The words above the list, and what the reader must know about it."""
    items: tuple[Item, ...]


@lru_cache(maxsize=1)
def load() -> Mapping[str, PolicyList]:
    """Every list, by its id.

    Raises CatalogueInvalid where an item points at something that today's catalogue does not have.
    """
    catalogue = load_catalogue()
    lists = [_list_from(table, catalogue) for table in files_of(triage_folder(), "lists")]
    return {each.id: each for each in lists}


def pointing_at(concern: str) -> Iterator[tuple[PolicyList, Item]]:
    """Every item of every list that points at `concern`."""
    for each in load().values():
        for item in each.items:
            if concern in item.concerns:
                yield each, item


def _list_from(table: Table, catalogue: Catalogue) -> PolicyList:
    """The list of one file."""
    found = PolicyList(
        id=table.text("id"),
        title=table.text("title"),
        policy=table.text("policy"),
        section=table.text("section"),
        seed=table.text("seed", ""),
        note=table.text("note"),
        items=tuple(_item_from(each, catalogue) for each in table.tables("item")),
    )
    table.finish()
    if not found.items:
        table.refuse("item", "is missing")
    return found


def _item_from(table: Table, catalogue: Catalogue) -> Item:
    """One item, whose pointers must lead somewhere."""
    item = Item(
        words=table.text("words"),
        place=table.text("place", ""),
        seed=table.text("seed", ""),
        line=table.whole("line", 1, 10_000),
        chip=table.one_of("chip", catalogue.words["chip"], ""),
        law=table.text("law", ""),
        concerns=table.texts("concerns", catalogue.concerns, []),
        signs=table.texts("signs", catalogue.signs, []),
        routes=table.texts("routes", catalogue.routes, []),
        today=table.text("today", ""),
        confirmed=table.flag("confirmed", default=True),
    )
    table.finish()
    return item
