"""The chain of an exhibit: each link says who had it, from when, and why it moved."""

from datetime import datetime

from casebook import clock
from casebook.records.custody import Custody
from casebook.records.exhibit import Exhibit
from casebook.store.book import Book
from casebook.store.change import Change


def begin(book: Book, change: Change, exhibit: Exhibit) -> None:
    """The first links: captured by whoever made it, then lodged by whoever sits here."""
    if exhibit.captured_at is not None:
        add(
            book,
            change,
            exhibit,
            "captured",
            at=exhibit.captured_at,
            to_whom=exhibit.captured_by,
            why=exhibit.source,
        )
    add(
        book,
        change,
        exhibit,
        "lodged",
        from_whom=exhibit.captured_by,
        to_whom=exhibit.where_kept or "the casebook",
    )


def add(
    book: Book,
    change: Change,
    exhibit: Exhibit,
    what: str,
    *,
    at: datetime | None = None,
    from_whom: str = "",
    to_whom: str = "",
    why: str = "",
    receipt: str = "",
) -> Custody:
    """Add one link within `change`; without a time it is now, from whoever sits here."""
    now = clock.now()
    return change.add(
        "moved",
        Custody.of(
            case_id=exhibit.case_id,
            exhibit_id=exhibit.id,
            at=at or now,
            what=what,
            from_whom=from_whom or ("" if what == "captured" else book.user.called),
            to_whom=to_whom,
            why=why,
            receipt=receipt,
            recorded_at=now,
            recorded_by=book.user.uid,
        ),
    )
