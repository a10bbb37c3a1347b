"""Search: the words of every record, kept in the same transaction as the record.

What a person types is always text: the search language of the engine is never reached.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from casebook.records.record import Record

SEARCHED: dict[str, tuple[str, ...]] = {
    "case": ("reference", "title", "summary"),
    "incident": (
        "title",
        "summary",
        "words",
        "site_platform",
        "site_url",
        "site_handle",
        "site_account_id",
        "site_place",
        "reported_by_name",
        "contact_begun_by",
        "exchanges",
        "spread_shared",
    ),
    "person": ("name", "year_group", "social_worker"),
    "carer": ("name", "relationship_words"),
    "wish": ("whose", "words", "answered_words"),
    "exhibit": ("reference", "description", "original_name", "captured_by", "source"),
    "action": ("words", "outcome", "outside_reference", "done_by", "done_with", "particulars"),
    "referral": (
        "agency",
        "person",
        "words",
        "their_reference",
        "incident_log",
        "answer",
        "particulars",
    ),
    "decision": ("what", "why"),
    "note": ("words",),
    "correction": ("reading", "why"),
    "closing": ("lessons", "rechecked_words"),
    "release": ("bundle", "recipient", "purpose"),
    "removal": ("site", "asked_by", "whom", "words", "answer"),
    "letter": ("to_name", "subject", "words"),
    "underage-report": ("whose", "platform", "account", "words", "parents_told", "answer"),
    "channel": ("reference", "platform", "name", "address", "purpose", "run_by", "posted_by"),
    "relationship": ("reference", "whose", "whom", "words", "boundary", "safeguards"),
    "approval": ("reference", "whose", "whom", "scope", "reason", "decided_words"),
    "deviation": ("reference", "whose", "rule", "done", "justification", "answer"),
    "online-check": ("reference", "whose", "post", "looked_at", "outcome"),
}
"""The fields of each kind that a search looks through."""

_KEEP = text("INSERT INTO finder VALUES (:words, :case_id, :kind, :id)")
_KEEP_PLACE = text("INSERT INTO finder_place VALUES (:id, last_insert_rowid())")
_FORGET_PLACE = text("DELETE FROM finder_place WHERE object_id = :id RETURNING place")
_FORGET = text("DELETE FROM finder WHERE rowid = :place")
_FIND = text(
    "SELECT case_id, kind, object_id FROM finder WHERE finder MATCH :query"
    " ORDER BY rowid DESC LIMIT :limit"
)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 32


@dataclass(frozen=True)
class Hit:
    """Where something was found."""

    case_id: str
    kind: str
    object_id: str


def words_of(record: Record) -> str:
    """What a search finds `record` by."""
    fields = SEARCHED.get(record.kind, ())
    return "\n".join(said for each in fields for said in _said(getattr(record, each)))


def _said(value: object) -> Iterator[str]:
    """The texts in a value: in a structured one those under its names, not the names."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _said(each)
    elif isinstance(value, list):
        for each in value:
            yield from _said(each)
    elif value:
        yield str(value)


def keep(connection: Connection, record: Record) -> None:
    """Make `record` found by its present words, and by nothing it said before."""
    if record.kind not in SEARCHED:
        return
    forget(connection, record.id)
    insert(connection, record)


def forget(connection: Connection, object_id: str) -> None:
    """Find a record by nothing any more."""
    place = connection.execute(_FORGET_PLACE, {"id": object_id}).scalar_one_or_none()
    if place is not None:
        connection.execute(_FORGET, {"place": place})


def insert(connection: Connection, record: Record) -> None:
    """Make a new `record` found by its words."""
    words = words_of(record)
    if not words:
        return
    kept = {"words": words, "case_id": _case_of(record), "kind": record.kind, "id": record.id}
    connection.execute(_KEEP, kept)
    connection.execute(_KEEP_PLACE, {"id": record.id})


def fill_anew(connection: Connection, records: Iterable[Record]) -> None:
    """Find what is in `records`, the latest last, and nothing else."""
    connection.execute(text("DELETE FROM finder"))
    connection.execute(text("DELETE FROM finder_place"))
    for each in records:
        insert(connection, each)


def search(connection: Connection, typed: str, limit: int) -> list[Hit]:
    """The newest `limit` places where every word of `typed` stands; the last may be unfinished."""
    words = _WORD.findall(typed)[:_MOST_WORDS]
    if not words:
        return []
    query = " ".join(f'"{each}"' for each in words) + "*"
    rows = connection.execute(_FIND, {"query": query, "limit": limit})
    return [Hit(*each) for each in rows]


def _case_of(record: SQLModel) -> str:
    """The case that a record belongs to: a case is its own, a person is of no one case."""
    if getattr(record, "kind", "") == "case":
        return str(getattr(record, "id"))  # noqa: B009 - a table class gives no typed attribute
    return str(getattr(record, "case_id", ""))
