"""A page that can be read and scrolled."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from casebook.ui.pages.typeset import Page, set_page


class PageText(Static):
    """A page set for the width that it has, and set again when that changes."""

    def __init__(self, page: Page = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        """Take the page."""
        super().__init__(id=id)
        self._page = page
        self._set_for = 0
        self._heights: dict[int, int] = {}

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the page takes at `width`, known before it is set: none is ever cut."""
        if width and width not in self._heights:
            self._heights[width] = set_page(self._page, width).get_height({}, width)
        return self._heights.get(width) or super().get_content_height(container, viewport, width)

    def show(self, page: Page) -> None:
        """Show another page."""
        self._page = page
        self._heights.clear()
        self._set(self._set_for or self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Set the page for the new width."""
        if event.size.width != self._set_for:
            self._set(event.size.width)

    def _set(self, width: int) -> None:
        """Set the page in lines of `width` columns."""
        self._set_for = width
        if width:
            self.update(set_page(self._page, width))


class Reader(VerticalScroll):
    """A page in a place that scrolls."""

    DEFAULT_CSS = """
    Reader {
        padding: 0 1;
        scrollbar-size-vertical: 1;

        PageText { height: auto; width: 100%; }
    }
    """

    def __init__(self, page: Page = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        """Take the page to begin with."""
        super().__init__(id=id)
        self._first = page

    def compose(self) -> ComposeResult:
        """The page."""
        yield PageText(self._first)

    def show(self, page: Page) -> None:
        """Show another page, from its beginning."""
        self._first = page
        if self.is_mounted:
            self.query_one(PageText).show(page)
            self.scroll_home(animate=False)
