"""Forms for what happens to an exhibit, and for a thing that is kept elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from textual.content import Content

from casebook.casework.views import ExhibitLine
from casebook.casework.wording import DISPOSED, said
from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.typeset import Page, facts, quiet
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
)

Given = TypeVar("Given")
Done = TypeVar("Done")

HELD: Final = Choice("held", "held: it stays sealed with the case until its review date")
RETURNED: Final = Choice("returned", "returned to whoever it belongs to")
DESTROYED: Final = Choice("destroyed", "destroyed")


class ExhibitDialog(FormDialog[Given, Done]):
    """A form about one exhibit: what it is stands above."""

    def __init__(self, deed: Callable[[Given], Done], exhibit: ExhibitLine) -> None:
        """Take the deed and the exhibit."""
        super().__init__(deed, f"{exhibit.case} {exhibit.reference}")
        self.exhibit = exhibit

    @property
    def reading(self) -> Page:
        """What it is, and what became of it so far."""
        so_far = said(DISPOSED, self.exhibit.disposal)
        return tuple(
            facts(
                [
                    ("What", self.exhibit.description or self.exhibit.original_name),
                    ("From", self.exhibit.source),
                    ("So far", so_far or "nobody has said what becomes of it"),
                ]
            )
        )


@dataclass(frozen=True)
class DisposeGiven:
    """What becomes of an exhibit."""

    how: str
    """Held, returned or destroyed."""
    why: str
    """The reason."""


class DisposeDialog(ExhibitDialog[DisposeGiven, Done]):
    """Asks what becomes of an exhibit; a sealed file is destroyed only with its case."""

    @property
    def heading(self) -> Content:
        """Which exhibit."""
        return Content.assemble("What becomes of exhibit ", line(self.exhibit.reference))

    @property
    def reading(self) -> Page:
        """What it is, and where else to go."""
        sealed = "A sealed file is destroyed only with its case. " if self.exhibit.sha256 else ""
        return (
            *super().reading,
            quiet(f"{sealed}Handed to somebody? Escape, then H records to whom."),
        )

    def fields(self) -> Iterator[Field]:
        """What becomes of it, and why."""
        choices = [HELD, RETURNED, *([] if self.exhibit.sha256 else [DESTROYED])]
        yield ChoiceField("how", "It is", choices, needed=True, initial=HELD.value)
        yield WordsField("why", "Why", needed=True)

    def given(self) -> DisposeGiven:
        """The form as filled in."""
        return DisposeGiven(self.value("how"), self.value("why"))


@dataclass(frozen=True)
class HandOverGiven:
    """To whom an exhibit was handed."""

    to_whom: str
    """Name, post, number."""
    why: str
    """What for."""
    receipt: str
    """The receipt they gave."""


class HandOverDialog(ExhibitDialog[HandOverGiven, Done]):
    """Asks to whom an exhibit, or the thing it is, was handed."""

    @property
    def heading(self) -> Content:
        """Which exhibit."""
        return Content.assemble("Hand over exhibit ", line(self.exhibit.reference))

    @property
    def reading(self) -> Page:
        """What it is, and that only the record is made here."""
        return (
            *super().reading,
            quiet("This records it. What they are given is a copy (Y) or a bundle (E)."),
        )

    def fields(self) -> Iterator[Field]:
        """To whom, why, and their receipt."""
        yield LineField("to_whom", "To whom (name, post, number)", needed=True)
        yield WordsField("why", "What for", needed=True)
        yield LineField("receipt", "Their receipt, if they gave one")

    def given(self) -> HandOverGiven:
        """The form as typed."""
        return HandOverGiven(self.value("to_whom"), self.value("why"), self.value("receipt"))


@dataclass(frozen=True)
class CopyGiven:
    """Where a copy is to be written."""

    folder: str
    """A folder outside the casebook."""


class CopyDialog(ExhibitDialog[CopyGiven, Path]):
    """Asks where a copy of an exhibit goes, and says what that means."""

    def __init__(
        self, deed: Callable[[CopyGiven], Path], exhibit: ExhibitLine, folder: Path
    ) -> None:
        """Take the deed, the exhibit, and the folder that is proposed."""
        super().__init__(deed, exhibit)
        self._folder = folder

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content.assemble(
            "Write a copy of exhibit ", line(self.exhibit.reference), " outside the casebook"
        )

    @property
    def reading(self) -> Page:
        """What a copy means."""
        return (
            quiet(
                "There it is no longer sealed: whoever can read that folder can read it, and other "
                "programs may keep traces of it. That it was written is recorded. A folder that "
                "is made for it is readable by you alone."
            ),
        )

    def fields(self) -> Iterator[Field]:
        """The folder."""
        yield LineField("folder", "Folder", needed=True, initial=str(self._folder))

    def given(self) -> CopyGiven:
        """The form as typed."""
        return CopyGiven(self.value("folder"))


@dataclass(frozen=True)
class ThingGiven:
    """A thing that is kept elsewhere."""

    description: str
    """What it is."""
    where_kept: str
    """Where it is kept."""
    captured_by: str
    """Who took it in: the exhibit's mark carries their initials."""
    captured_at: str
    """When, if not now."""
    source: str
    """From whom."""


class ThingDialog(FormDialog[ThingGiven, Done]):
    """Asks about a thing that is kept elsewhere, such as a telephone that was handed in."""

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("A thing kept elsewhere, in ", line(self.about))

    @property
    def reading(self) -> Page:
        """What it is for."""
        return (quiet("Such as a telephone that was handed in: do not look through it."),)

    def fields(self) -> Iterator[Field]:
        """What, where, who, when, from whom."""
        yield LineField("description", "What it is", needed=True)
        yield LineField("where_kept", "Where it is kept", needed=True)
        yield LineField("captured_by", "Who took it in", needed=True)
        yield MomentField("captured_at", "When, if not now", hint=WHEN)
        yield LineField("source", "From whom")

    def given(self) -> ThingGiven:
        """The form as typed."""
        names = ("description", "where_kept", "captured_by", "captured_at", "source")
        return ThingGiven(*(self.value(name) for name in names))
