"""Exhibits on paper: what the report says of each, and the label that stays with it.

The source is the usual form of an exhibit label: mark, description, where, when and by whom it
was captured, and the statement that refers to it. What belongs together stands on one line, so
that two hundred exhibits are a list that can be read.
"""

from casebook.bundles import layout
from casebook.bundles.selecting import Kept, Selection

_TOGETHER = (
    ("Captured", {"captured_at": "", "captured_by": "by ", "source": "", "device": ""}),
    ("Lodged", {"lodged_at": "", "lodged_by": "by "}),
    ("Name it came with", {"original_name": "", "size": "", "media_type": "looks like "}),
)
"""Fields that stand on one line, under one name, and the word before each."""

_ALONE = ("description", "sha256")
"""Fields that every exhibit shows on a line of their own."""


def facts(row: Kept, *, on_a_label: bool = False) -> list[list[object]]:
    """What is told of an exhibit, as the rows of a block of facts."""
    rows = layout.rows_of(
        layout.facts("exhibit", {each: row[each] for each in _ALONE if each in row})
    )
    for label, names in _TOGETHER:
        told = [
            before + layout.value(name, row[name]) for name, before in names.items() if name in row
        ]
        if told and not (on_a_label and label == "Lodged"):
            rows.append([label, ", ".join(told), False])
    if on_a_label:
        return rows
    shown = {"reference", *_ALONE, *(name for _, names in _TOGETHER for name in names)}
    return [*rows, *layout.rows_of(layout.facts("exhibit", row, skip=shown))]


def labels(selection: Selection) -> list[dict[str, object]]:
    """A label for each exhibit whose file leaves."""
    rows = {row.get("reference"): row for row in selection.records.get("exhibit", ())}
    return [
        {
            "mark": each.source.reference,
            "rows": facts(rows.get(each.source.reference, {}), on_a_label=True),
        }
        for each in selection.exhibits
    ]
