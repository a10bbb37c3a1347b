"""Ed25519, made and checked strictly.

The rules are RFC 8032's with no leniency: a key or a signature has one spelling (y below p, S
below L), and neither the key nor R is a point of small order, under which anyone could sign.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casebook.errors.integrity import SignatureWrong

PUBLIC_SIZE = 32
"""Bytes in a public key."""

SIGNATURE_SIZE = 64
"""Bytes in a signature: R, then S."""

FIELD = 2**255 - 19
"""p: coordinates are below it."""

ORDER = 2**252 + 27742317777372353535851937790883648493
"""L: the scalar S is below it."""

_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
"""The y coordinate of four of the eight points of small order; the others' are -y, 0, 1, -1."""

SMALL_ORDER = frozenset({0, 1, FIELD - 1, _EIGHTH, FIELD - _EIGHTH})
"""The y coordinates of the points of small order."""


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: what is signed names its own type and length."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def public_of(seed: bytes) -> bytes:
    """The public key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature of `message` under a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def check_point(point: bytes) -> None:
    """Raise SignatureWrong for a point of small order or with a second spelling."""
    y = int.from_bytes(point, "little") & (2**255 - 1)
    if len(point) != PUBLIC_SIZE or y >= FIELD or y in SMALL_ORDER:
        raise SignatureWrong


def verify(public: bytes, signature: bytes, message: bytes) -> None:
    """Raise SignatureWrong unless `signature` is the one under `public` over `message`."""
    if len(signature) != SIGNATURE_SIZE:
        raise SignatureWrong
    check_point(public)
    check_point(signature[:PUBLIC_SIZE])
    if int.from_bytes(signature[PUBLIC_SIZE:], "little") >= ORDER:
        raise SignatureWrong
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise SignatureWrong from None
