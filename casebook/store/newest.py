"""The newest time that a casebook's ledgers tell, as this account on this machine saw it.

A clock that was set back is told by it: entries carry the time that the machine took it to be.
Nothing of a case stands in the note, and no path.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from casebook import clock, remembered
from casebook.errors import CasebookError

if TYPE_CHECKING:
    from casebook.store.compartment import Compartment

LAST = 100
"""Entries of each ledger that are looked at: a clock that was ahead is put right sooner."""

_TIMES = text("SELECT at FROM ledger ORDER BY seq DESC LIMIT :last")


def seen(casebook_id: str) -> datetime | None:
    """The newest time of an entry that was seen of a casebook; none where there is no note."""
    try:
        return clock.read_iso(remembered.read(_note(casebook_id)), "newest")
    except CasebookError:
        return None


def keep(casebook_id: str, compartments: Iterable["Compartment"]) -> None:
    """Note the newest time in these ledgers; a machine without room for it is no obstacle."""
    times = [each for each in (seen(casebook_id),) if each is not None]
    for compartment in compartments:
        with suppress(CasebookError), compartment.reading() as session:
            rows = session.connection().execute(_TIMES, {"last": LAST}).scalars()
            times += [clock.read_iso(each, "at") for each in rows]
    if times:
        remembered.keep(_note(casebook_id), clock.iso(max(times)))


def _note(casebook_id: str) -> Path:
    """The note of one casebook."""
    return remembered.place("newest", casebook_id)
