"""Help: the keys that work here first, then every other; written from the list of keys itself."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.screen import Screen

from casebook.ui import keys
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Behind, Page, Part, heading, item, spaced
from casebook.ui.screens.cramped import cramped
from casebook.ui.widgets.foot import Foot
from casebook.ui.widgets.reader import Reader

ASSURANCES = (
    "What you type is kept sealed within two seconds, and comes back after a lock.",
    "Nothing is edited: a correction is written beside, and both stay readable.",
    "Everything is signed by whoever enters it.",
    "A text that somebody wrote stands behind a bar │; what stands without one is the program's.",
    "Lock (Ctrl+L) whenever you leave: it clears the screen and this program's memory.",
)
"""What a person may rely on."""


class HelpRoom(Screen[None]):
    """Everything that can be done by keys."""

    BINDINGS = keys.of("room")

    def __init__(self, here: Sequence[str]) -> None:
        """Take the places whose keys work where help was asked for."""
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """One page."""
        yield Reader(tuple(self._page()))
        yield Foot()
        yield cramped()

    def _page(self) -> Iterator[Part]:
        """The places, those that work here first."""
        here = [place for place in keys.PLACES if place in self._here and place != "everywhere"]
        rest = [place for place in keys.PLACES if place not in here]
        yield from spaced(
            [
                [heading("What you can rely on"), *map(item, ASSURANCES)],
                *(place_page(place, is_here=True) for place in here),
                *(place_page(place, is_here=False) for place in rest),
            ]
        )

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()


def place_page(place: str, *, is_here: bool) -> Page:
    """The keys of one place."""
    title = f"{keys.PLACES[place]} (here)" if is_here else keys.PLACES[place]
    return (heading(title), *(_key(each) for each in keys.in_place(place)))


def _key(key: keys.Key) -> Part:
    """One key and what it does."""
    mark = f"{keys.shown_as(key.key):<14}"
    return Behind(mark, cleaned(key.tooltip), " " * len(mark))
