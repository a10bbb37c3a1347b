"""Exhibit labels: what is written on the label that stays with each exhibit.

The source is the usual form of an exhibit label: mark, description, where and when it was
captured and by whom, and the statement that refers to it.
"""

from casebook.bundles import layout
from casebook.bundles.selecting import Selection

_NOT_ON_A_LABEL = ("reference", "disposal", "disposal_words", "where_kept", "file_time", "same_as")


def labels(selection: Selection) -> list[dict[str, object]]:
    """A label for each exhibit whose file leaves."""
    rows = {row.get("reference"): row for row in selection.records.get("exhibit", ())}
    made: list[dict[str, object]] = []
    for each in selection.exhibits:
        row = rows.get(each.source.reference, {})
        facts = layout.facts("exhibit", row, skip=_NOT_ON_A_LABEL)
        made.append({"mark": each.source.reference, "rows": facts["rows"]})
    return made
