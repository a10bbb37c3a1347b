"""What every deed in a case shares, and the deeds that are about the case as a whole.

The rule is: a deed asks in a dialog, says what was written, and the case is read afresh.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from textual.content import Content
from textual.widgets import Static

from casebook.casework import correctable, corrections, decisions, leaving, notes, supports
from casebook.casework.correctable import Correctable
from casebook.casework.leaving import LeftDeed
from casebook.casework.views import CaseView, CorrectionView, DecisionView, NoteView, SupportView
from casebook.triage import catalogue
from casebook.ui.cleaning import line
from casebook.ui.dialogs.choosing import ChooseDialog, Chosen
from casebook.ui.dialogs.correcting import CorrectDialog, CorrectionGiven
from casebook.ui.dialogs.deciding import DecideDialog, DecisionGiven
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.dialogs.supporting import SupportDialog, SupportGiven
from casebook.ui.dialogs.writing import NoteDialog, NoteGiven
from casebook.ui.pages.readings import named, said
from casebook.ui.screens.room import Room
from casebook.ui.widgets.fields import Choice

Done = TypeVar("Done")


LEFT = "left for whoever writes next, and not done yet"
"""What is said of what a reader did."""


def kept_note(note: NoteView | LeftDeed) -> str:
    """What became of a note."""
    return f"a note, {LEFT}" if isinstance(note, LeftDeed) else f"note {note.reference}"


class CaseDeeds(Room):
    """A room about one case, with the deeds that the case's keys call."""

    def __init__(self, ref: str) -> None:
        """Take the case's reference."""
        super().__init__()
        self.ref = ref
        self.view: CaseView | None = None
        self.kept = ""

    @abstractmethod
    def reload(self) -> None:
        """Have the case read afresh."""

    @abstractmethod
    def chosen_reference(self) -> str:
        """The reference of what is under the cursor, as a correction takes it; else empty."""

    def open_form(
        self, form: FormDialog[Any, Done], kept: Callable[[Done], str], *, leaves: bool = False
    ) -> None:
        """Open a form; once it was kept, say what was, by `kept`, and read the case afresh.

        `leaves`: whether a reader's is left for whoever writes next.
        """
        if leaves or not self.refuse_readers():
            self.app.push_screen(form, partial(self.after, kept))

    def after(self, kept: Callable[[Done], str], done: Done | None) -> None:
        """Something was kept, or not."""
        if done is not None:
            self.kept = f"Kept, and signed by you: {kept(done)}."
            self.tell("")
            self.reload()

    def tell_what_was_kept(self) -> None:
        """Say it beside the case as it reads now, never beside what it read before."""
        said, self.kept = self.kept, ""
        if said:
            self.tell(said)

    def tell(self, said: str) -> None:
        """Say, on a line of its own that stays, what was written or why nothing was."""
        place = self.query_one("#case-said", Static)
        place.set_class(bool(said), "-said")
        place.update(line(said) if said else Content())

    def action_note(self) -> None:
        """Write a note."""
        book, ref = self.book, self.ref

        def deed(given: NoteGiven) -> NoteView | LeftDeed:
            """Keep it, or leave it for whoever writes next."""
            if not book.is_writer:
                return leaving.note(book, ref, given.words, given.at or None)
            return notes.write(book, ref, given.words, at=given.at or None)

        self.open_form(NoteDialog(deed, ref), kept_note, leaves=True)

    def action_decide(self) -> None:
        """Record a decision."""
        book, ref = self.book, self.ref

        def deed(given: DecisionGiven) -> DecisionView:
            """Keep it."""
            return decisions.decide(book, ref, given.what, given.why, given.about)

        self.open_form(
            DecideDialog(deed, ref, routes()), lambda decided: f"decision {decided.reference}"
        )

    def action_support(self) -> None:
        """Record help that was offered."""
        book, ref = self.book, self.ref

        def deed(given: SupportGiven) -> SupportView:
            """Keep it."""
            return supports.offer(
                book,
                ref,
                given.for_whom,
                given.offered,
                taken=given.taken,
                at=given.at or None,
            )

        self.open_form(SupportDialog(deed, ref), lambda offer: f"help offered to {offer.for_whom}")

    def action_correct(self) -> None:
        """Ask which reading is to be put right."""
        if self.refuse_readers():
            return
        book, ref = self.book, self.ref
        self.ask(lambda: correctable.listed(book, ref), self._ask_which)

    def _ask_which(self, listed: Sequence[Correctable]) -> None:
        """Ask which reading, those of what is under the cursor first."""
        own = self.chosen_reference()
        ordered = sorted(listed, key=lambda each: (each.reference != own, not each.reading))
        by_place = {str(at): each for at, each in enumerate(ordered)}
        choices = [
            Choice(at, f"{named(each)} · {' '.join(said(each).split())}")
            for at, each in by_place.items()
        ]

        def chosen(answer: Chosen | None) -> None:
            """Ask how it should read."""
            if answer is not None:
                self._correct(by_place[answer.value])

        self.app.push_screen(ChooseDialog("What is to be put right?", choices), chosen)

    def _correct(self, target: Correctable) -> None:
        """Ask how a reading should read."""
        book = self.book

        def deed(given: CorrectionGiven) -> CorrectionView:
            """Keep it, beside the earlier reading."""
            return corrections.correct(
                book, target.reference, target.field, given.reading, given.why
            )

        self.open_form(
            CorrectDialog(deed, target),
            lambda made: f"correction {made.reference}; the earlier reading stays",
        )

    def action_incident(self) -> None:
        """Log a further incident in this case."""
        from casebook.ui.screens.incident import IncidentRoom

        if not self.refuse_readers():
            self.app.push_screen(IncidentRoom(self.ref))

    def action_triage(self) -> None:
        """Ask the catalogue."""
        from casebook.ui.screens.triage import TriageRoom

        if not self.refuse_readers():
            self.app.push_screen(TriageRoom(self.ref))

    def action_export(self) -> None:
        """Make a bundle for one recipient."""
        from casebook.ui.screens.export import ExportRoom

        if not self.refuse_readers():
            self.app.push_screen(ExportRoom(self.ref))


def routes() -> list[Choice]:
    """Every route of the catalogue, by its title."""
    listed = catalogue.load().routes.values()
    return [Choice(each.id, each.title) for each in sorted(listed, key=lambda each: each.title)]
