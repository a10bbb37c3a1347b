"""The ledger: every change as one signed entry in a log that can be proved.

The rules are: an entry's leaf covers its header (sequence, actor, time, verb, kind, object) and a
salted hash of its values; the actor signs the leaf together with the log's size and root before
it, so each signature vouches for everything that stood there. Values can be erased by writing a
new generation; headers, leaves and signatures stay.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from casebook import clock
from casebook.store import merkle
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity
from casebook.vault.signatures import pae
from casebook.vault.strictjson import canonical

ENTRY_TYPE = "application/vnd.casebook.entry+json"
"""What an actor's signature says it is over."""


@dataclass(frozen=True)
class Header:
    """Who did what to which record, when, and the salted hash of the values it was given."""

    seq: int
    actor: str
    at: str
    verb: str
    kind: str
    object_id: str
    values_hash: bytes


@dataclass(frozen=True)
class Entry(Header):
    """One entry of the ledger, with its values where they have not been erased."""

    leaf: bytes
    prev_size: int
    prev_root: bytes
    signature: bytes
    salt: bytes | None
    values: dict[str, object] | None


@dataclass(frozen=True)
class ProvedEntry:
    """One entry's header and the path that shows it in the log."""

    seq: int
    header: dict[str, object]
    leaf: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class LogProof:
    """Some entries of one log, each with its path to the root."""

    casebook: str
    compartment: str
    size: int
    root: str
    entries: tuple[ProvedEntry, ...]


@dataclass(frozen=True)
class LogName:
    """Which log it is: signatures are bound to it, so that an entry cannot be moved to another."""

    casebook: str
    compartment: str


def header_of(entry: Header) -> dict[str, object]:
    """The header of an entry, as its leaf covers it."""
    return {
        "seq": entry.seq,
        "actor": entry.actor,
        "at": entry.at,
        "verb": entry.verb,
        "kind": entry.kind,
        "id": entry.object_id,
        "values_hash": entry.values_hash.hex(),
    }


def hash_of_values(salt: bytes, body: bytes) -> bytes:
    """The salted hash of an entry's values, which are canonical JSON."""
    return sha256(salt + body).digest()


def signed_bytes(log: LogName, leaf: bytes, prev_size: int, prev_root: bytes) -> bytes:
    """The bytes that the actor of an entry signs."""
    claim = {
        "casebook": log.casebook,
        "compartment": log.compartment,
        "leaf": leaf.hex(),
        "prev_size": prev_size,
        "prev_root": prev_root.hex(),
    }
    return pae(ENTRY_TYPE, canonical(claim))


def head(connection: Connection, generation: int = 1) -> LogHead:
    """The log's present size and root."""
    frontier = frontier_of(connection)
    return LogHead(frontier.size, frontier.root.hex(), generation)


def root_at(connection: Connection, size: int) -> str | None:
    """The root that the log had at `size` entries, or none when it is shorter than that."""
    if frontier_of(connection).size < size:
        return None
    hashes = [read_node(connection, *each) for each in merkle.peaks(size)]
    return merkle.root_of(hashes).hex()


def frontier_of(connection: Connection) -> merkle.Frontier:
    """The peaks of the log as it is kept."""
    size = connection.execute(text("SELECT coalesce(max(seq), 0) FROM ledger")).scalar_one()
    return merkle.Frontier(size, [read_node(connection, *each) for each in merkle.peaks(size)])


def read_node(connection: Connection, level: int, position: int) -> bytes:
    """The hash of a complete subtree; a leaf's stands in its entry."""
    if level == 0:
        query = "SELECT leaf FROM ledger WHERE seq = :position + 1"
    else:
        query = "SELECT hash FROM ledger_node WHERE level = :level AND position = :position"
    found = connection.execute(text(query), {"level": level, "position": position}).scalar_one()
    return bytes(found)


_KEEP_ENTRY = text(
    "INSERT INTO ledger VALUES (:seq, :actor, :at, :verb, :kind, :id,"
    " :values_hash, :leaf, :seq - 1, :prev_root, :signature)"
)
_KEEP_VALUES = text("INSERT INTO ledger_values VALUES (:seq, :salt, :body)")
_KEEP_NODE = text("INSERT INTO ledger_node VALUES (:level, :position, :hash)")


