"""People coming, going, and holding more or less: each deed whole, or not at all.

The rules are: whoever takes a person in vouches for their key; a compartment is given only to
somebody whose six words were heard, and every giving and taking is a new key; nobody ends what
another person holds and they do not; who has left keeps their name in the ledger, and nobody else
takes it.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casebook.errors.given import (
    HoldingUnchanged,
    PassphraseSame,
    RoleUnknown,
    ShortNameTaken,
    UserUnnamed,
)
from casebook.errors.keeping import FingerprintMisheard, ReachesFurther
from casebook.errors.opening import BookReadOnly, NotAHolder
from casebook.errors.rules import (
    FingerprintOther,
    FingerprintUnheard,
    HoldsMore,
    LastHolder,
    OneselfDisabled,
    SheetNotDisabled,
)
from casebook.records.user import User
from casebook.store import standing
from casebook.store.change import Change
from casebook.store.founding import ROLES
from casebook.store.people import UserCard, record_of
from casebook.store.rotation import renew
from casebook.vault import fingerprints, passphrases, slots
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.people import Identity, new_identity

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment


@dataclass(frozen=True)
class TakenIn:
    """Somebody who was just taken in."""

    card: UserCard
    fingerprint: str
    """The six words of their key, to be read aloud."""


@dataclass(frozen=True)
class Disabled:
    """What came of disabling somebody."""

    card: UserCard
    renewed: tuple[str, ...]
    """The compartments that have a new key now."""
    unseen: tuple[str, ...]
    """The compartments of which nothing can be said from here."""


def change_passphrase(book: "Book", passphrase: str, cost: Cost = SETTLED) -> None:
    """Keep the keys of whoever opened `book` under another passphrase.

    Raises BookReadOnly, PassphraseSame, what `passphrases.checked` refuses, and the faults of the
    machine; the old passphrase counts then.
    """
    require_writer(book)
    passphrases.checked(passphrase)
    if slots.is_theirs(book.identity, passphrase):
        raise PassphraseSame
    with slots.earlier_stands(book.folder, book.identity), ExitStack() as kept:
        for each in book.compartments():
            change = kept.enter_context(each.changing())
            change.witness("changed-passphrase", "user", book.identity.uid)
        slots.write(book.folder, book.identity, passphrase, cost)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is to be taken in."""

    short: str
    role: str
    passphrase: str
    full_name: str = ""


def take_in(book: "Book", newcomer: Newcomer, cost: Cost = SETTLED) -> TakenIn:
    """Make keys for a new person, for whom whoever opened `book` vouches; they hold nothing yet.

    Raises BookReadOnly, NotAHolder for who holds nothing, RoleUnknown, ShortNameTaken,
    LabelUnusable, and what `passphrases.checked` refuses.
    """
    require_writer(book)
    if not book.held:
        raise NotAHolder(compartment="general")
    person = made(newcomer)
    if person.short in {each.short for each in book.everyone()}:
        raise ShortNameTaken
    with ExitStack() as undo:
        undo.callback(_remove_unless_entered, book, person.uid)
        with ExitStack() as kept:
            for each in book.compartments():
                change = kept.enter_context(each.changing())
                change.add("entered", record_of(person, newcomer.full_name, ()))
            introduce(book, person)
            slots.write(book.folder, person, newcomer.passphrase, cost, voucher=book.identity)
        undo.pop_all()
    book.reread()
    return TakenIn(book.cards()[person.uid], person.public.fingerprint)


def _remove_unless_entered(book: "Book", uid: str) -> None:
    """Remove the slot of somebody whom no ledger knows; an entry that was kept keeps its slot."""
    for each in book.compartments():
        with each.reading() as session:
            if session.get(User, uid) is not None:
                return
    slots.remove(book.folder, uid)


def made(newcomer: Newcomer) -> Identity:
    """Fresh keys for somebody; raises RoleUnknown, LabelUnusable, what `checked` refuses."""
    if newcomer.role not in ROLES:
        raise RoleUnknown
    passphrases.checked(newcomer.passphrase)
    return new_identity(newcomer.short, newcomer.role)


def introduce(book: "Book", person: Identity) -> None:
    """Tell a new person whom whoever takes them in knows, so that they know those too."""
    for uid, sign in book.identity.pins.items():
        person.pin(uid, bytes.fromhex(sign))


def grant(book: "Book", short: str, name: str, heard: str = "") -> None:
    """Let somebody hold the compartment `name`; `heard` are the six words they read aloud.

    Raises NotAHolder, UserUnnamed, HoldingUnchanged, FingerprintUnheard, FingerprintOther,
    FingerprintMisheard, and what `rotation.renew` raises.
    """
    require_writer(book)
    compartment = book.compartment(name)
    card = named(book, short)
    if name in card.holds and not _is_contested(compartment, card):
        raise HoldingUnchanged(user=card.short, stands="holds", compartment=name)
    _confirm(book, compartment, card, heard)

    def given(change: Change) -> None:
        """Enter it in the new generation, which is sealed to whom its rows name."""
        _hold(change, card, name, name, holds=True)

    renew(book, compartment.name, given)
    _spread(book, card, name, holds=True)


def revoke(book: "Book", short: str, name: str) -> None:
    """Take the compartment `name` from somebody: it gets a new key. What they opened they keep.

    Raises NotAHolder, UserUnnamed, HoldingUnchanged, ReachesFurther, LastHolder, and what
    `rotation.renew` raises.
    """
    require_writer(book)
    compartment = book.compartment(name)
    card = named(book, short)
    if name not in card.holds:
        raise HoldingUnchanged(user=card.short, stands="does not hold", compartment=name)
    _require_may_end(book, card, (name,))

    def taken(change: Change) -> None:
        """Enter it in the new generation."""
        _hold(change, card, name, name, holds=False)

    renew(book, compartment.name, taken)
    _spread(book, card, name, holds=False)


