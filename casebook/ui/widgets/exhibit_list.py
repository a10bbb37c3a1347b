"""The exhibits of a case, each with the numbers that prove it."""

from collections.abc import Sequence

from textual.message import Message

from casebook.casework.views import ExhibitLine
from casebook.ui import keys
from casebook.ui.cleaning import cell
from casebook.ui.dialogs.progress import in_bytes
from casebook.ui.pages.exhibits import exhibit_page
from casebook.ui.pages.typeset import quiet
from casebook.ui.widgets.listing import Column, Listing, Row


class ExhibitList(Listing):
    """Every exhibit; Y writes a copy of the original to look at outside."""

    BINDINGS = keys.of("exhibits")
    COLUMNS = (Column("Mark", 8), Column("What", 0), Column("Size", 11))
    EMPTY = (quiet("Nothing is lodged. L keeps a file, through the gate."),)

    class CopyAsked(Message):
        """A copy of the exhibit with this mark is to be written."""

        def __init__(self, exhibit: str) -> None:
            super().__init__()
            self.exhibit = exhibit

    def show_exhibits(self, exhibits: Sequence[ExhibitLine]) -> None:
        """Show these exhibits."""
        self.show([_row(each) for each in exhibits])

    def action_write_copy(self) -> None:
        """Ask for a copy of the chosen exhibit."""
        if (chosen := self.chosen) is not None:
            self.post_message(self.CopyAsked(chosen))


def _row(exhibit: ExhibitLine) -> Row:
    """One exhibit as a row."""
    cells = (
        cell(exhibit.reference),
        cell(exhibit.description or exhibit.original_name),
        cell(in_bytes(exhibit.size)),
    )
    return Row(exhibit.reference, cells, exhibit_page(exhibit))
