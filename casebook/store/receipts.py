"""The weekly receipt: what the ledgers came to, in check words that fit on paper.

The rules are: the words are made from the casebook, the compartment, the number of entries and the
tree's root over them; they are checked against a tree that is built anew from every entry's own
header, never from kept hashes. Printing one changes nothing, so it has no entry of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casebook import clock
from casebook.errors.integrity import DatabaseDamaged
from casebook.errors.keeping import ReceiptMistyped, ReceiptNotContained, ReceiptUnreadable
from casebook.store import ledger, merkle
from casebook.store.compartment import Compartment
from casebook.store.ledger import LogName
from casebook.vault import fingerprints
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.signatures import pae
from casebook.vault.strictjson import canonical

if TYPE_CHECKING:
    from casebook.store.book import Book

TYPE = "application/vnd.casebook.receipt+json"
"""What check words are made over."""

ALIKE = 4
"""Check words that fit at least, for the others to be taken as misread: 64 bits of 96."""


LONGEST_NUMBER = 15
"""Digits that are read of a number of entries; no ledger comes near."""


@dataclass(frozen=True)
class Line:
    """One compartment on a receipt."""

    compartment: str
    entries: int
    words: str


@dataclass(frozen=True)
class Receipt:
    """What is printed once a week and kept where nobody at the computer can change it."""

    school: str
    casebook: str
    printed_at: str
    printed_by: str
    lines: tuple[Line, ...]
    unopened: tuple[str, ...]
    """The compartments that whoever printed it does not hold."""


@dataclass(frozen=True)
class Contained:
    """That a ledger still begins with what a line of a receipt saw."""

    compartment: str
    entries: int
    last_at: str
    """When the last entry that the paper saw was made."""
    added: int
    """How many entries there are since."""


@dataclass(frozen=True)
class _Typed:
    """A line as it was typed."""

    compartment: str | None
    entries: int | None
    words: tuple[str, ...]


def printed(book: "Book") -> Receipt:
    """The receipt of what whoever opened `book` holds, as it stands now."""
    lines = []
    for each in book.compartments():
        head = each.head()
        lines.append(Line(each.name, head.size, words_of(each.log, head.size, head.root)))
    unopened = tuple(each for each in COMPARTMENTS if each not in book.held)
    now = clock.iso(clock.now())
    return Receipt(book.school, book.casebook_id, now, book.user.called, tuple(lines), unopened)


def words_of(log: LogName, size: int, root: str) -> str:
    """The six check words of a ledger's state."""
    said = {"casebook": log.casebook, "compartment": log.compartment, "root": root, "size": size}
    return fingerprints.of(pae(TYPE, canonical(said)))


def contained(book: "Book", line: str) -> Contained:
    """Where in today's ledgers the state of one typed line of a receipt is.

    Raises ReceiptUnreadable; NotAHolder for a compartment that is not held; ReceiptMistyped where
    most of the words fit; ReceiptNotContained.
    """
    typed = _read(line)
    wanted = [book.compartment(typed.compartment)] if typed.compartment else book.compartments()
    nearest: tuple[str, ...] = ()
    for compartment in wanted:
        for state, words in _states(compartment):
            if words == typed.words and typed.entries in {None, state.entries}:
                return state
            if words == typed.words:
                why = f"its words are those of {state.entries} entries, and the line says otherwise"
                raise ReceiptNotContained(why=why)
            if _fit(words, typed.words) > max(_fit(nearest, typed.words), ALIKE - 1):
                nearest = words
    if nearest:
        pairs = enumerate(zip(nearest, typed.words, strict=True), 1)
        which = [str(place) for place, (ours, theirs) in pairs if ours != theirs]
        raise ReceiptMistyped(count=len(which), which=" and ".join(which))
    raise ReceiptNotContained(why=_why(wanted, typed))


def _why(wanted: list[Compartment], typed: _Typed) -> str:
    """What can be said of words that fit nothing."""
    longest = max((each.head().size for each in wanted), default=0)
    if typed.entries is not None and typed.entries > longest:
        return f"it has {longest} entries at most, and the paper saw {typed.entries}"
    return "at that time it was another, or the words are of another casebook"


def _fit(words: tuple[str, ...], typed: tuple[str, ...]) -> int:
    """How many of six words are the same, each in its place."""
    return sum(ours == theirs for ours, theirs in zip(words, typed, strict=False))


def _states(compartment: Compartment) -> Iterator[tuple[Contained, tuple[str, ...]]]:
    """Every state that a ledger had, with its check words; raises DatabaseDamaged."""
    with compartment.reading() as session:
        headers = ledger.headers(session.connection())
    frontier = merkle.Frontier(0, [])
    for header in headers:
        if header["seq"] != frontier.size + 1:
            raise DatabaseDamaged(compartment=compartment.name)
        for _ in frontier.append(merkle.leaf_hash(canonical(header))):
            pass
        words = words_of(compartment.log, frontier.size, frontier.root.hex())
        added = len(headers) - frontier.size
        state = Contained(compartment.name, frontier.size, str(header["at"]), added)
        yield state, tuple(words.split())


def _read(line: str) -> _Typed:
    """One typed line; raises ReceiptUnreadable."""
    tokens = re.split(
        r"[\s,;:·|]+|(?<=[a-z])-(?=[a-z])", re.sub(r"(?<=\d),(?=\d)", "", line.casefold()).strip()
    )
    named = [each for each in tokens if each in COMPARTMENTS]
    numbers = [int(each[:LONGEST_NUMBER]) for each in tokens if re.fullmatch("[0-9]+", each)]
    words = tuple(each for each in tokens if fingerprints.is_word(each))
    if len([each for each in tokens if re.search(r"\d", each)]) > len(numbers):
        raise ReceiptUnreadable
    if len(words) != fingerprints.WORDS or len(named) > 1 or len(numbers) > 1:
        raise ReceiptUnreadable
    return _Typed(named[0] if named else None, numbers[0] if numbers else None, words)
