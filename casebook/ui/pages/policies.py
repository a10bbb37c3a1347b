"""An item of a policy's list as a page: its words, how the law looks at it, where it leads."""

from collections.abc import Iterator

from textual.content import Content

from casebook.triage import catalogue, lists
from casebook.triage.lists import Item, PolicyList
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Page, Part, heading, item, passage, quiet, spaced

NO_LAW = "The catalogue says nothing of the law here."


def item_page(listed: PolicyList, each: Item) -> Page:
    """The whole of one item: the policy's words are the policy's, the rest is the catalogue's."""
    return tuple(
        spaced(
            [
                [heading("The policy says"), passage(each.words), quiet(place_of(listed, each))],
                [heading("The law, and today"), *map(item, lists.law_of(each) or (NO_LAW,))],
                list(_leads_to(each)),
                [heading("About this list"), quiet(listed.note)],
            ]
        )
    )


def place_of(listed: PolicyList, each: Item) -> str:
    """Where in which policy an item stands."""
    line = f"line {each.line}" if each.line else ""
    return ", ".join(part for part in (listed.policy, listed.section, each.place, line) if part)


def _leads_to(each: Item) -> Iterator[Part]:
    """The concerns with their questions, the signs, and whom the policy names."""
    loaded = catalogue.load()
    yield heading("It leads to")
    if not each.concerns and not each.signs:
        yield quiet("No concern of its own: it is a heading, or a matter of the school’s rules.")
    for concern in each.concerns:
        yield cleaned(loaded.concerns[concern].title, "bold")
        yield quiet(loaded.concerns[concern].question, indent=2)
    for sign in each.signs:
        yield Content.assemble("sign: ", cleaned(loaded.signs[sign].title, "bold"))
    for route in each.routes:
        yield item(f"The policy names: {loaded.routes[route].title}")
