"""What every dialog has: a sheet in the middle with a heading, its matter, and its buttons."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.reader import PageText

Result = TypeVar("Result")


class Sheet(ModalScreen[Result | None]):
    """A dialog; it answers with a `Result`, or with None when it was left."""

    BINDINGS = keys.of("dialog")
    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        background: $background 70%;

        #sheet {
            width: 90%;
            max-width: 84;
            height: auto;
            max-height: 96%;
            background: $surface;
            border: round $border-blurred;
            padding: 0 2;
            scrollbar-size-vertical: 1;
            scrollbar-gutter: stable;
        }
        #sheet-heading {
            dock: top; text-style: bold; color: $primary; height: auto; padding: 0 0 1 0;
            background: $surface;
        }
        #sheet-matter { height: auto; }
        #form-reading { height: auto; margin: 0 0 1 0; }
        .form-hint { color: $secondary; margin: 0 0 1 0; height: auto; }
        #sheet-fault { height: auto; display: none; }
        #sheet-fault.-said { display: block; margin: 1 0 0 0; }
        #sheet-foot { dock: bottom; height: 2; padding: 1 0 0 0; background: $surface; }
        #sheet-foot Button {
            min-width: 10; margin: 0 2 0 0; background: $panel; color: $foreground;
        }
        #sheet-keys { width: 1fr; text-align: right; color: $text-muted; }
        #sheet-foot Button:focus {
            background: $block-cursor-background; color: $block-cursor-foreground;
            text-style: bold;
        }
    }
    """

    @property
    @abstractmethod
    def heading(self) -> Content:
        """What the dialog is about."""

    @abstractmethod
    def matter(self) -> Iterator[Widget]:
        """What the dialog shows and asks."""

    @abstractmethod
    def buttons(self) -> Iterator[Button]:
        """The ways out of the dialog, the usual one first."""

    def compose(self) -> ComposeResult:
        """The sheet in the middle."""
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(self.heading, id="sheet-heading")
            with Vertical(id="sheet-matter"):
                yield from self.matter()
            yield Said(id="sheet-fault")
            with Horizontal(id="sheet-foot"):
                ways = list(self.buttons())
                yield from ways
                yield Static(_keys_of(ways), id="sheet-keys")

    def say(self, said: Page) -> None:
        """Say what stands in the way of accepting, or nothing."""
        place = self.query_one("#sheet-fault", Said)
        place.set_class(bool(said), "-said")
        place.show(said)
        place.call_after_refresh(place.come_into_view)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button for its key."""
        event.stop()
        if event.button.id == "accept":
            self.action_accept()
        else:
            self.action_cancel()

    @abstractmethod
    def action_accept(self) -> None:
        """Accept what stands here."""

    def action_cancel(self) -> None:
        """Leave; nothing is kept."""
        self.dismiss(None)


class Said(PageText):
    """What stands in the way of accepting."""

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - its base looks at it
        """Come into view again with each height it takes: it is set only once it has a width."""
        self.call_after_refresh(self.come_into_view)

    def come_into_view(self) -> None:
        """Scroll the sheet so that it is read from its first line."""
        if self.is_attached and self.has_class("-said"):
            self.scroll_visible(animate=False, top=True)


def _keys_of(ways: Sequence[Button]) -> Content:
    """The keys that do what the usual buttons do."""
    pressed = {"accept": "Ctrl+S", "cancel": "Escape"}
    said = [f"{pressed[each.id]} {each.label}" for each in ways if each.id in pressed]
    return line(" · ".join(said))
