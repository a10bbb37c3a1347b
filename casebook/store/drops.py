"""What was left for a compartment's holders, as one of them finds it.

The rules are: drops of earlier generations open too, because their secrets stay in the ledger; a
report counts only from somebody who is in the casebook now; what does not count is named, and
stays where it is.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casebook.errors import CasebookError
from casebook.errors.integrity import DropUnusable
from casebook.records.user import User
from casebook.store.change import Change
from casebook.vault import drops, slots, strictjson
from casebook.vault.drops import Letter
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

UNREADABLE = "P-01"
STRANGER = "P-02"
NOT_HERE = "P-03"
KEPT_ALREADY = "P-04"
NOT_AN_INCIDENT = "P-05"
NAME_USED = "P-06"

TOO_MANY = "P-09"

NAMED = 5
"""Files of a compartment that are named one by one where they are no reports."""

SAID_TOO_MANY = (
    "{there} files lie where reports are left, and {read} of them were looked at now, others each "
    "time it is opened. So many are no reports of people: find out who can write to this folder, "
    "and have what they put there moved away. Ask by word of mouth who left a report."
)
SAID_MORE = "{more} more files here are no reports that can be read."

ASK = "Ask, by word of mouth, whoever may have left a report."
SAID_UNREADABLE = f"It is no report that can be read: {{why}}. It is left where it is. {ASK}"
SAID_STRANGER = (
    "It is signed by nobody who is in this casebook now. It was not read, and is left where it is. "
    + ASK
)
SAID_NAME_USED = (
    "Another report of this name was taken in before. It was not read, and is left where it is. "
    + ASK
)


@dataclass(frozen=True, repr=False)
class Left:
    """A report that was left, and who left it."""

    letter: Letter
    short: str
    role: str
    full_name: str
    kept_as: str
    """The case that it became already, where a removal was stopped; else empty."""

    @property
    def place(self) -> str:
        """What a finding calls it."""
        return place_of(self.letter.compartment, self.letter.drop_id)

    @property
    def sender(self) -> str:
        """Who left it, for a document."""
        return f"{self.full_name} ({self.short}, {self.role})".strip().replace("  ", " ")


def place_of(compartment: str, drop_id: str) -> str:
    """What a finding calls a drop: its own path."""
    return f"compartments/{compartment}/drops/{drop_id}"


def are_there(book: "Book") -> bool:
    """Whether anything at all lies in the drops of the compartments held here."""
    return any(drops.names(book.folder, name) for name in book.held)


def found(book: "Book", compartment: "Compartment") -> Iterator[Left | Finding]:
    """Each thing that was left in a compartment: a report, or what is to be said of it."""
    there = drops.names(book.folder, compartment.name)
    listed = drops.some(book.folder, compartment.name, there)
    if len(listed) < len(there):
        said = SAID_TOO_MANY.format(there=len(there), read=len(listed))
        yield Finding(TOO_MANY, place_of(compartment.name, "").rstrip("/"), said, "fault")
    if not listed:
        return
    unreadable = 0
    secrets = _secrets(book, compartment)

    def secret_of(generation: int) -> bytes | None:
        return secrets[generation - 1] if 0 < generation <= len(secrets) else None

    trusted = slots.trusted(book.folder, book.identity)
    people = {each.uid: each for each in slots.listed(book.folder) if each.uid in trusted}
    for drop_id in listed:
        place = place_of(compartment.name, drop_id)
        try:
            letter = drops.read(book.folder, compartment.name, drop_id, secret_of)
            yield _judged(compartment, letter, people.get(letter.sender_uid))
        except DropUnusable as fault:
            unreadable += 1
            if unreadable <= NAMED:
                said = SAID_UNREADABLE.format(why=fault.named["why"])
                yield Finding(UNREADABLE, place, said, "note")
        except CasebookError as fault:
            yield Finding(fault.code, place, fault.message, "note")
    if unreadable > NAMED:
        said = SAID_MORE.format(more=unreadable - NAMED)
        yield Finding(UNREADABLE, place_of(compartment.name, "").rstrip("/"), said, "note")


def _judged(
    compartment: "Compartment", letter: Letter, label: slots.SlotLabel | None
) -> Left | Finding:
    """A report from a person who is in the casebook now, or why it does not count."""
    place = place_of(letter.compartment, letter.drop_id)
    with compartment.reading() as session:
        row = session.get(User, letter.sender_uid)
    is_person = label is not None and not label.role.startswith("recovery")
    is_theirs = label is not None and label.public.sign == letter.sender_sign
    is_active = row is None or (row.active and row.sign_key == letter.sender_sign.hex())
    if label is None or not (is_person and is_theirs and is_active):
        return Finding(STRANGER, place, SAID_STRANGER, "note")
    case, same = _kept_as(compartment, letter)
    if case and not same:
        return Finding(NAME_USED, place, SAID_NAME_USED, "note")
    return Left(letter, label.short, label.role, row.full_name if row else "", case)


def _secrets(book: "Book", compartment: "Compartment") -> list[bytes | None]:
    """The secret half of the drop key of each generation, the first one first."""
    entries = compartment.entries([book.casebook_id])
    written = [each.values for each in entries if each.kind == "settings"]
    secrets = [values["drop_secret"] for values in written if values and "drop_secret" in values]
    return [bytes.fromhex(str(each)) for each in secrets]


def fingerprint_of(letter: Letter) -> str:
    """The SHA-256 of all that was signed, signature included."""
    return hashlib.sha256(strictjson.canonical(letter.signed)).hexdigest()


def _kept_as(compartment: "Compartment", letter: Letter) -> tuple[str, bool]:
    """The case that a drop of this name became, or nothing; and whether it held the very same."""
    for each in compartment.entries([letter.drop_id]):
        if each.kind == "witness:drop":
            values = each.values or {}
            same = values.get("sha256") == fingerprint_of(letter)
            return str(values.get("case", "another")), same
    return "", False


def enter(change: Change, left: Left, case: str) -> None:
    """Enter that a report became a case, with all that its sender signed."""
    letter = left.letter
    change.witness(
        "took in",
        "drop",
        letter.drop_id,
        case=case,
        sender=letter.sender_uid,
        written_at=letter.at,
        sha256=fingerprint_of(letter),
        signed=dict(letter.signed),
    )
