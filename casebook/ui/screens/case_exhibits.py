"""The deeds about exhibits: lodged through the gate, copied out, handed over, disposed of."""

from functools import partial
from pathlib import Path
from typing import Final

from textual import on

from casebook.casework import exhibits, gate_answers, imagery_gate
from casebook.casework.views import CustodyView, ExhibitLine, NoteView
from casebook.casework.wording import DISPOSED
from casebook.errors import CasebookError
from casebook.errors.rules import ImageryGate
from casebook.ui.dialogs.custody import (
    CopyDialog,
    CopyGiven,
    DisposeDialog,
    DisposeGiven,
    HandOverDialog,
    HandOverGiven,
    ThingDialog,
    ThingGiven,
)
from casebook.ui.dialogs.files import FilesChosen, FilesDialog
from casebook.ui.dialogs.gate import AgainDialog, GateAnswer, GateDialog, GuidedPath
from casebook.ui.dialogs.lodging import LodgingDialog, LodgingGiven
from casebook.ui.dialogs.progress import Progress, ProgressDialog
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.pages.typeset import fact, quiet
from casebook.ui.screens.case_deeds import CaseDeeds
from casebook.ui.widgets.exhibit_list import ExhibitList

COPIES: Final = "Casebook copies"
"""The folder in the person's own that is proposed for copies."""


class ExhibitDeeds(CaseDeeds):
    """What can be done about exhibits in a case."""

    def action_lodge(self) -> None:
        """Ask at the gate, before any file is chosen."""
        if not self.refuse_readers():
            dialog = GateDialog(imagery_gate.QUESTION, self._answered_before)
            self.app.push_screen(dialog, self._through_gate)

    @property
    def _answered_before(self) -> gate_answers.Answered | None:
        """The answer that let nothing through and still stands, if there is one."""
        return None if self.view is None else gate_answers.standing(self.view.notes)

    def _through_gate(self, answer: GateAnswer | None) -> None:
        """Let a plain no through, with its reason after another answer; else the guided path."""
        if answer is None:
            return
        try:
            imagery_gate.pass_through(answer.imagery)
        except ImageryGate as refusal:
            self._note_gate_answer(answer.imagery)
            self.app.push_screen(GuidedPath(refusal))
            return
        if (before := self._answered_before) is None:
            self._choose_files()
        else:
            book, ref = self.book, self.ref
            form = AgainDialog(lambda reason: gate_answers.change(book, ref, reason), ref, before)
            self.app.push_screen(form, self._changed_to_no)

    def _changed_to_no(self, note: NoteView | None) -> None:
        """The reason for another answer is kept: go on to the files."""
        if note is not None:
            self.after(lambda kept: f"note {kept.reference} of why it is now no", note)
            self._choose_files()

    def _choose_files(self) -> None:
        """Ask which files."""
        self.app.push_screen(FilesDialog(Path.home()), self._chosen)

    def _note_gate_answer(self, answer: str) -> None:
        """Have it noted in the case that the gate was asked and let nothing through."""
        book, ref = self.book, self.ref
        kept = partial(self.after, lambda note: f"note {note.reference} of what was answered")
        self.ask(lambda: gate_answers.keep(book, ref, answer), kept)

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
        self.app.push_screen(dialog, partial(self.after, kept_exhibits))

    def _not_lodged(self, fault: CasebookError) -> None:
        """Say why, and show what was lodged before it."""
        self.show_fault(fault)
        self.reload()

    @on(ExhibitList.Asked)
    def _exhibit_asked(self, message: ExhibitList.Asked) -> None:
        """Do what is asked for an exhibit."""
        message.stop()
        deeds = {"copy": self._copy, "dispose": self._dispose, "hand_over": self._hand_over}
        deeds[message.deed](message.exhibit)

    def _copy(self, exhibit: ExhibitLine) -> None:
        """Ask where a copy of the exhibit goes."""
        book, ref = self.book, self.ref

        def deed(given: CopyGiven) -> Path:
            """Write it, into a folder that is the person's own where it is made for it."""
            folder = private(Path(given.folder).expanduser())
            return exhibits.write_copy(book, ref, exhibit.reference, folder)

        if not self.refuse_readers():
            form = CopyDialog(deed, exhibit, Path.home() / COPIES)
            self.app.push_screen(form, partial(self._copied, exhibit))

    def _copied(self, exhibit: ExhibitLine, path: Path | None) -> None:
        """Say where the copy is, and what to mind."""
        if path is None:
            return
        self.tell(f"Written, and signed by you: a copy of exhibit {exhibit.reference}.")
        self.reload()
        page = (
            fact("Copy", path),
            quiet("It is not sealed there. Delete it as soon as it is no longer needed."),
            *([quiet(exhibit.caution)] if exhibit.caution else []),
        )
        self.app.push_screen(ReadingDialog(f"A copy of exhibit {exhibit.reference}", page))

    def _dispose(self, exhibit: ExhibitLine) -> None:
        """Ask what becomes of the exhibit."""
        book, ref = self.book, self.ref

        def deed(given: DisposeGiven) -> ExhibitLine:
            """Record it."""
            return exhibits.dispose(book, ref, exhibit.reference, given.how, given.why)

        self.open_form(
            DisposeDialog(deed, exhibit),
            lambda kept: f"exhibit {kept.reference} is {DISPOSED[kept.disposal]}",
        )

    def _hand_over(self, exhibit: ExhibitLine) -> None:
        """Ask to whom the exhibit was handed."""
        book, ref = self.book, self.ref

        def deed(given: HandOverGiven) -> CustodyView:
            """Record it in the exhibit's chain."""
            return exhibits.hand_over(
                book, ref, exhibit.reference, given.to_whom, given.why, receipt=given.receipt
            )

        self.open_form(
            HandOverDialog(deed, exhibit),
            lambda link: f"exhibit {exhibit.reference} was handed over to {link.to_whom}",
        )

    @on(ExhibitList.ThingAsked)
    def _thing(self, message: ExhibitList.ThingAsked) -> None:
        """Ask about a thing that is kept elsewhere."""
        message.stop()
        book, ref = self.book, self.ref

        def deed(given: ThingGiven) -> ExhibitLine:
            """Record it."""
            return exhibits.lodge_object(
                book,
                ref,
                given.description,
                given.where_kept,
                given.captured_by,
                captured_at=given.captured_at or None,
                source=given.source,
            )

        self.open_form(ThingDialog(deed, ref), lambda kept: kept_exhibits([kept]))


def private(folder: Path) -> Path:
    """`folder`; where it is not there yet, it is made readable by its owner alone."""
    if not folder.exists() and folder.parent.is_dir():
        folder.mkdir(mode=0o700)
    return folder


def kept_exhibits(lodged: list[ExhibitLine]) -> str:
    """The marks of what was lodged."""
    what = "exhibit" if len(lodged) == 1 else "exhibits"
    return f"{what} {', '.join(each.reference for each in lodged)}"


def _size_of(files: FilesChosen) -> int | None:
    """The bytes of all files together; unknown where one cannot be looked up."""
    try:
        return sum(path.stat().st_size for path in files.paths)
    except OSError:
        return None
