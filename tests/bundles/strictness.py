"""Keys and signatures that a lenient checker accepts, and a strict one must not.

Made here from the curve's own numbers: points of small order in every spelling, scalars beyond
the order, coordinates beyond the field, and good signatures turned by one bit.
"""

import hashlib
from dataclasses import dataclass

from casebook.bundles import verifier
from casebook.vault import signatures

MESSAGE = b"a statement"
SEED = bytes(range(1, 33))
_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_Y_OF_SMALL_ORDER = (0, 1, verifier.P - 1, _EIGHTH, verifier.P - _EIGHTH)


@dataclass(frozen=True)
class Claim:
    """A signature that somebody claims, and whether it is one."""

    name: str
    key: bytes
    signature: bytes
    holds: bool = False


def _spelled(y: int, sign: int) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def _small_order() -> list[bytes]:
    """Every spelling of a point of small order, those beyond the field included."""
    points = [_spelled(y, sign) for y in _Y_OF_SMALL_ORDER for sign in (0, 1)]
    beyond = [_spelled(y + verifier.P, sign) for y in (0, 1) for sign in (0, 1)]
    return points + beyond


def claims() -> list[Claim]:
    """All claims; only those made honestly hold."""
    key = signatures.public_of(SEED)
    good = signatures.sign(SEED, MESSAGE)
    scalar = int.from_bytes(good[32:], "little")
    made = [Claim("a good signature", key, good, holds=True)]
    for place, point in enumerate(_small_order()):
        made.append(Claim(f"small order {place} as key, S = 0", point, point + bytes(32)))
        made.append(Claim(f"small order {place} as key, R of the base", point, _trivial(point)))
        made.append(Claim(f"small order {place} as R", key, point + good[32:]))
    for times in (1, 2, 7):
        larger = (scalar + times * verifier.ORDER).to_bytes(32, "little")
        made.append(Claim(f"S with {times} orders added", key, good[:32] + larger))
    made.append(Claim("S is the order", key, good[:32] + verifier.ORDER.to_bytes(32, "little")))
    made.append(Claim("S is all ones", key, good[:32] + b"\xff" * 32))
    made.append(Claim("R beyond the field", key, b"\xff" * 31 + b"\x7f" + good[32:]))
    made.append(Claim("key beyond the field", b"\xed" + b"\xff" * 30 + b"\x7f", good))
    made.append(Claim("key is not on the curve", (2).to_bytes(32, "little"), good))
    made.append(Claim("key of 31 bytes", key[:31], good))
    made.append(Claim("signature of 63 bytes", key, good[:63]))
    made.append(Claim("signature of 65 bytes", key, good + b"\0"))
    made.append(Claim("an empty signature", key, b""))
    made.append(Claim("the key's sign turned", key[:31] + bytes([key[31] ^ 0x80]), good))
    made.append(Claim("R's sign turned", key, good[:31] + bytes([good[31] ^ 0x80]) + good[32:]))
    for bit in range(0, 512, 5):
        turned = bytearray(good)
        turned[bit // 8] ^= 1 << bit % 8
        made.append(Claim(f"bit {bit} turned", key, bytes(turned)))
    return made


def _trivial(point: bytes) -> bytes:
    """A signature that fits any message under the neutral key: S times the base, and S."""
    scalar = int.from_bytes(hashlib.sha256(point).digest(), "little") % verifier.ORDER
    base = verifier.point_of(b"\x58" + b"\x66" * 31)
    assert base is not None
    x, y, z, _ = verifier.times(scalar, base)
    inverse = pow(z, verifier.P - 2, verifier.P)
    return _spelled(y * inverse % verifier.P, x * inverse % verifier.P & 1) + scalar.to_bytes(
        32, "little"
    )
