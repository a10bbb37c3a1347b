"""The form that puts a reading right: how it reads, how it should, and why; then read back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from casebook.casework.correctable import Correctable
from casebook.casework.wording import PERSON_KINDS, ROLES
from casebook.triage import catalogue
from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.readings import code_title, codes, field_title, named, said
from casebook.ui.pages.typeset import Page, fact, passage, quiet
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
from casebook.ui.widgets.ticks import TickList

Done = TypeVar("Done")

SURE = (
    Choice("exact", "exactly"),
    Choice("about", "about"),
    Choice("between", "between two moments"),
    Choice("unknown", "not known"),
)
"""How exactly a time is known."""
YES_NO = (Choice("yes", "yes"), Choice("no", "no"))
WORDS = {
    "role": choices_of(ROLES),
    "person_kind": choices_of(PERSON_KINDS),
    "reported_by_kind": choices_of(PERSON_KINDS),
    "precision": SURE,
}
"""The titles of the words that a field takes."""


@dataclass(frozen=True)
class CorrectionGiven:
    """A correction as it was typed."""

    reading: str
    """How it should read."""
    why: str
    """Why."""


class CorrectDialog(FormDialog[CorrectionGiven, Done]):
    """Asks how a reading should read, and why; the earlier one stays beside it."""

    def __init__(self, deed: Callable[[CorrectionGiven], Done], target: Correctable) -> None:
        """Take the deed, and the reading that is to be put right."""
        super().__init__(deed, f"{target.reference} {target.field}")
        self.target = target

    @property
    def heading(self) -> Content:
        """Which reading."""
        return Content.assemble("Put right: ", line(named(self.target)))

    @property
    def reading(self) -> Page:
        """How it reads now."""
        return (quiet("It reads now, and stays readable:"), passage(_said(self.target)))

    def fields(self) -> Iterator[Field]:
        """How it should read, and why."""
        yield _field(self.target)
        yield WordsField("why", "Why", needed=True)

    def given(self) -> CorrectionGiven:
        """The form as typed."""
        return CorrectionGiven(self.value("reading"), self.value("why"))

    def read_back(self, given: CorrectionGiven) -> Page:
        """What it read, what it will read, and why."""
        return (
            quiet(named(self.target)),
            Content(""),
            quiet("It read:"),
            passage(_said(self.target)),
            quiet("It will read:"),
            passage(self._said_anew(given.reading)),
            Content(""),
            fact("Because", given.why),
        )

    def _said_anew(self, reading: str) -> str:
        """The new reading as a person reads it."""
        moment = getattr(self.query_one("#field-reading"), "moment", None)
        if moment is not None:
            return str(moment.said)
        if self.target.holds == "codes":
            return ", ".join(code_title(self.target.field, each) for each in codes(reading))
        return title_of(_choices(self.target), reading) or "nothing"


class CodesField(Field):
    """Several of the catalogue's concerns or signs, each ticked with Space."""

    DEFAULT_CSS = """
    CodesField TickList {
        height: 8; border: none; padding: 0 1; background: $panel; scrollbar-size-vertical: 1;
    }
    CodesField TickList:focus { border: none; }
    """

    def __init__(self, target: Correctable) -> None:
        """Take the reading, whose codes are ticked to begin with."""
        super().__init__("reading", "How it should read: Space ticks", initial=target.reading)
        self._of = target.field
        self._ticked = set(codes(target.reading))
        listed = catalogue.load()
        known = listed.signs if self._of == "signs" else listed.concerns
        self._codes = sorted(
            known, key=lambda each: (each not in self._ticked, code_title(self._of, each))
        )

    def place(self) -> Iterator[Widget]:
        """The list, what is ticked first."""
        self._ticked = set(codes(self.initial))
        yield TickList(*(Option(self._prompt(each)) for each in self._codes))

    @property
    def value(self) -> str:
        """What is ticked, as a correction takes it."""
        return ", ".join(each for each in self._codes if each in self._ticked)

    def _prompt(self, code: str) -> Content:
        """A code by its title, with its tick or with none: not told by colour alone."""
        title = line(code_title(self._of, code))
        return Content.assemble("[x] " if code in self._ticked else "[ ] ", title)

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        """Tick it, or take the tick away."""
        event.stop()
        code = self._codes[event.option_index]
        self._ticked ^= {code}
        prompt = self._prompt(code)
        self.query_one(TickList).replace_option_prompt_at_index(event.option_index, prompt)
        self.say(None)
        self.post_message(self.Changed(self.field))


def _field(target: Correctable) -> Field:
    """The field in which this kind of reading is given."""
    label = f"How it should read: {field_title(target.field)}"
    if target.holds == "codes":
        return CodesField(target)
    if target.holds == "moment":
        return MomentField("reading", label, needed=True, hint=WHEN)
    if target.holds in {"word", "yes-no"}:
        return ChoiceField("reading", label, _choices(target), needed=True)
    if target.holds == "day":
        return LineField("reading", label, initial=target.reading, hint="2014-03-09")
    if target.holds == "number":
        return LineField("reading", label, initial=target.reading)
    return WordsField("reading", label, initial=target.reading)


def _choices(target: Correctable) -> tuple[Choice, ...]:
    """The words that a reading can be."""
    if target.holds == "yes-no":
        return YES_NO
    return WORDS.get(target.field, ()) if target.holds == "word" else ()


def _said(target: Correctable) -> str:
    """The reading as a person reads it."""
    return title_of(_choices(target), said(target))
