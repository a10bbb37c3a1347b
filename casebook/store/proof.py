"""Checking a ledger: every leaf, value, tree node, root and signature.

A log is believed as far as its signatures go; whose key signed is told by the user records that
the log itself holds, and those are held against the keys this person has confirmed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from casebook import clock
from casebook.errors import CasebookError
from casebook.errors.integrity import SignatureWrong
from casebook.store import erasing, ledger, merkle, newest
from casebook.store.ledger import Entry, LogName
from casebook.vault import signatures
from casebook.vault.findings import Finding
from casebook.vault.strictjson import canonical

CLOCK_BACK = (
    "Its time is earlier than that of the entry before it: a clock was ahead then, or behind now."
    " The order of the entries is proved, their times are what a machine showed."
)

BATCH = 2000
"""Entries read at a time."""


@dataclass
class Folded:
    """What a ledger says every record reads, and what was found wrong on the way."""

    rows: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    """By kind and identifier: the values that the tables must hold."""
    findings: list[Finding] = field(default_factory=list)
    size: int = 0
    root: str = merkle.EMPTY_ROOT.hex()
    erased: int = 0
    """Entries whose values were erased, as retention and moving do."""


def _fault(code: str, compartment: str, seq: int, consequence: str) -> Finding:
    return Finding(code, f"{compartment}, entry {seq}", consequence, "fault")


class Reader:
    """Goes through one ledger from its beginning and folds it into the rows it tells of."""

    def __init__(self, log: LogName, pins: Mapping[str, str]) -> None:
        """Check the log `log`; `pins` are the confirmed signing keys in hexadecimal, by user."""
        self._log = log
        self._pins = pins
        self._keys: dict[str, bytes] = {}
        self._frontier = merkle.Frontier(0, [])
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._erased: set[int] = set()
        self._accounted: set[int] = set()
        self._before: datetime | None = None
        self.folded = Folded()

    def read(self, connection: Connection) -> Folded:
        """Check every entry that `connection` gives."""
        for entry in _entries(connection):
            if entry.seq != self._frontier.size + 1:
                self._note("L-01", entry.seq, "Entries before this one are missing.")
                break
            self._check(entry)
        self.folded.size = self._frontier.size
        self.folded.root = self._frontier.root.hex()
        self._check_nodes(connection)
        for seq in sorted(self._erased - self._accounted):
            self._note("L-14", seq, "What it recorded was erased, and no entry says so.")
        return self.folded

    def _note(self, code: str, seq: int, consequence: str) -> None:
        self.folded.findings.append(_fault(code, self._log.compartment, seq, consequence))

    def _check(self, entry: Entry) -> None:
        """Check one entry against its own hashes and against everything before it."""
        if merkle.leaf_hash(canonical(ledger.header_of(entry))) != entry.leaf:
            self._note("L-02", entry.seq, "Who did it, when or to what was altered afterwards.")
        size, root = self._frontier.size, self._frontier.root
        if (entry.prev_size, entry.prev_root) != (size, root):
            self._note("L-03", entry.seq, "The log before this entry is not what its writer saw.")
        self._fold(entry)
        self._check_time(entry)
        self._check_signature(entry)
        for level, position, joined in self._frontier.append(entry.leaf):
            self._nodes[level, position] = joined

    def _check_time(self, entry: Entry) -> None:
        """Note where a clock was set back between two entries; their order stands all the same."""
        try:
            at = clock.read_iso(entry.at, "at")
        except CasebookError:
            self._note("L-02", entry.seq, "Its time cannot be read.")
            return
        if self._before is not None and at < self._before - newest.LEEWAY:
            where = f"{self._log.compartment}, entry {entry.seq}"
            self.folded.findings.append(Finding("L-09", where, CLOCK_BACK, "note"))
        self._before = at

    def _fold(self, entry: Entry) -> None:
        """Take the entry's values into the rows, after holding them against their hash."""
        if entry.values is None or entry.salt is None:
            self.folded.erased += 1
            self._erased.add(entry.seq)
            return
        body = canonical(entry.values)
        if ledger.hash_of_values(entry.salt, body) != entry.values_hash:
            self._note("L-04", entry.seq, "What was recorded in this entry was altered afterwards.")
        if entry.kind.startswith("witness:"):
            self._accounted |= erasing.named_by(entry)
            return
        row = self.folded.rows.setdefault((entry.kind, entry.object_id), {})
        row.update(entry.values)
        if entry.kind == "user":
            self._learn(entry.object_id, str(row["sign_key"]), entry.seq)

    def _learn(self, user: str, key: str, seq: int) -> None:
        """Remember a user's key, after holding it against the one that was confirmed."""
        pinned = self._pins.get(user)
        if pinned is not None and key != pinned:
            self._note("L-05", seq, "A person's key is not the one that was confirmed with them.")
        self._keys[user] = bytes.fromhex(key)

    def _check_signature(self, entry: Entry) -> None:
        """Check that the entry was signed by the actor it names."""
        public = self._keys.get(entry.actor)
        if public is None:
            self._note("L-06", entry.seq, "It names somebody whom the casebook does not know.")
            return
        message = ledger.signed_bytes(self._log, entry.leaf, entry.prev_size, entry.prev_root)
        try:
            signatures.verify(public, entry.signature, message)
        except SignatureWrong:
            self._note("L-07", entry.seq, "It was not signed by the person it names.")

    def _check_nodes(self, connection: Connection) -> None:
        """Check the kept hashes of the tree against those the entries lead to."""
        rows = connection.execute(text("SELECT level, position, hash FROM ledger_node"))
        kept = {(level, position): bytes(value) for level, position, value in rows}
        if kept != self._nodes:
            self._note("L-08", self.folded.size, "The log's kept hashes do not fit its entries.")


def _entries(connection: Connection) -> Iterator[Entry]:
    """Every entry in order, a batch at a time."""
    after = 0
    while batch := ledger.read_entries(connection, after=after, limit=BATCH):
        yield from batch
        after = batch[-1].seq
