"""Holding the tables against the ledger: they must read exactly as its entries say."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlmodel import Session, select

from casebook.records.kinds import KINDS
from casebook.records.record import Record
from casebook.store import finder, migrations
from casebook.store.proof import Folded
from casebook.store.values import filled, values_of
from casebook.vault.findings import Finding
from casebook.vault.strictjson import canonical


def differences(session: Session, folded: Folded, compartment: str) -> Iterator[Finding]:
    """Each row that reads otherwise than the ledger says, is missing, or has no entry."""
    waiting = dict(folded.rows)
    for kind, table in KINDS.items():
        for record in session.exec(select(table)):
            told = waiting.pop((kind, record.id), None)
            place = f"{compartment}, {kind} {_mark(record)}"
            if told is None:
                yield Finding("L-11", place, "No entry of the ledger tells of it.", "fault")
                continue
            said = filled(table, told)
            if canonical(said) != canonical(values_of(record)):
                fields = sorted(
                    name for name, value in values_of(record).items() if said.get(name) != value
                )
                consequence = f"It reads otherwise than it was signed ({', '.join(fields)})."
                yield Finding("L-10", place, consequence, "fault")
    for kind, object_id in waiting:
        place = f"{compartment}, {kind} {object_id}"
        yield Finding("L-12", place, "The ledger tells of it, and it is gone.", "fault")


def finder_differences(session: Session, compartment: str) -> Iterator[Finding]:
    """A finding when a search would not find what the records say, or find what they do not.

    A database that an earlier program laid finds what that one looked through.
    """
    if migrations.version(session.connection()) < migrations.latest():
        return
    expected = {
        (record.id, finder.words_of(record))
        for kind, table in KINDS.items()
        if kind in finder.SEARCHED
        for record in session.exec(select(table))
        if finder.words_of(record)
    }
    kept = set(_finder_rows(session.connection()))
    if kept != expected:
        place = f"{compartment}, search"
        consequence = "A search may miss something; the records themselves are not touched by this."
        yield Finding("L-13", place, consequence, "fault")


def _finder_rows(connection: Connection) -> Iterator[tuple[str, str]]:
    """What the finder holds, by identifier."""
    for row in connection.execute(text("SELECT object_id, words FROM finder")):
        yield row[0], row[1]


def _mark(record: Record) -> str:
    """A record's reference where it has one, else its identifier: never a word of it."""
    return str(getattr(record, "reference", record.id))
