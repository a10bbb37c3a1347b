"""The register of approvals: contact, exceptions, and texts that a second person read.

The rules are: contact on a private account and contact with a former pupil are the head's to
allow, contact for a pupil's welfare the senior leadership team's, an exception the head's or the
DSL's; each says exactly what is allowed and until when; a text is read by somebody other than its
author, who may be any colleague; with pictures of children both the list of those whose pictures
are not published and the parents' written consent were looked at before; nobody approves their
own.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from casebook.casework import authority, texts
from casebook.casework.registers import fields, keeping
from casebook.casework.registers.deciding import decided, refuse_own, same_person, signed
from casebook.casework.registers.fields import Field, Given, checked, today
from casebook.casework.registers.keeping import Minds, Register, add, change, ever, open_one, place
from casebook.casework.registers.views import Registration
from casebook.casework.registers.wording import APPROVALS
from casebook.casework.wording import said
from casebook.errors.registers import (
    FieldsMissing,
    NotAnotherReader,
    NotOpenToThis,
    PicturesUnchecked,
)
from casebook.records.approval import Approval
from casebook.store.book import Book
from casebook.store.compartment import Compartment

SECOND_READER = "second-reader"
DECIDES: Final = {
    "contact": ("head",),
    "former-pupil": ("head",),
    "welfare": ("slt",),
    "exception": ("head", "dsl"),
}
"""Any one of these offices decides each kind of approval."""

FIELDS: Final = {
    "what": Field(fields.word(APPROVALS), is_needed=True),
    "whose": Field(fields.line, is_needed=True),
    "scope": Field(fields.words, is_needed=True),
    "whom": Field(fields.line),
    "reason": Field(fields.perhaps),
    "expires_on": Field(fields.day),
    "pictures": Field(fields.flag),
    "images_list_on": Field(fields.past_day),
    "consent_on": Field(fields.past_day),
    "review_on": Field(fields.day),
}
"""What is given when it is asked for, and amended until it is decided."""


def ask(book: Book, given: Given, within: str = "") -> Registration:
    """Enter what somebody asks leave for; for a reader `scope` is the text or its reference.

    Raises NotAHolder, ValueUnknown, and what a field is refused for.
    """
    values = checked(FIELDS, given, whole=True) | {"state": "asked"}
    return add(book, APPROVAL, place(book, within), "asked for", values)


def amend(book: Book, reference: str, given: Given, why: str) -> Registration:
    """Amend what leave is asked for; raises NotOpenToThis once it is decided, and as `keeping`."""
    _asked(book, reference)
    return keeping.amend(book, APPROVAL, reference, given, why)


def give(
    book: Book,
    reference: str,
    *,
    expires: object = None,
    words: str = "",
    reader: str = "",
    minute: str = "",
) -> Registration:
    """Approve it, with the last day on which it holds; a text is said to be read and agreed.

    `reader` names who read a text, where that was not the person at the desk. Raises OwnDecision,
    NotTheirsToDecide, NotAnotherReader, PicturesUnchecked, NotOpenToThis, FieldsMissing.
    """
    kept = _asked(book, reference)
    row = kept[1]
    if row.what == SECOND_READER:
        by = _read_by(book, kept, reader)
        expires_on = row.expires_on
    else:
        by = decided(book, row.reference, DECIDES[row.what], ever(kept, "whose"), minute).by
        expires_on = fields.coming_day(expires, "expires") if expires else row.expires_on
        if expires_on is None:
            raise FieldsMissing(fields="--expires")
    values = _decision("given", by, words) | {"expires_on": expires_on}
    return change(book, APPROVAL, kept, "approved", values)


def refuse(book: Book, reference: str, why: str, minute: str = "") -> Registration:
    """Refuse it, and say why; raises as `give`, and ReasonMissing."""
    kept = _asked(book, reference)
    row = kept[1]
    if row.what == SECOND_READER:
        refuse_own(book, row.reference, ever(kept, "whose"))
        by = signed(book)
    else:
        by = decided(book, row.reference, DECIDES[row.what], ever(kept, "whose"), minute).by
    values = _decision("refused", by, texts.reason(why, "refusing it")) | {"ended_on": today()}
    return change(book, APPROVAL, kept, "refused", values)


def holds(row: Approval) -> bool:
    """Whether an approval holds today."""
    return row.state == "given" and (row.expires_on is None or row.expires_on >= today())


def _asked(book: Book, reference: str) -> tuple[Compartment, Approval]:
    """What is asked for and not decided; raises NotOpenToThis."""
    kept = open_one(book, APPROVAL, reference)
    if kept[1].state != "asked":
        raise NotOpenToThis(reference=kept[1].reference, state=kept[1].state)
    return kept


def _decision(state: str, by: str, words: str) -> dict[str, object]:
    """How it was decided."""
    said_too = texts.passage(words, "words")
    return {"state": state, "decided_by": by, "decided_on": today(), "decided_words": said_too}


def _read_by(book: Book, kept: tuple[Compartment, Approval], reader: str) -> str:
    """Who read a text; raises NotAnotherReader, PicturesUnchecked."""
    row, named = kept[1], texts.line(reader, "reader")
    authors = ever(kept, "whose")
    if any(
        same_person(named, each) if named else authority.is_oneself(book.user, each)
        for each in authors
    ):
        raise NotAnotherReader(reference=row.reference)
    unchecked = [{"missing": each} for each in _unchecked(row)]
    if unchecked:
        raise PicturesUnchecked(reference=row.reference, count=len(unchecked), details=unchecked)
    return f"{named}, entered by {signed(book)}" if named else signed(book)


def _unchecked(row: Approval) -> Sequence[str]:
    """What was not looked at before pictures of children are published."""
    if not row.pictures:
        return ()
    wanted = {
        "the list of children not to be pictured (--images-list-on)": row.images_list_on,
        "the parents' written consent (--consent-on)": row.consent_on,
    }
    return [name for name, seen in wanted.items() if seen is None]


def _state(row: Approval) -> str:
    """How it stands today: an approval runs out by itself."""
    return "expired" if row.state == "given" and not holds(row) else row.state


def _minds(_book: Book, row: Approval) -> Minds:
    """That it was not decided yet, or holds no more."""
    if _state(row) == "expired":
        return Minds(("it has run out: nothing is allowed by it any more",))
    waits = ("it is not decided yet",) if row.state == "asked" else ()
    return Minds((), (*waits, *(f"not looked at: {each}" for each in _unchecked(row))))


def _runs_out(row: Approval) -> date | None:
    """Its last day, or the day it is looked at again, whichever comes first."""
    days = [each for each in (row.expires_on, row.review_on) if each is not None]
    return min(days, default=None)


APPROVAL: Final = Register(
    table=Approval,
    fields=FIELDS,
    ends_as="ended",
    title=lambda row: (
        f"{said(APPROVALS, row.what)}: {row.whose}" + (f", {row.whom}" if row.whom else "")
    ),
    minds=_minds,
    state=_state,
    runs_out=_runs_out,
)
"""The register itself."""
