"""Sealed files on the disk: written beside, read back, compared, and only then in their place.

A file is read once: each segment is hashed in a second thread while this one seals it. Memory
stays the same for any size. The format is `casebook.vault.streaming`.
"""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from casebook.errors.given import SourceChanged
from casebook.errors.integrity import SealedFileDamaged, SealedFileDiffers
from casebook.vault import durable, suite
from casebook.vault.streaming import (
    FIRST,
    HEADER,
    PLAIN,
    SEGMENT,
    Extent,
    Opener,
    Sealer,
    extent,
    plain_size,
    segments,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

associated = suite.associated
"""The place that a sealed file is bound to."""

PLACE = "a sealed file"
"""What an error calls a file in the vault: its name is random and tells nothing."""

BUFFERS = 4
"""Plaintext segments held at once: one being read, one sealed, the others hashed."""

Progress = Callable[[int], None]
"""Told the number of bytes done so far; may raise to cancel."""


class _ReadsInto(Protocol):
    def readinto(self, buffer: memoryview, /) -> int | None: ...


@dataclass(frozen=True)
class Sealed:
    """What was sealed, as the ledger keeps it, and what now stands on the disk."""

    size: int
    sha256: str
    sealed_size: int
    sealed_sha256: str


class _Hashing:
    """A SHA-256 that is computed in a thread of its own, from buffers that are used again."""

    def __init__(self, stack: ExitStack) -> None:
        self._hash = hashlib.sha256()
        self._thread = stack.enter_context(ThreadPoolExecutor(max_workers=1))

    def update(self, data: "ReadableBuffer") -> Future[None]:
        return self._thread.submit(self._hash.update, data)

    def hexdigest(self) -> str:
        self._thread.shutdown(wait=True)
        return self._hash.hexdigest()


def _fill(source: BinaryIO, buffer: memoryview) -> memoryview:
    """Read until `buffer` is full or the source ends, and give the part that was filled."""
    reads = cast("_ReadsInto", source)
    filled = 0
    while filled < len(buffer):
        count = reads.readinto(buffer[filled:])
        if not count:
            break
        filled += count
    return buffer[:filled]


def _state(source: BinaryIO) -> tuple[int, int, int, int] | None:
    """Device, inode, size and change time of an open file, or None for what is no file."""
    try:
        state = os.fstat(source.fileno())
    except io.UnsupportedOperation:
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _read_pieces(
    source: BinaryIO, hashing: _Hashing
) -> Iterator[tuple[memoryview, bool, Future[None]]]:
    """Segments of plaintext, whether each is the last, and its hashing under way.

    One is read ahead, because a segment must know that it is the last before it is sealed.
    """
    buffers = [memoryview(bytearray(PLAIN)) for _ in range(BUFFERS)]
    busy: list[Future[None] | None] = [None] * BUFFERS
    turn = 0
    piece = _fill(source, buffers[0][:FIRST])
    while True:
        hashed = busy[turn] = hashing.update(piece)
        turn = (turn + 1) % BUFFERS
        waiting = busy[turn]
        if waiting is not None:
            waiting.result()
        ahead = _fill(source, buffers[turn])
        yield piece, not ahead, hashed
        if not ahead:
            return
        piece = ahead


def _seal_stream(
    source: BinaryIO, out: BinaryIO, sealer: Sealer, progress: Progress | None
) -> tuple[int, str]:
    """Seal all of `source` into `out`; gives the plaintext's size and SHA-256."""
    before = _state(source)
    promised = before[2] - source.tell() if before else None
    size = 0
    ciphertext = memoryview(bytearray(SEGMENT))
    with ExitStack() as stack:
        hashing = _Hashing(stack)
        durable.write_all(out, sealer.header)
        for piece, last, _ in _read_pieces(source, hashing):
            durable.write_all(out, sealer.seal_into(piece, ciphertext, last=last))
            size += len(piece)
            if promised is not None and size > promised:
                raise SourceChanged  # at once: what grows as fast as it is read has no end
            if progress:
                progress(size)
        sha256 = hashing.hexdigest()
    if before and (_state(source) != before or size != promised):
        raise SourceChanged
    return size, sha256


def _opened(file: BinaryIO, key: bytes, associated: bytes) -> tuple[Opener, int]:
    size = os.fstat(file.fileno()).st_size
    segments(size)
    return Opener(file.read(HEADER), key, associated), size


def _open_pieces(
    file: BinaryIO, opener: Opener, size: int, hashing: _Hashing | None
) -> Iterator[memoryview]:
    """The plaintext of each segment in turn; the ciphertext is hashed on the way if asked.

    What is given is valid until the one after the next is asked for.
    """
    sealed = [memoryview(bytearray(SEGMENT)) for _ in range(2)]
    plain = [memoryview(bytearray(PLAIN)) for _ in range(BUFFERS)]
    busy: list[Future[None] | None] = [None, None]
    for index in range(segments(size)):
        where = extent(index, size)
        waiting = busy[index % 2]
        if waiting is not None:
            waiting.result()
        read = _fill(file, sealed[index % 2][: where.sealed_size])
        if len(read) != where.sealed_size:
            raise SealedFileDamaged
        if hashing is not None:
            busy[index % 2] = hashing.update(read)
        yield opener.open_into(where, read, plain[index % BUFFERS])


def measured(path: Path, key: bytes, associated: bytes) -> Sealed:
    """Open a sealed file again from its first byte to its last, hashing both its sides."""
    with ExitStack() as stack, durable.open_kept(path, PLACE) as file:
        opener, size = _opened(file, key, associated)
        plain, sealed = _Hashing(stack), _Hashing(stack)
        file.seek(0)
        sealed.update(file.read(HEADER)).result()
        waiting: list[Future[None]] = []
        for piece in _open_pieces(file, opener, size, sealed):
            waiting.append(plain.update(piece))
            if len(waiting) >= BUFFERS - 1:
                waiting.pop(0).result()
        return Sealed(plain_size(size), plain.hexdigest(), size, sealed.hexdigest())


def seal(
    source: BinaryIO,
    target: Path,
    key: bytes,
    associated: bytes,
    progress: Progress | None = None,
) -> Sealed:
    """Seal the rest of `source` as the file `target`, for the place `associated` alone.

    Raises SourceChanged when the source changed meanwhile, SealedFileDiffers when what was read
    back is something else, and MachineFault's leaves; nothing new is left on the disk then.
    """
    durable.make_folder(target.parent)
    partial = target.with_name(target.name + durable.PARTIAL)
    with durable.typed_faults(), ExitStack() as undo:
        sealer = Sealer(key, associated)
        with durable.created(partial) as out:
            undo.callback(partial.unlink, missing_ok=True)
            size, sha256 = _seal_stream(source, out, sealer, progress)
        try:
            kept = measured(partial, key, associated)
        except SealedFileDamaged:
            raise SealedFileDiffers from None
        if (kept.size, kept.sha256) != (size, sha256):
            raise SealedFileDiffers
        durable.put_in_place(partial, target)
        return kept


def unseal(
    source: Path, target: BinaryIO, key: bytes, associated: bytes, progress: Progress | None = None
) -> tuple[int, str]:
    """Write the plaintext of a sealed file to `target`; gives its size and SHA-256.

    Raises SealedFileDamaged at the first segment that is not as sealed: some before it may be
    written by then, and the caller drops them.
    """
    with (
        durable.typed_faults(),
        ExitStack() as stack,
        open_reader(source, key, associated) as reader,
    ):
        hashing = _Hashing(stack)
        size = 0
        buffer = memoryview(bytearray(PLAIN))
        while piece := _fill(reader, buffer):
            hashed = hashing.update(piece)
            durable.write_all(target, piece)
            size += len(piece)
            if progress:
                progress(size)
            hashed.result()
        return size, hashing.hexdigest()


class _Reader(io.RawIOBase):
    """The plaintext of a sealed file; every segment is checked before a byte of it is given."""

    def __init__(self, file: BinaryIO, key: bytes, associated: bytes) -> None:
        self._file = file
        self._opener, self._sealed_size = _opened(file, key, associated)
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
            read = _fill(self._file, self._sealed[: where.sealed_size])
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
