"""Slots: a person's public keys and sealed private box, in `users/`, two copies of each.

The rules are: everything in a slot is signed by the key in it, so damage is told from a wrong
passphrase; the private box is bound to all of it, so an edit is seen even by who could sign;
whoever asks for a wrong name waits as long as for a wrong passphrase.
"""

import hashlib
import hmac
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from casebook.errors import CasebookError, MachineFault
from casebook.errors.given import ShortNameTaken
from casebook.errors.integrity import (
    CostRefused,
    FileOversized,
    FileUnsafe,
    SealedFileDamaged,
    SealedFileDiffers,
    ShortNameDoubled,
    SignatureWrong,
    SlotDamaged,
    SlotsMissing,
)
from casebook.errors.machine import FileMissing
from casebook.errors.opening import UserUnknown, WrongPassphrase
from casebook.vault import (
    argon2,
    durable,
    keys,
    passphrases,
    privatebox,
    selftest,
    signatures,
    slotfile,
    streaming,
)
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.findings import Finding
from casebook.vault.layout import COPY, CasebookFolder
from casebook.vault.people import Identity, Lock, PublicKeys, Voucher
from casebook.vault.slotfile import Slot
from casebook.vault.suite import CONTEXT, associated


@dataclass(frozen=True)
class SlotLabel:
    """What a slot tells anyone: not more than the folder must."""

    uid: str
    short: str
    role: str
    public: PublicKeys
    voucher: Voucher | None = None
    """Whom they name as who took them in; `trusted` tells whether that is so."""


PLACE = "users"
"""Where the slots lie, in a finding about more than one of them."""

EITHER = "Nothing else was written, but the passphrase: try the earlier one, and then the new one."
"""What is to be said where an earlier slot could not be put back."""


def _lock(passphrase: bytes, salt: bytes, cost: Cost) -> Lock:
    """Run the slow step, and derive the box's key and the check on the passphrase from it."""
    slow = argon2.derive(passphrase, salt, cost)
    return Lock(
        key=keys.derived(slow, f"{CONTEXT}/kek".encode()),
        check=keys.derived(slow, f"{CONTEXT}/passphrase-check".encode()),
        salt=salt,
        cost=cost,
    )


def _bound(casebook_id: str, slot: Slot) -> bytes:
    """The place of a private box: whose, and under exactly which visible fields."""
    place = associated("private-box", casebook_id, slot.uid, slot.generation)
    return place + b"|" + hashlib.sha256(slotfile.visible(casebook_id, slot)).hexdigest().encode()


def write(
    folder: CasebookFolder,
    identity: Identity,
    passphrase: str,
    cost: Cost = SETTLED,
    *,
    voucher: Identity | None = None,
    in_place: bool = False,
) -> None:
    """Keep a person's keys under a new passphrase, for the first time or instead of the old one.

    `voucher` is who takes a new person in; others who know the voucher can then trust the new
    keys. With `in_place` they are to take the place of others' under that short name, which stand
    until they are removed. Raises what `passphrases.checked` refuses, and ShortNameTaken.
    """
    secret = passphrases.checked(passphrase)
    is_new = identity.generation == 0 and not in_place
    if is_new and identity.short in {each.short for each in listed(folder)}:
        raise ShortNameTaken
    write_secret(folder, identity, secret, cost, voucher=voucher)


def write_secret(
    folder: CasebookFolder,
    identity: Identity,
    secret: bytes,
    cost: Cost,
    *,
    voucher: Identity | None = None,
) -> None:
    """As `write`, from the bytes of a checked passphrase or of a recovery code."""
    argon2.check(cost, identity.short)
    if voucher is not None:
        signed = slotfile.vouched(folder.casebook_id, identity.uid, identity.public.sign)
        identity.voucher = Voucher(voucher.uid, voucher.public.sign, voucher.sign(signed))
        identity.pin(voucher.uid, voucher.public.sign)
        voucher.pin(identity.uid, identity.public.sign)
    with ExitStack() as undo:
        undo.callback(setattr, identity, "lock", identity.lock)
        identity.lock = _lock(secret, os.urandom(argon2.SALT_SIZE), cost)
        slot, data = _sealed(folder, identity)
        _require_opens(folder, slot, identity, secret)
        _replace(folder, identity, slot, data)
        undo.pop_all()


