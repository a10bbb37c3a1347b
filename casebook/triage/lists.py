"""Lists: what the schools' policies print, in their own words and order, pointing at concerns.

The rules are: the words are the policy's and are shown as such; where the law has moved on, the
item says how it stands today; no item says that something is a crime, only which of four ways the
law looks at it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable

from casebook.errors.asked import CatalogueIdTwice, ItemLeadsToSeveral, QuestionValueUnknown
from casebook.triage.building import NOT_CONFIRMED
from casebook.triage.catalogue import Catalogue, files_of
from casebook.triage.catalogue import load as load_catalogue
from casebook.triage.editions import triage_folder
from casebook.triage.finding import Findable, ranked
from casebook.triage.reading import Table, nearest


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
    """The line of the policy; 0 for what is common practice and in no policy."""
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
    checked: date
    """When somebody last looked at what is said of the law and of today."""


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

    Raises CatalogueRefused where an item points at something that today's catalogue does not have.
    """
    catalogue = load_catalogue()
    return lists_in(triage_folder(), catalogue)


def lists_in(folder: Traversable, catalogue: Catalogue) -> Mapping[str, PolicyList]:
    """Every list of the catalogue in `folder`, by its id, read afresh.

    Raises CatalogueRefused where an item points at something that `catalogue` does not have.
    """
    lists: dict[str, PolicyList] = {}
    for table in files_of(folder, "lists"):
        found = list_from(table, catalogue)
        if found.id in lists:
            table.refuse("id", "is also the id of another list", kind=CatalogueIdTwice)
        lists[found.id] = found
    return lists


def law_of(item: Item) -> tuple[str, ...]:
    """How the law looks at an item and how it stands today, in words that say what is not sure."""
    chips = load_catalogue().words["chip"]
    said = [f"{chips[item.chip].title}. {chips[item.chip].meaning}"] if item.chip else []
    if item.law:
        said.append(f"The law: {item.law}.")
    if item.today:
        said.append(f"Today: {item.today}")
    if said and not item.confirmed:
        said.append(NOT_CONFIRMED.strip(" ()").capitalize() + ".")
    return tuple(said)


def called(name: str, field: str) -> PolicyList:
    """The list called `name`; raises QuestionValueUnknown about `field`, in which it was given."""
    found = load().get(name)
    if found is None:
        raise QuestionValueUnknown(
            field=field,
            wanted="list of the catalogue",
            nearest=nearest(name, load()),
            next_step="Run `casebook catalogue lists` for all of them.",
        )
    return found


def item_of(name: str, number: int) -> Item:
    """The item with that number, from 1, of the list called `name`.

    Raises QuestionValueUnknown.
    """
    found = called(name, "--list")
    if not 1 <= number <= len(found.items):
        raise QuestionValueUnknown(
            field="--item",
            wanted=f"item of `{name}`",
            nearest=str(min(max(number, 1), len(found.items))),
            next_step=f"Run `casebook catalogue list {name}`.",
        )
    return found.items[number - 1]


def walked(name: str, number: int, chosen: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """The concerns and signs to which an item leads; those `chosen`, where it leads to several.

    Raises QuestionValueUnknown, or ItemLeadsToSeveral with the question of each concern.
    """
    item = item_of(name, number)
    concerns = [each for each in item.concerns if each in chosen or len(item.concerns) == 1]
    if not concerns:
        listed = load_catalogue().concerns
        details = [{"concern": each, "question": listed[each].question} for each in item.concerns]
        raise ItemLeadsToSeveral(list=name, item=number, details=details)
    return sorted({*concerns, *chosen}), list(item.signs)


def found(typed: str) -> list[tuple[PolicyList, int]]:
    """The items that everyday words find, the best first: each with its list and number.

    Those that hold every word; where there is none, those that hold some.
    """
    things = [(listed, at) for listed in load().values() for at, _ in enumerate(listed.items, 1)]
    full, some = ranked(typed, [_findable(listed.items[at - 1]) for listed, at in things])
    return [things[each] for each in full or some]


@lru_cache(maxsize=1024)
def _findable(item: Item) -> Findable:
    """What is searched of an item: its words, and those of the concerns and signs it leads to."""
    catalogue = load_catalogue()
    concerns = [catalogue.concerns[each] for each in item.concerns]
    called = [name for each in concerns for name in (*each.also_called, each.title)]
    called += [catalogue.signs[each].title for each in item.signs]
    return Findable(item.words, tuple(called), f"{item.law} {item.today}")


def pointing_at(concern: str) -> Iterator[tuple[PolicyList, Item]]:
    """Every item of every list that points at `concern`."""
    for each in load().values():
        for item in each.items:
            if concern in item.concerns:
                yield each, item


def list_from(table: Table, catalogue: Catalogue) -> PolicyList:
    """The list of one file."""
    checked = table.day("checked")
    found = PolicyList(
        id=table.text("id"),
        title=table.text("title"),
        policy=table.text("policy"),
        section=table.text("section"),
        seed=table.text("seed", ""),
        note=table.text("note"),
        items=tuple(_item_from(each, catalogue, checked) for each in table.tables("item")),
    )
    table.finish()
    if not found.items:
        table.refuse("item", "is missing")
    return found


def _item_from(table: Table, catalogue: Catalogue, checked: date) -> Item:
    """One item, whose pointers must lead somewhere; `checked` is its list's own day."""
    item = Item(
        words=table.text("words"),
        place=table.text("place", ""),
        seed=table.text("seed", ""),
        line=table.whole("line", 1, 10_000) if "line" in table.values else 0,
        chip=table.one_of("chip", catalogue.words["chip"], ""),
        law=table.text("law", ""),
        concerns=table.texts("concerns", catalogue.concerns, []),
        signs=table.texts("signs", catalogue.signs, []),
        routes=table.texts("routes", catalogue.routes, []),
        today=table.text("today", ""),
        confirmed=table.flag("confirmed", default=True),
        checked=table.day_or_none("checked") or checked,
    )
    table.finish()
    return item
