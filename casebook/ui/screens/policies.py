"""The policies' own lists: walked item by item, each with what it leads to, ticked by Enter."""

from collections.abc import Callable, Iterator, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from casebook.triage import catalogue, lists
from casebook.triage.lists import Item
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.leading import LeadingDialog, Led
from casebook.ui.pages.policies import item_page
from casebook.ui.screens.room import Room
from casebook.ui.widgets.reader import Reader


class PolicyRoom(Room):
    """Every list in its policy's order on the left, the item under the cursor on the right."""

    CSS_PATH = "policies.tcss"
    BINDINGS = keys.of("policies")
    AUTO_FOCUS = "#policies-items"

    def __init__(self, ref: str, tick: Callable[[Sequence[str]], Content]) -> None:
        """Take the case, and what ticks concerns and signs and answers how serious it then is."""
        super().__init__()
        self.ref = ref
        self._tick = tick
        self._items = {
            f"{listed.id}:{at}": (listed, each)
            for listed in lists.load().values()
            for at, each in enumerate(listed.items, 1)
        }

    @property
    def named(self) -> Content:
        """Which case is looked up in the policies."""
        return Content.assemble("Policies’ lists for ", line(self.ref))

    def furniture(self) -> Iterator[Widget]:
        """The word to narrow by, the items under their lists, and one item in full."""
        with Horizontal(id="policies-both"):
            with Vertical(id="policies-left"):
                yield Input(placeholder="/ to find", id="policies-find")
                yield OptionList(*self._options(""), id="policies-items")
            yield Reader(id="policies-item")
        yield Static("Enter ticks what an item leads to.", id="policies-said")

    def on_mount(self) -> None:
        """Put the cursor on the first item."""
        self.query_one("#policies-items", OptionList).action_first()

    def _options(self, typed: str) -> Iterator[Option]:
        """Every item, or those that are found; each list under its own head, the best first."""
        found = [f"{listed.id}:{at}" for listed, at in lists.found(typed)]
        heads = list(dict.fromkeys(self._items[each][0].id for each in found))
        head = ""
        for id_ in sorted(found, key=lambda each: heads.index(self._items[each][0].id)):
            listed, item = self._items[id_]
            if listed.id != head:
                head = listed.id
                yield Option(line(listed.title, "bold $primary"), disabled=True)
            yield Option(Content.assemble("  ", line(item.words)), id=id_)

    @on(Input.Changed, "#policies-find")
    def _typed(self, event: Input.Changed) -> None:
        """Narrow the list, or say that nothing is left of it."""
        event.stop()
        listed = self.query_one("#policies-items", OptionList)
        listed.clear_options()
        listed.add_options(self._options(event.value))
        if listed.option_count:
            listed.action_first()
        else:
            missed = f"No policy’s list holds “{event.value.strip()}”. Try another word."
            self.query_one("#policies-item", Reader).show((cleaned(missed),))

    @on(Input.Submitted, "#policies-find")
    def _found(self, event: Input.Submitted) -> None:
        """Go into the list."""
        event.stop()
        self.set_focus(self.query_one("#policies-items", OptionList))

    @on(OptionList.OptionHighlighted, "#policies-items")
    def _read(self, event: OptionList.OptionHighlighted) -> None:
        """Show the item under the cursor in full."""
        event.stop()
        listed, each = self._items[event.option_id or ""]
        self.query_one("#policies-item", Reader).show(item_page(listed, each))

    @on(OptionList.OptionSelected, "#policies-items")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """Tick what the item leads to; ask which, where that is more than one concern."""
        event.stop()
        listed, each = self._items[event.option_id or ""]
        if len(each.concerns) > 1:
            self.app.push_screen(LeadingDialog(listed, each), self._led)
        else:
            self._led(Led(tuple(led_to(each))))

    def _led(self, led: Led | None) -> None:
        """Tick it, and say so with what it makes of the answer."""
        if led is None:
            return
        if not led.ids:
            said = Content("This item leads to no concern: nothing was ticked.")
        else:
            titles = ", ".join(title_of(each) for each in led.ids)
            severity = self._tick(led.ids)
            said = Content.assemble("Ticked: ", line(titles), ". Severity now: ", severity)
        self.query_one("#policies-said", Static).update(said)

    def action_find(self) -> None:
        """Type a word to narrow the lists."""
        self.set_focus(self.query_one("#policies-find", Input))


def led_to(item: Item) -> Iterator[str]:
    """What an item leads to, by the names of what can be ticked."""
    yield from (f"concern:{each}" for each in item.concerns)
    yield from (f"sign:{each}" for each in item.signs)


def title_of(id_: str) -> str:
    """The title of a concern or a sign by the name under which it is ticked."""
    kind, _, name = id_.partition(":")
    loaded = catalogue.load()
    return loaded.concerns[name].title if kind == "concern" else loaded.signs[name].title
