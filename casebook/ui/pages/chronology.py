"""The chronology page: the ordered reading of a case, each line with its moment and reference."""

from collections.abc import Sequence

from textual.content import Content

from casebook.casework.chronology import Line
from casebook.ui.cleaning import cleaned, line
from casebook.ui.pages.typeset import Behind, Page, Part, moment, quiet, spaced


def chronology_page(lines: Sequence[Line]) -> Page:
    """The whole page, the earliest first."""
    if not lines:
        return (quiet("Nothing has happened here yet."),)
    return tuple(spaced([_entry(each) for each in lines]))


def _entry(entry: Line) -> list[Part]:
    """One line of the chronology: when and who, then what, behind a bar."""
    return [
        Content.assemble(
            line(moment(entry.at), "$primary"),
            "  ",
            line(entry.who),
            "  ",
            line(entry.reference, "$secondary"),
        ),
        Behind("│ ", cleaned(entry.said)),
    ]
