"""Forms for the end of a case: closing it, and opening it again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook import clock
from casebook.casework.closings import SECOND_FROM
from casebook.casework.views import CaseView
from casebook.errors import CasebookError
from casebook.errors.rules import ClosureRefused
from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.missing import not_yet_page
from casebook.ui.pages.typeset import Page, quiet
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
)

Done = TypeVar("Done")


@dataclass(frozen=True)
class ClosingGiven:
    """How a case ends."""

    outcome: str
    """One of the outcomes that are allowed."""
    words: str
    """More about it, in the DSL's own words."""
    told_reporter: str
    """What the reporter was told, by whom and when; or why not."""


class CloseDialog(FormDialog[ClosingGiven, Done]):
    """Asks how a case ends; while something is undecided, it is refused with the list."""

    def __init__(
        self,
        deed: Callable[[ClosingGiven], Done],
        view: CaseView,
        outcomes: Sequence[Choice],
        teller: str,
    ) -> None:
        """Take the deed, the case, the outcomes there are, and who sits at the desk."""
        super().__init__(deed, view.case)
        self._view = view
        self._outcomes = outcomes
        self._teller = teller

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Close ", line(self.about))

    @property
    def reading(self) -> Page:
        """Whether a second person signs."""
        if (self._view.severity or 0) < SECOND_FROM:
            return ()
        return (quiet("A second authorised person signs before it is closed."),)

    def fields(self) -> Iterator[Field]:
        """The outcome, and what the reporter was told, by whom and when."""
        yield ChoiceField("outcome", "Outcome", self._outcomes, needed=True)
        yield LineField("words", "More about the outcome")
        yield WordsField("told_reporter", "What the reporter was told; or why not")
        yield LineField("told_by", "Who told them", initial=self._teller)
        yield MomentField("told_at", "When they were told, if not now", hint=WHEN)

    def given(self) -> ClosingGiven:
        """The form as typed."""
        return ClosingGiven(self.value("outcome"), self.value("words"), self._told())

    def _told(self) -> str:
        """What the reporter was told, with who told them and when beside it."""
        words, by = self.value("told_reporter"), self.value("told_by")
        if not words or not by:
            return words
        read = self.query_one("#field-told_at", MomentField).moment
        at = read.earliest if read and read.earliest else clock.now()
        return f"{words}\n(Told by {by}, {clock.words(at)}.)"

    def _refused(self, fault: CasebookError) -> None:
        """Say in words what is missing; everything typed stays."""
        if isinstance(fault, ClosureRefused):
            self.say(not_yet_page(self._view, fault.details))
        else:
            super()._refused(fault)


@dataclass(frozen=True)
class ReasonGiven:
    """Why something is done."""

    reason: str
    """In words."""


class ReopenDialog(FormDialog[ReasonGiven, Done]):
    """Asks why a closed case is opened again; both closings stay visible."""

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Open again ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """The reason."""
        yield WordsField("reason", "Why", needed=True)

    def given(self) -> ReasonGiven:
        """The form as typed."""
        return ReasonGiven(self.value("reason"))
