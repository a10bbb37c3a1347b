"""The form for a decision: what was decided, about what, and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from textual.content import Content

from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField, WordsField

Done = TypeVar("Done")

OWN_WORDS: Final = "own"
"""Stands for a decision that is said in words of one's own."""
NOT_TO_REFER: Final = "not to refer"

DECISIONS: Final = (
    Choice(NOT_TO_REFER, "not to refer"),
    Choice("to refer", "to refer"),
    Choice("no further action", "no further action on this"),
    Choice(OWN_WORDS, "something else, said below"),
)
"""What is decided most often."""


@dataclass(frozen=True)
class DecisionGiven:
    """A decision as it was made."""

    what: str
    """What was decided."""
    about: str
    """The route that it is about, if it is about one."""
    why: str
    """Why."""


class DecideDialog(FormDialog[DecisionGiven, Done]):
    """Asks what was decided and why, including not to refer."""

    def __init__(
        self, deed: Callable[[DecisionGiven], Done], about: str, routes: Sequence[Choice]
    ) -> None:
        """Take the deed, the case, and the routes there are."""
        super().__init__(deed, about)
        self._routes = routes

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Decision in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """What, about which route, why."""
        yield ChoiceField("what", "It was decided", DECISIONS, needed=True)
        yield ChoiceField("about", "About which route, if about one", self._routes)
        yield OwnWordsField("own", "The decision, if it is something else")
        yield WordsField("why", "Why, so that it is understood years later", needed=True)

    def given(self) -> DecisionGiven:
        """The form as filled in."""
        chosen = self.value("what")
        what = self.value("own") if chosen == OWN_WORDS else chosen
        return DecisionGiven(what, self.value("about"), self.value("why"))


class OwnWordsField(LineField):
    """The decision in words of one's own: needed only where none of the usual ones was chosen."""

    def complain(self) -> bool:
        """Say that the words are missing, where they are."""
        chosen = self.screen.query_one("#field-what", ChoiceField).value
        missing = chosen == OWN_WORDS and not self.value
        if missing:
            self.say(cleaned("Say what was decided."), wrong=True)
        return missing
