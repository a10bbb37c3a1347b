"""The last look before a bundle is written: every name and exhibit that leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.listening import Unhurried
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.reader import PageText


@dataclass(frozen=True)
class Agreed:
    """A person looked at what leaves, and agreed."""


class PreviewDialog(Unhurried, Sheet[Agreed]):
    """Shows what would leave; from here one question more leads to writing it."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        super().__init__()
        self._page = page

    @property
    def heading(self) -> Content:
        """What is shown, and that there is more of it below."""
        return Content("This would leave. Nothing is written yet. PgDn reads on.")

    def matter(self) -> Iterator[Widget]:
        """The page."""
        yield PageText(self._page)

    def buttons(self) -> Iterator[Button]:
        """Go back, which has the cursor; or on to the last question."""
        yield Button("Go back", id="cancel", compact=True)
        yield Button("All read: last question (Ctrl+S)", id="accept", compact=True)

    def action_accept(self) -> None:
        """Go on to the last question."""
        self.dismiss(Agreed())
