"""A second reader of a compartment's ledger, written from schema/vault-format.md alone.

It imports nothing of the program, and reads the database without its library: the pages are
opened here, and Python's own SQLite is given the plain file in memory.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.vault.second_reader import SecondReader, canonical, check_signature, unseal
from tests.vectors import pages

Row = dict[str, Any]


ENTRIES = (
    "SELECT l.*, v.salt, v.body FROM ledger l LEFT JOIN ledger_values v USING (seq) ORDER BY seq"
)


def code_bytes(text: str) -> bytes:
    """Section 8, without the checks: the first 32 symbols are the code."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for symbol in text.replace("-", "")[:32]:
        number = number << 5 | alphabet.index(symbol)
    return number.to_bytes(20, "big")


def root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word over leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()


@dataclass
class Ledger:
    """A compartment's ledger that was checked from its first entry to its last."""

    size: int
    root: str
    generation: int
    actors: set[str]
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    """What the entries come to, by kind and identifier."""
    tables: dict[tuple[str, str], Row] = field(default_factory=dict)
    """What the tables hold, for every record the entries tell of."""


def verified(reader: SecondReader, cid: str) -> Ledger:
    """Section 12, for one compartment; raises on the first thing that does not fit."""
    head = json.loads((reader.folder / "compartments" / cid / "HEAD").read_text())
    place = reader.folder / "compartments" / cid / f"g{head['generation']:04d}.db"
    plain = pages.opened(place.read_bytes(), bytes.fromhex(reader.database_key(cid)))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(plain)
        connection.row_factory = sqlite3.Row
        entries = [dict(each) for each in connection.execute(ENTRIES)]
        found = _checked(entries, reader, cid, head["generation"])
        for (kind, name), told in found.rows.items():
            table = kind.replace("-", "")
            query = f'SELECT * FROM "{table}" WHERE id = ?'  # noqa: S608 - only signed words
            row = dict(connection.execute(query, (name,)).fetchone())
            del row["id"]
            found.tables[kind, name] = {each: _as_told(row[each], told.get(each)) for each in row}
    return found


def _as_told(column: object, told: object) -> object:
    """A column's value as an entry spells it: truth is 1 or 0 there, lists are JSON."""
    if isinstance(told, list | dict):
        return json.loads(str(column))
    return bool(column) if isinstance(told, bool) else column


def _checked(entries: list[Row], reader: SecondReader, cid: str, generation: int) -> Ledger:
    """Check the entries in order, and fold them."""
    keys: dict[str, str] = {}
    leaves: list[bytes] = []
    found = Ledger(len(entries), "", generation, set())
    for number, entry in enumerate(entries, 1):
        _take_in(entry, found, keys, reader.known())
        header = {name: entry[name] for name in ("seq", "actor", "at", "verb", "kind")}
        header |= {"id": entry["object_id"], "values_hash": entry["values_hash"].hex()}
        leaf = sha256(b"\x00" + canonical(header)).digest()
        claim = {
            "casebook": reader.casebook,
            "compartment": cid,
            "leaf": leaf.hex(),
            "prev_size": number - 1,
            "prev_root": root(leaves).hex(),
        }
        if (entry["seq"], entry["leaf"], entry["prev_root"]) != (number, leaf, root(leaves)):
            raise ValueError(f"entry {number}")
        key = bytes.fromhex(keys[entry["actor"]])
        check_signature(key, entry["signature"], "application/vnd.casebook.entry+json", claim)
        leaves.append(leaf)
        found.actors.add(entry["actor"])
    found.root = root(leaves).hex()
    return found


def _take_in(entry: Row, found: Ledger, keys: dict[str, str], known: dict[str, str]) -> None:
    """Hold the values of an entry against their hash, and fold them into their record."""
    if entry["body"] is None:
        return
    values = json.loads(entry["body"])
    if sha256(entry["salt"] + canonical(values)).digest() != entry["values_hash"]:
        raise ValueError(f"values of entry {entry['seq']}")
    if entry["kind"].startswith("witness:"):
        return
    row = found.rows.setdefault((entry["kind"], entry["object_id"]), {})
    row.update(values)
    if entry["kind"] == "user":
        keys[entry["object_id"]] = row["sign_key"]
        if known.get(entry["object_id"], row["sign_key"]) != row["sign_key"]:
            raise ValueError("a key that was confirmed is another one")


def exhibits(reader: SecondReader, ledger: Ledger) -> dict[str, bytes]:
    """The plaintext of each sealed file that a ledger names, by its random name."""
    found = {}
    for (kind, name), row in ledger.rows.items():
        if kind == "sealed-file":
            sealed = (reader.folder / "vault" / name[:2] / name).read_bytes()
            place = f"casebook/v1/{row['purpose']}|{reader.casebook}|{name}|{row['generation']}"
            found[name] = unseal(sealed, bytes.fromhex(row["key"]), place.encode())
    return found
