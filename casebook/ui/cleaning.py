"""The one boundary between text that was written elsewhere and the screen.

The rules are: a text that does not stand in this source goes through `cleaned`, `lines` or `cell`
and arrives as content, never as markup; `Cleaner` is the second wall, on every line that is
painted, for what a widget draws by itself (a field being typed in).
"""

from collections.abc import Iterable
from typing import Final

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from casebook.cleaning import SHOWN, one_line, shown


def cleaned(text: object, style: str = "") -> Content:
    """`text` as content of several lines, every dangerous or invisible character made visible."""
    return _styled(shown(str(text)), style)


def line(text: object, style: str = "") -> Content:
    """`text` as content of a single line."""
    return _styled(one_line(str(text)), style)


def cell(text: object, style: str = "") -> Text:
    """`text` for a cell of a table, on a single line."""
    return Text(one_line(str(text)), style=style, no_wrap=True, overflow="ellipsis")


def stacked(parts: Iterable[Content]) -> Content:
    """Contents one below the other."""
    return Content("\n").join(parts)


def _styled(text: str, style: str) -> Content:
    """Plain `text`, already clean, in one style."""
    return Content.styled(text, style) if style else Content(text)


class _Wall(dict[int, str]):
    """What the second wall paints for each character, found out when it first turns up.

    A mended character is as wide as the layout took it to be, so that nothing beside it moves.
    """

    def __missing__(self, code: int) -> str:
        """What is painted for the character `code`."""
        painted = chr(code)
        if code in SHOWN or code in _BREAKS:
            painted = "\N{REPLACEMENT CHARACTER}" * max(0, get_character_cell_size(painted))
        self[code] = painted
        return painted


_BREAKS: Final = (0x09, 0x0A)
"""Tab and line feed: they move what follows, so that no line that is painted may hold them."""
_WALL: Final = _Wall()


class Cleaner(LineFilter):
    """The second wall: no dangerous character leaves for the terminal, whoever drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace what the first wall would have replaced, keeping each segment's width."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(segment.text.translate(_WALL), segment.style)
            for segment in segments
        ]
