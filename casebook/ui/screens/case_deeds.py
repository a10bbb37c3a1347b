"""What can be done in a case: each deed asks in a dialog, and the case is read afresh."""

from functools import partial
from pathlib import Path
from typing import Any

from casebook.casework import (
    cases,
    closings,
    exhibits,
    gate_answers,
    imagery_gate,
    notes,
    referrals,
    wishes,
)
from casebook.casework.views import CaseView, Closing, ExhibitLine, NoteView, ReferralView, WishView
from casebook.errors import CasebookError
from casebook.errors.rules import ImageryGate
from casebook.triage import catalogue
from casebook.triage.question import WORKERS
from casebook.ui.dialogs.agencies import AdviceDialog, AdviceGiven, ReferDialog, ReferralGiven
from casebook.ui.dialogs.closing import CloseDialog, ClosingGiven, ReasonGiven, ReopenDialog
from casebook.ui.dialogs.confirm import ConfirmDialog, Confirmed
from casebook.ui.dialogs.files import FilesChosen, FilesDialog
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.dialogs.gate import GateAnswer, GateDialog, GuidedPath
from casebook.ui.dialogs.lodging import LodgingDialog, LodgingGiven
from casebook.ui.dialogs.progress import Progress, ProgressDialog
from casebook.ui.dialogs.writing import (
    AnswerDialog,
    AnswerGiven,
    NoteDialog,
    NoteGiven,
    WishDialog,
    WishGiven,
)
from casebook.ui.screens.room import Room
from casebook.ui.widgets.fields import Choice


