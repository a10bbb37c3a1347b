"""Help: the keys that work here first, then every other; written from the list of keys itself."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from casebook.ui import keys
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.focused import focus_page
from casebook.ui.pages.typeset import Behind, Page, Part, heading, item, spaced
from casebook.ui.screens.cramped import cramped
from casebook.ui.widgets.foot import Foot
from casebook.ui.widgets.reader import Reader

ASSURANCES = (
    "What you type is kept sealed within two seconds, and comes back after a lock.",
    "Nothing is edited: a correction is written beside, and both stay readable.",
    "Everything is signed by whoever enters it.",
    "What somebody wrote or said stands behind an upright bar; no text of the program does.",
    "Lock (Ctrl+L) whenever you leave: it clears the screen and this program's memory.",
)
"""What a person may rely on."""

MOVING = (
    ("Tab", "On to the next field or part; Shift+Tab goes back."),
    ("Up, Down", "Through a list, or a page that is longer than the window."),
    ("Page Up, End", "Page Up, Page Down, Home and End go through a long page or list faster."),
    ("Enter", "Opens what is under the cursor, takes a choice, or presses a button."),
    ("Space", "Ticks what is under the cursor, or takes the tick away."),
    ("Escape", "Leaves a room, a dialog or this page. What was typed in a form's room stays."),
    ("Mouse", "Click a line, a field, a button, or a key at the foot; the wheel scrolls."),
    ("Ctrl+Q", "Closes the casebook and ends the program, from anywhere."),
    ("F1", "Help on where the cursor is, from anywhere."),
)
"""How one moves about, in every room."""


class HelpRoom(Screen[None]):
    """Everything that can be done by keys."""

    BINDINGS = keys.of("room")

    def __init__(self, here: Sequence[str], focus: Widget | None = None) -> None:
        """Take the places whose keys work where help was asked for, and what had the focus."""
        super().__init__()
        self._here = here
        self._focus = tuple(focus_page(focus))

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
                *([self._focus] if self._focus else []),
                *(place_page(place, is_here=True) for place in here),
                [heading("Moving about"), *(_line(mark, said) for mark, said in MOVING)],
                [heading("What you can rely on"), *map(item, ASSURANCES)],
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
    return _line(keys.shown_as(key.key), key.tooltip)


def _line(mark: str, said: str) -> Part:
    """A key's name, and beside it what it does."""
    mark = f"{mark:<14}"
    return Behind(mark, cleaned(said), " " * len(mark))
