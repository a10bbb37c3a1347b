"""The words that open a bundle: shown once, told by telephone, kept nowhere.

The rule is: while there are words, no key closes this but one that says they are written down.
"""

from collections.abc import Iterator
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from casebook.casework.releases import Exported
from casebook.ui import keys
from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.listening import Unhurried
from casebook.ui.pages.typeset import fact, quiet
from casebook.ui.widgets.reader import PageText
from casebook.ui.widgets.shown_once import ShownOnce


class SealedDialog(Unhurried, Sheet[None]):
    """What was written, whose key signed it, and its words if it was sealed with any."""

    BINDINGS = keys.of("words")

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
                "The words that open it. Write them down now; tell them by telephone, never in "
                "an email. They are kept nowhere: lost words mean exporting again.",
                id="sealed-how",
            )
            yield ShownOnce(cleaned(self._exported.words), id="sealed-words")
        yield PageText(
            (
                fact("Bundle", self._exported.bundle),
                fact("Covering note", f"beside it: {Path(self._exported.note).name}"),
                quiet("The six words of the key that signed, and the same in digits:"),
                fact("Six words", self._exported.fingerprint),
                fact("In digits", self._exported.fingerprint_digits),
                quiet(
                    "Read the six words of the key out as well: with them the recipient can prove "
                    "that the bundle is yours and unchanged."
                ),
            ),
            id="sealed-what",
        )

    def buttons(self) -> Iterator[Button]:
        """One way out, said plainly."""
        said = "Press W: the words are written down" if self._exported.words else "Go on"
        yield Button(said, id="accept", compact=True)

    def action_accept(self) -> None:
        """Close where there are no words to lose; else say which key does."""
        if self._exported.words is None:
            self.dismiss(None)
        else:
            self.say((Content("The words are shown only now. Once they are written down: W."),))

    def action_cancel(self) -> None:
        """Do as accepting does: nothing here is taken back."""
        self.action_accept()

    def action_written_down(self) -> None:
        """Close; the words are gone."""
        self.dismiss(None)
