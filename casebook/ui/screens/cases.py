"""Cases: the first room of an unlocked casebook. What waits today, then every case."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Input, Static

from casebook import clock
from casebook.casework import cases
from casebook.casework.overviews import CaseLine, SearchHit, Today
from casebook.casework.wording import BRIEF_STATUSES, said
from casebook.store.book import Book
from casebook.ui import keys
from casebook.ui.cleaning import cell, line
from casebook.ui.desk import PLACE
from casebook.ui.dialogs.fault import FaultDialog
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.incident import IncidentRoom
from casebook.ui.screens.people import PeopleRoom
from casebook.ui.screens.room import Room
from casebook.ui.widgets.listing import Column, Row, Table
from casebook.ui.words import due_day, severity_name

PAGE = 200
"""Cases shown at a time: a table of thousands takes seconds to paint."""
STATUSES = ("open", "closed", "all")
"""Which cases are shown, in the order in which a key goes through them."""
CASE_COLUMNS = (
    Column("Case", 11),
    Column("Severity", 20),
    Column("Due", 18),
    Column("Title", 0),
)
HIT_COLUMNS = (Column("Case", 11), Column("Found in", 28), Column("Title", 0))
REGISTERED = "That is kept by a register and by no case: read it with `casebook show REFERENCE`."
"""What is said where a register's own thing is chosen among what was found."""


