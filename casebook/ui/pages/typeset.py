"""How a page is set: headings, facts beside their labels, passages of people's own words.

The rule is: what people wrote stands behind a bar, line by line, so that no text can pass itself
off as the program's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from casebook import clock
from casebook.ui.cleaning import cleaned, line, stacked

LABEL_WIDTH = 16
"""Columns that a label takes."""


@dataclass(frozen=True)
class Behind:
    """A text that stands behind a mark on each of its lines, however often it has to wrap."""

    mark: str
    """What begins each line."""
    text: Content
    """Clean already."""
    following: str = ""
    """What begins the lines after the first, where that differs."""

    def set(self, width: int) -> Content:
        """The text in lines of at most `width` columns, each behind its mark."""
        room = max(10, width - len(self.mark))
        pieces = [
            piece for paragraph in self.text.split("\n") for piece in paragraph.wrap(room)
        ] or [Content("")]
        marks = [self.mark, *[self.following or self.mark] * (len(pieces) - 1)]
        return stacked(
            Content.assemble((mark, "$secondary"), piece)
            for mark, piece in zip(marks, pieces, strict=True)
        )


Part = Content | Behind
"""A piece of a page."""
Page = tuple[Part, ...]
"""A page: its pieces, one below the other."""


def heading(title: str) -> Part:
    """The head of a part of a page."""
    return cleaned(title, "bold $primary")


def fact(label: str, value: object, width: int = LABEL_WIDTH) -> Part:
    """A label, and beside it a value that may run over several lines."""
    text = value if isinstance(value, Content) else line(value)
    return Behind(f"{label:<{width}}", text, " " * width)


def facts(pairs: Iterable[tuple[str, object]]) -> list[Part]:
    """A fact for each pair whose value is not empty."""
    return [fact(label, value) for label, value in pairs if value not in {"", None}]


def passage(words: str) -> Part:
    """What somebody wrote or said, behind a bar."""
    return Behind("│ ", cleaned(words))


def item(text: str) -> Part:
    """One item of a list."""
    return Behind("· ", cleaned(text), "  ")


def quiet(text: str, indent: int = 0) -> Part:
    """A remark of the program's own, or a source."""
    return Behind(" " * indent, cleaned(text, "$secondary"), " " * indent)


def moment(when: datetime | None) -> str:
    """A moment in local time, or nothing."""
    return "" if when is None else clock.words(when)


def spaced(groups: Iterable[Sequence[Part]]) -> Iterator[Part]:
    """Groups of pieces with an empty line between them."""
    for at, group in enumerate(groups):
        if at:
            yield Content("")
        yield from group


def set_page(page: Page, width: int) -> Content:
    """The page as content for a place that is `width` columns wide."""
    return stacked(part.set(width) if isinstance(part, Behind) else part for part in page)
