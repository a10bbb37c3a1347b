"""Records laid out for paper: labelled facts, tables and words, in the order in which they read.

The rules are: only what was chosen is looked at; every text passes `printable`; what a field is
called stands in exports/templates/words.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from casebook import clock
from casebook.bundles.printable import printable
from casebook.bundles.selecting import Kept
from casebook.datafiles import data_folder

Block = dict[str, object]
"""One thing on paper, as exports/templates/style.typ shows it."""

_MOMENTS = {"at", "due_by", "file_time", "happened_from", "happened_to"}
_IDENTIFIERS = frozenset(
    {"about", "concerns", "disposal", "duty", "medium", "person_kind", "precision"}
    | {"reported_by_kind", "role", "route", "signs", "state", "status", "what"}
)
"""Fields that hold words of the program's own, which are hyphenated."""

_LONG = frozenset({"words", "summary", "answered_words"})
"""Fields whose text stands apart, with a line beside it."""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """What each field is called, by kind."""
    file = data_folder("exports") / "templates" / "words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """What the program's own short words mean, by field."""
    file = data_folder("exports") / "templates" / "codes.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def called(field: str, code: str) -> str:
    """What a short word of the program's own means to somebody who does not know the program."""
    return _codes()[field].get(code, code)


def value(name: str, given: object) -> str:
    """The value of the field `name` as it is printed."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if name == "because" and isinstance(given, list):
        return words_of_rules(given)
    if isinstance(given, list):
        return "; ".join(value(name, each) for each in given)
    return _text(name, str(given))


def _text(name: str, text: str) -> str:
    """A single value as it is printed."""
    if name in _MOMENTS or name.endswith("_at"):
        return clock.words(datetime.fromisoformat(text))
    if name == "born":
        day = date.fromisoformat(text)
        return f"{day.day} {day:%B %Y}"
    if name == "size":
        return f"{int(text):,} bytes"
    if name == "clock":
        return called(name, text)
    is_identifier = name in _IDENTIFIERS and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)
    return printable(text.replace("-", " ") if is_identifier else text)


def facts(kind: str, row: Kept, skip: Iterable[str] = ()) -> Block:
    """The fields of a record, each with its name, in the order of words.toml."""
    found = {name: _found(row, name) for name in words()[kind] if name not in skip}
    rows = [
        [words()[kind][name], value(name.rsplit(".", 1)[-1], each), name in _LONG]
        for name, each in found.items()
        if each is not None
    ]
    return {"kind": "facts", "rows": rows}


def rows_of(block: Block) -> list[list[object]]:
    """The rows of a block of facts."""
    rows = block["rows"]
    return list(rows) if isinstance(rows, list) else []


def _found(row: object, name: str) -> object:
    """What `row` holds under a name, a dotted one leading inside."""
    for step in name.split("."):
        row = row.get(step) if isinstance(row, Mapping) else None
    return row


def words_of_rules(rules: Sequence[object]) -> str:
    """Rules with what they say and where they stand, one a line."""
    lines = []
    for rule in rules:
        if isinstance(rule, Mapping):
            said = f": {rule['says']}" if rule.get("says") else ""
            source = f" ({rule['source']})" if rule.get("source") else ""
            named = str(rule.get("rule", "rule")).replace(":", ": ").replace("-", " ")
            lines.append(printable(f"{named}{said}{source}"))
    return "\n".join(lines)


def listing(kind: str, rows: Sequence[Kept], names: Mapping[str, float]) -> Block:
    """A table of records, a column for each of `names` that any row fills, with its width."""
    filled = {name: width for name, width in names.items() if any(name in row for row in rows)}
    return {
        "kind": "listing",
        "titles": [words()[kind][name] for name in filled],
        "widths": list(filled.values()),
        "rows": [
            [value(name, row[name]) if name in row else "" for name in filled] for row in rows
        ],
    }


def table(titles: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> Block:
    """A table of plain texts."""
    cells = [[printable(each) for each in row] for row in rows]
    return {"kind": "listing", "titles": titles, "widths": widths, "rows": cells}


def heading(text: str) -> Block:
    """A heading inside a section."""
    return {"kind": "heading", "text": printable(text)}


def paragraph(text: str) -> Block:
    """Plain text."""
    return {"kind": "text", "text": printable(text)}


def notice(title: str, text: str) -> Block:
    """What must not be overlooked."""
    return {"kind": "notice", "title": title, "text": printable(text)}
