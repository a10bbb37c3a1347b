"""A letter as a page: the school, the day, whom it is to, the words, and its reference.

The rules are: the day is that on which it was made final, so that the same letter gives the same
bytes; nothing of the case stands on it but its reference and what a person wrote.
"""

from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.bundles import documents
from casebook.bundles.printable import printable
from casebook.dates.days import day_said


@dataclass(frozen=True)
class Page:
    """What stands on a letter."""

    school: str
    reference: str
    to: str
    address: str
    subject: str
    words: str
    at: datetime
    """When it was made final."""


def drawn(page: Page) -> bytes:
    """The letter as tagged PDF; raises DocumentFailed."""
    here = clock.local(page.at)
    date = {"year": here.year, "month": here.month, "day": here.day}
    time = {"hour": here.hour, "minute": here.minute, "second": here.second}
    parts = [each.strip("\n") for each in page.words.split("\n\n")]
    content: dict[str, object] = {
        "title": printable(page.subject),
        "school": printable(page.school),
        "reference": page.reference,
        "day": day_said(here.date()),
        "address": [printable(each) for each in (page.to, *page.address.splitlines()) if each],
        "paragraphs": [
            [printable(line) for line in part.splitlines()] for part in parts if part.strip()
        ],
        "date": date | time,
    }
    return documents.compiled("letter", content)
