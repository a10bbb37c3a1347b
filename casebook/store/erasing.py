"""Taking rows, and the values of entries, out of a new generation that does not count yet.

The rules are: never out of a database that counts; every entry whose values go is named by an
entry that says so, which its signer answers for; leaves and signatures stay, so that the log still
verifies.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, text
from sqlmodel import col

from casebook.records.record import Record
from casebook.store import finder, ledger
from casebook.store.ledger import Entry

MOVED_OUT = ("moved out", "witness:move")
DESTROYED = ("destroyed", "witness:destruction")
NAMING = frozenset({MOVED_OUT, DESTROYED})
"""Verb and kind of the entries that name those whose values are gone, in `erased`."""


def named_by(entry: Entry) -> set[int]:
    """The earlier entries of which one says that it erased their values."""
    said = (entry.values or {}).get("erased")
    if (entry.verb, entry.kind) not in NAMING or not isinstance(said, list):
        return set()
    return {each for each in said if isinstance(each, int) and each < entry.seq}


def destroyed_on(connection: Connection, reference: str) -> str:
    """When the case `reference` was destroyed, in ISO 8601; empty where it was not."""
    verb, kind = DESTROYED
    for each in ledger.read_entries_of(connection, [kind]):
        if each.verb == verb and str((each.values or {}).get("reference")) == reference:
            return each.at
    return ""


def take_out(connection: Connection, rows: Sequence[Record], seqs: Iterable[int]) -> None:
    """Remove rows, and the values of entries, from a database that nobody opens yet.

    The triggers that forbid it in any other place stand again before the transaction ends.
    """
    triggers = connection.execute(_TRIGGERS).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for row in reversed(rows):
        finder.forget(connection, row.id)
        table = type(row)
        connection.execute(delete(table).where(col(table.id) == row.id))
    for seq in seqs:
        connection.execute(_ERASE, {"seq": seq})
    for _, laid in triggers:
        connection.exec_driver_sql(laid)


_TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
_ERASE = text("DELETE FROM ledger_values WHERE seq = :seq")
