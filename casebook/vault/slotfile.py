"""A slot as a file: its fields, the signature over them, and reading them back strictly."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casebook.errors import CasebookError
from casebook.errors.integrity import FileOversized, FileUnsafe, SignatureWrong, SlotDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.opening import FilesFromTwoCasebooks
from casebook.vault import durable, signatures, strictjson, wrapping
from casebook.vault.argon2 import SALT_SIZE, Cost
from casebook.vault.keys import KEY_SIZE
from casebook.vault.people import LABEL, Identity, PublicKeys, Voucher
from casebook.vault.suite import FORMAT, SUITE

LIMIT = 262_144
"""Bytes; a slot has about 10,000, and grows with the number of pins."""

HEX32 = re.compile(r"[0-9a-f]{32}")
"""A uid: 128 bits in hexadecimal."""

PAYLOAD = "application/vnd.casebook.slot+json"
"""The type that a slot's own signature is bound to."""

VOUCHING = "application/vnd.casebook.voucher+json"
"""The type that the signature of who takes a person in is bound to."""

_FIELDS = "format suite casebook uid short role generation kdf check seal sign voucher box"


@dataclass(frozen=True)
class Slot:
    """What stands in a slot for all to see."""

    uid: str
    short: str
    role: str
    generation: int
    """How often it was written."""
    cost: Cost
    salt: bytes
    check: bytes
    """Tells a wrong passphrase from a damaged box; derived beside the box's key."""
    public: PublicKeys
    voucher: Voucher | None
    box: bytes = b""
    """The private box, sealed."""
    is_whole: bool = True
    """Whether the signature was right."""


def vouched(casebook_id: str, uid: str, sign: bytes) -> bytes:
    """What a voucher signs: this user of this casebook has this signing key."""
    value = {"casebook": casebook_id, "uid": uid, "sign": strictjson.encoded(sign)}
    return signatures.pae(VOUCHING, strictjson.canonical(value))


def _fields(casebook_id: str, slot: Slot) -> dict[str, object]:
    kdf = {
        "name": "argon2id",
        "memory_kib": slot.cost.memory_kib,
        "passes": slot.cost.passes,
        "lanes": slot.cost.lanes,
        "salt": strictjson.encoded(slot.salt),
    }
    voucher = slot.voucher and {
        "uid": slot.voucher.uid,
        "sign": strictjson.encoded(slot.voucher.sign),
        "signature": strictjson.encoded(slot.voucher.signature),
    }
    return {
        "format": FORMAT,
        "suite": SUITE,
        "casebook": casebook_id,
        "uid": slot.uid,
        "short": slot.short,
        "role": slot.role,
        "generation": slot.generation,
        "kdf": kdf,
        "check": strictjson.encoded(slot.check),
        "seal": strictjson.encoded(slot.public.seal),
        "sign": strictjson.encoded(slot.public.sign),
        "voucher": voucher or {},
    }


def visible(casebook_id: str, slot: Slot) -> bytes:
    """Every field but the box and the signature: what the box is bound to."""
    return strictjson.canonical(_fields(casebook_id, slot))


def signed(casebook_id: str, slot: Slot, box: bytes, identity: Identity) -> bytes:
    """The bytes of a slot's file, signed by its owner."""
    value = _fields(casebook_id, slot) | {"box": strictjson.encoded(box)}
    signature = identity.sign(signatures.pae(PAYLOAD, strictjson.canonical(value)))
    return strictjson.written(value | {"signature": strictjson.encoded(signature)})


def _refused() -> CasebookError:
    return SlotDamaged(user="a user")


def read(path: Path, casebook_id: str, uid: str) -> Slot | None:
    """One copy of a slot, or None when it is missing or not even shaped like one.

    `is_whole` tells whether its signature is right. Raises FilesFromTwoCasebooks.
    """
    try:
        data = durable.read_limited(path, LIMIT, f"users/{path.name}")
        named, slot = _judged(data)
    except (SlotDamaged, FileMissing, FileUnsafe, FileOversized):
        return None
    if slot.uid != uid:
        return None
    if slot.is_whole and named != casebook_id:
        raise FilesFromTwoCasebooks(place=f"users/{path.name}")
    return slot


@lru_cache(maxsize=64)  # an opening asks for each copy several times; the file itself is read anew
def _judged(data: bytes) -> tuple[str, Slot]:
    """The casebook that a slot names, and the slot with its signature checked."""
    fields = strictjson.read(data, _refused)
    slot = _parsed(fields.only(*_FIELDS.split(), "signature"))
    signature = fields.raw("signature")
    named = fields.text("casebook", HEX32.pattern)
    value = _fields(named, slot) | {"box": strictjson.encoded(slot.box)}
    try:
        message = signatures.pae(PAYLOAD, strictjson.canonical(value))
        signatures.verify(slot.public.sign, signature, message)
    except SignatureWrong:
        return named, Slot(**(vars(slot) | {"is_whole": False}))
    return named, slot


def _parsed(fields: strictjson.Fields) -> Slot:
    fields.number("format", FORMAT, FORMAT)
    fields.number("suite", SUITE, SUITE)
    kdf = fields.inner("kdf").only("name", "memory_kib", "passes", "lanes", "salt")
    kdf.text("name", "argon2id")
    return Slot(
        uid=fields.text("uid", HEX32.pattern),
        short=fields.text("short", LABEL),
        role=fields.text("role", LABEL),
        generation=fields.number("generation", 1),
        cost=Cost(kdf.number("memory_kib"), kdf.number("passes"), kdf.number("lanes")),
        salt=kdf.raw("salt", SALT_SIZE),
        check=fields.raw("check", KEY_SIZE),
        public=PublicKeys(
            seal=fields.raw("seal", wrapping.PUBLIC_SIZE),
            sign=fields.raw("sign", signatures.PUBLIC_SIZE),
        ),
        voucher=_voucher(fields.inner("voucher")),
        box=fields.raw("box"),
    )


def _voucher(fields: strictjson.Fields) -> Voucher | None:
    if not fields.value:
        return None
    fields.only("uid", "sign", "signature")
    return Voucher(
        uid=fields.text("uid", HEX32.pattern),
        sign=fields.raw("sign", signatures.PUBLIC_SIZE),
        signature=fields.raw("signature", signatures.SIGNATURE_SIZE),
    )
