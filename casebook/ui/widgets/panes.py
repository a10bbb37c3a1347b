"""The parts of a case, one of which is shown: a strip with their names, and the part itself."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from casebook.ui.cleaning import line

SHORT = {"Chronology": "Chron."}
"""Short names for a narrow window."""
ROOMY = 84
"""Columns from which the long names fit."""


class PaneName(Static):
    """The name of a part, to be clicked."""

    class Clicked(Message):
        """The part with this number is wanted."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, number: int, title: str) -> None:
        """Take its number, from 1, and its name."""
        super().__init__(line(f"{number} {title}"), id=f"pane-name-{number}")
        self._number = number
        self._title = title

    def shorten(self, *, is_short: bool) -> None:
        """Write the long or the short name."""
        title = SHORT.get(self._title, self._title) if is_short else self._title
        self.update(line(f"{self._number} {title}"))

    def on_click(self, event: events.Click) -> None:
        """Want this part."""
        event.stop()
        self.post_message(self.Clicked(self._number))


class PaneStrip(Horizontal):
    """The names of the parts on one line, the one shown set apart."""

    DEFAULT_CSS = """
    PaneStrip {
        dock: top;
        height: 1;
        background: $surface;

        PaneName { width: auto; margin: 0 1 0 0; color: $text-muted; }
        PaneName.-shown { color: $foreground; text-style: bold underline; }
    }
    """

    class Chosen(Message):
        """The part with this number, from 1, was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, titles: Sequence[str]) -> None:
        """Take the names of the parts."""
        super().__init__()
        self._titles = titles

    def compose(self) -> ComposeResult:
        """The names in a row."""
        for number, title in enumerate(self._titles, 1):
            yield PaneName(number, title)

    def on_resize(self, event: events.Resize) -> None:
        """Shorten what does not fit."""
        for name in self.query(PaneName):
            name.shorten(is_short=event.size.width < ROOMY)

    def mark(self, number: int) -> None:
        """Set the name of the part with this number apart."""
        for name in self.query(PaneName):
            name.set_class(name.id == f"pane-name-{number}", "-shown")

    @on(PaneName.Clicked)
    def _clicked(self, message: PaneName.Clicked) -> None:
        """Tell which part was chosen."""
        message.stop()
        self.post_message(self.Chosen(message.number))
