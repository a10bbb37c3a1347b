"""Support: what help was offered to whom, and whether it was taken up."""

from casebook import clock
from casebook.casework import texts
from casebook.casework.case_file import of
from casebook.casework.case_views import Viewer
from casebook.casework.moments import When, past
from casebook.casework.views import SupportView
from casebook.records.support import Support
from casebook.store.book import Book


def offer(
    book: Book,
    ref: str,
    for_whom: str,
    offered: str,
    *,
    taken: str = "",
    at: When | None = None,
) -> SupportView:
    """Record an offer of help: a union, a colleague, a named contact."""
    compartment, case_file = of(book, ref)
    with compartment.changing() as change:
        support = Support.of(
            case_id=case_file.case.id,
            for_whom=texts.line(texts.needed(for_whom, "for"), "for"),
            offered=texts.needed(offered, "offered"),
            taken=texts.passage(taken, "taken"),
            offered_at=past(at, "at"),
            recorded_at=clock.now(),
            recorded_by=book.user.uid,
        )
        change.add("offered", support)
    return Viewer(book, case_file).support(support)
