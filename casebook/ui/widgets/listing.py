"""A list with what is chosen in it set as a page: below it, or beside it where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import DataTable

from casebook.ui import keys
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.reader import Reader


@dataclass(frozen=True)
class Column:
    """A column of a list."""

    title: str
    """Its head."""
    width: int
    """Columns of the terminal; 0 takes what the others leave."""


@dataclass(frozen=True)
class Row:
    """A row of a list."""

    key: str
    """The reference that it stands for."""
    cells: tuple[Text, ...]
    """Clean already."""
    page: Page
    """What is read when it is chosen."""


class Listing(Container):
    """The list and the page."""

    DEFAULT_CSS = """
    Listing {
        layout: vertical;

        DataTable { height: 40%; min-height: 5; background: $background; }
        Reader { height: 1fr; border-top: solid $border-blurred; }
    }
    """

    class ReadAsked(Message):
        """The row with this key is to be read in full."""

        def __init__(self, key: str, page: Page) -> None:
            super().__init__()
            self.key = key
            self.page = page

    COLUMNS: tuple[Column, ...] = ()
    """The columns of this kind of list."""
    EMPTY: Page = ()
    """What is read when the list is empty."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """An empty list."""
        super().__init__(id=id)
        self._rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        """The list, then the page."""
        yield Table(self.COLUMNS)
        yield Reader(self.EMPTY)

    @property
    def table(self) -> "Table":
        """The list itself."""
        return self.query_one(Table)

    @property
    def chosen(self) -> str | None:
        """The reference of the row under the cursor."""
        keys = list(self._rows)
        return keys[self.table.cursor_row] if 0 <= self.table.cursor_row < len(keys) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on the row that it was on, if that is still there."""
        before = self.chosen
        self._rows = {row.key: row for row in rows}
        self.table.fill(rows)
        if before in self._rows:
            self.table.move_cursor(row=list(self._rows).index(before), animate=False)
        self._read()

    def choose(self, key: str) -> None:
        """Put the cursor on the row with this key, if there is one."""
        if key in self._rows:
            self.table.move_cursor(row=list(self._rows).index(key), animate=False)

    @on(DataTable.RowHighlighted)
    def _moved(self, event: DataTable.RowHighlighted) -> None:
        """Show the page of the row under the cursor; what can be done depends on it."""
        event.stop()
        self._read()
        self.refresh_bindings()

    @on(DataTable.RowSelected)
    def _opened(self, event: DataTable.RowSelected) -> None:
        """Ask that what is under the cursor be read in full."""
        event.stop()
        if (chosen := self.chosen) is not None:
            self.post_message(self.ReadAsked(chosen, self._rows[chosen].page))

    def _read(self) -> None:
        """Show the page of the row under the cursor, or what is said of an empty list."""
        row = self._rows.get(self.chosen or "")
        self.query_one(Reader).show(row.page if row else self.EMPTY)


class Table(DataTable[Text]):
    """A table whose rows are chosen whole, and one of whose columns takes the room that is left."""

    BINDINGS = keys.of("list")

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        """Take the columns."""
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._columns_wanted = tuple(columns)

    def action_scroll_home(self) -> None:
        """Go to the first row: a row is chosen whole, so there is no beginning of one to go to."""
        self.action_scroll_top()

    def action_scroll_end(self) -> None:
        """Go to the last row."""
        self.action_scroll_bottom()

    def on_mount(self) -> None:
        """Put the columns in."""
        self._lay_columns()

    def on_resize(self) -> None:
        """Give the room that is left to the column that takes it."""
        room = self._room()
        for wanted, column in zip(self._columns_wanted, self.ordered_columns, strict=True):
            if not wanted.width and column.width != room:
                column.width = room
                self.refresh(layout=True)
                self._clear_caches()

    def rearrange(self, columns: Sequence[Column]) -> None:
        """Begin anew with other columns, unless they are the same."""
        if tuple(columns) != self._columns_wanted:
            self._columns_wanted = tuple(columns)
            self.clear(columns=True)
            self._lay_columns()

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of those before."""
        self.clear()
        for row in rows:
            self.add_row(*row.cells, key=row.key)

    def _lay_columns(self) -> None:
        """Add the columns."""
        for column in self._columns_wanted:
            self.add_column(Text(column.title), width=column.width or self._room())

    def _room(self) -> int:
        """What the other columns leave, each with a blank on both sides."""
        taken = sum(column.width for column in self._columns_wanted)
        return max(12, self.size.width - taken - 2 * len(self._columns_wanted) - 1)
