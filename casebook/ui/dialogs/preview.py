"""The last look before a bundle is written: every name and exhibit that leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.reader import PageText


@dataclass(frozen=True)
class Agreed:
    """A person looked at what leaves, and agreed."""


class PreviewDialog(Sheet[Agreed]):
    """Shows what would leave; Ctrl+S writes it."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        super().__init__()
        self._page = page

    @property
    def heading(self) -> Content:
        """What is shown."""
        return Content("This would leave. Once it is handed over, it cannot be called back.")

    def matter(self) -> Iterator[Widget]:
        """The page."""
        yield PageText(self._page)

    def buttons(self) -> Iterator[Button]:
        """Write, or go back; going back has the cursor."""
        yield Button("Go back", id="cancel", compact=True)
        yield Button("Write the bundle (Ctrl+S)", id="accept", compact=True)

    def action_accept(self) -> None:
        """Agree."""
        self.dismiss(Agreed())
