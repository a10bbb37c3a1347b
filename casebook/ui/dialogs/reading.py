"""A page to be read in full."""

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.reader import Reader


class ReadingDialog(Sheet[None]):
    """Shows a page, as long as it may be; nothing is changed here."""

    DEFAULT_CSS = """
    ReadingDialog {
        #sheet { height: 96%; }
        #sheet-matter { height: 1fr; }
        Reader { height: 1fr; }
    }
    """

    def __init__(self, title: str, page: Page) -> None:
        """Take the title and the page."""
        super().__init__()
        self._title = title
        self._page = page

    @property
    def heading(self) -> Content:
        """The title."""
        return cleaned(self._title)

    def matter(self) -> Iterator[Widget]:
        """The page."""
        yield Reader(self._page, id="reading-page")

    def buttons(self) -> Iterator[Button]:
        """One way out."""
        yield Button("Go back", id="accept", compact=True)

    def action_accept(self) -> None:
        """Go back."""
        self.dismiss(None)
