"""Recovery sheets in use: opening by one, rehearsing it, bringing a person back, making a new one.

The rules are: whatever a sheet opens has an entry of that before anything else is done or shown;
a person who comes back has new keys and their old name; a sheet that was lost or used is replaced
by one with other keys, and holds nothing any more.
"""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from casebook.errors import MachineFault
from casebook.errors.given import RoleUnknown, ShortNameTaken
from casebook.errors.opening import NotAHolder
from casebook.errors.rules import SheetOpensLess
from casebook.records.user import User
from casebook.store import standing
from casebook.store.book import Book, open_with
from casebook.store.change import Change
from casebook.store.founding import HOLDS, RecoverySheet
from casebook.store.membership import Newcomer, introduce, made, require_writer
from casebook.store.people import UserCard, record_of
from casebook.store.rotation import renew
from casebook.store.settling import free_name
from casebook.vault import recovery, slots
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.layout import COMPARTMENTS

if TYPE_CHECKING:
    from casebook.vault.layout import CasebookFolder
    from casebook.vault.people import Identity

UNTOUCHED = (
    "That the sheet was used is entered; nothing else was written. What opened this casebook "
    "before, the earlier passphrase too, still does."
)
"""What is to be said when somebody's new slot could not be written."""


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
    with ExitStack() as undo:
        book = undo.enter_context(open_with(folder, identity, write=True))
        for each in book.compartments():
            with each.changing() as change:
                verb = "rehearsed" if rehearsal else "opened-by-sheet"
                change.witness(verb, "user", identity.uid)
        undo.pop_all()
    return book


def promised(book: Book) -> tuple[str, ...]:
    """The compartments that the sheet which opened `book` says it opens."""
    return HOLDS.get(book.identity.role, ())


def to_hold(book: Book, newcomer: Newcomer) -> UserCard:
    """Who somebody will be once they are back, and what they will hold.

    Where more than one has their name, they are all of these: what each was given counts. Raises
    ShortNameTaken for the name of somebody who has left, RoleUnknown, and SheetOpensLess.
    """
    same = [each for each in book.everyone() if each.short == newcomer.short]
    standing_ones = [each for each in same if each.active]
    if any(each.is_recovery for each in same) or (same and not standing_ones):
        raise ShortNameTaken
    if same:
        card = _one_of(book, standing_ones)
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
    _write_beside(book, person, newcomer.passphrase, cost)
    try:
        _enter_back(book, person, card)
        for each in slots.listed(book.folder):
            if each.uid == card.uid or (each.short == person.short and each.uid != person.uid):
                slots.remove(book.folder, each.uid)
    except MachineFault as fault:
        fault.written = _told(book, person, card)
        raise
    book.reread()
    fingerprint = person.public.fingerprint
    return BroughtBack(book.cards()[person.uid], fingerprint, replaced=bool(card.uid))


def _one_of(book: Book, same: list[UserCard]) -> UserCard:
    """Who claims a name, as one: the one who holds most, with all that any of them was given."""
    given: set[str] = set()
    for each in same:
        unseen = set(each.holds) - set(book.held)
        given |= unseen | {name for name in book.held if each.uid in _holders(book, name)}
    first = max(same, key=lambda each: len(each.holds))
    return replace(first, holds=tuple(each for each in COMPARTMENTS if each in given))


def _holders(book: Book, name: str) -> frozenset[str]:
    """Who holds a compartment, by its own ledger."""
    with book.compartment(name).reading() as session:
        return standing.holders(session, name)


def _write_beside(book: Book, person: "Identity", passphrase: str, cost: Cost) -> None:
    """Write somebody's new slot while the earlier one stands; leave nothing of it if that fails."""
    with ExitStack() as undo:
        undo.callback(_remove_if_it_can_be, book, person)
        try:
            slots.write(book.folder, person, passphrase, cost, voucher=book.identity, in_place=True)
        except MachineFault as fault:
            fault.written = UNTOUCHED
            raise
        undo.pop_all()


def _remove_if_it_can_be(book: Book, person: "Identity") -> None:
    """Remove a slot that was not written whole, without telling of a second fault in its place."""
    with suppress(MachineFault):
        slots.remove(book.folder, person.uid)


def _told(book: Book, person: "Identity", card: UserCard) -> str:
    """What stands after a recovery that was stopped between its steps."""
    new = [name for name in card.holds if person.uid in _holders(book, name)]
    old = [name for name in card.holds if name not in new]
    parts = ["That the sheet was used is entered. The new keys and passphrase stand"]
    parts.append(f", and open {' and '.join(new) or 'nothing yet'}.")
    if card.uid and old:
        parts.append(f" The earlier ones still open {' and '.join(old)}.")
    return "".join([*parts, " Run the same again to finish it."])


def _enter_back(book: Book, person: "Identity", card: UserCard) -> None:
    """Enter somebody's new keys wherever the sheet opens, with a new key for what they held."""

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
    sheet = RecoverySheet(kind, code, recovery.paper(book.folder, book.school, kind, code))
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
        """The new sheet holds this, by the hand of a holder; then the earlier ones hold nothing."""
        query = select(User).where(User.role == identity.role).where(col(User.active))
        earlier = change.session.exec(query).all()
        made_now = change.add("entered", record_of(identity, "", ()))
        change.amend("granted", made_now, holds=list(renewed))
        for row in earlier:
            kept = [each for each in row.holds if each in left]
            change.amend("replaced", row, holds=kept, active=bool(left))

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
