"""The words that open a bundle: shown once, told by telephone, kept nowhere."""

from collections.abc import Iterator
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from casebook.ui.cleaning import cleaned, stacked
from casebook.ui.dialogs.sheet import Sheet


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

    def __init__(self, bundle: Path, fingerprint: str, words: str | None) -> None:
        """Take the bundle as it was written."""
        super().__init__()
        self._bundle = bundle
        self._fingerprint = fingerprint
        self._words = words

    @property
    def heading(self) -> Content:
        """That the bundle is written."""
        return Content("The bundle is written")

    def matter(self) -> Iterator[Widget]:
        """The words first, because they are shown only now."""
        if self._words:
            yield Static(
                "The words that open it. Tell them by telephone, never in writing.\n"
                "They are shown now and kept nowhere.",
                id="sealed-how",
            )
            yield Static(cleaned(self._words), id="sealed-words")
        yield Static(
            stacked(
                [
                    Content.assemble(("Bundle       ", "dim"), cleaned(self._bundle)),
                    Content.assemble(("Fingerprint  ", "dim"), cleaned(self._fingerprint)),
                    Content(""),
                    Content(
                        "Read the fingerprint out as well: with it the recipient can prove\n"
                        "that the bundle is yours and unchanged."
                    ),
                ]
            ),
            id="sealed-what",
        )

    def buttons(self) -> Iterator[Button]:
        """One way out, said plainly."""
        yield Button("I have told them, or written them down to tell", id="accept", compact=True)

    def action_accept(self) -> None:
        """Close; the words are gone."""
        self.dismiss(None)
