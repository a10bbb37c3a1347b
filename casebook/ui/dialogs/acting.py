"""Forms for an action: done, or ruled out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Field, LineField, MomentField, WordsField

Done = TypeVar("Done")


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


class DoDialog(FormDialog[DoneGiven, Done]):
    """Asks how an action was done; afterwards is as good as at once."""

    @property
    def heading(self) -> Content:
        """Which action."""
        return Content.assemble("Done: ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """What came of it, their reference, when, by whom, with whom."""
        yield WordsField("outcome", "What came of it", needed=True)
        yield LineField("with_whom", "With whom (name, post)")
        yield LineField("reference", "Their reference")
        yield MomentField("done_at", "When, if not now", hint="today 15:15, last Tuesday 3.15pm")
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


class RuleOutDialog(FormDialog[RuledOutGiven, Done]):
    """Asks why an action is not to be done, and on whose authority."""

    @property
    def heading(self) -> Content:
        """Which action."""
        return Content.assemble("Not to be done: ", line(self.about))

    def matter(self) -> Iterator[Widget]:
        """The rule, then the fields."""
        yield Static(
            "What must be done is ruled out only in writing by the authority concerned.",
            classes="form-hint",
        )
        yield from super().matter()

    def fields(self) -> Iterator[Field]:
        """Reason, authority, when."""
        yield WordsField("reason", "Why", needed=True)
        yield LineField("authority", "On whose authority (name, post)", needed=True)
        yield MomentField("on", "When they said so, if not now")

    def given(self) -> RuledOutGiven:
        """The form as typed."""
        return RuledOutGiven(self.value("reason"), self.value("authority"), self.value("on"))
