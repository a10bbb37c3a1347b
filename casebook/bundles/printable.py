"""Text made fit to be printed: what the bundled fonts lack, and what hides, is spelled out.

The rules are: nothing is dropped; a character that steers, reorders, hides, blots out others or
has no shape in the fonts prints as its code, `[U+4F60]`; joiners stay between letters that they
join.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache

from casebook.datafiles import data_folder

_UNICODE_TABLES = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of the tables that map Unicode to shapes."""

_MARKS = {"Mn", "Me"}
"""Categories of marks that are drawn over the letter before them."""

MOST_MARKS = 4
"""So many marks over one letter are writing; more are a blot."""

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Arabic and Indic spelling needs them."""

_JOINING = re.compile(f"(?<=[\u0600-\u0dff])[{_JOINERS}](?=[\u0600-\u0dff])")


def printable(text: str) -> str:
    """`text` with every character that cannot be printed as it is shown by its code."""
    return _spelled(text, coverage())


def visible(text: str) -> str:
    """`text` with every character that steers or hides shown by its code, whatever the fonts."""
    return _spelled(text, None)


def one_line(text: str) -> str:
    """`text` made visible on one line: a line end becomes a stroke."""
    return " / ".join(visible(line) for line in re.split("\r?\n", text))


def _spelled(text: str, shapes: frozenset[int] | None) -> str:
    """`text`, its unfit characters as codes; without `shapes` every visible one is fit."""
    if text.isascii() and text.isprintable():
        return text
    joined = {found.start() for found in _JOINING.finditer(text)}
    marks, written = 0, []
    for place, each in enumerate(text):
        marks = marks + 1 if unicodedata.category(each) in _MARKS else 0
        fits = each == "\n" or place in joined or (marks <= MOST_MARKS and _is_seen(each))
        if fits and shapes is not None and each != "\n" and ord(each) not in shapes:
            fits = False
        written.append(each if fits else f"[U+{ord(each):04X}]")
    return "".join(written)


def _is_seen(character: str) -> bool:
    """Whether a character shows as itself and steers nothing."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@cache
def coverage() -> frozenset[int]:
    """The code points that the bundled fonts have shapes for, in regular and in bold."""
    folder = data_folder("exports") / "fonts"
    fonts = [file for file in folder.iterdir() if file.name.endswith(".ttf")]
    weights: dict[str, set[int]] = {}
    for file in fonts:
        weight = file.name.rsplit("-", 1)[-1]
        weights.setdefault(weight, set()).update(shapes_in(file.read_bytes()))
    return frozenset(set.intersection(*weights.values()))


def shapes_in(font: bytes) -> set[int]:
    """The code points that a TrueType `font` maps to shapes (OpenType, table `cmap`)."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(count))
    table = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", font, table + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", font, table + 4 + 8 * place)
        if (platform, encoding) in _UNICODE_TABLES:
            layout = struct.unpack_from(">H", font, table + offset)[0]
            if layout == 4:  # noqa: PLR2004 - the number of the format
                found.update(_segments(font, table + offset))
            elif layout == 12:  # noqa: PLR2004 - likewise
                found.update(_groups(font, table + offset))
    return found


def _segments(font: bytes, start: int) -> Iterator[int]:
    """The code points of a table in format 4."""
    doubled = struct.unpack_from(">H", font, start + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    begins = struct.unpack_from(f">{count}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * doubled)
    offsets_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for place, (first, last, delta, offset) in enumerate(
        zip(begins, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, last + 1):
            if offset:
                where = offsets_at + 2 * place + offset + 2 * (code - first)
                shape = struct.unpack_from(">H", font, where)[0] if where + 2 <= len(font) else 0
            else:
                shape = (code + delta) & 0xFFFF
            if shape:
                yield code


def _groups(font: bytes, start: int) -> Iterator[int]:
    """The code points of a table in format 12."""
    for place in range(struct.unpack_from(">L", font, start + 12)[0]):
        first, last, shape = struct.unpack_from(">LLL", font, start + 16 + 12 * place)
        yield from (code for code in range(first, last + 1) if shape + code - first)
