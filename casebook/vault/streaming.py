"""The one format of everything sealed outside the databases, segment by segment.

It is Tink's streaming AEAD, AES256_GCM_HKDF_1MB: header `0x28 ‖ salt 32 ‖ prefix 7`; the key is
HKDF-SHA-256 of ours with that salt and the place as info; the nonce is `prefix ‖ index ‖ last`;
segments of 1 MiB of ciphertext, the first shorter by the header. A segment cannot be changed,
moved, left out or added, and nothing opens in another place than it was sealed for.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casebook.errors.integrity import SealedFileDamaged
from casebook.vault.keys import KEY_SIZE, derived

SEGMENT = 1_048_576
"""Bytes of ciphertext in a segment, its tag among them."""

TAG = 16
"""Bytes of tag that close each segment."""

SALT = KEY_SIZE
"""Bytes of salt in the header."""

PREFIX = 7
"""Bytes of nonce prefix in the header."""

HEADER = 1 + SALT + PREFIX
"""Bytes of header; its first byte states this number."""

PLAIN = SEGMENT - TAG
"""Bytes of plaintext in a full segment."""

FIRST = PLAIN - HEADER
"""Bytes of plaintext in a full first segment."""


@dataclass(frozen=True)
class Extent:
    """Where one segment lies, in the sealed file and in the plaintext."""

    index: int
    sealed_at: int
    sealed_size: int
    plain_at: int
    is_last: bool

    @property
    def plain_size(self) -> int:
        """Bytes of plaintext in it."""
        return self.sealed_size - TAG


def segments(sealed_size: int) -> int:
    """How many segments a sealed file of this size has; raises SealedFileDamaged for none."""
    if sealed_size < HEADER + TAG:
        raise SealedFileDamaged
    count = -(-sealed_size // SEGMENT)
    if sealed_size - (count - 1) * SEGMENT <= (TAG if count > 1 else 0):
        raise SealedFileDamaged
    return count


def extent(index: int, sealed_size: int) -> Extent:
    """Where segment `index` of a sealed file of this size lies."""
    start = index * SEGMENT if index else HEADER
    end = min((index + 1) * SEGMENT, sealed_size)
    plain_at = FIRST + (index - 1) * PLAIN if index else 0
    return Extent(index, start, end - start, plain_at, end == sealed_size)


def plain_size(sealed_size: int) -> int:
    """Bytes of plaintext in a sealed file of this size."""
    return sealed_size - HEADER - segments(sealed_size) * TAG


class Sealer:
    """Seals the segments of one stream in their order."""

    def __init__(self, key: bytes, associated: bytes) -> None:
        """Begin a stream under `key`, bound to the place `associated`."""
        salt = os.urandom(SALT)
        self._prefix = os.urandom(PREFIX)
        self.header = bytes([HEADER]) + salt + self._prefix
        self._cipher = AESGCM(derived(key, associated, salt))
        self._index = 0

    def seal_into(self, plain: memoryview, out: memoryview, *, last: bool) -> memoryview:
        """Seal the next segment into `out`, and give the part of it that was filled."""
        nonce = self._prefix + self._index.to_bytes(4, "big") + bytes([last])
        self._index += 1
        filled = out[: len(plain) + TAG]
        self._cipher.encrypt_into(nonce, plain, None, filled)
        return filled


class Opener:
    """Opens the segments of one stream, in any order."""

    def __init__(self, header: bytes, key: bytes, associated: bytes) -> None:
        """Read the header; raises SealedFileDamaged when it is none."""
        if len(header) != HEADER or header[0] != HEADER:
            raise SealedFileDamaged
        self._prefix = header[1 + SALT :]
        self._cipher = AESGCM(derived(key, associated, header[1 : 1 + SALT]))

    def open_into(self, where: Extent, sealed: memoryview, out: memoryview) -> memoryview:
        """Open one segment into `out`, and give the part that was filled.

        Raises SealedFileDamaged when the segment is not exactly what was sealed there.
        """
        nonce = self._prefix + where.index.to_bytes(4, "big") + bytes([where.is_last])
        filled = out[: where.plain_size]
        try:
            self._cipher.decrypt_into(nonce, sealed, None, filled)
        except InvalidTag:
            raise SealedFileDamaged from None
        return filled


def seal_bytes(plain: bytes, key: bytes, associated: bytes) -> bytes:
    """`plain` sealed as a whole, for things that fit in memory."""
    sealer = Sealer(key, associated)
    out = memoryview(bytearray(SEGMENT))
    parts = [sealer.header]
    for piece, last in _pieces(memoryview(plain)):
        parts.append(bytes(sealer.seal_into(piece, out, last=last)))
    return b"".join(parts)


def _pieces(plain: memoryview) -> Iterator[tuple[memoryview, bool]]:
    start, size = 0, FIRST
    while start + size < len(plain):
        yield plain[start : start + size], False
        start, size = start + size, PLAIN
    yield plain[start:], True


def unseal_bytes(sealed: bytes, key: bytes, associated: bytes) -> bytes:
    """What `seal_bytes` sealed; raises SealedFileDamaged for anything else, giving nothing."""
    count = segments(len(sealed))
    opener = Opener(sealed[:HEADER], key, associated)
    out = memoryview(bytearray(plain_size(len(sealed))))
    for index in range(count):
        where = extent(index, len(sealed))
        piece = memoryview(sealed)[where.sealed_at : where.sealed_at + where.sealed_size]
        opener.open_into(where, piece, out[where.plain_at :])
    return bytes(out)
