"""The register of online checks: what is public about an adult who applies, works or helps here.

The rules are: never a pupil; only what anybody can see, which whoever enters it says; who looked,
when, at what and what came of it, whatever came of it; each has a day by which it is looked at
again or destroyed; it is kept in staff where the person at the desk holds that, for it tells of
adults whom no matter concerns.
"""

from datetime import date
from typing import Final

from casebook.casework.registers import fields, passwords
from casebook.casework.registers.fields import Field, Given, checked, today
from casebook.casework.registers.keeping import Minds, Register, add, place
from casebook.casework.registers.views import Registration
from casebook.casework.registers.wording import PARTS
from casebook.casework.wording import said
from casebook.errors.registers import PublicOnly
from casebook.records.onlinecheck import OnlineCheck
from casebook.store.book import Book

FIELDS: Final = {
    "whose": Field(fields.line, is_needed=True),
    "whose_part": Field(fields.word(PARTS), is_needed=True),
    "looked_at": Field(fields.words, is_needed=True),
    "outcome": Field(fields.words, is_needed=True),
    "review_on": Field(fields.coming_day, is_needed=True),
    "post": Field(fields.line),
    "checked_by": Field(fields.line),
    "checked_on": Field(fields.past_day),
    "told": Field(fields.line),
    "told_on": Field(fields.past_day),
    "informed": Field(fields.perhaps),
}
"""What is given, and amended later."""


def record(book: Book, given: Given, within: str = "", *, public_only: bool) -> Registration:
    """Enter a check; `public_only`: nothing was looked at but what anybody can see.

    Raises PublicOnly, NotAHolder, ValueUnknown, and what a field is refused for.
    """
    if not public_only:
        raise PublicOnly
    usual = {"checked_by": book.user.called, "checked_on": today()}
    values = usual | checked(FIELDS, given, whole=True) | {"state": "kept"}
    for name in ("looked_at", "outcome"):
        passwords.refuse(str(values.get(name, "")), name)
    compartment = place(book, within, "staff" if "staff" in book.held else "general")
    return add(book, ONLINE_CHECK, compartment, "checked", values)


def _minds(_book: Book, row: OnlineCheck) -> Minds:
    """That the person was not told beforehand, and that its day is past."""
    past = row.review_on is not None and row.review_on < today()
    pressing = ("its day is past: destroy what was kept of it elsewhere, and end it",)
    untold = () if row.informed else ("it is not said how they were told beforehand",)
    return Minds(pressing if past else (), untold)


def _runs_out(row: OnlineCheck) -> date | None:
    """The day by which it is looked at again or destroyed."""
    return row.review_on


ONLINE_CHECK: Final = Register(
    table=OnlineCheck,
    fields=FIELDS,
    ends_as="ended",
    title=lambda row: f"{row.whose}, {said(PARTS, row.whose_part)}",
    minds=_minds,
    state=lambda row: row.state,
    runs_out=_runs_out,
)
"""The register itself."""