def refresh(folder: CasebookFolder, identity: Identity) -> None:
    """Keep an open person's pins and heads again, under the passphrase that opened them.

    Only whoever holds the writer's lock does this. It also mends a damaged copy.
    """
    _replace(folder, identity, *_sealed(folder, identity))


def _sealed(folder: CasebookFolder, identity: Identity) -> tuple[Slot, bytes]:
    """A person's next slot, and the bytes of its file."""
    if identity.lock is None:
        raise ValueError("the identity has no slot yet")
    slot = Slot(
        uid=identity.uid,
        short=identity.short,
        role=identity.role,
        generation=identity.generation + 1,
        cost=identity.lock.cost,
        salt=identity.lock.salt,
        check=identity.lock.check,
        public=identity.public,
        voucher=identity.voucher,
    )
    box = streaming.seal_bytes(
        privatebox.packed(identity), identity.lock.key, _bound(folder.casebook_id, slot)
    )
    return replace(slot, box=box), slotfile.signed(folder.casebook_id, slot, box, identity)


def _require_opens(folder: CasebookFolder, slot: Slot, identity: Identity, secret: bytes) -> None:
    """Open a slot from its beginning, as its owner will; raises SealedFileDiffers.

    The slow step runs a second time: a machine that got it wrong once would lock its owner out.
    """
    try:
        found = _opened(folder, slot, secret)
    except (WrongPassphrase, SealedFileDamaged, SlotDamaged):
        raise SealedFileDiffers from None
    if privatebox.packed(found) != privatebox.packed(identity):
        raise SealedFileDiffers


def _replace(folder: CasebookFolder, identity: Identity, slot: Slot, data: bytes) -> None:
    """Put both copies of a slot in place, each beside the old one first."""
    path = folder.slot_path(identity.uid)
    durable.write_whole(path.with_name(path.name + COPY), data)
    durable.write_whole(path, data)
    identity.generation = slot.generation


@contextmanager
def earlier_stands(folder: CasebookFolder, identity: Identity) -> Iterator[None]:
    """A block that replaces a person's slot: unless it comes to its end, the earlier one stands.

    Where that cannot be brought about, the fault of the machine says that either may open.
    Raises SlotDamaged where no earlier one can be used.
    """
    copies = _copies(folder, identity.uid)
    newest = _newest(copies)
    if newest is None:
        raise SlotDamaged(user=identity.short)
    name = next(each for each, slot in copies.items() if slot == newest)
    data = durable.read_limited(folder.users / name, slotfile.LIMIT, f"{PLACE}/{name}")
    with ExitStack() as undo:
        undo.callback(_put_back, folder, identity, data)
        for each in ("lock", "generation"):
            undo.callback(setattr, identity, each, getattr(identity, each))
        yield
        undo.pop_all()


