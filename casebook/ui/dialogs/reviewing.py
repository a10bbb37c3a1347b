"""The review of a closing: one page to read, then a signature, or a return with what is wanted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.casework.views import CaseView
from casebook.errors import CasebookError
from casebook.errors.rules import ClosureRefused
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.missing import not_yet_page
from casebook.ui.pages.review import review_page
from casebook.ui.widgets.fields import Field, WordsField
from casebook.ui.widgets.reader import Reader

Done = TypeVar("Done")


@dataclass(frozen=True)
class ReviewGiven:
    """What the second person says to a closing."""

    words: str
    """What they say to it; what is still wanted, where it is returned."""
    is_return: bool
    """Whether it is returned instead of signed."""


class ReviewDialog(FormDialog[ReviewGiven, Done]):
    """Shows the whole case on one page, and asks for a signature or a return."""

    BINDINGS = keys.of("review")
    DEFAULT_CSS = """
    ReviewDialog {
        #sheet { height: 96%; }
        #sheet-matter { height: 1fr; }
        Reader { height: 1fr; padding: 0; margin: 0 0 1 0; }
        TextArea { height: 2; }
        Field { margin: 0; }
    }
    """
    AUTO_FOCUS = "#review-page"

    def __init__(
        self, deed: Callable[[ReviewGiven], Done], view: CaseView, *, why_not: str, may_return: bool
    ) -> None:
        """Take the deed, the case, and what this person may do.

        `why_not`: why they may not sign it; empty where they may.
        """
        super().__init__(deed, view.case)
        self._view = view
        self._why_not = why_not
        self._may_return = may_return
        self._returns = False

    @property
    def heading(self) -> Content:
        """What is asked, or why nothing is."""
        if self._why_not:
            return Content.assemble("You do not sign this closing: ", line(self._why_not))
        return Content.assemble("Sign the closing of ", line(self.about), "? Read it first.")

    def matter(self) -> Iterator[Widget]:
        """The page, then what the second person says to it."""
        yield Reader(review_page(self._view), id="review-page")
        if self._may_return:
            yield from super().matter()

    def fields(self) -> Iterator[Field]:
        """What they say to it."""
        label = "What is still wanted" if self._why_not else "What you say to it"
        yield WordsField("words", f"{label}; needed to return it")

    def buttons(self) -> Iterator[Button]:
        """Sign, return, or leave: as far as this person may."""
        if not self._why_not:
            yield Button("Approve and sign (Ctrl+S)", id="accept", compact=True)
        if self._may_return:
            yield Button("Return (Ctrl+R)", id="return", compact=True)
        yield Button("Leave", id="cancel", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button for its key."""
        if event.button.id == "return":
            event.stop()
            event.prevent_default()  # else the sheet takes the button for its own as well
            self.action_send_back()

    def given(self) -> ReviewGiven:
        """What they say to it."""
        return ReviewGiven(self.value("words"), is_return=self._returns)

    def action_accept(self) -> None:
        """Sign, where this person may."""
        if self._why_not:
            self.say((cleaned(f"You do not sign this closing: {self._why_not}."),))
            return
        self._returns = False
        super().action_accept()

    def action_send_back(self) -> None:
        """Return it, with what is still wanted."""
        self.after_typing(self._return)

    def _return(self) -> None:
        """Return it, unless nothing is said."""
        if not self._may_return:
            return
        field = self.query_one("#field-words", Field)
        if not field.value:
            field.say(Content("Say first what is still wanted."), wrong=True)
            self.set_focus(field.query("TextArea").first())
            return
        self._returns = True
        self._accept()

    def _refused(self, fault: CasebookError) -> None:
        """Say in words what is missing; everything typed stays."""
        if isinstance(fault, ClosureRefused):
            self.say(not_yet_page(self._view, fault.details))
        else:
            super()._refused(fault)