class CasesRoom(Room):
    """The list of cases, and what waits for this person today."""

    CSS_PATH = "cases.tcss"
    BINDINGS = keys.of("cases")
    AUTO_FOCUS = "#cases-list"

    def __init__(self) -> None:
        """Open cases, from the first page."""
        super().__init__()
        self._status = STATUSES[0]
        self._overdue = False
        self._mine = False
        self._waiting = False
        self._page = 0
        self._lines: Sequence[CaseLine] = ()

    @property
    def named(self) -> Content:
        """Which cases are shown."""
        ways = (("overdue", self._overdue), ("mine", self._mine), ("to sign", self._waiting))
        narrowed = [word for word, on in ways if on]
        return line(" · ".join((f"Cases: {self._status}", *narrowed)))

    def furniture(self) -> Iterator[Widget]:
        """Today's line, the search, the list, and how much of it is shown."""
        yield Static(id="cases-today")
        yield Input(placeholder="words to search for, then Enter", id="cases-search")
        yield Table(CASE_COLUMNS, id="cases-list")
        yield Static(id="cases-shown")

    def on_mount(self) -> None:
        """Tell what was noticed while opening, and go back to where the person was."""
        noticed, self.desk.faults[:] = list(self.desk.faults), []
        self._return()
        for fault in noticed:
            self.app.push_screen(FaultDialog(fault, is_notice=True))

    def on_screen_resume(self) -> None:
        """Read the list afresh whenever the room is entered."""
        self._read()

    def _return(self) -> None:
        """Open the room that the draft names."""
        place = self.desk.noted(PLACE)
        case = place.get("case") or None
        if case is not None:
            pane = place.get("pane", "")
            self.app.push_screen(CaseRoom(case, int(pane) if pane.isdecimal() else 1))
        if place.get("room") == "incident":
            self.app.push_screen(IncidentRoom(case))

    def _read(self) -> None:
        """Have the list and today's line read."""
        if self.is_current:
            self.desk.forget(PLACE)
        self.rename()
        book, status, overdue, mine = self.book, self._status, self._overdue, self._mine
        if self._waiting:
            self.ask(lambda: _waiting(book), self._show)
        else:
            self.ask(lambda: cases.listed(book, status, overdue=overdue, mine=mine), self._show)
        self.ask(lambda: cases.today(book), self._show_today)

    def _show(self, lines: Sequence[CaseLine]) -> None:
        """Show the page of the list that is wanted."""
        self._lines = sorted(lines, key=_urgency)
        self._page = min(self._page, max(0, (len(lines) - 1) // PAGE))
        first = self._page * PAGE
        shown = self._lines[first : first + PAGE]
        table = self.query_one("#cases-list", Table)
        before = table.cursor_row
        table.rearrange(CASE_COLUMNS)
        table.fill([_case_row(each) for each in shown])
        table.move_cursor(row=before, animate=False)
        self._say_shown(first, len(shown), len(lines))

    def _say_shown(self, first: int, count: int, total: int) -> None:
        """Say how much of the list is shown."""
        if not total and self._waiting:
            said = "Nothing waits for your signature. W shows the other cases again."
        elif not total and (self._overdue or self._mine):
            keys_on = " and ".join(
                key for key, on in (("O", self._overdue), ("M", self._mine)) if on
            )
            said = f"No case here. {keys_on} shows the other cases again."
        elif not total:
            said = "No case here. N logs an incident, which opens one."
        elif count == total:
            said = f"{total} cases" if total > 1 else "1 case"
        else:
            said = f"{first + 1} to {first + count} of {total} cases; ] shows more, [ those before"
        self.query_one("#cases-shown", Static).update(line(said))

    def _show_today(self, today: Today) -> None:
        """Say what waits today."""
        counts = (
            (len(today.due), "due within seven days"),
            (len(today.waiting), "waiting for your signature (W)"),
            (len(today.untriaged), "not triaged"),
        )
        parts = [
            *_left(today),
            *_overdue(today),
            *(f"{count} {what}" for count, what in counts if count),
        ]
        style = "bold" if today.overdue or today.left else ""
        waits = line(" · ".join(parts) or "Nothing is due.", style)
        self.query_one("#cases-today", Static).update(waits)

    @on(DataTable.RowSelected, "#cases-list")
    def _open(self, event: DataTable.RowSelected) -> None:
        """Open the chosen case; what a register keeps belongs to none, and is read elsewhere."""
        event.stop()
        case = (event.row_key.value or "").split(" ", 1)[0]
        if case:
            self.app.push_screen(CaseRoom(case))
        elif event.row_key.value:
            self.query_one("#cases-shown", Static).update(line(REGISTERED))

    def action_log(self) -> None:
        """Log an incident; who holds nothing leaves a report, for which nobody need write."""
        if not (self.book.held and self.refuse_readers()):
            self.app.push_screen(IncidentRoom())

    def action_people(self) -> None:
        """Show who holds what."""
        self.app.push_screen(PeopleRoom())

    def action_find(self) -> None:
        """Show the search."""
        search = self.query_one("#cases-search", Input)
        search.add_class("-asked")
        self.set_focus(search)

    @on(Input.Submitted, "#cases-search")
    def _search(self, event: Input.Submitted) -> None:
        """Have the words searched for; nothing typed shows the list again."""
        event.stop()
        book, text = self.book, event.value
        if text.strip():
            self.ask(lambda: cases.search(book, text), self._show_hits)
        else:
            self.action_back()

    def _show_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show where the words were found."""
        table = self.query_one("#cases-list", Table)
        table.rearrange(HIT_COLUMNS)
        table.fill([_hit_row(at, each) for at, each in enumerate(hits)])
        self.set_focus(table)
        said = f"found in {len(hits)} places; Escape shows the list again"
        self.query_one("#cases-shown", Static).update(line(said if hits else "Nothing was found."))

    def action_back(self) -> None:
        """Leave the search; from the list there is nowhere to go back to."""
        search = self.query_one("#cases-search", Input)
        search.value = ""
        search.remove_class("-asked")
        self.set_focus(self.query_one("#cases-list", Table))
        self._show(self._lines)

    def action_status(self) -> None:
        """Show open cases, closed ones, all, in turn."""
        self._status = STATUSES[(STATUSES.index(self._status) + 1) % len(STATUSES)]
        self._read()

    def action_overdue(self) -> None:
        """Show only what is overdue, or all again."""
        self._overdue = not self._overdue
        self._read()

    def action_mine(self) -> None:
        """Show only what is mine, or all again."""
        self._mine = not self._mine
        self._read()

    def action_waiting(self) -> None:
        """Show only what waits for my signature, or all again."""
        self._waiting = not self._waiting
        self._read()

    def action_older(self) -> None:
        """Show the next page."""
        self._page += 1
        self._show(self._lines)

    def action_newer(self) -> None:
        """Show the page before."""
        self._page = max(0, self._page - 1)
        self._show(self._lines)


def _waiting(book: Book) -> list[CaseLine]:
    """The cases whose closing waits for this person's signature."""
    wanted = {each.case for each in cases.today(book).waiting}
    return [each for each in cases.listed(book) if each.case in wanted]


def _left(today: Today) -> Iterator[str]:
    """What was left for this person: as cases, or still waiting where they can only read."""
    if len(today.left) == 1:
        yield f"1 report was left for you: {today.left[0]}"
    elif today.left:
        yield f"{len(today.left)} reports were left for you"
    if today.left_waiting:
        yield f"left for you, not taken in yet: {today.left_waiting}"


def _overdue(today: Today) -> Iterator[str]:
    """How many actions are overdue, and in how many cases: the second is what O lists."""
    late, held = len(today.overdue), len({each.case for each in today.overdue})
    if late:
        actions = "1 action" if late == 1 else f"{late} actions"
        yield f"{actions} overdue in {'1 case' if held == 1 else f'{held} cases'} (O)"


def _urgency(case: CaseLine) -> tuple[bool, bool, bool, int]:
    """Where a case stands in the list: open, overdue, not triaged yet, then the most severe.

    Those that are alike stay as casework lists them, the newest first.
    """
    is_open = case.status != "closed"
    return (not is_open, not case.overdue, case.severity is not None, -(case.severity or 0))


def _case_row(case: CaseLine) -> Row:
    """One case as a row."""
    style = "bold" if case.overdue else "dim" if case.status == "closed" else ""
    due = due_day(case.due, clock.now(), overdue=case.overdue)
    cells = (
        cell(case.case, style),
        cell(severity_name(case.severity), style),
        cell(due if case.status == "open" else said(BRIEF_STATUSES, case.status), style),
        cell(case.title, style),
    )
    return Row(case.case, cells, ())


def _hit_row(at: int, hit: SearchHit) -> Row:
    """One place where something was found, as a row."""
    cells = (cell(hit.case), cell(f"{hit.kind} {hit.reference}"), cell(hit.title))
    return Row(f"{hit.case} {at}", cells, ())
