"""Which of several concerns an item of a policy's list means here."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.triage import catalogue
from casebook.triage.lists import Item, PolicyList
from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.policies import place_of
from casebook.ui.pages.typeset import passage, quiet
from casebook.ui.widgets.reader import PageText
from casebook.ui.widgets.ticks import Tickable, Ticks


@dataclass(frozen=True)
class Led:
    """What an item led to."""

    ids: tuple[str, ...]
    """The concerns and signs, by the names under which they are ticked."""


class LeadingDialog(Sheet[Led]):
    """Asks which concerns it is; the item's signs can be ticked with them."""

    AUTO_FOCUS = "TickList"
    DEFAULT_CSS = """
    LeadingDialog {
        Ticks { height: 13; margin: 1 0 0 0; }
        #ticks-find { display: none; }
    }
    """

    def __init__(self, listed: PolicyList, item: Item) -> None:
        """Take the item, and the list that it stands in."""
        super().__init__()
        self._listed = listed
        self._item = item

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("Which of these is it here?")

    def matter(self) -> Iterator[Widget]:
        """The policy's words, then each concern with its question."""
        yield PageText((passage(self._item.words), quiet(place_of(self._listed, self._item))))
        yield Ticks(self._things())

    def _things(self) -> Iterator[Tickable]:
        """What the item leads to."""
        loaded = catalogue.load()
        for concern in (loaded.concerns[each] for each in self._item.concerns):
            yield Tickable(f"concern:{concern.id}", concern.title, concern.question, "")
        for sign in (loaded.signs[each] for each in self._item.signs):
            yield Tickable(f"sign:{sign.id}", f"sign: {sign.title}", sign.question, "")

    def buttons(self) -> Iterator[Button]:
        """Tick, or leave."""
        yield Button("Tick these", id="accept", compact=True)
        yield Button("Cancel", id="cancel", compact=True)

    def action_accept(self) -> None:
        """Answer with what is ticked, or say that nothing is."""
        ticked = self.query_one(Ticks).ticked
        if ticked:
            self.dismiss(Led(tuple(ticked)))
        else:
            said = "Tick at least one with Space, or leave with Escape."
            self.say((cleaned(said, "$error"),))
