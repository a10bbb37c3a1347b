"""When people were last at work here, and recovery sheets last tried, as the ledgers tell."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

from casebook import clock
from casebook.store import ledger

if TYPE_CHECKING:
    from casebook.store.book import Book

REHEARSED = "rehearsed"
OPENED = "opened-by-sheet"

_LAST = text(
    "SELECT actor, at FROM ledger WHERE seq IN (SELECT max(seq) FROM ledger GROUP BY actor)"
)


def last_entries(book: "Book") -> dict[str, datetime]:
    """When each person last entered something in what is open here, by their uid."""
    found: dict[str, datetime] = {}
    for compartment in book.compartments():
        with compartment.reading() as session:
            for actor, at in session.connection().execute(_LAST):
                _later(found, actor, at)
    return found


def sheets_used(book: "Book", verb: str) -> dict[str, datetime]:
    """When each sheet was last used as `verb` says, in what is open here, by its uid."""
    found: dict[str, datetime] = {}
    for compartment in book.compartments():
        with compartment.reading() as session:
            for each in ledger.read_entries_of(session.connection(), ["witness:user"]):
                if each.verb == verb:
                    _later(found, each.object_id, each.at)
    return found


def entered(book: "Book", uid: str) -> datetime | None:
    """When somebody, or a sheet, was first entered in what is open here."""
    times = [
        clock.read_iso(each.at)
        for compartment in book.compartments()
        for each in compartment.entries([uid])[:1]
    ]
    return min(times, default=None)


def _later(found: dict[str, datetime], uid: str, at: str) -> None:
    """Keep the later of two times."""
    moment = clock.read_iso(at)
    if uid not in found or found[uid] < moment:
        found[uid] = moment
