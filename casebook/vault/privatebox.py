"""The private box: what only its owner knows, packed so that its length tells nothing.

It is `length (4 bytes) ‖ JSON ‖ zeros`, filled up to a multiple of 4,096 bytes: without that the
size would show how many compartments a person holds.
"""

from casebook.errors import CasebookError
from casebook.errors.integrity import SealedFileDamaged
from casebook.vault import loghead, strictjson
from casebook.vault.keys import KEY_SIZE
from casebook.vault.people import SEED_SIZE, Identity, Lock
from casebook.vault.slotfile import HEX32, Slot

STEP = 4096
"""Bytes; every box is a multiple of it."""

HEX64 = r"[0-9a-f]{64}"
"""256 bits in hexadecimal."""


def _damaged() -> CasebookError:
    return SealedFileDamaged()


def packed(identity: Identity) -> bytes:
    """The box of an open identity, ready to be sealed."""
    value: dict[str, object] = {
        "seal": strictjson.encoded(identity.seal_seed),
        "sign": strictjson.encoded(identity.sign_seed),
        "draft": strictjson.encoded(identity.draft_key),
        "pins": identity.pins,
        "heads": loghead.written(identity.heads),
    }
    data = strictjson.written(value)
    whole = len(data).to_bytes(4, "big") + data
    return whole + bytes(-len(whole) % STEP)


def unpacked(box: bytes, slot: Slot, lock: Lock) -> Identity:
    """The identity in an opened box; raises SealedFileDamaged when it is not this slot's."""
    size = int.from_bytes(box[:4], "big")
    if len(box) % STEP or any(box[4 + size :]):
        raise SealedFileDamaged
    fields = strictjson.read(box[4 : 4 + size], _damaged)
    fields.only("seal", "sign", "draft", "pins", "heads")
    pins = fields.inner("pins")
    identity = Identity(
        uid=slot.uid,
        short=slot.short,
        role=slot.role,
        seal_seed=fields.raw("seal", SEED_SIZE),
        sign_seed=fields.raw("sign", SEED_SIZE),
        draft_key=fields.raw("draft", KEY_SIZE),
        pins={uid: pins.text(uid, HEX64) for uid in pins.value if HEX32.fullmatch(uid)},
        heads=loghead.read(fields.inner("heads")),
        generation=slot.generation,
        voucher=slot.voucher,
        lock=lock,
    )
    if identity.public != slot.public:
        raise SealedFileDamaged
    return identity
