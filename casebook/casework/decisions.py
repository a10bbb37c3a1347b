"""Decisions: what was decided and why, including not to refer."""

from casebook import clock
from casebook.casework import destruction, texts, wishes
from casebook.casework.case_file import AGREED, of, pick
from casebook.casework.case_views import Viewer
from casebook.casework.moments import When, past
from casebook.casework.views import DecisionView
from casebook.errors.given import ValueUnknown
from casebook.records.decision import Decision
from casebook.store.book import Book

RESERVED = (wishes.OVERRIDE, destruction.PROPOSED)
"""How decisions begin that are made by a deed of their own, which asks more."""


def decide(
    book: Book, ref: str, what: str, why: str, about: str = "", *, at: When | None = None
) -> DecisionView:
    """Record a decision with its reasons; `about` is a route, a reference, or nothing.

    `at`: when it was decided, where that was before now. Raises TextUnusable, ReasonMissing,
    MomentImpossible.
    """
    compartment, case_file = of(book, ref)
    decided = texts.passage(texts.needed(what, "what"), "what")
    if decided == AGREED or decided.startswith(RESERVED):
        raise ValueUnknown(field="what", known="any words but those of a deed with two persons")
    with compartment.changing() as change:
        decision = Decision.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "decision"),
            what=decided,
            why=texts.reason(why, "a decision"),
            about=texts.line(about, "about"),
            decided_at=past(at, "at"),
            recorded_at=clock.now(),
            decided_by=book.user.uid,
        )
        change.add("decided", decision)
    _, now_reads = of(book, ref)
    return Viewer(book, now_reads).decision(pick(now_reads.decisions, decision.reference))
