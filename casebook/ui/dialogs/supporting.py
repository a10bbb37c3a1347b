"""The form for help that was offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Field, LineField, MomentField, WordsField

Done = TypeVar("Done")


@dataclass(frozen=True)
class SupportGiven:
    """Help as it was offered."""

    for_whom: str
    """For whom."""
    offered: str
    """What was offered."""
    taken: str
    """Whether it was taken up."""
    at: str
    """When, if not now."""


class SupportDialog(FormDialog[SupportGiven, Done]):
    """Asks what help was offered to whom."""

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Help offered in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """For whom, what, whether it was taken, when."""
        yield LineField("for_whom", "For whom", needed=True)
        yield WordsField(
            "offered", "What was offered (union, colleague, named contact)", needed=True
        )
        yield LineField("taken", "Whether they took it up")
        yield MomentField("at", "When, if not now", hint=WHEN)

    def given(self) -> SupportGiven:
        """The form as typed."""
        names = ("for_whom", "offered", "taken", "at")
        return SupportGiven(*(self.value(name) for name in names))
