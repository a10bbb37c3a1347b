"""Forms for words: a note, a wish, the answer to a wish."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
)

Done = TypeVar("Done")

ABOUT = (
    Choice("police", "telling the police"),
    Choice("parents", "telling parents or carers"),
    Choice("head", "telling the head"),
    Choice("school", "what the school does"),
    Choice("platform", "what the platform does"),
    Choice("recording", "what is written down"),
    Choice("other", "something else"),
)
"""What a wish can be about."""

ANSWERS = (
    Choice("yes", "yes, they want it"),
    Choice("no", "no, they do not want it"),
    Choice("unsure", "they are not sure"),
)
"""What somebody said to the thing that their wish is about."""

EXPLAINED = (
    Choice("yes", "yes, before they answered"),
    Choice("no", "not yet"),
)
"""Whether the limits of a wish were explained."""


@dataclass(frozen=True)
class NoteGiven:
    """A note as it was typed."""

    words: str
    """The note itself."""
    at: str
    """When it is about, if not now."""


class NoteDialog(FormDialog[NoteGiven, Done]):
    """Asks for a note."""

    @property
    def heading(self) -> Content:
        """Which case the note is for."""
        return Content.assemble("Note in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """The words, and when they are about."""
        yield WordsField("words", "Note", needed=True)
        yield MomentField("at", "When, if not now", hint="today 15:15, last Tuesday 3.15pm")

    def given(self) -> NoteGiven:
        """The note as typed."""
        return NoteGiven(self.value("words"), self.value("at"))


@dataclass(frozen=True)
class WishGiven:
    """A wish as it was typed."""

    whose: str
    """Who wishes it."""
    about: str
    """What it is about."""
    answer: str
    """Yes, no, or not sure."""
    words: str
    """In their own words."""
    limits_explained: str
    """Whether they were told first that a wish cannot bind the school in everything."""
    at: str
    """When they said so, if not now."""


class WishDialog(FormDialog[WishGiven, Done]):
    """Asks for a wish, and reminds that its limits are explained first."""

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("What somebody wants to happen")

    def matter(self) -> Iterator[Widget]:
        """What to tell them first, then the fields."""
        yield Static(
            "Tell them first: it is heard and answered; but where a child may be at risk, the "
            "school may have to go to others all the same.",
            classes="form-hint",
        )
        yield from super().matter()

    def fields(self) -> Iterator[Field]:
        """Whose, about what, which answer, in which words, when."""
        yield LineField("whose", "Whose wish", needed=True)
        yield ChoiceField("about", "About", ABOUT, needed=True, initial="police")
        yield ChoiceField("answer", "They said", ANSWERS, needed=True, initial="unsure")
        yield WordsField("words", "In their own words", needed=True)
        yield ChoiceField("limits_explained", "The limits were explained", EXPLAINED, initial="no")
        yield MomentField("at", "When they said so, if not now")

    def given(self) -> WishGiven:
        """The wish as typed."""
        names = ("whose", "about", "answer", "words", "limits_explained", "at")
        return WishGiven(*(self.value(name) for name in names))


@dataclass(frozen=True)
class AnswerGiven:
    """The answer to a wish."""

    words: str
    """What they were told, and why."""


class AnswerDialog(FormDialog[AnswerGiven, Done]):
    """Asks how a wish was answered."""

    @property
    def heading(self) -> Content:
        """Which wish is answered."""
        return Content.assemble("Answer to the wish ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """The answer."""
        yield WordsField("words", "What they were told, and why", needed=True)

    def given(self) -> AnswerGiven:
        """The answer as typed."""
        return AnswerGiven(self.value("words"))
