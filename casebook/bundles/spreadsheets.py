"""Tables for spreadsheets, in which no cell can turn into a formula.

The rules are: every cell is quoted; what cannot be printed is spelled out; where a cell, or what
another separator would make a cell of, begins with a formula sign, an apostrophe stands before it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from casebook.bundles.printable import one_line

_STARTS = re.compile(
    r"(^|[;,|/])([\s']*)(?=[=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    r"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}\N{MINUS SIGN}])"
)
"""Where a formula could begin: at the start, or after what some program takes for a separator."""


def cell(text: str) -> str:
    """`text` as a cell that stays text."""
    return _STARTS.sub(r"\1\2'", one_line(text))


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as UTF-8 with the mark by which spreadsheets know it, lines ending as they expect."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([cell(each) for each in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")
