"""What has the focus, for the head of the help room: what it is, and how it is used by keys."""

from collections.abc import Iterator
from typing import Final

from textual.widget import Widget
from textual.widgets import Button, DataTable, Input, OptionList, Select, TextArea

from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Part, heading, quiet
from casebook.ui.widgets.fields import Field, MomentField
from casebook.ui.widgets.ticks import TickList

DATES: Final = (
    "Type a date and time as you would write it: today 15:15, yesterday at 4pm, 17/11 at 1515, "
    "last Tuesday 3.15pm, about 9pm on 12/11, or unknown. It is read back in full, never guessed."
)
HOW: Final[tuple[tuple[type[Widget], str], ...]] = (
    (TickList, "A list to tick: Up and Down move, Space or Enter ticks, / finds a word."),
    (OptionList, "A list: Up and Down move, Enter takes what is under the cursor."),
    (DataTable, "A table: Up and Down move, Enter opens what is under the cursor."),
    (Select, "A choice: Enter opens it, Up and Down move, Enter takes one, Escape leaves it."),
    (TextArea, "Several lines: Enter begins a new one, Tab moves on."),
    (Input, "One line: type, then Tab moves on."),
    (Button, "A button: Enter presses it, Tab moves to the next."),
)
"""How each kind of place is used; the first kind that fits counts."""


def focus_page(focus: Widget | None) -> Iterator[Part]:
    """What has the focus and how it is used; nothing where nothing has it."""
    how = next((said for kind, said in HOW if isinstance(focus, kind)), "")
    if focus is None or not how:
        return
    yield heading("Where the cursor is")
    field = next((each for each in focus.ancestors if isinstance(each, Field)), None)
    if field is not None:
        needed = " This is needed." if field.needed else ""
        yield cleaned(f"{field.label}.{needed}", "bold")
    yield quiet(DATES if isinstance(field, MomentField) else how)
