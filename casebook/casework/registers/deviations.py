"""The register of departures from the policy, with their justification.

The rules are: what was or will be done, why, and who was told and when; whether the head was told
before or after it was done follows from the days; the head answers it, and in the head's own
matter the governors do.
"""

from datetime import date
from typing import Final

from casebook.casework import texts
from casebook.casework.registers import fields
from casebook.casework.registers.deciding import decided
from casebook.casework.registers.fields import Field, Given, checked, today
from casebook.casework.registers.keeping import Minds, Register, add, change, ever, open_one, place
from casebook.casework.registers.views import Registration
from casebook.records.deviation import Deviation
from casebook.store.book import Book

DECIDES = ("head",)
"""Who is told, and answers."""
HEAD = "the head"

FIELDS: Final = {
    "whose": Field(fields.line, is_needed=True),
    "rule": Field(fields.words, is_needed=True),
    "done": Field(fields.words, is_needed=True),
    "justification": Field(fields.words, is_needed=True),
    "done_on": Field(fields.day),
    "told": Field(fields.line),
    "told_on": Field(fields.past_day),
    "advice": Field(fields.perhaps),
    "review_on": Field(fields.day),
}
"""What is given, and amended later."""


def record(book: Book, given: Given, within: str = "") -> Registration:
    """Enter a departure from the policy, done already or proposed.

    Raises NotAHolder, ValueUnknown, and what a field is refused for.
    """
    values = {"told": HEAD, "told_on": today()} | checked(FIELDS, given, whole=True)
    return add(book, DEVIATION, place(book, within), "recorded", values | {"state": "told"})


def answer(book: Book, reference: str, words: str, minute: str = "") -> Registration:
    """Enter what the head says to it; raises OwnDecision, NotTheirsToDecide, NotOpenToThis."""
    kept = open_one(book, DEVIATION, reference)
    row = kept[1]
    by = decided(book, row.reference, DECIDES, ever(kept, "whose"), minute)
    values = {
        "answer": texts.needed(words, "words"),
        "answered_by": by.by,
        "answered_on": today(),
        "state": "answered",
    }
    return change(book, DEVIATION, kept, "answered", values)


def told_when(row: Deviation) -> str:
    """Whether it was told `before` it was done or `after`; empty while it is not known when."""
    if row.done_on is None:
        return ""
    return "before" if row.told_on <= row.done_on else "after"


def _minds(_book: Book, row: Deviation) -> Minds:
    """That it was told only afterwards, and that nobody answered it yet."""
    late = ("it was told only after it was done",) if told_when(row) == "after" else ()
    waits = ("the head has not answered it yet",) if row.state == "told" else ()
    return Minds((), (*late, *waits))


def _runs_out(row: Deviation) -> date | None:
    """The day it is looked at again."""
    return row.review_on


DEVIATION: Final = Register(
    table=Deviation,
    fields=FIELDS,
    ends_as="ended",
    title=lambda row: f"{row.whose}: {row.done}",
    minds=_minds,
    state=lambda row: row.state,
    runs_out=_runs_out,
)
"""The register itself."""
