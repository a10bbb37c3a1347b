"""The newest time that a casebook's ledgers tell, as this account on this machine saw it.

A clock that was set back is told by it: entries carry the time that the machine took it to be.
Nothing of a case stands in the note, and no path.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from casebook import clock, remembered
from casebook.errors import CasebookError
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.compartment import Compartment

LAST = 100
"""Entries of each ledger that are looked at: a clock that was ahead is put right sooner."""

LEEWAY = timedelta(minutes=10)
"""How far two honest clocks may be apart."""

BEHIND = "C-02"
"""The code of a clock that stands before what was entered already."""

_TIMES = text("SELECT at FROM ledger ORDER BY seq DESC LIMIT :last")


def seen(casebook_id: str) -> datetime | None:
    """The newest time of an entry that was seen of a casebook; none where there is no note."""
    try:
        return clock.read_iso(remembered.read(_note(casebook_id)), "newest")
    except CasebookError:
        return None


def keep(casebook_id: str, compartments: Iterable["Compartment"]) -> None:
    """Note the newest time in these ledgers; a machine without room for it is no obstacle."""
    found = [seen(casebook_id), *(of(compartment) for compartment in compartments)]
    if times := [each for each in found if each is not None]:
        remembered.keep(_note(casebook_id), clock.iso(max(times)))


def of(compartment: "Compartment") -> datetime | None:
    """The newest time of the last entries of a ledger; none where there are none to be read."""
    with suppress(CasebookError), compartment.reading() as session:
        rows = session.connection().execute(_TIMES, {"last": LAST}).scalars()
        return max((clock.read_iso(each, "at") for each in rows), default=None)
    return None


def behind(compartments: Iterable["Compartment"]) -> list[Finding]:
    """That this machine's clock stands before an entry of these ledgers, by more than LEEWAY.

    Nobody is kept from working by it: entries stand in the order in which they were made.
    """
    now = clock.now()
    times = {each.name: of(each) for each in compartments}
    ahead = {name: at for name, at in times.items() if at is not None and now < at - LEEWAY}
    if not ahead:
        return []
    name = max(ahead, key=lambda each: ahead[each].timestamp())
    said = (
        f"This computer's clock shows {clock.words(now)}, before the newest entry"
        f" ({clock.words(ahead[name])}). Look which is right: each entry keeps its time for good."
    )
    return [Finding(BEHIND, f"compartments/{name}", said, "note")]


def _note(casebook_id: str) -> Path:
    """The note of one casebook."""
    return remembered.place("newest", casebook_id)
