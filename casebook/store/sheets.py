"""Recovery sheets in use: opening by one, rehearsing it, bringing a person back, making a new one.

The rules are: whatever a sheet opens has an entry of that before anything else is done or shown;
a person who comes back has new keys and their old name; a sheet that was lost or used is replaced
by one with other keys, and holds nothing any more.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from casebook.errors.given import RoleUnknown, ShortNameTaken
from casebook.errors.opening import NotAHolder
from casebook.errors.rules import SheetOpensLess
from casebook.records.user import User
from casebook.store.book import Book, open_with
from casebook.store.change import Change
from casebook.store.founding import HOLDS, RecoverySheet
from casebook.store.membership import Newcomer, introduce, made, require_writer
from casebook.store.people import UserCard, record_of
from casebook.store.rotation import renew
from casebook.store.settling import free_name
from casebook.vault import recovery, slots
from casebook.vault.argon2 import SETTLED, Cost

if TYPE_CHECKING:
    from casebook.vault.layout import CasebookFolder
    from casebook.vault.people import Identity


@dataclass(frozen=True)
class BroughtBack:
    """Somebody whom a sheet let in."""

    card: UserCard
    fingerprint: str
    """The six words of their new key, to be read aloud."""
    replaced: bool
    """Whether they had keys here before, which hold nothing any more."""


@dataclass(frozen=True)
class NewSheet:
    """A recovery sheet that takes an earlier one's place."""

    sheet: RecoverySheet
    short: str
    fingerprint: str
    renewed: tuple[str, ...]
    """The compartments that it opens, and the earlier one does not."""
    left: tuple[str, ...]
    """The compartments that it should open too, which whoever made it does not hold."""
    earlier: tuple[str, ...] = ()
    """The short names of the sheets that still open those."""


def open_by_sheet(folder: "CasebookFolder", code: str, *, rehearsal: bool = False) -> Book:
    """The casebook, open to write under a recovery sheet's code; an entry tells of it first.

    Raises RecoveryCodeMistyped, RecoveryCodeUnknown, and what `open_book` raises.
    """
    identity = recovery.open_sheet(folder, code)
    book = open_with(folder, identity, write=True)
    try:
        for each in book.compartments():
            with each.changing() as change:
                verb = "rehearsed" if rehearsal else "opened-by-sheet"
                change.witness(verb, "user", identity.uid)
    except BaseException:
        book.close()
        raise
    return book


def promised(book: Book) -> tuple[str, ...]:
    """The compartments that the sheet which opened `book` says it opens."""
    return HOLDS.get(book.identity.role, ())


def to_hold(book: Book, newcomer: Newcomer) -> UserCard:
    """Who somebody will be once they are back, and what they will hold.

    Raises ShortNameTaken for the name of somebody who has left, RoleUnknown, and SheetOpensLess.
    """
    same = [each for each in book.everyone() if each.short == newcomer.short]
    if same and (not same[0].active or same[0].is_recovery):
        raise ShortNameTaken
    if same:
        card = same[0]
    else:
        if newcomer.role not in HOLDS:
            raise RoleUnknown
        holds = HOLDS[newcomer.role]
        card = UserCard("", newcomer.short, newcomer.role, newcomer.full_name, holds)
    if not set(card.holds) <= set(book.held):
        raise SheetOpensLess(user=card.short)
    return replace(card, full_name=newcomer.full_name or card.full_name)


def bring_back(book: Book, newcomer: Newcomer, cost: Cost = SETTLED) -> BroughtBack:
    """Give somebody new keys: with their old name and what they held, or as a new person.

    Raises what `to_hold` raises, what `passphrases.checked` refuses, and the faults of the machine.
    """
    require_writer(book)
    card = to_hold(book, newcomer)
    person = made(replace(newcomer, role=card.role))
    introduce(book, person)
    if card.uid:
        slots.remove(book.folder, card.uid)
    slots.write(book.folder, person, newcomer.passphrase, cost, voucher=book.identity)

    def enter(change: Change) -> None:
        """Enter the new keys; the row of the old ones gives the name up, and holds nothing."""
        free_name(change, person.short)
        change.add("recovered", record_of(person, card.full_name, card.holds))

    for name in book.held:
        if name in card.holds:
            renew(book, name, enter)
        else:
            with book.compartment(name).changing() as change:
                enter(change)
    book.reread()
    fingerprint = person.public.fingerprint
    return BroughtBack(book.cards()[person.uid], fingerprint, replaced=bool(card.uid))


def replace_sheet(book: Book, kind: str, cost: Cost = SETTLED) -> NewSheet:
    """Make a new sheet of a kind; the earlier ones open nothing any more that is open here.

    Raises NotAHolder when nothing that the kind opens is held, and what `rotation.renew` raises.
    """
    require_writer(book)
    identity, code = recovery.new_sheet(kind)
    covers = HOLDS[identity.role]
    renewed = tuple(each for each in covers if each in book.held)
    if not renewed:
        raise NotAHolder(compartment=covers[0])
    left = tuple(each for each in covers if each not in renewed)
    earlier = [each for each in book.everyone() if each.role == identity.role]
    identity.short = _numbered(identity.short, {each.short for each in earlier})
    standing = tuple(each.short for each in earlier if each.active) if left else ()
    introduce(book, identity)
    recovery.write(book.folder, identity, code, cost, voucher=book.identity)
    for name in book.held:
        _enter(book, name, identity, renewed, left)
    if not left:
        for each in earlier:
            slots.remove(book.folder, each.uid)
        book.keeps_slot = book.identity.role != identity.role
    book.reread()
    text = recovery.sheet_text(book.folder, book.school, kind, code)
    sheet = RecoverySheet(kind, code, text)
    fingerprint = identity.public.fingerprint
    return NewSheet(sheet, identity.short, fingerprint, renewed, left, standing)


def _enter(
    book: Book,
    name: str,
    identity: "Identity",
    renewed: tuple[str, ...],
    left: tuple[str, ...],
) -> None:
    """Enter a new sheet in one compartment, with a new key where it takes the earlier's place."""

    def enter(change: Change) -> None:
        """The earlier sheets hold nothing of this; the new one does."""
        query = select(User).where(User.role == identity.role).where(col(User.active))
        for row in change.session.exec(query).all():
            kept = [each for each in row.holds if each in left]
            change.amend("replaced", row, holds=kept, active=bool(left))
        change.add("entered", record_of(identity, "", renewed))

    if name in renewed:
        renew(book, name, enter)
    else:
        with book.compartment(name).changing() as change:
            enter(change)


def _numbered(short: str, taken: set[str]) -> str:
    """The next free name of a sheet: `recovery-school`, then `recovery-school-2`."""
    number = 2
    name = short
    while name in taken:
        name = f"{short}-{number}"
        number += 1
    return name
