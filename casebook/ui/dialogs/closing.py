"""Forms for the end of a case: closing it, and opening it again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField, WordsField

Done = TypeVar("Done")


@dataclass(frozen=True)
class ClosingGiven:
    """How a case ends."""

    outcome: str
    """One of the outcomes that are allowed."""
    words: str
    """More about it, in the DSL's own words."""
    told_reporter: str
    """What the reporter was told, and when; or why not."""


class CloseDialog(FormDialog[ClosingGiven, Done]):
    """Asks how a case ends; while something is undecided, it is refused with the list."""

    def __init__(
        self, deed: Callable[[ClosingGiven], Done], about: str, outcomes: Sequence[Choice]
    ) -> None:
        """Take the deed, the case, and the outcomes there are."""
        super().__init__(deed, about)
        self._outcomes = outcomes

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Close ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """The outcome, and what the reporter was told."""
        yield ChoiceField("outcome", "Outcome", self._outcomes, needed=True)
        yield LineField("words", "More about the outcome")
        yield WordsField("told_reporter", "What the reporter was told, and when; or why not")

    def given(self) -> ClosingGiven:
        """The form as typed."""
        names = ("outcome", "words", "told_reporter")
        return ClosingGiven(*(self.value(name) for name in names))


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
