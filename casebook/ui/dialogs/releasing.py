"""The last question before a bundle is written: to whom, where, how much; on a key of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.ui import keys
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.listening import Unhurried
from casebook.ui.pages.typeset import Page, quiet
from casebook.ui.widgets.reader import PageText


@dataclass(frozen=True)
class LetGo:
    """A person let a bundle leave."""


class ReleaseDialog(Unhurried, Sheet[LetGo]):
    """Asks once more, in few lines; the key that brought one here does not write."""

    BINDINGS = keys.of("release")

    def __init__(self, page: Page) -> None:
        """Take what leaves, in few lines."""
        super().__init__()
        self._page = page

    @property
    def heading(self) -> Content:
        """The question."""
        return Content("Let this leave? Once handed over, it cannot be called back.")

    def matter(self) -> Iterator[Widget]:
        """To whom, where and how much; and the key."""
        yield PageText(
            (*self._page, Content(""), quiet("F8 writes it. Enter and Escape go back.")),
            id="release-what",
        )

    def buttons(self) -> Iterator[Button]:
        """Go back, which has the cursor; or write it."""
        yield Button("Go back", id="cancel", compact=True)
        yield Button("Write the bundle (F8)", id="write", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button for its key."""
        event.stop()
        event.prevent_default()  # else the sheet takes the button for its own as well
        if event.button.id == "write":
            self.action_write_it()
        else:
            self.action_cancel()

    def action_accept(self) -> None:
        """Write nothing: this key came here from the look before."""
        self.say((Content("Nothing is written yet: F8 writes it, Escape goes back."),))

    def action_write_it(self) -> None:
        """Let it leave."""
        self.dismiss(LetGo())
