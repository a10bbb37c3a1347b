"""The signed entries that came along with a case that moved, held against all that can vouch.

The rules are: what was carried must be what its signer signed, in the ledger that it came from;
where that ledger is open too, each must be the entry that stands there, and none of those that
left may be missing here. Who holds only where the case is now is told what nobody there can say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import NoResultFound
from sqlmodel import select

from casebook.errors.integrity import SignatureWrong
from casebook.records.user import User
from casebook.store import ledger, merkle
from casebook.store.ledger import Entry, LogName
from casebook.store.moves import ARRIVED, CARRIED, LEFT, MARK, marks_of
from casebook.vault import signatures
from casebook.vault.findings import Finding
from casebook.vault.strictjson import canonical

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

ALTERED = "An entry that came along with a moved case is not what was signed where it was made."
OTHER = "An entry that came along with a moved case is not the one that stands where it came from."
MISSING = "The entries that came along with a moved case are not those that left with it."
UNKNOWN = "Nobody here knows the key of who signed an entry that came along with a moved case."
MALFORMED = (KeyError, TypeError, ValueError)
"""What reading an entry of another shape ends in."""

Carried = Mapping[str, Any]


@dataclass(frozen=True)
class _Move:
    """One arrival: what it is called, where from, and what came along."""

    token: str
    source: str
    reference: str
    entries: tuple[Carried, ...]


def differences(book: "Book", compartment: "Compartment") -> Iterator[Finding]:
    """What does not fit of the entries that cases brought along into a compartment."""
    keys = _keys(book)
    for move in _moves(compartment):
        place = f"{compartment.name}, {move.reference}"
        found = [_judged(compartment, move.source, each, keys) for each in move.entries]
        if move.source in book.held:
            found += _held_against(book.compartment(move.source), move)
        for code, said in sorted({each for each in found if each is not None}):
            yield Finding(code, place, said, "note" if said == UNKNOWN else "fault")


def _moves(compartment: "Compartment") -> Iterator[_Move]:
    """Every arrival that a compartment's ledger tells of."""
    kinds = [f"witness:{MARK}", f"witness:{CARRIED}"]
    with compartment.reading() as session:
        told = ledger.read_entries_of(session.connection(), kinds)
    gone = {each.object_id for each in told if each.kind == kinds[1] and each.values is None}
    marks = [each for each in told if each.verb == ARRIVED and each.values]
    for each in marks:
        values = each.values or {}
        if each.kind == kinds[0] and each.object_id not in gone:  # what moved on is looked at there
            token = str(values.get("move"))
            came = tuple(_of(marks, token))
            yield _Move(token, str(values.get("from")), str(values.get("reference")), came)


def _of(marks: list[Entry], token: str) -> Iterator[Carried]:
    """What came along with one move."""
    for each in marks:
        values = each.values or {}
        entries = values.get("entries")
        if str(values.get("move")) == token and isinstance(entries, list):
            yield from (one if isinstance(one, dict) else {} for one in entries)


def _keys(book: "Book") -> dict[str, bytes]:
    """The signing key of everybody whom an open ledger knows."""
    found: dict[str, bytes] = {}
    for each in book.compartments():
        with each.reading() as session:
            for user in session.exec(select(User)).all():
                found.setdefault(user.id, bytes.fromhex(user.sign_key))
    return found


def _judged(
    here: "Compartment", source: str, one: Carried, keys: Mapping[str, bytes]
) -> tuple[str, str] | None:
    """What is wrong with one entry by itself: its values, its leaf, its signature."""
    try:
        header = one["header"]
        hashed = ledger.hash_of_values(bytes.fromhex(one["salt"]), canonical(one["values"]))
        leaf, root = merkle.leaf_hash(canonical(header)), bytes.fromhex(one["prev_root"])
        log = LogName(here.log.casebook, source)
        said = ledger.signed_bytes(log, leaf, one["prev_size"], root)
        key, signature = keys.get(header["actor"]), bytes.fromhex(one["signature"])
        if hashed.hex() != header["values_hash"] or one["prev_size"] != header["seq"] - 1:
            return "L-15", ALTERED
        if key is None:
            return "L-17", UNKNOWN
        signatures.verify(key, signature, said)
    except (SignatureWrong, *MALFORMED):
        return "L-15", ALTERED
    return None


def _held_against(source: "Compartment", move: _Move) -> Iterator[tuple[str, str]]:
    """What differs from the ledger that a case came from, and from its entry that it left."""
    seqs = set()
    with source.reading() as session:
        connection = session.connection()
        size = ledger.head(connection).size
        for one in move.entries:
            try:
                seq, leaf = one["header"]["seq"], merkle.leaf_hash(canonical(one["header"]))
                same = 0 < seq <= size and ledger.read_node(connection, 0, seq - 1) == leaf
                seqs.add(seq)
            except (NoResultFound, *MALFORMED):
                same = False
            if not same:
                yield "L-16", OTHER
        left = [
            each.values or {}
            for each in marks_of(connection)
            if each.verb == LEFT and (each.values or {}).get("move") == move.token
        ]
    for values in left:
        erased = values.get("erased")
        if not isinstance(erased, list) or set(erased) != seqs:
            yield "L-16", MISSING
