"""Forms for an action: done, ruled out, given to somebody, added."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.casework.views import ActionLine
from casebook.casework.wording import ADDED
from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.actions import action_title, due_state, duty_words, why_parts
from casebook.ui.pages.typeset import Page, facts, quiet
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
    choices_of,
)

Given = TypeVar("Given")
Done = TypeVar("Done")

WHEN = "today 15:15, last Tuesday 3.15pm"
"""How a moment can be typed."""


class ActionDialog(FormDialog[Given, Done]):
    """A form about one action: its name, when it is due, and why it is asked for stand above."""

    def __init__(self, deed: Callable[[Given], Done], action: ActionLine) -> None:
        """Take the deed and the action."""
        super().__init__(deed, action.id)
        self.action = action

    @property
    def called(self) -> str:
        """The action's name and reference."""
        return f"{action_title(self.action)}  {self.action.id}"

    @property
    def reading(self) -> Page:
        """How it stands, and why it is asked for."""
        return (
            *facts([("Stands", due_state(self.action)), ("Duty", duty_words(self.action))]),
            *why_parts(self.action),
        )


@dataclass(frozen=True)
class DoneGiven:
    """How an action was done."""

    outcome: str
    """What came of it."""
    reference: str
    """Theirs: a crime reference, a log number."""
    done_at: str
    """When, if not now."""
    by: str
    """Who did it, if not whoever writes this."""
    with_whom: str
    """To whom it was done or said."""


class DoDialog(ActionDialog[DoneGiven, Done]):
    """Asks how an action was done; afterwards is as good as at once."""

    @property
    def heading(self) -> Content:
        """Which action."""
        return Content.assemble("Done: ", line(self.called))

    @property
    def reading(self) -> Page:
        """Nothing: what came of it is to the fore."""
        return ()

    def fields(self) -> Iterator[Field]:
        """What came of it, their reference, when, by whom, with whom."""
        yield WordsField("outcome", "What came of it", needed=True)
        yield LineField("with_whom", "With whom (name, post)")
        yield LineField("reference", "Their reference")
        yield MomentField("done_at", "When, if not now", hint=WHEN)
        yield LineField("by", "By whom, if not you")

    def given(self) -> DoneGiven:
        """The form as typed."""
        names = ("outcome", "reference", "done_at", "by", "with_whom")
        return DoneGiven(*(self.value(name) for name in names))


@dataclass(frozen=True)
class RuledOutGiven:
    """Why an action is not to be done."""

    reason: str
    """The reason."""
    authority: str
    """Who says so: for what must be done, the authority concerned."""
    on: str
    """When they said so, if not now."""


class RuleOutDialog(ActionDialog[RuledOutGiven, Done]):
    """Asks why an action is not to be done, on whose authority, and when they said so."""

    @property
    def heading(self) -> Content:
        """Which action."""
        return Content.assemble("Not to be done: ", line(self.called))

    def fields(self) -> Iterator[Field]:
        """Reason, authority, when."""
        yield WordsField("reason", "Why it is not to be done", needed=True)
        yield LineField("authority", "On whose authority (name, post)", needed=True)
        yield MomentField("on", "When they said so, if not now", hint=WHEN)

    def given(self) -> RuledOutGiven:
        """The form as typed."""
        return RuledOutGiven(self.value("reason"), self.value("authority"), self.value("on"))


@dataclass(frozen=True)
class AssignGiven:
    """Whom an action is given to."""

    user: str
    """The short name of a user."""


class AssignDialog(ActionDialog[AssignGiven, Done]):
    """Asks who is to see to an action: one of those whose keys open the case."""

    def __init__(
        self,
        deed: Callable[[AssignGiven], Done],
        action: ActionLine,
        users: Sequence[Choice],
    ) -> None:
        """Take the deed, the action, and who there is."""
        super().__init__(deed, action)
        self._users = users

    @property
    def heading(self) -> Content:
        """Which action."""
        return Content.assemble("Give to somebody: ", line(self.called))

    def fields(self) -> Iterator[Field]:
        """Who."""
        yield ChoiceField("user", "Who sees to it", self._users, needed=True)

    def given(self) -> AssignGiven:
        """The form as chosen."""
        return AssignGiven(self.value("user"))


@dataclass(frozen=True)
class AddedGiven:
    """Something to do that a person adds."""

    what: str
    """Its kind, of `actions.ADDED`."""
    words: str
    """What is to be done, and why."""
    due: str
    """By when."""


class AddDialog(FormDialog[AddedGiven, Done]):
    """Asks for something to do beyond what triage asks for."""

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Add to the actions of ", line(self.about))

    @property
    def reading(self) -> Page:
        """What waits."""
        return (
            quiet(
                "Interviews, viewings, statements and searches wait for advice where triage says "
                "so; letters and meetings where nobody is told yet."
            ),
        )

    def fields(self) -> Iterator[Field]:
        """What, in words, by when."""
        yield ChoiceField("what", "What", choices_of(ADDED), needed=True, initial="other")
        yield WordsField("words", "What is to be done, and why", needed=True)
        yield MomentField(
            "due",
            "By when",
            needed=True,
            hint="tomorrow at noon, 24/11 at 1700",
            past_only=False,
        )

    def given(self) -> AddedGiven:
        """The form as typed."""
        return AddedGiven(self.value("what"), self.value("words"), self.value("due"))
