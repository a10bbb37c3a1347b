"""The form for exhibits: when, by whom, and from where each file was captured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.cleaning import line, stacked
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField, MomentField


@dataclass(frozen=True)
class LodgingGiven:
    """What is told about the files."""

    captured_at: str
    """When the picture or copy was taken."""
    captured_by: str
    """Who took it: the exhibit's mark carries their initials."""
    source: str
    """Where it comes from: the chat, the account, the person who gave it."""
    device: str
    """On which device."""
    description: str
    """What it is, in a few words."""
    own_record: str
    """`yes` where it is the person's own record and shows no intimate image."""


class LodgingDialog(FormDialog[LodgingGiven, LodgingGiven]):
    """Asks about the files that were chosen; none has been opened yet."""

    def __init__(self, files: Sequence[Path], about: str, *, own_only: bool) -> None:
        """Take the files and the case; `own_only` where only a person's own record is taken."""
        super().__init__(lambda given: given, about)
        self._files = files
        self._own_only = own_only

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Exhibits for ", line(self.about))

    def matter(self) -> Iterator[Widget]:
        """The names, then the fields."""
        yield Static(stacked([line(f"· {file.name}") for file in self._files]), id="lodging-files")
        yield from super().matter()

    def fields(self) -> Iterator[Field]:
        """When, who, from where, on what, and what it is."""
        yield MomentField("captured_at", "When it was captured", needed=True, hint="17/11 at 1515")
        yield LineField("captured_by", "Who captured it", needed=True)
        yield LineField("source", "Where it comes from (chat, account, who gave it)", needed=True)
        yield LineField("device", "On which device")
        yield LineField("description", "What it is, in a few words")
        if self._own_only:
            yield ChoiceField(
                "own_record",
                "It is the person's own record, without the intimate picture",
                (Choice("yes", "yes"), Choice("no", "no, or not sure")),
                needed=True,
            )

    def given(self) -> LodgingGiven:
        """The form as typed."""
        return LodgingGiven(
            captured_at=self.value("captured_at"),
            captured_by=self.value("captured_by"),
            source=self.value("source"),
            device=self.value("device"),
            description=self.value("description"),
            own_record=self.value("own_record") if self._own_only else "",
        )
