"""The line at the head of a room: where one is, and whose casebook it is."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class Heading(Horizontal):
    """The room's name on the left, the casebook and its user on the right."""

    DEFAULT_CSS = """
    Heading {
        dock: top;
        height: 1;
        background: $panel;
        padding: 0 1;

        #heading-room { width: 1fr; text-style: bold; color: $primary; }
        #heading-desk { width: auto; max-width: 50%; color: $text-muted; margin: 0 0 0 2; }
        Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, room: Content, desk: Content) -> None:
        """Take what stands on the left and on the right."""
        super().__init__()
        self._room = room
        self._desk = desk

    def compose(self) -> ComposeResult:
        """Both sides of the line."""
        yield Static(self._room, id="heading-room")
        yield Static(self._desk, id="heading-desk")

    def rename(self, room: Content) -> None:
        """Say where one is now."""
        self._room = room
        if self.is_mounted:
            self.query_one("#heading-room", Static).update(room)
