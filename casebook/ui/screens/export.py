"""Export: for whom, why and on what basis; what would leave; then the bundle."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.bundles import profiles
from casebook.casework import releases
from casebook.casework.releases import Exported, ReleasePreview
from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.dialogs.preview import Agreed, PreviewDialog
from casebook.ui.dialogs.progress import Progress, ProgressDialog
from casebook.ui.dialogs.releasing import LetGo, ReleaseDialog
from casebook.ui.dialogs.sealed import SealedDialog
from casebook.ui.pages.leaving import Where, brief_page, leaving_page
from casebook.ui.screens.room import Room
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField, WordsField

FIRST_SAID = "Ctrl+S shows what would leave. Nothing is written before you agree to it."
"""What is said before any key was pressed."""


class ExportRoom(Room):
    """A form about the recipient; nothing is written before what leaves was looked at."""

    CSS_PATH = "export.tcss"
    BINDINGS = keys.of("export")

    def __init__(self, ref: str) -> None:
        """Take the case's reference."""
        super().__init__()
        self.ref = ref

    @property
    def named(self) -> Content:
        """Which case a bundle is made of."""
        return Content.assemble("Export of ", line(self.ref))

    counting: tuple[str, ...] = ()
    """The wishes that say no and only count, as the page showed them before the bundle left."""

    @property
    def draft_name(self) -> str:
        """Where this form lies in the draft."""
        return f"export:{self.ref}"

    def furniture(self) -> Iterator[Widget]:
        """The fields, with what was being typed in them before a lock."""
        draft = self.desk.noted(self.draft_name)
        with VerticalScroll(id="export-form", can_focus=False):
            for field in _fields():
                field.initial = draft.get(field.field, field.initial)
                yield field
        yield Static(FIRST_SAID, id="export-said")

    def tell(self, said: Content) -> None:
        """Say what a key just did, where it stays to be read."""
        self.query_one("#export-said", Static).update(said)

    def value(self, name: str) -> str:
        """What is typed in the field `name`."""
        return self.query_one(f"#field-{name}", Field).value

    @on(Field.Changed)
    def _draft_it(self) -> None:
        """Keep what is typed in the sealed draft."""
        typed = {field.field: field.value for field in self.query(Field) if field.value}
        self.desk.note(self.draft_name, typed)

    def action_go(self) -> None:
        """Have it worked out what would leave, by everything that was typed."""
        self.after_typing(self._work_out)

    def _work_out(self) -> None:
        """Have it worked out, unless something is missing."""
        wrong = [field for field in self.query(Field) if field.complain()]
        if wrong:
            self.tell(Content.styled("Not shown: look at what is said at the cursor.", "$error"))
            self.set_focus(wrong[0].query("Input, TextArea, Select").first())
            return
        self.tell(Content("Working out what would leave…"))
        book, ref, profile = self.book, self.ref, self.value("profile")
        purpose, basis, recipient = (self.value(n) for n in ("purpose", "basis", "recipient"))
        only, to = _marks(self.value("only")), self.folder

        def deed() -> ReleasePreview:
            """Work it out; nothing is written and no exhibit is opened."""
            return releases.preview(
                book, ref, profile, only, purpose=purpose, basis=basis, recipient=recipient, to=to
            )

        self.ask(deed, self._look, self._not_written)

    @property
    def folder(self) -> Path:
        """The folder that is typed."""
        return Path(self.value("folder")).expanduser()

    def _look(self, preview: ReleasePreview) -> None:
        """Show what would leave; a key that was pressed twice asks for it once."""
        if not self.is_current:
            return
        self.counting = tuple(each.reference for each in releases.noes_that_count(preview))
        self.tell(Content(FIRST_SAID))
        where = Where(self.value("recipient"), str(self.folder), self.value("seal"))
        page = leaving_page(preview, where)
        self.app.push_screen(PreviewDialog(page), partial(self._looked, preview, where))

    def _looked(self, preview: ReleasePreview, where: Where, answer: Agreed | None) -> None:
        """Ask the last question."""
        if answer is not None:
            self.app.push_screen(ReleaseDialog(brief_page(preview, where)), self._let_go)

    def _let_go(self, answer: LetGo | None) -> None:
        """Have the bundle written."""
        if answer is None:
            return
        book, ref, folder = self.book, self.ref, self.folder
        typed = {field.field: field.value for field in self.query(Field)}

        def deed(progress: Progress) -> Exported:
            """Write it."""
            return releases.export(
                book,
                ref,
                typed["profile"],
                folder,
                purpose=typed["purpose"],
                basis=typed["basis"],
                seal=typed["seal"] or None,
                recipient=typed["recipient"],
                only=_marks(typed["only"]),
                despite=self.counting,
                progress=progress,
            )

        dialog = ProgressDialog("Writing the bundle", deed, None, self._not_written)
        self.app.push_screen(dialog, self._written)

    def _not_written(self, fault: CasebookError) -> None:
        """Say why it was not written."""
        self.tell(Content.styled("Not done: nothing was written.", "$error"))
        self.show_fault(fault)

    def _written(self, exported: Exported | None) -> None:
        """Show the words once, then go back to the case."""
        if exported is not None:
            self.desk.forget(self.draft_name)
            self.app.push_screen(SealedDialog(exported), lambda _: self.action_back())


def _fields() -> Iterator[Field]:
    """The form's fields."""
    recipients = [Choice(name, profiles.load(name).title) for name in profiles.names()]
    yield ChoiceField("profile", "For", recipients, needed=True)
    yield LineField("recipient", "To whom, by name and post")
    yield WordsField("purpose", "Purpose: what they need it for", needed=True)
    yield LineField("basis", "Basis: the law or agreement that allows it", needed=True)
    yield LineField("folder", "Folder to write it to", needed=True, initial=str(_usual_folder()))
    yield ChoiceField(
        "seal",
        "Sealed",
        (Choice("zip", "as a ZIP with seven words"), Choice("none", "not: over a secure portal")),
    )
    yield LineField("only", "Only these exhibits (marks with blanks between them), if not all")


def _usual_folder() -> Path:
    """The folder of documents, where there is one."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _marks(typed: str) -> tuple[str, ...]:
    """The exhibit marks that are typed."""
    return tuple(typed.replace(",", " ").split())
