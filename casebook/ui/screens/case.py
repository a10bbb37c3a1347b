"""Case: one matter in its parts, and every deed that can be done in it."""

from collections.abc import Iterator

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from casebook.casework import cases, chronology, exhibits
from casebook.casework.chronology import Line
from casebook.casework.views import CaseView, CustodyView
from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.desk import PLACE
from casebook.ui.dialogs.fault import FaultDialog
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.pages.chronology import chronology_page
from casebook.ui.pages.exhibits import chain_page
from casebook.ui.pages.missing import Wanted
from casebook.ui.pages.people import people_page
from casebook.ui.pages.releases import releases_page
from casebook.ui.pages.summary import summary_page
from casebook.ui.pages.triage import triage_page
from casebook.ui.pages.typeset import Page
from casebook.ui.pages.wishes import wishes_page
from casebook.ui.screens.case_actions import ActionDeeds
from casebook.ui.screens.case_closing import ClosingDeeds
from casebook.ui.screens.case_contacts import ContactDeeds
from casebook.ui.screens.case_exhibits import ExhibitDeeds
from casebook.ui.screens.case_wishes import WishDeeds
from casebook.ui.widgets.action_list import ActionList
from casebook.ui.widgets.exhibit_list import ExhibitList
from casebook.ui.widgets.listing import Listing
from casebook.ui.widgets.panes import PaneStrip
from casebook.ui.widgets.reader import Reader


class CaseRoom(ActionDeeds, ExhibitDeeds, WishDeeds, ContactDeeds, ClosingDeeds):
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
        yield Static(id="case-said")

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
        self._tell_what_is_new(view)
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
        self.tell_what_was_kept()
        self.refresh_bindings()

    def _tell_what_is_new(self, view: CaseView) -> None:
        """Say what another room kept meanwhile: an assessment, an incident, a bundle."""
        if self.view is None:
            return
        for what, before, now in (
            ("assessment", self.view.assessments, view.assessments),
            ("incident", self.view.incidents, view.incidents),
            ("bundle", self.view.releases, view.releases),
        ):
            if len(now) > len(before):
                self.tell(f"Kept, and signed by you: {what} {now[-1].reference}.")

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

    def go_to(self, wanted: Wanted) -> None:
        """Show where a missing thing is settled, with the cursor on it."""
        if wanted.pane:
            self.show_pane(wanted.pane)
            if wanted.key:
                self.query_one(f"#pane-{wanted.pane}").query_one(Listing).choose(wanted.key)

    def chosen_reference(self) -> str:
        """The reference of the action or exhibit under the cursor."""
        shown = self._shown_part
        if shown == "Exhibits":
            mark = self.query_one(ExhibitList).chosen
            return f"{self.ref} {mark}" if mark else ""
        if shown == "Actions":
            return self.query_one(ActionList).chosen or ""
        return ""

    @property
    def _shown_part(self) -> str:
        """The name of the part that is shown."""
        shown = self.query_one("#case-panes", ContentSwitcher).current or "pane-1"
        return keys.PANES[int(shown.removeprefix("pane-")) - 1]

    @on(Listing.ReadAsked)
    def _read_in_full(self, message: Listing.ReadAsked) -> None:
        """Show what is under the cursor in full; an exhibit with its chain."""
        message.stop()
        book, ref, page = self.book, self.ref, message.page
        if self._shown_part != "Exhibits":
            self.app.push_screen(ReadingDialog(ref, page))
            return

        def show(chain: list[CustodyView]) -> None:
            """Show both."""
            self.app.push_screen(ReadingDialog(ref, (*page, Content(""), *chain_page(chain))))

        self.ask(lambda: exhibits.continuity_of(book, ref, message.key), show)


def _part(title: str) -> Widget:
    """The widget of one part."""
    if title == "Actions":
        return ActionList()
    if title == "Exhibits":
        return ExhibitList()
    return Reader(id=f"part-{title}")


def _ignore(_: CasebookError) -> None:
    """The same fault is said by the reading of the case itself."""
