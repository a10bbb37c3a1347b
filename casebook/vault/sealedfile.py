"""Sealed files on the disk: written beside, read back, compared, and only then in their place.

A file is read once: while this thread seals a segment, a second hashes it and a third writes the
one before. Memory stays the same for any size. The format is `casebook.vault.streaming`.
"""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casebook.errors.given import SourceChanged
from casebook.errors.integrity import SealedFileDamaged, SealedFileDiffers
from casebook.vault import durable, suite, unsealing
from casebook.vault.streaming import (
    FIRST,
    HEADER,
    PLAIN,
    SEGMENT,
    Opener,
    Sealer,
    extent,
    plain_size,
    segments,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

associated = suite.associated
"""The place that a sealed file is bound to."""

open_reader = unsealing.open_reader
"""A reader of a sealed file's plaintext."""

BUFFERS = 4
"""Plaintext segments held at once: one being read, one sealed, the others hashed."""

Progress = Callable[[int], None]
"""Told the number of bytes done so far; may raise to cancel."""


@dataclass(frozen=True)
class Sealed:
    """What was sealed, as the ledger keeps it, and what now stands on the disk."""

    size: int
    """Bytes of plaintext."""
    sha256: str
    """Of the plaintext, in hexadecimal, as it was read from the source."""
    sealed_size: int
    """Bytes on the disk."""
    sealed_sha256: str
    """Of the bytes on the disk, as they were read back."""


class _Hashing:
    """A SHA-256 that is computed in a thread of its own, from buffers that are used again."""

    def __init__(self, stack: ExitStack) -> None:
        self._hash = hashlib.sha256()
        self._thread = stack.enter_context(ThreadPoolExecutor(max_workers=1))

    def update(self, data: "ReadableBuffer") -> Future[None]:
        """Hash `data` next; it must stay as it is until the answer is there."""
        return self._thread.submit(self._hash.update, data)

    def hexdigest(self) -> str:
        """The digest of all that was given, and the end of the thread."""
        self._thread.shutdown(wait=True)
        return self._hash.hexdigest()


class _Writing:
    """Writing in a thread of its own, from two buffers that are filled in turn."""

    def __init__(self, stack: ExitStack, out: BinaryIO) -> None:
        self._out = out
        self._thread = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        self._buffers = [memoryview(bytearray(SEGMENT)) for _ in range(2)]
        self._busy: list[Future[None]] = []

    def buffer(self) -> memoryview:
        """The buffer whose turn it is, once it is written; raises what its writing raised."""
        if len(self._busy) == len(self._buffers):
            self._busy.pop(0).result()
        self._buffers.reverse()
        return self._buffers[0]

    def write(self, filled: memoryview) -> None:
        """Write the filled part of the buffer that was given last."""
        self._busy.append(self._thread.submit(durable.write_all, self._out, filled))

    def finish(self) -> None:
        """Wait for the rest; raises what the writing raised."""
        while self._busy:
            self._busy.pop(0).result()


def _state(source: BinaryIO) -> tuple[int, int, int, int] | None:
    """Device, inode, size and change time of an open file, or None for what is no file."""
    try:
        state = os.fstat(source.fileno())
    except io.UnsupportedOperation:
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _read_pieces(source: BinaryIO, hashing: _Hashing) -> Iterator[tuple[memoryview, bool]]:
    """Segments of plaintext, already on their way to being hashed, and whether each is the last.

    One is read ahead, because a segment must know that it is the last before it is sealed.
    """
    buffers = [memoryview(bytearray(PLAIN)) for _ in range(BUFFERS)]
    busy: list[Future[None] | None] = [None] * BUFFERS
    turn = 0
    piece = durable.fill(source, buffers[0][:FIRST])
    while True:
        busy[turn] = hashing.update(piece)
        turn = (turn + 1) % BUFFERS
        waiting = busy[turn]
        if waiting is not None:
            waiting.result()
        ahead = durable.fill(source, buffers[turn])
        yield piece, not ahead
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
    with ExitStack() as stack:
        hashing, writing = _Hashing(stack), _Writing(stack, out)
        durable.write_all(out, sealer.header)
        for piece, last in _read_pieces(source, hashing):
            writing.write(sealer.seal_into(piece, writing.buffer(), last=last))
            size += len(piece)
            if promised is not None and size > promised:
                raise SourceChanged  # at once: what grows as fast as it is read has no end
            if progress:
                progress(size)
        writing.finish()
        sha256 = hashing.hexdigest()
    if before and (_state(source) != before or size != promised):
        raise SourceChanged
    return size, sha256


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
        read = durable.fill(file, sealed[index % 2][: where.sealed_size])
        if len(read) != where.sealed_size:
            raise SealedFileDamaged
        if hashing is not None:
            busy[index % 2] = hashing.update(read)
        yield opener.open_into(where, read, plain[index % BUFFERS])


def measured(path: Path, key: bytes, associated: bytes) -> Sealed:
    """Open a sealed file again from its first byte to its last, hashing both its sides."""
    with ExitStack() as stack, durable.open_kept(path, unsealing.PLACE) as file:
        opener, size = unsealing.opened(file, key, associated)
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
        while piece := durable.fill(reader, buffer):
            hashed = hashing.update(piece)
            durable.write_all(target, piece)
            size += len(piece)
            if progress:
                progress(size)
            hashed.result()
        return size, hashing.hexdigest()
