"""Reading the plaintext of a sealed file as if it were an ordinary one."""

import io
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casebook.errors.integrity import SealedFileDamaged
from casebook.vault import durable
from casebook.vault.streaming import (
    FIRST,
    HEADER,
    PLAIN,
    SEGMENT,
    Extent,
    Opener,
    extent,
    plain_size,
    segments,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PLACE = "a sealed file"
"""What an error calls a file in the vault: its name is random and tells nothing."""


def opened(file: BinaryIO, key: bytes, associated: bytes) -> tuple[Opener, int]:
    """The opener of a sealed file by its header, and its size; raises SealedFileDamaged."""
    size = os.fstat(file.fileno()).st_size
    segments(size)
    return Opener(file.read(HEADER), key, associated), size


class _Reader(io.RawIOBase):
    """The plaintext of a sealed file; every segment is checked before a byte of it is given."""

    def __init__(self, file: BinaryIO, key: bytes, associated: bytes) -> None:
        self._file = file
        self._opener, self._sealed_size = opened(file, key, associated)
        self._size = plain_size(self._sealed_size)
        self._at = 0
        self._sealed = memoryview(bytearray(SEGMENT))
        self._plain = memoryview(bytearray(PLAIN))
        self._held = -1
        self._hold(segments(self._sealed_size) - 1)

    def _hold(self, index: int) -> Extent:
        """Open segment `index`, if it is not the one that is open."""
        where = extent(index, self._sealed_size)
        if index != self._held:
            self._held = -1
            self._file.seek(where.sealed_at)
            read = durable.fill(self._file, self._sealed[: where.sealed_size])
            if len(read) != where.sealed_size:
                raise SealedFileDamaged
            self._opener.open_into(where, read, self._plain)
            self._held = index
        return where

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("a place before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        wanted = memoryview(buffer).cast("B")
        if not len(wanted) or self._at >= self._size:
            return 0
        index = 0 if self._at < FIRST else 1 + (self._at - FIRST) // PLAIN
        with durable.typed_faults():
            where = self._hold(index)
        inside = self._at - where.plain_at
        count = min(len(wanted), where.plain_size - inside)
        wanted[:count] = self._plain[inside : inside + count]
        self._at += count
        return count

    def close(self) -> None:
        self._file.close()
        self._plain[:] = bytes(PLAIN)
        super().close()


def open_reader(path: Path, key: bytes, associated: bytes) -> BinaryIO:
    """A reader of a sealed file's plaintext, which can be searched like a file.

    The last segment is opened at once, so a file that was cut short or lengthened is refused
    before anything of it is given. Raises SealedFileDamaged.
    """
    file = durable.open_kept(path, PLACE)
    with ExitStack() as undo:
        undo.callback(file.close)
        reader = io.BufferedReader(_Reader(file, key, associated))
        undo.pop_all()
    return reader
