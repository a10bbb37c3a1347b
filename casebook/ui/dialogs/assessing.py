"""The form for keeping an assessment: as the catalogue answers, or set otherwise with a reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.content import Content

from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.answer import words_of
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, WordsField
from casebook.ui.words import severity_content

Done = TypeVar("Done")

AS_ANSWERED = "0"
"""Stands for the severity that the catalogue answers."""


@dataclass(frozen=True)
class AssessingGiven:
    """How an answer is to be kept."""

    severity: str
    """A severity that a person sets, or AS_ANSWERED."""
    reason: str
    """Why it is set otherwise."""


class AssessingDialog(FormDialog[AssessingGiven, Done]):
    """Keeps an answer; a person may set the severity higher freely, lower only with a reason."""

    def __init__(
        self, deed: Callable[[AssessingGiven], Done], about: str, answer: Mapping[str, Any]
    ) -> None:
        """Take the deed, the case and the answer."""
        super().__init__(deed, about)
        self._answer = answer

    @property
    def heading(self) -> Content:
        """The answer in short."""
        routes = len(self._answer["routes"])
        return Content.assemble(
            "Keep this assessment: ",
            severity_content(self._answer["severity"]),
            line(f", {routes} routes"),
        )

    def fields(self) -> Iterator[Field]:
        """The severity and a reason."""
        severities = [Choice(AS_ANSWERED, "as the catalogue answers")]
        severities += [Choice(n, f"{n} {word.title}") for n, word in words_of("severity").items()]
        yield ChoiceField("severity", "Severity", severities, needed=True, initial=AS_ANSWERED)
        yield WordsField("reason", "Reason, if you set it otherwise")

    def given(self) -> AssessingGiven:
        """The form as filled in."""
        return AssessingGiven(self.value("severity"), self.value("reason"))
