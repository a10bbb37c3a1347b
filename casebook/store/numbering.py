"""Which numbers may have been given out in what a casebook lacks since a gap was signed for.

The rule is: no reference that may stand on paper somewhere is given to something else. Each entry
that is lost gave out one number of a kind at most, so that many are passed over.
"""

from sqlmodel import Session

from casebook import clock
from casebook.store import erasing, ledger

RESTORED = "restored"
"""The verb of the entry that signs a gap."""


def lost(session: Session, casebook: str, *, year: int | None = None, case: str = "") -> int:
    """How many numbers are passed over: of cases of a `year`, or of what belongs to a `case`.

    A gap that was signed before the year began, or before the case was opened, took none of these.
    """
    connection = session.connection()
    gaps = [
        each
        for each in ledger.read_entries(connection, [casebook])
        if each.verb == RESTORED and each.values
    ]
    if not gaps:
        return 0
    opened = ledger.read_entries(connection, [case])[0].seq if case else 0
    return sum(
        _count(each.values or {})
        for each in gaps
        if each.seq > opened and (year is None or clock.read_iso(each.at).year >= year)
    )


def left(session: Session, begins: str) -> int:
    """How many cases left or were destroyed whose reference begins so: it stays theirs."""
    kinds = [kind for _, kind in erasing.NAMING]
    marks = ledger.read_entries_of(session.connection(), kinds)
    gone = [each for each in marks if (each.verb, each.kind) in erasing.NAMING]
    return sum(str((each.values or {}).get("reference")).startswith(begins) for each in gone)


def _count(values: dict[str, object]) -> int:
    """How many entries a gap lacks at most."""
    seen, found = int(str(values["seen_size"])), int(str(values["size"]))
    return seen - found if seen > found else seen
