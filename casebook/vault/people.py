"""Who can sign and open: a person's keys, and what they remember of others.

A person is known by the key they sign with; the key that things are sealed to is vouched for by
it. The rules are: a signing key once confirmed is pinned, and another one in its place is a hard
stop; secrets are never printed.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebook.errors.given import LabelUnusable
from casebook.errors.integrity import KeyChanged, KeyUnknown, SealedFileDamaged
from casebook.identifiers import new_id
from casebook.vault import fingerprints, keys, signatures, wrapping
from casebook.vault.argon2 import Cost
from casebook.vault.findings import Finding
from casebook.vault.loghead import LogHead

LABEL = r"[a-z][a-z0-9-]{0,23}"
"""What a short name or a role label looks like: it stands in the folder for all to see."""

SEED_SIZE = 32
"""Bytes in the seed of a signing key, as of the other secret."""


@dataclass(frozen=True)
class PublicKeys:
    """The two public keys of a person."""

    seal: bytes
    """The X-Wing key that things are sealed to."""
    sign: bytes
    """The Ed25519 key that they sign with, and are known by."""

    @property
    def fingerprint(self) -> str:
        """The six words of the signing key."""
        return fingerprints.of(self.sign)


@dataclass(frozen=True)
class Voucher:
    """Who took a person in: their signature under the new person's signing key."""

    uid: str
    sign: bytes
    signature: bytes


@dataclass(frozen=True, repr=False)
class Lock:
    """What the private box is sealed with, kept so that it can be sealed again while open."""

    key: bytes
    check: bytes
    salt: bytes
    cost: Cost


@dataclass(repr=False)
class Identity:
    """A person, or a recovery sheet, whose private box is open."""

    uid: str
    short: str
    role: str
    seal_seed: bytes
    sign_seed: bytes
    draft_key: bytes
    """Seals what is typed and not yet kept."""
    pins: dict[str, str] = field(default_factory=dict)
    """The signing keys of others as confirmed: uid to 64 hexadecimal digits."""
    heads: dict[str, LogHead] = field(default_factory=dict)
    """The last state of each compartment's ledger that this person saw."""
    generation: int = 0
    """How often the slot was written; 0 before the first time."""
    voucher: Voucher | None = None
    lock: Lock | None = None
    findings: tuple[Finding, ...] = ()
    """What was noticed while the slot was opened, such as one damaged copy."""
    public: PublicKeys = field(init=False)

    def __post_init__(self) -> None:
        """Work the public keys out from the secret seeds."""
        self.public = PublicKeys(
            seal=wrapping.public_of(self.seal_seed), sign=signatures.public_of(self.sign_seed)
        )

    def __repr__(self) -> str:
        """Who it is, and no secret."""
        return f"Identity({self.short}, {self.uid})"

    def sign(self, message: bytes) -> bytes:
        """This person's Ed25519 signature over `message`."""
        return signatures.sign(self.sign_seed, message)

    def unseal(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to this person for the place `info`; raises SealedFileDamaged."""
        plain = wrapping.unwrap(self.seal_seed, sealed, info)
        if plain is None:
            raise SealedFileDamaged
        return plain

    def pin(self, uid: str, sign: bytes) -> None:
        """Remember a confirmed signing key; raises KeyChanged when another is remembered."""
        self.check_pin(uid, sign)
        if uid != self.uid:
            self.pins[uid] = sign.hex()

    def check_pin(self, uid: str, sign: bytes) -> bool:
        """Whether this signing key is confirmed; raises KeyChanged when another one is."""
        known = self.public.sign.hex() if uid == self.uid else self.pins.get(uid)
        if known is not None and known != sign.hex():
            raise KeyChanged(user=f"user {uid[:8]}")
        return known is not None

    def require_known(
        self, uid: str, sign: bytes, place: str, vouched: Mapping[str, PublicKeys] | None = None
    ) -> None:
        """Raise KeyUnknown unless a signing key is confirmed, or among those `vouched` for.

        `vouched` is what `slots.trusted` gives; `place` names in the error what was signed.
        """
        if self.check_pin(uid, sign):
            return
        if not vouched or uid not in vouched or vouched[uid].sign != sign:
            raise KeyUnknown(place=place)


def new_identity(short: str, role: str) -> Identity:
    """A new person with fresh keys; raises LabelUnusable for a name that cannot stand outside."""
    for name, value in (("short name", short), ("role", role)):
        if not re.fullmatch(LABEL, value):
            raise LabelUnusable(field=name, most=24)
    return Identity(
        uid=new_id(),
        short=short,
        role=role,
        seal_seed=os.urandom(SEED_SIZE),
        sign_seed=os.urandom(SEED_SIZE),
        draft_key=keys.new_key(),
    )


def introduce(people: Sequence[Identity]) -> None:
    """Pin everyone's signing key with everyone else, when all are made on one machine."""
    for person in people:
        for other in people:
            person.pin(other.uid, other.public.sign)
