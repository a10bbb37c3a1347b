"""Sealing small things to a person's public key: HPKE with X-Wing (ML-KEM-768 and X25519).

RFC 9180 base mode, HKDF-SHA-256, ChaCha20-Poly1305; a sealed thing is the 1,120-byte
encapsulation and then the ciphertext with its tag.
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from casebook.errors.integrity import PublicKeyUnusable

SEED_SIZE = 32
"""Bytes in a secret: the X-Wing seed that both halves are expanded from."""

PUBLIC_SIZE = 1184 + 32
"""Bytes in a public key: ML-KEM-768's encapsulation key, then X25519's."""

OVERHEAD = 1120 + 16
"""Bytes that sealing adds."""

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def _halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(seed).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def public_of(seed: bytes) -> bytes:
    """The public key that belongs to a secret seed."""
    lattice, curve = _halves(seed)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def new_pair() -> tuple[bytes, bytes]:
    """A fresh secret seed and its public key."""
    seed = os.urandom(SEED_SIZE)
    return seed, public_of(seed)


def wrap(public: bytes, plain: bytes, info: bytes) -> bytes:
    """`plain` sealed to `public`, bound to the place that `info` names.

    Raises PublicKeyUnusable for a key of the wrong length, or one that gives no secrecy.
    """
    if len(public) != PUBLIC_SIZE:
        raise PublicKeyUnusable
    try:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:1184]),
            X25519PublicKey.from_public_bytes(public[1184:]),
        )
        return _SUITE.encrypt(plain, key, info=info)
    except ValueError:
        raise PublicKeyUnusable from None


def unwrap(seed: bytes, sealed: bytes, info: bytes) -> bytes | None:
    """What was sealed to this secret for the place `info`, or None if it was not."""
    try:
        return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*_halves(seed)), info=info)
    except (InvalidTag, ValueError):
        return None
