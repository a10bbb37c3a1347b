"""The marks that the moving of a case leaves in a ledger, and what they forbid."""

from sqlalchemy import Connection

from casebook.store import ledger
from casebook.store.ledger import Entry

MARK = "move"
"""What these entries are about, in the ledger's words: `witness:move`."""

BEGUN = "began moving"
ABANDONED = "gave up moving"
LEFT = "moved out"
ARRIVED = "moved in"

CARRIED = "carried"
"""What the entries are about that carry the original ones along: `witness:carried`."""

MOVED = "moved"
"""The verb by which a record is entered where it arrives."""


def marks_of(connection: Connection) -> list[Entry]:
    """Every mark in a ledger, in order."""
    return ledger.read_entries_of(connection, [f"witness:{MARK}"])


def became(connection: Connection, reference: str) -> str | None:
    """What a case that was called `reference` elsewhere is called since it arrived here."""
    for each in marks_of(connection):
        values = each.values or {}
        if each.verb == ARRIVED and values.get("was") == reference:
            return str(values["reference"])
    return None


def pending(connection: Connection, case_id: str) -> bool:
    """Whether a case is being moved out: then nothing of it changes."""
    waiting: set[str] = set()
    for each in ledger.read_entries(connection, [case_id]):
        if each.kind != f"witness:{MARK}" or not each.values:
            continue
        token = str(each.values["move"])
        if each.verb == BEGUN:
            waiting.add(token)
        elif each.verb in {ABANDONED, LEFT}:
            waiting.discard(token)
    return bool(waiting)
