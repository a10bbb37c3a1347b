"""What a writer puts in order on opening: what others began where they could not write.

The rules are: whoever was vouched for is entered wherever this writer holds, and holds nothing by
that; nobody is entered under another's short name; the slot of whoever was disabled goes, where all
that they held is open here and says so; and so do the files of a generation that HEAD no longer
names.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook.records.user import User
from casebook.store import namesakes, numbering
from casebook.store.change import Change
from casebook.store.rotation import clear_older
from casebook.vault import slots
from casebook.vault.loghead import LogHead

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

Gap = tuple[str, LogHead, LogHead]
"""A compartment, what had been seen of its log, and what it goes on from."""


def sign_gaps(book: "Book", behind: Sequence[tuple[str, LogHead]]) -> list[Gap]:
    """Enter, signed, that a log goes on from an earlier state than its writer has seen."""
    signed = []
    for name, lost in behind:
        found = book.compartment(name).head()
        said = {"seen_size": lost.size, "seen_root": lost.root}
        said |= {"size": found.size, "root": found.root}
        with book.compartment(name).changing() as change:
            change.witness(numbering.RESTORED, "settings", book.casebook_id, **said)
        signed.append((name, lost, found))
    return signed


def settle(book: "Book") -> None:
    """Finish what others began where they could not write, or were stopped."""
    labels = {each.uid: each for each in slots.listed(book.folder)}
    for each in book.everyone():
        if not each.active and each.uid in labels and _has_left(book, each.uid):
            slots.remove(book.folder, each.uid)
            del labels[each.uid]
    trusted = slots.trusted(book.folder, book.identity)
    newcomers = [label for uid, label in labels.items() if uid in trusted]
    for compartment in book.compartments():
        _enter(book, compartment, newcomers)
        clear_older(book.folder, compartment.name, compartment.generation)
    book.reread()
    told = [each for each in namesakes.found(book) if each not in book.findings]
    book.findings = (*book.findings, *told)


def _has_left(book: "Book", uid: str) -> bool:
    """Whether all that somebody inactive ever held, as far as is known here, is open here.

    One compartment's people cannot say of another's holder that they have left.
    """
    if uid == book.identity.uid:
        return False
    ever: set[str] = set()
    for compartment in book.compartments():
        for entry in compartment.entries([uid]):
            holds = (entry.values or {}).get("holds")
            ever |= set(holds) if isinstance(holds, list) else set()
    return ever <= set(book.held)


def _enter(book: "Book", compartment: "Compartment", newcomers: list[slots.SlotLabel]) -> None:
    """Enter whom a compartment does not know yet; they hold nothing by it."""
    with compartment.reading() as session:
        known = set(session.exec(select(User.id)).all())
    missing = [each for each in newcomers if each.uid not in known]
    if not missing:
        return
    with compartment.changing() as change:
        for label in missing:
            if not namesakes.may_enter(change.session, compartment.name, label, newcomers):
                continue
            card = book.user_named(label.uid)
            free_name(change, label.short)
            row = User.of(
                id=label.uid,
                short=label.short,
                role=label.role,
                full_name=card.full_name if card else "",
                sign_key=label.public.sign.hex(),
                seal_key=label.public.seal.hex(),
                holds=[],
            )
            change.add("entered", row)


def free_name(change: Change, short: str) -> None:
    """Let a person's new keys take their short name: the row of their old ones gives it up."""
    row = change.session.exec(select(User).where(User.short == short)).one_or_none()
    if row is not None:
        change.amend("replaced", row, short=past_name(change, short), active=False, holds=[])


def past_name(change: Change, short: str) -> str:
    """What the row of somebody's earlier keys is called: `dsl-past-1`."""
    taken = set(change.session.exec(select(User.short)).all())
    number = 1
    while (name := f"{short[:14]}-past-{number}") in taken:
        number += 1
    return name