def _put_back(folder: CasebookFolder, identity: Identity, data: bytes) -> None:
    """Make both copies of a slot what they were; one that has no room to be so is removed."""
    path = folder.slot_path(identity.uid)
    both = (path, path.with_name(path.name + COPY))
    for each in both:
        if _holds(each, data):
            continue
        try:
            durable.write_whole(each, data)
        except MachineFault as fault:
            if not any(_holds(other, data) for other in both):
                fault.written = EITHER
                raise
            with durable.typed_faults():
                each.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a copy of a slot is exactly this."""
    try:
        return durable.read_limited(path, slotfile.LIMIT, PLACE) == data
    except (FileMissing, FileUnsafe, FileOversized):
        return False


def _copies(folder: CasebookFolder, uid: str) -> dict[str, Slot | None]:
    """Both copies of a slot by the names of their files, None where there is nothing like one."""
    path = folder.slot_path(uid)
    both = (path, path.with_name(path.name + COPY))
    return {each.name: slotfile.read(each, folder.casebook_id, uid) for each in both}


def _newest(copies: Mapping[str, Slot | None]) -> Slot | None:
    """The newest whole copy."""
    whole = [slot for slot in copies.values() if slot is not None and slot.is_whole]
    return max(whole, key=lambda slot: slot.generation, default=None)


def _findings(copies: Mapping[str, Slot | None]) -> tuple[Finding, ...]:
    """What is to be said about the copies that were not used."""
    newest = _newest(copies)
    if newest is None:
        said = "Neither copy of this person's keys can be used."
        return (Finding("V-21", f"users/{min(copies, key=len)}", said, "fault"),)
    said = "This copy is damaged, missing or older; the other one is used."
    return tuple(
        Finding("V-21", f"users/{name}", said, "note")
        for name, slot in copies.items()
        if slot != newest
    )


def _uids(folder: CasebookFolder) -> list[str]:
    with durable.typed_faults():
        found = {each.name.partition(".")[0] for each in folder.users.glob("*.slot*")}
    return sorted(uid for uid in found if slotfile.HEX32.fullmatch(uid))


def _slots(folder: CasebookFolder) -> Iterator[Slot]:
    for uid in _uids(folder):
        slot = _newest(_copies(folder, uid))
        if slot is not None:
            yield slot


def listed(folder: CasebookFolder) -> list[SlotLabel]:
    """Everyone whose slot can be read, by short name; the keys are claims until confirmed."""
    labels = (
        SlotLabel(each.uid, each.short, each.role, each.public, each.voucher)
        for each in _slots(folder)
    )
    return sorted(labels, key=lambda label: (label.short, label.uid))


def check(folder: CasebookFolder) -> list[Finding]:
    """What anyone can say about the slots without a passphrase."""
    uids = _uids(folder)
    if not uids:
        return [Finding(SlotsMissing.code, PLACE, SlotsMissing().message, "fault")]
    single = [finding for uid in uids for finding in _findings(_copies(folder, uid))]
    return single + doubled(folder)


def doubled(folder: CasebookFolder) -> list[Finding]:
    """A finding for each short name that the slots of more than one person have."""
    count = Counter(each.short for each in listed(folder))
    return [doubled_finding(short) for short, number in sorted(count.items()) if number > 1]


def doubled_finding(short: str) -> Finding:
    """That more than one set of keys claims a short name."""
    said = "More than one set of keys claims this short name: nothing was settled or deleted."
    return Finding(ShortNameDoubled.code, f"{PLACE}, {short}", said, "fault")


def open_slot(folder: CasebookFolder, short: str, passphrase: str) -> Identity:
    """Open a person's private box.

    Where more than one slot has that name, each is tried: none keeps its owner out of another.
    Raises WrongPassphrase or UserUnknown, each after the full cost; SlotDamaged; SlotsMissing; and
    CostRefused without running at all.
    """
    secret = passphrases.normalised(passphrase)
    require_any(folder)
    named = [slot.uid for slot in _slots(folder) if slot.short == short]
    if not named:
        _refuse_unnamed(folder, short, secret)
    refused: list[CasebookError] = []
    for uid in named:
        try:
            return open_secret(folder, uid, secret)
        except (WrongPassphrase, SlotDamaged, CostRefused) as fault:
            refused.append(fault)
    wrong = [each for each in refused if isinstance(each, WrongPassphrase)]
    raise (wrong or refused)[0]


def require_any(folder: CasebookFolder) -> None:
    """Raise SlotsMissing where nobody's keys stand at all, which is damage and no wrong name."""
    if not _uids(folder):
        raise SlotsMissing


def open_secret(folder: CasebookFolder, uid: str, secret: bytes) -> Identity:
    """Open the private box of `uid` with the bytes of a passphrase or of a recovery code."""
    selftest.run()
    copies = _copies(folder, uid)
    slot = _newest(copies)
    if slot is None:
        raise SlotDamaged(user="a user")
    identity = _opened(folder, slot, secret)
    identity.findings = _findings(copies)
    return identity


