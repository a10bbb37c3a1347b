"""The exhibits of a case, each with the numbers that prove it."""

from collections.abc import Sequence

from textual.message import Message

from casebook.casework.views import ExhibitLine
from casebook.casework.wording import DISPOSED, said
from casebook.ui import keys
from casebook.ui.cleaning import cell
from casebook.ui.pages.exhibits import exhibit_page
from casebook.ui.pages.typeset import quiet
from casebook.ui.widgets.listing import Column, Listing, Row
from casebook.ui.words import in_bytes


class ExhibitList(Listing):
    """Every exhibit, and what became of it."""

    BINDINGS = keys.of("exhibits")
    COLUMNS = (Column("Mark", 8), Column("What", 0), Column("Size", 10), Column("Became", 12))
    EMPTY = (
        quiet("Nothing is lodged. L keeps a file, through the gate; Q records a thing that is"),
        quiet("kept elsewhere, such as a telephone."),
    )

    class Asked(Message):
        """Something is asked for the chosen exhibit: `copy`, `dispose` or `hand_over`."""

        def __init__(self, deed: str, exhibit: ExhibitLine) -> None:
            super().__init__()
            self.deed = deed
            self.exhibit = exhibit

    class ThingAsked(Message):
        """A thing that is kept elsewhere is to be recorded."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self._exhibits: dict[str, ExhibitLine] = {}

    @property
    def chosen_exhibit(self) -> ExhibitLine | None:
        """The exhibit under the cursor."""
        return self._exhibits.get(self.chosen or "")

    def show_exhibits(self, exhibits: Sequence[ExhibitLine]) -> None:
        """Show these exhibits."""
        self._exhibits = {each.reference: each for each in exhibits}
        self.show([_row(each) for each in exhibits])
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing for an exhibit where there is none; no copy of what is no file."""
        if action in {"dispose", "hand_over"}:
            return self.chosen_exhibit is not None
        if action == "write_copy":
            return self.chosen_exhibit is not None and bool(self.chosen_exhibit.sha256)
        return super().check_action(action, parameters)

    def action_write_copy(self) -> None:
        """Ask for a copy of the chosen exhibit."""
        self._ask("copy")

    def action_dispose(self) -> None:
        """Ask what becomes of the chosen exhibit."""
        self._ask("dispose")

    def action_hand_over(self) -> None:
        """Ask to whom the chosen exhibit was handed."""
        self._ask("hand_over")

    def action_thing(self) -> None:
        """Ask that a thing be recorded that is kept elsewhere."""
        self.post_message(self.ThingAsked())

    def _ask(self, deed: str) -> None:
        """Ask for a deed on the chosen exhibit."""
        if (chosen := self.chosen_exhibit) is not None:
            self.post_message(self.Asked(deed, chosen))


def _row(exhibit: ExhibitLine) -> Row:
    """One exhibit as a row."""
    cells = (
        cell(exhibit.reference),
        cell(exhibit.description or exhibit.original_name),
        cell(in_bytes(exhibit.size) if exhibit.sha256 else "a thing"),
        cell(said(DISPOSED, exhibit.disposal) or "not yet"),
    )
    return Row(exhibit.reference, cells, exhibit_page(exhibit))
