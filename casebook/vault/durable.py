"""Files that are either the old one or the new one, whole, whatever happens in between.

The rules are: write beside, flush, read back, rename, flush the folder; follow no link and open
no device; every fault of the machine becomes one of our errors, without the name of a file.
"""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from casebook.errors import CasebookError
from casebook.errors.given import SourceUnusable
from casebook.errors.integrity import FileOversized, FileUnsafe, SealedFileDiffers
from casebook.errors.machine import (
    DiskFault,
    DiskFull,
    FileHeld,
    FileMissing,
    FileTooLarge,
    NotPermitted,
    PlaceReadOnly,
)
from casebook.vault import claims


class _ReadsInto(Protocol):
    def readinto(self, buffer: memoryview, /) -> int | None: ...


PARTIAL = ".partial"
"""What the name of a file ends in until it is whole."""

PATIENCE = 2.5
"""Seconds for which a rename is tried again while a virus scanner holds the old file (Windows)."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
READING = os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY
"""Flags for looking at a file without following a link or waiting for a pipe."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_MISSING = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}
_NOT_FLUSHED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES}
"""What a file system that cannot flush a folder answers; there is nothing more to be done."""


def _typed(fault: OSError) -> CasebookError:
    name = errno.errorcode.get(fault.errno or 0, "unknown fault")
    if fault.errno in _FULL:
        return DiskFull()
    if fault.errno == errno.EFBIG:
        return FileTooLarge()
    if fault.errno in _MISSING:
        return FileMissing(fault=name)
    if fault.errno == errno.EROFS:
        return PlaceReadOnly()
    if fault.errno in {errno.EACCES, errno.EPERM}:
        return NotPermitted(fault=name)
    return DiskFault(fault=name)


@contextmanager
def typed_faults() -> Iterator[None]:
    """Turn any fault of the operating system into a MachineFault that names no file."""
    try:
        yield
    except OSError as fault:
        raise _typed(fault) from None


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "a link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "no ordinary file")


def _open_ordinary(path: Path) -> tuple[int, os.stat_result] | str:
    """A descriptor of an ordinary file and its state, or in words what stands there instead."""
    seen = os.lstat(path)
    if not stat.S_ISREG(seen.st_mode):
        return _kind(seen.st_mode)
    try:
        descriptor = os.open(path, READING)
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            return "a link"
        raise
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode) or state.st_ino != seen.st_ino:
        os.close(descriptor)
        return _kind(state.st_mode)
    return descriptor, state


def open_source(path: Path, ordinal: int = 1) -> BinaryIO:
    """Open a file that a person gave, the `ordinal`th, for reading once from its beginning.

    Raises SourceUnusable for a link, folder, pipe, socket or device, none of which is opened.
    """
    with typed_faults():
        found = _open_ordinary(path)
        if isinstance(found, str):
            raise SourceUnusable(ordinal=ordinal, kind=found)
        return os.fdopen(found[0], "rb")


def open_kept(path: Path, place: str) -> BinaryIO:
    """Open a file of the casebook for reading; `place` names it in the error.

    Raises FileUnsafe when something other than an ordinary file stands there.
    """
    with typed_faults():
        found = _open_ordinary(path)
        if isinstance(found, str):
            raise FileUnsafe(place=place, kind=found)
        return os.fdopen(found[0], "rb")


def refuse_second_name(descriptor: int, place: str) -> os.stat_result:
    """The state of an open file; raises FileUnsafe when it is reached by another name too.

    Whoever has the other name changes it from there, and we would change what they have.
    """
    state = os.fstat(descriptor)
    if state.st_nlink > 1:
        raise FileUnsafe(place=place, kind="a file with a second name")
    return state


