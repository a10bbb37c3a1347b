"""Case: one matter in its parts, and every deed that can be done in it."""

from collections.abc import Iterator
from pathlib import Path

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from casebook.casework import actions, cases, chronology, exhibits
from casebook.casework.chronology import Line
from casebook.casework.views import ActionLine, CaseView
from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.desk import PLACE
from casebook.ui.dialogs.acting import DoDialog, DoneGiven, RuledOutGiven, RuleOutDialog
from casebook.ui.dialogs.fault import FaultDialog
from casebook.ui.dialogs.lodging import CopyDialog, CopyGiven
from casebook.ui.pages.chronology import chronology_page
from casebook.ui.pages.people import people_page
from casebook.ui.pages.releases import releases_page
from casebook.ui.pages.summary import summary_page
from casebook.ui.pages.triage import triage_page
from casebook.ui.pages.typeset import Page
from casebook.ui.pages.wishes import wishes_page
from casebook.ui.screens.case_deeds import CaseDeeds
from casebook.ui.widgets.action_list import ActionList
from casebook.ui.widgets.exhibit_list import ExhibitList
from casebook.ui.widgets.panes import PaneStrip
from casebook.ui.widgets.reader import Reader


class CaseRoom(CaseDeeds):
    """A case, part by part."""

    CSS_PATH = "case.tcss"
    BINDINGS = keys.of("case")
    AUTO_FOCUS = None

    def __init__(self, ref: str, pane: int = 1) -> None:
        """Take the case's reference, and the number of the part to begin with."""
        super().__init__(ref)
        self._pane = pane if pane in range(1, len(keys.PANES) + 1) else 1

    @property
    def named(self) -> Content:
        """The case's reference, and its title once it is read."""
        title = f"  {self.view.title}" if self.view else ""
        return line(f"{self.ref}{title}")

    def furniture(self) -> Iterator[Widget]:
        """The strip with the parts' names, and the parts."""
        yield PaneStrip(keys.PANES)
        with ContentSwitcher(initial="pane-1", id="case-panes"):
            for number, title in enumerate(keys.PANES, 1):
                with Container(id=f"pane-{number}"):
                    yield _part(title)

    def on_mount(self) -> None:
        """Begin with the part that is wanted."""
        self.show_pane(self._pane)

    def on_screen_resume(self) -> None:
        """Read the case afresh whenever the room is entered."""
        self.reload()

    def reload(self) -> None:
        """Have the case read."""
        book, ref = self.book, self.ref
        self.note_place()
        self.ask(lambda: cases.shown(book, ref), self._show, self._unreadable)
        self.ask(lambda: chronology.chronology_of(book, ref), self._show_chronology, _ignore)

    def _show(self, view: CaseView) -> None:
        """Show the case in all its parts."""
        self.view = view
        self.rename()
        pages: dict[str, Page] = {
            "Summary": summary_page(view),
            "People": people_page(view),
            "Wishes": wishes_page(view),
            "Triage": triage_page(view),
            "Releases": releases_page(view),
        }
        for title, page in pages.items():
            self.query_one(f"#part-{title}", Reader).show(page)
        self.query_one(ActionList).show_actions(view.actions)
        self.query_one(ExhibitList).show_exhibits(view.exhibits)
        self.refresh_bindings()

    def _show_chronology(self, lines: list[Line]) -> None:
        """Show the chronology."""
        self.query_one("#part-Chronology", Reader).show(chronology_page(lines))

    def _unreadable(self, fault: CasebookError) -> None:
        """Say why the case cannot be read, and leave the room."""
        self.app.push_screen(FaultDialog(fault), lambda _: self.action_back())

    def note_place(self) -> None:
        """Note in the draft where the person is."""
        shown = self.query_one("#case-panes", ContentSwitcher).current or "pane-1"
        number = shown.removeprefix("pane-")
        self.desk.note(PLACE, {"room": "case", "case": self.ref, "pane": number})

    def show_pane(self, number: int) -> None:
        """Show the part with this number, from 1, and put the cursor in it."""
        self.query_one("#case-panes", ContentSwitcher).current = f"pane-{number}"
        self.query_one(PaneStrip).mark(number)
        self.set_focus(self.query(f"#pane-{number} Table, #pane-{number} Reader").first())
        self.note_place()

    def action_pane(self, number: int) -> None:
        """Show the part with this number."""
        self.show_pane(number)

    @on(PaneStrip.Chosen)
    def _pane_chosen(self, message: PaneStrip.Chosen) -> None:
        """Show the part whose name was clicked."""
        self.show_pane(message.number)

    @on(ActionList.DoneAsked)
    def _do(self, message: ActionList.DoneAsked) -> None:
        """Ask how the action was done."""
        book, action = self.book, message.action

        def deed(given: DoneGiven) -> ActionLine:
            """Record it."""
            return actions.do(
                book,
                action,
                given.outcome,
                reference=given.reference,
                done_at=given.done_at or None,
                by=given.by,
                with_whom=given.with_whom,
            )

        self.open_form(DoDialog(deed, action))

    @on(ActionList.RuleOutAsked)
    def _rule_out(self, message: ActionList.RuleOutAsked) -> None:
        """Ask why the action is not to be done."""
        book, action = self.book, message.action

        def deed(given: RuledOutGiven) -> ActionLine:
            """Record it."""
            return actions.rule_out(
                book, action, given.reason, given.authority, on=given.on or None
            )

        self.open_form(RuleOutDialog(deed, action))

    @on(ExhibitList.CopyAsked)
    def _copy(self, message: ExhibitList.CopyAsked) -> None:
        """Ask where a copy of the exhibit goes."""
        book, ref, exhibit = self.book, self.ref, message.exhibit

        def deed(given: CopyGiven) -> Path:
            """Write it."""
            return exhibits.write_copy(book, ref, exhibit, Path(given.folder).expanduser())

        self.open_form(CopyDialog(deed, exhibit))


def _part(title: str) -> Widget:
    """The widget of one part."""
    if title == "Actions":
        return ActionList()
    if title == "Exhibits":
        return ExhibitList()
    return Reader(id=f"part-{title}")


def _ignore(_: CasebookError) -> None:
    """The same fault is said by the reading of the case itself."""