def disable(book: "Book", short: str) -> Disabled:
    """Take from somebody all that they hold here, and then their slot.

    Raises SheetNotDisabled; OneselfDisabled; HoldsMore when they hold what whoever opened `book`
    does not, LastHolder when nobody else would hold a compartment, and ReachesFurther, all before
    anything is changed.
    """
    require_writer(book)
    card = _leaving(book, short)
    if card.is_recovery:
        raise SheetNotDisabled(user=card.short)
    if card.uid == book.identity.uid:
        raise OneselfDisabled
    for name in card.holds:
        if name not in book.held:
            raise HoldsMore(user=card.short, compartment=name)
        if all(each.uid == card.uid for each in book.holders(name)):
            raise LastHolder(compartment=name)
    _require_may_end(book, card, card.holds)

    for name in card.holds:
        renew(book, name, lambda change: _retire(change, card))
    for each in book.compartments():
        if each.name not in card.holds:
            with each.changing() as change:
                _retire(change, card)
    slots.remove(book.folder, card.uid)
    book.reread()
    unseen = tuple(each for each in COMPARTMENTS if each not in book.held + card.holds)
    return Disabled(card, card.holds, unseen)


def named(book: "Book", short: str) -> UserCard:
    """The active person or sheet with a short name; raises UserUnnamed."""
    wanted = short.strip()
    for each in book.everyone():
        if each.short == wanted and each.active:
            return each
    raise UserUnnamed


def _leaving(book: "Book", short: str) -> UserCard:
    """The person or sheet with a short name who holds something, were they half disabled already.

    Raises UserUnnamed.
    """
    for each in book.everyone():
        if each.short == short.strip() and (each.active or each.holds):
            return each
    raise UserUnnamed


def require_writer(book: "Book") -> None:
    """Raise BookReadOnly for a reader."""
    if not book.is_writer:
        raise BookReadOnly


def _confirm(book: "Book", compartment: "Compartment", card: UserCard, heard: str) -> None:
    """Hold a person's key against what was heard; pin it then.

    Raises KeyChanged, FingerprintUnheard, FingerprintMisheard, FingerprintOther.
    """
    with compartment.reading() as session:
        sign = bytes.fromhex(session.get_one(User, card.uid).sign_key)
    words = " ".join(heard.casefold().replace("-", " ").split())
    ours = fingerprints.of(sign)
    if words and words != ours:
        fit = fingerprints.fitting(ours, words)
        if fit >= fingerprints.MISHEARD:
            raise FingerprintMisheard(user=card.short, fit=fit)
        raise FingerprintOther(user=card.short)
    pinned = book.identity.check_pin(card.uid, sign)
    if not words and not (pinned and _counts(book, compartment, card)):
        raise FingerprintUnheard(user=card.short)
    book.identity.pin(card.uid, sign)


def _counts(book: "Book", compartment: "Compartment", card: UserCard) -> bool:
    """Whether a pin is enough to give a compartment without the six words.

    Pins came along with whoever took this person in: where that one does not hold the compartment,
    they may be of whom that one would like to see in it.
    """
    introduced_by = book.identity.voucher
    if introduced_by is None or slots.took_in(book.folder, book.identity, card.uid):
        return True
    with compartment.reading() as session:
        return introduced_by.uid in standing.holders(session, compartment.name)


def _require_may_end(book: "Book", card: UserCard, names: Sequence[str]) -> None:
    """Raise ReachesFurther where a ledger would not count that whoever opened `book` ends this."""
    for name in names:
        with book.compartment(name).reading() as session:
            known = standing.read(session, name)
        held = name in known.known.get(card.uid, set())
        if held and not known.may_end(book.identity.uid, card.uid, name):
            raise ReachesFurther(user=card.short, compartment=name)


def _is_contested(compartment: "Compartment", card: UserCard) -> bool:
    """Whether a holder's row says, by an entry that does not count, that they are none."""
    with compartment.reading() as session:
        row = session.get_one(User, card.uid)
    return not (row.active and compartment.name in row.holds)


def _hold(change: Change, card: UserCard, name: str, here: str, *, holds: bool) -> None:
    """Enter in the compartment `here` that somebody holds the one called `name`, or no more.

    What the row claims of `here` itself, and no holder gave, is not said again.
    """
    row = change.session.get_one(User, card.uid)
    kept = set(row.holds) - {name} | ({name} if holds else set())
    if name != here and card.uid not in standing.holders(change.session, here):
        kept -= {here}
    listed = [each for each in COMPARTMENTS if each in kept]
    verb = "granted" if holds else "revoked"
    if holds and name == here and not row.active:  # an entry that did not count had ended it
        change.amend(verb, row, holds=listed, active=True)
    else:
        change.amend(verb, row, holds=listed)


def _spread(book: "Book", card: UserCard, name: str, *, holds: bool) -> None:
    """Tell the other compartments that are open here; they only pass it on."""
    for each in book.compartments():
        if each.name != name:
            with each.changing() as change:
                _hold(change, card, name, each.name, holds=holds)
    book.reread()


def _retire(change: Change, card: UserCard) -> None:
    """Enter that somebody is not active any more, and holds nothing."""
    row = change.session.get_one(User, card.uid)
    change.amend("disabled", row, active=False, holds=[])
