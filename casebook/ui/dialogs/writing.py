"""Forms for words: a note, a wish, the answer to a wish."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.casework.views import WishView
from casebook.casework.wording import WANTED, WISHED_ABOUT, said
from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.typeset import Page, facts, passage, quiet, spaced
from casebook.ui.pages.wishes import wish_page
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
    choices_of,
    title_of,
)

Done = TypeVar("Done")

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
        yield MomentField("at", "When, if not now", hint=WHEN)

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

    def __init__(
        self, deed: Callable[[WishGiven], Done], about: str = "", *, reads_back: bool = False
    ) -> None:
        """Take the deed and the case; `reads_back`: it is read back before it is kept."""
        super().__init__(deed, about)
        self._reads_back = reads_back

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("What somebody wants to happen")

    @property
    def reading(self) -> Page:
        """What to tell them first."""
        return (
            quiet(
                "Tell them first: it is heard and answered; but where a child may be at risk, the "
                "school may have to go to others all the same."
            ),
        )

    def fields(self) -> Iterator[Field]:
        """What they were told first; whose, about what, which answer, in which words, when."""
        yield ChoiceField("limits_explained", "The limits were explained", EXPLAINED, initial="no")
        yield LineField("whose", "Whose wish", needed=True)
        yield ChoiceField("about", "About", choices_of(WISHED_ABOUT), needed=True)
        yield ChoiceField("answer", "They said", choices_of(WANTED), needed=True)
        yield WordsField("words", "In their own words", needed=True)
        yield MomentField("at", "When they said so, if not now")

    def given(self) -> WishGiven:
        """The wish as typed."""
        names = ("whose", "about", "answer", "words", "limits_explained", "at")
        return WishGiven(*(self.value(name) for name in names))

    def read_back(self, given: WishGiven) -> Page:
        """Whose wish, about what, the answer, the words, and when they said so."""
        if not self._reads_back:
            return ()
        moment = self.query_one("#field-at", MomentField).moment
        return (
            *facts(
                [
                    ("Whose wish", given.whose),
                    ("About", said(WISHED_ABOUT, given.about)),
                    ("They said", said(WANTED, given.answer)),
                    ("Limits", title_of(EXPLAINED, given.limits_explained)),
                    ("When", moment.said if moment else "now"),
                ]
            ),
            passage(given.words),
        )


@dataclass(frozen=True)
class AnswerGiven:
    """The answer to a wish."""

    wish: str
    """Its reference."""
    words: str
    """What they were told, and why."""


class AnswerDialog(FormDialog[AnswerGiven, Done]):
    """Asks how a wish was answered."""

    def __init__(
        self, deed: Callable[[AnswerGiven], Done], about: str, wishes: Sequence[WishView]
    ) -> None:
        """Take the deed, the case, and the wishes that wait for an answer."""
        super().__init__(deed, about)
        self._wishes = wishes

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("What somebody was told about their wish")

    @property
    def reading(self) -> Page:
        """Every wish that waits for an answer."""
        return tuple(spaced(wish_page(each) for each in self._wishes))

    def fields(self) -> Iterator[Field]:
        """The wish, which is chosen already where there is one only, and the answer."""
        choices = [
            Choice(
                each.reference,
                f"{each.whose} about {said(WISHED_ABOUT, each.about)}: {each.words}",
            )
            for each in self._wishes
        ]
        only = choices[0].value if len(choices) == 1 else ""
        yield ChoiceField("wish", "Which wish", choices, needed=True, initial=only)
        yield WordsField("words", "What they were told, and why", needed=True)

    def given(self) -> AnswerGiven:
        """The answer as typed."""
        return AnswerGiven(self.value("wish"), self.value("words"))
