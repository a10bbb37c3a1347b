"""The words that open a bundle: shown once, told by telephone, kept nowhere."""

from collections.abc import Iterator
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from casebook.casework.releases import Exported
from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import fact, quiet
from casebook.ui.widgets.reader import PageText


class SealedDialog(Sheet[None]):
    """What was written, its fingerprint, and its words if it was sealed with any."""

    DEFAULT_CSS = """
    SealedDialog {
        #sealed-words {
            height: auto; margin: 1 0; padding: 1 2; background: $panel; color: $accent;
            text-style: bold;
        }
    }
    """

    def __init__(self, exported: Exported) -> None:
        """Take the bundle as it left."""
        super().__init__()
        self._exported = exported

    @property
    def heading(self) -> Content:
        """That the bundle is written."""
        return Content("The bundle is written")

    def matter(self) -> Iterator[Widget]:
        """The words first, because they are shown only now."""
        if self._exported.words:
            yield Static(
                "The words that open it. Tell them by telephone, never in writing.\n"
                "They are shown now and kept nowhere.",
                id="sealed-how",
            )
            yield Static(cleaned(self._exported.words), id="sealed-words")
        yield PageText(
            (
                fact("Bundle", self._exported.bundle),
                fact("Covering note", f"beside it: {Path(self._exported.note).name}"),
                fact("Fingerprint", self._exported.fingerprint),
                fact("  in digits", self._exported.fingerprint_digits),
                Content(""),
                quiet(
                    "Read the fingerprint out as well: with it the recipient can prove that the "
                    "bundle is yours and unchanged."
                ),
            ),
            id="sealed-what",
        )

    def buttons(self) -> Iterator[Button]:
        """One way out, said plainly."""
        yield Button("I have told them, or written them down to tell", id="accept", compact=True)

    def action_accept(self) -> None:
        """Close; the words are gone."""
        self.dismiss(None)