def read_limited(path: Path, limit: int, place: str = "the file") -> bytes:
    """The whole of a small file, after its kind and size were looked at.

    Raises FileUnsafe when it is no ordinary file or has a second name, FileOversized above `limit`
    bytes.
    """
    with typed_faults(), open_kept(path, place) as file:
        size = refuse_second_name(file.fileno(), place).st_size
        data = b"" if size > limit else file.read(limit + 1)
        if size > limit or len(data) > limit:
            raise FileOversized(place=place, limit=limit)
        return data


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and flush it into its parent."""
    with typed_faults():
        if not path.is_dir():
            path.mkdir(mode=0o700, exist_ok=True)
            sync_folder(path.parent)


def remove_if_empty(path: Path) -> None:
    """Remove a folder that was made for something which then did not come.

    What somebody else put there meanwhile is theirs, and stays.
    """
    with suppress(OSError):
        path.rmdir()


def sync_folder(path: Path) -> None:
    """Make the names in a folder last through a loss of power, where the system can."""
    if os.name == "nt":
        return
    with typed_faults():
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as fault:
            if fault.errno not in _NOT_FLUSHED:
                raise
        finally:
            os.close(descriptor)


@contextmanager
def created(path: Path) -> Iterator[BinaryIO]:
    """A new file at `path` for writing and reading, flushed to the disk at the end of the block.

    A leftover of that name is removed first; the file is removed again when the block fails.
    """
    with typed_faults(), ExitStack() as undo:
        path.unlink(missing_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
        descriptor = os.open(path, flags, 0o600)
        undo.callback(path.unlink, missing_ok=True)
        with os.fdopen(descriptor, "w+b", buffering=0) as file:
            claims.claim(descriptor)
            yield file
            os.fsync(descriptor)
        undo.pop_all()


def open_shared(path: Path, place: str) -> int:
    """A descriptor of a file that several processes have open, made empty if there is none.

    Raises FileUnsafe when something other than an ordinary file stands there, or one that has a
    second name.
    """
    with typed_faults():
        try:
            descriptor = os.open(
                path, os.O_RDWR | os.O_CREAT | _NO_LINK | _NO_WAIT | _BINARY, 0o600
            )
        except OSError as fault:
            if fault.errno not in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
                raise
            raise FileUnsafe(place=place, kind=_kind(os.lstat(path).st_mode)) from None
        with ExitStack() as undo:
            undo.callback(os.close, descriptor)
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise FileUnsafe(place=place, kind=_kind(mode))
            refuse_second_name(descriptor, place)
            undo.pop_all()
        return descriptor


def fill(source: BinaryIO, buffer: memoryview) -> memoryview:
    """Read until `buffer` is full or the source ends, and give the part that was filled."""
    reads = cast("_ReadsInto", source)
    filled = 0
    while filled < len(buffer):
        count = reads.readinto(buffer[filled:])
        if not count:
            break
        filled += count
    return buffer[:filled]


def write_all(file: BinaryIO, data: bytes | memoryview) -> None:
    """Write all of `data` to an unbuffered file, however little each write takes."""
    left = memoryview(data)
    while left.nbytes:
        left = left[file.write(left) :]


def put_in_place(partial: Path, target: Path) -> None:
    """Rename a whole file over the one it replaces, and flush the folder.

    Raises FileHeld when another program holds the old one for longer than PATIENCE.
    """
    with typed_faults():
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                partial.replace(target)
                break
            except PermissionError:
                if os.name != "nt":
                    raise
                if time.monotonic() > give_up:
                    raise FileHeld(fault="EACCES") from None
                time.sleep(0.05)
        sync_folder(target.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file at `path` by `data`, read back first; the old one stays until then.

    Raises DiskFull, DiskFault, NotPermitted, PlaceReadOnly or SealedFileDiffers; nothing has
    changed then.
    """
    partial = path.with_name(path.name + PARTIAL)
    with typed_faults(), ExitStack() as undo:
        with created(partial) as file:
            undo.callback(partial.unlink, missing_ok=True)
            write_all(file, data)
            file.seek(0)
            if file.read(len(data) + 1) != data:
                raise SealedFileDiffers
        put_in_place(partial, path)
