"""Reading back before something is kept or leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Page, Part
from casebook.ui.widgets.reader import PageText


@dataclass(frozen=True)
class Confirmed:
    """A person read it and agreed."""

    page: Page
    """What was read back."""


class ConfirmDialog(Sheet[Confirmed]):
    """Shows what is read back, and asks whether it is right."""

    def __init__(
        self, question: str, lines: Sequence[str | Part], accept: str = "Yes, keep it"
    ) -> None:
        """Take the question, what is read back, and the word for agreeing."""
        super().__init__()
        self._question = question
        self._page = tuple(cleaned(each) if isinstance(each, str) else each for each in lines)
        self._accept = accept

    @property
    def heading(self) -> Content:
        """The question."""
        return cleaned(self._question)

    def matter(self) -> Iterator[Widget]:
        """What is read back."""
        yield PageText(self._page, id="confirm-lines")

    def buttons(self) -> Iterator[Button]:
        """Agree, or go back."""
        yield Button(line(self._accept), id="accept", compact=True)
        yield Button("Go back", id="cancel", compact=True)

    def action_accept(self) -> None:
        """Agree."""
        self.dismiss(Confirmed(self._page))