class Pen:
    """Writes entries into one log within one transaction, as one actor."""

    def __init__(self, connection: Connection, log: LogName, actor: Identity) -> None:
        """Take the transaction's `connection`; nothing is written until `write`."""
        self._connection = connection
        self._log = log
        self._actor = actor
        self._frontier = frontier_of(connection)

    def head(self) -> LogHead:
        """The log's size and root after what was written so far."""
        return LogHead(self._frontier.size, self._frontier.root.hex())

    def write(self, verb: str, kind: str, object_id: str, values: Mapping[str, object]) -> int:
        """Add one entry, signed by the actor; gives its sequence number."""
        body = canonical(values)
        salt = secrets.token_bytes(16)
        seq = self._frontier.size + 1
        at = clock.iso(clock.now())
        values_hash = hash_of_values(salt, body)
        header = header_of(Header(seq, self._actor.uid, at, verb, kind, object_id, values_hash))
        leaf = merkle.leaf_hash(canonical(header))
        prev_size, prev_root = self._frontier.size, self._frontier.root
        signature = self._actor.sign(signed_bytes(self._log, leaf, prev_size, prev_root))
        self._insert(header, values_hash, leaf, prev_root, signature)
        kept = {"seq": seq, "salt": salt, "body": body.decode("utf-8")}
        self._connection.execute(_KEEP_VALUES, kept)
        for level, position, joined in self._frontier.append(leaf):
            node = {"level": level, "position": position, "hash": joined}
            self._connection.execute(_KEEP_NODE, node)
        return seq

    def _insert(
        self,
        header: Mapping[str, object],
        values_hash: bytes,
        leaf: bytes,
        prev_root: bytes,
        signature: bytes,
    ) -> None:
        """Insert the entry's own row."""
        row = dict(header) | {
            "values_hash": values_hash,
            "leaf": leaf,
            "prev_root": prev_root,
            "signature": signature,
        }
        self._connection.execute(_KEEP_ENTRY, row)


_COLUMNS = (
    "SELECT l.seq, l.actor, l.at, l.verb, l.kind, l.object_id, l.values_hash, l.leaf,"
    " l.prev_size, l.prev_root, l.signature, v.salt, v.body"
    " FROM ledger l LEFT JOIN ledger_values v ON v.seq = l.seq"
)
_AFTER = text(_COLUMNS + " WHERE l.seq > :after ORDER BY l.seq LIMIT :limit")
_WANTED = " WHERE l.object_id IN (SELECT value FROM json_each(:wanted)) ORDER BY l.seq"
_ABOUT = text(_COLUMNS + _WANTED)
_KINDS = " WHERE l.kind IN (SELECT value FROM json_each(:kinds)) ORDER BY l.seq"
_OF_KINDS = text(_COLUMNS + _KINDS)
_EVERY_KIND = text("SELECT DISTINCT kind FROM ledger ORDER BY kind")
_HEADERS = text(
    "SELECT seq, actor, at, verb, kind, object_id, values_hash FROM ledger ORDER BY seq"
)


def read_entries(
    connection: Connection, objects: Iterable[str] | None = None, after: int = 0, limit: int = -1
) -> list[Entry]:
    """Entries in order: of the given `objects` only, or all after sequence `after`."""
    if objects is None:
        rows = connection.execute(_AFTER, {"after": after, "limit": limit}).all()
    else:
        rows = connection.execute(_ABOUT, {"wanted": json.dumps(sorted(set(objects)))}).all()
    return [_entry(each) for each in rows]


def read_entries_of(connection: Connection, kinds: Iterable[str]) -> list[Entry]:
    """The entries about records of the given `kinds`, in order."""
    rows = connection.execute(_OF_KINDS, {"kinds": json.dumps(sorted(kinds))}).all()
    return [_entry(each) for each in rows]


def kinds(connection: Connection) -> list[str]:
    """The kinds of record that a ledger's entries are about."""
    return list(connection.execute(_EVERY_KIND).scalars())


def headers(connection: Connection) -> list[dict[str, object]]:
    """The header of every entry, in order, as its leaf covers it."""
    rows = connection.execute(_HEADERS).all()
    return [header_of(Header(*each)) for each in rows]


def _entry(row: Sequence[Any]) -> Entry:
    """An entry from a row of the join, whose columns stand in the order of the fields."""
    *facts, body = row
    facts.append(None if body is None else json.loads(body))
    return Entry(*facts)


def prove(connection: Connection, log: LogName, seqs: Iterable[int]) -> LogProof:
    """The entries `seqs` with their paths to the log's present root."""
    present = head(connection)
    wanted = set(seqs)
    proved = []
    for seq in sorted(wanted):
        entry = read_entries(connection, after=seq - 1, limit=1)[0]
        path = merkle.inclusion_path(
            seq - 1, present.size, lambda level, at: read_node(connection, level, at)
        )
        proved.append(
            ProvedEntry(seq, header_of(entry), entry.leaf.hex(), tuple(each.hex() for each in path))
        )
    return LogProof(log.casebook, log.compartment, present.size, present.root, tuple(proved))