def _opened(folder: CasebookFolder, slot: Slot, secret: bytes) -> Identity:
    """The identity in a slot; raises CostRefused, WrongPassphrase, SlotDamaged."""
    argon2.check(slot.cost, slot.short)
    lock = _lock(secret, slot.salt, slot.cost)
    if not hmac.compare_digest(lock.check, slot.check):
        raise WrongPassphrase(user=slot.short)
    try:
        packed = streaming.unseal_bytes(slot.box, lock.key, _bound(folder.casebook_id, slot))
        return privatebox.unpacked(packed, slot, lock)
    except SealedFileDamaged:
        raise SlotDamaged(user=slot.short) from None


def _refuse_unnamed(folder: CasebookFolder, short: str, secret: bytes) -> NoReturn:
    """Refuse a name that no whole slot has, after as long as a wrong passphrase takes."""
    every = [_copies(folder, uid) for uid in _uids(folder)]
    damaged = [copies for copies in every if _newest(copies) is None]
    named = [slot for copies in damaged for slot in copies.values() if slot and slot.short == short]
    for slot in named:
        argon2.check(slot.cost, short)
    costs = [slot.cost for slot in named] or [slot.cost for slot in _slots(folder)]
    _lock(secret, bytes(argon2.SALT_SIZE), costs[0] if costs else SETTLED)
    if damaged:
        raise SlotDamaged(user=short if named else "one user")
    raise UserUnknown


def trusted(folder: CasebookFolder, identity: Identity) -> dict[str, PublicKeys]:
    """The public keys of everyone whom this person confirmed, or someone confirmed vouched for.

    Raises KeyChanged when a slot holds another signing key than the confirmed one.
    """
    slots = {slot.uid: slot for slot in _slots(folder)}
    known = {uid: slot.public for uid, slot in slots.items() if _is_pinned(identity, slot)}
    while True:
        more = {
            uid: slot.public
            for uid, slot in slots.items()
            if uid not in known and _is_vouched(folder, slot, identity, known)
        }
        if not more:
            return known
        known |= more


def _is_pinned(identity: Identity, slot: Slot) -> bool:
    return identity.check_pin(slot.uid, slot.public.sign)


def _is_vouched(
    folder: CasebookFolder, slot: Slot, identity: Identity, known: Mapping[str, PublicKeys]
) -> bool:
    voucher = slot.voucher
    if voucher is None:
        return False
    pinned = identity.pins.get(voucher.uid) == voucher.sign.hex()
    if not pinned and (voucher.uid not in known or known[voucher.uid].sign != voucher.sign):
        return False
    signed = slotfile.vouched(folder.casebook_id, slot.uid, slot.public.sign)
    try:
        signatures.verify(voucher.sign, voucher.signature, signed)
    except SignatureWrong:
        return False
    return True


def took_in(folder: CasebookFolder, identity: Identity, uid: str) -> bool:
    """Whether this person themselves took somebody in, by their own signature in the slot."""
    slot = _newest(_copies(folder, uid))
    if slot is None or slot.voucher is None or slot.voucher.sign != identity.public.sign:
        return False
    return _is_vouched(folder, slot, identity, {identity.uid: identity.public})


def is_theirs(identity: Identity, passphrase: str) -> bool:
    """Whether this is the passphrase that an open person's slot has; it takes the full cost."""
    if identity.lock is None:
        return False
    given = _lock(passphrases.normalised(passphrase), identity.lock.salt, identity.lock.cost)
    return hmac.compare_digest(given.check, identity.lock.check)


def remove(folder: CasebookFolder, uid: str) -> None:
    """Take a person's slot away; what they hold of keys is taken by rotation, not by this."""
    with durable.typed_faults():
        path = folder.slot_path(uid)
        path.unlink(missing_ok=True)
        path.with_name(path.name + COPY).unlink(missing_ok=True)
        durable.sync_folder(folder.users)
