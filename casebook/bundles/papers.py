"""What is printed to be kept apart from the computer: receipts and recovery sheets, as PDF.

The rules are: the words are those of the flat text; nothing of a case is on them; the same paper
gives the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime

from casebook import clock
from casebook.bundles import documents
from casebook.bundles.printable import printable
from casebook.store.receipts import Receipt
from casebook.vault import recovery
from casebook.vault.recovery import Paper

OPENS_ALONE = (
    "This page opens the casebook without any passphrase. Print it, put it into the envelope, "
    "sign across the seal, and delete the file."
)


def receipt(made: Receipt, keep: str) -> bytes:
    """A receipt as a page; `keep` says what to do with it. Raises DocumentFailed."""
    told = clock.read_iso(made.printed_at)
    rows = [
        ["School", printable(made.school), False],
        ["Casebook", grouped(made.casebook), False],
        ["Printed", clock.words(told), False],
        ["By", printable(made.printed_by), False],
    ]
    unopened = f"Not on it, because who printed it does not hold it: {', '.join(made.unopened)}."
    content = _page("Receipt of a casebook", made.school, grouped(made.casebook), told) | {
        "rows": rows,
        "lines": [[each.compartment, f"{each.entries}", each.words] for each in made.lines],
        "unopened": [unopened] if made.unopened else [],
        "keep": keep,
    }
    return documents.compiled("receipt", content)


def sheets(papers: Sequence[Paper], made_at: datetime) -> bytes:
    """Recovery sheets, a page each; raises DocumentFailed."""
    first = papers[0]
    title = "Recovery sheet" if len(papers) == 1 else "Recovery sheets"
    content = _page(title, first.school, first.casebook, made_at) | {
        "sheets": [_sheet(each) for each in papers]
    }
    return documents.compiled("sheets", content)


def _sheet(paper: Paper) -> dict[str, object]:
    """One sheet."""
    rows = [
        ["School", printable(paper.school), False],
        ["Casebook", paper.casebook, False],
        ["Made", paper.made, False],
        ["This sheet", f"{paper.kind}: it opens {paper.opens}", False],
    ]
    return {
        "title": f"Recovery sheet: {paper.kind}",
        "alone": OPENS_ALONE,
        "rows": rows,
        "code": [row.split() for row in paper.rows],
        "warning": list(recovery.WARNING),
        "needed": paper.needed,
        "steps": [" ".join(each) for each in paper.steps],
        "keep": [" ".join(paper.where[:-2]), *paper.where[-2:]],
    }


def _page(title: str, school: str, casebook: str, at: datetime) -> dict[str, object]:
    """What stands on every page."""
    here = clock.local(at)
    return {
        "title": title,
        "school": printable(school),
        "foot": f"Casebook {casebook}",
        "foot-right": clock.words(at),
        "date": {
            "year": here.year,
            "month": here.month,
            "day": here.day,
            "hour": here.hour,
            "minute": here.minute,
            "second": here.second,
        },
    }


def grouped(number: str) -> str:
    """A casebook's number in groups that can be read aloud."""
    return " ".join(number[at : at + 8] for at in range(0, len(number), 8))
