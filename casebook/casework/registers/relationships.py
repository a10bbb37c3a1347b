"""The register of declared relationships between those who work here and pupils.

The rules are: a tie is declared with who it was declared to and when; the boundary is agreed with
the senior leadership team, by nobody about themselves; it is looked at again after a year where no
other day was named.
"""

from datetime import date
from typing import Final

from casebook.casework import texts
from casebook.casework.registers import fields
from casebook.casework.registers.deciding import decided
from casebook.casework.registers.fields import Field, Given, checked, today
from casebook.casework.registers.keeping import (
    YEAR,
    Minds,
    Register,
    add,
    change,
    ever,
    open_one,
    place,
)
from casebook.casework.registers.views import Registration
from casebook.casework.registers.wording import RELATIONSHIPS
from casebook.casework.wording import said
from casebook.records.relationship import Relationship
from casebook.store.book import Book

DECIDES = ("slt",)
"""Who agrees a boundary."""
WHOM = ("pupil", "former-pupil", "family")

FIELDS: Final = {
    "whose": Field(fields.line, is_needed=True),
    "what": Field(fields.word(RELATIONSHIPS), is_needed=True),
    "whom": Field(fields.line, is_needed=True),
    "whom_is": Field(fields.word(WHOM)),
    "words": Field(fields.perhaps),
    "declared_to": Field(fields.line, is_needed=True),
    "declared_on": Field(fields.past_day),
    "safeguards": Field(fields.perhaps),
    "review_on": Field(fields.day),
}
"""What is given with a declaration, and amended later; the boundary is agreed, not amended."""


def declare(book: Book, given: Given, within: str = "") -> Registration:
    """Enter a declared relationship, in general unless another compartment is named.

    Raises NotAHolder, ValueUnknown, and what a field is refused for.
    """
    usual = {"declared_on": today(), "review_on": today() + YEAR, "whom_is": "pupil"}
    values = usual | checked(FIELDS, given, whole=True) | {"state": "declared"}
    return add(book, RELATIONSHIP, place(book, within), "declared", values)


def agree(
    book: Book, reference: str, boundary: str, safeguards: str = "", minute: str = ""
) -> Registration:
    """Agree the boundary: what is done differently because of the tie.

    Raises OwnDecision, NotTheirsToDecide, NotOpenToThis, TextUnusable.
    """
    kept = open_one(book, RELATIONSHIP, reference)
    row = kept[1]
    by = decided(book, row.reference, DECIDES, ever(kept, "whose"), minute)
    values = {
        "boundary": texts.needed(boundary, "boundary"),
        "safeguards": texts.passage(safeguards, "safeguards") or row.safeguards,
        "agreed_by": by.by,
        "agreed_on": today(),
        "state": "agreed",
        "why": "",
    }
    return change(book, RELATIONSHIP, kept, "agreed", values)


def _minds(_book: Book, row: Relationship) -> Minds:
    """That no boundary was agreed yet."""
    return Minds((), () if row.boundary else ("no boundary was agreed yet",))


def _runs_out(row: Relationship) -> date | None:
    """The day it is looked at again."""
    return row.review_on


RELATIONSHIP: Final = Register(
    table=Relationship,
    fields=FIELDS,
    ends_as="ended",
    title=lambda row: f"{row.whose} and {row.whom}: {said(RELATIONSHIPS, row.what)}",
    minds=_minds,
    state=lambda row: row.state,
    runs_out=_runs_out,
)
"""The register itself."""