class CaseDeeds(Room):
    """A room about one case, with the deeds that the case's keys call."""

    def __init__(self, ref: str) -> None:
        """Take the case's reference."""
        super().__init__()
        self.ref = ref
        self.view: CaseView | None = None

    def reload(self) -> None:
        """Have the case read afresh."""
        raise NotImplementedError

    def open_form(self, form: FormDialog[Any, Any]) -> None:
        """Open a form, and read the case afresh once it was kept."""
        if not self.refuse_readers():
            self.app.push_screen(form, self._after)

    def _after(self, done: object) -> None:
        """Something was kept, or not."""
        if done is not None:
            self.notify("Kept, and signed by you.", markup=False, timeout=3)
            self.reload()

    def action_note(self) -> None:
        """Write a note."""
        book, ref = self.book, self.ref

        def deed(given: NoteGiven) -> NoteView:
            """Keep it."""
            return notes.write(book, ref, given.words, at=given.at or None)

        self.open_form(NoteDialog(deed, ref))

    def action_wish(self) -> None:
        """Record a wish."""
        book, ref = self.book, self.ref

        def deed(given: WishGiven) -> WishView:
            """Keep it."""
            return wishes.record(
                book,
                ref,
                given.whose,
                given.about,
                given.words,
                at=given.at or None,
                answer=given.answer,
                limits_explained=given.limits_explained == "yes",
            )

        self.open_form(WishDialog(deed, ref))

    def action_answer_wish(self) -> None:
        """Answer the earliest wish that is open."""
        listed = self.view.wishes if self.view else ()
        unanswered = [each for each in listed if each.is_latest and not each.answered_words]
        if not unanswered:
            self.notify("Every wish is answered.", markup=False, timeout=3)
            return
        book, wish = self.book, unanswered[0].reference

        def deed(given: AnswerGiven) -> WishView:
            """Keep it."""
            return wishes.answer(book, wish, given.words)

        self.open_form(AnswerDialog(deed, wish))

    def action_refer(self) -> None:
        """Record a referral."""
        book, ref = self.book, self.ref

        def deed(given: ReferralGiven) -> ReferralView:
            """Keep it; the open action of that route is done with it."""
            return referrals.refer(
                book,
                ref,
                given.route,
                agency=given.agency,
                person=given.person,
                at=given.at or None,
                words=given.words,
                reference=given.reference,
                incident_log=given.incident_log,
            )

        self.open_form(ReferDialog(deed, ref, routes()))

    def action_advice(self) -> None:
        """Record advice."""
        book, ref = self.book, self.ref

        def deed(given: AdviceGiven) -> ReferralView:
            """Keep it; what waited for it opens."""
            return referrals.advice(
                book, ref, given.route, given.person, given.words, at=given.at or None
            )

        self.open_form(AdviceDialog(deed, ref, routes()))

    def action_close(self) -> None:
        """Close the case."""
        book, ref = self.book, self.ref

        def deed(given: ClosingGiven) -> Closing:
            """Close it, or propose it to the second person."""
            own = given.outcome == closings.OTHER
            return cases.close(
                book,
                ref,
                given.words if own else given.outcome,
                told_reporter=given.told_reporter,
                words="" if own else given.words,
            )

        self.open_form(CloseDialog(deed, ref, outcomes(self.view)))

    def action_reopen(self) -> None:
        """Open the case again."""
        book, ref = self.book, self.ref

        def deed(given: ReasonGiven) -> Closing:
            """Open it."""
            return cases.reopen(book, ref, given.reason)

        self.open_form(ReopenDialog(deed, ref))

    def action_approve(self) -> None:
        """Sign a closing as the second person, after it was read back."""
        waiting = [each for each in (self.view.closings if self.view else ()) if each.needs_second]
        last = waiting[-1:]
        lines = [f"Outcome: {each.outcome}, proposed by {each.proposed_by}" for each in last]
        dialog = ConfirmDialog("Sign this closing as the second person?", lines, "Yes, I sign")
        if not self.refuse_readers():
            self.app.push_screen(dialog, self._approved)

    def _approved(self, answer: Confirmed | None) -> None:
        """Have it signed."""
        book, ref = self.book, self.ref
        if answer is not None:
            self.ask(lambda: cases.approve(book, ref), self._after)

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

    def action_lodge(self) -> None:
        """Ask at the gate, before any file is chosen."""
        if not self.refuse_readers():
            self.app.push_screen(GateDialog(imagery_gate.QUESTION), self._through_gate)

    def _through_gate(self, answer: GateAnswer | None) -> None:
        """Let a plain no through; anything else opens the guided path."""
        if answer is None:
            return
        try:
            imagery_gate.pass_through(answer.imagery)
        except ImageryGate as refusal:
            self._note_gate_answer(answer.imagery)
            self.app.push_screen(GuidedPath(refusal))
        else:
            self.app.push_screen(FilesDialog(Path.home()), self._chosen)

    def _note_gate_answer(self, answer: str) -> None:
        """Have it noted in the case that the gate was asked and let nothing through."""
        book, ref = self.book, self.ref
        self.ask(lambda: gate_answers.keep(book, ref, answer), lambda _: self.reload())

    def _chosen(self, files: FilesChosen | None) -> None:
        """Ask about the files that were chosen."""
        if files is not None:
            own_only = self.view is not None and self.view.capture == "victim-own"
            form = LodgingDialog(files.paths, self.ref, own_only=own_only)
            self.app.push_screen(form, partial(self._lodge, files))

    def _lodge(self, files: FilesChosen, given: LodgingGiven | None) -> None:
        """Have the files lodged, with progress and a way to stop."""
        if given is None:
            return
        book, ref = self.book, self.ref

        def deed(progress: Progress) -> list[ExhibitLine]:
            """Lodge them."""
            return exhibits.lodge(
                book,
                ref,
                files.paths,
                imagery="no",
                captured_at=given.captured_at or None,
                captured_by=given.captured_by,
                source=given.source,
                device=given.device,
                description=given.description,
                own_record=given.own_record == "yes",
                progress=progress,
            )

        dialog = ProgressDialog("Lodging", deed, _size_of(files), self._not_lodged)
        self.app.push_screen(dialog, self._after)

    def _not_lodged(self, fault: CasebookError) -> None:
        """Say why, and show what was lodged before it."""
        self.show_fault(fault)
        self.reload()


def routes() -> list[Choice]:
    """Every route of the catalogue, by its title."""
    listed = catalogue.load().routes.values()
    return [Choice(each.id, each.title) for each in sorted(listed, key=lambda each: each.title)]


def outcomes(view: CaseView | None) -> list[Choice]:
    """The words for how a case can end: KCSIE's five where somebody who works here is accused."""
    people = view.people if view else ()
    accused = any(
        part.role == "alleged" and part.kind in WORKERS for each in people for part in each.parts
    )
    if accused:
        return [Choice(word, word) for word in closings.ALLEGATION_OUTCOMES]
    words = [Choice(word, word.replace("-", " ")) for word in closings.OUTCOMES]
    return [*words, Choice(closings.OTHER, "something else, said below")]


def _size_of(files: FilesChosen) -> int | None:
    """The bytes of all files together; unknown where one cannot be looked up."""
    try:
        return sum(path.stat().st_size for path in files.paths)
    except OSError:
        return None
