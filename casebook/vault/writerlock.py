"""The lock that keeps the writer of a casebook single.

The rules are: the operating system holds it, so a killed process holds nothing; its age never
matters; what stands in the file is only for telling others, and is emptied at release. What is held
is a file, not its name: whoever holds a file that is LOCK no longer, because somebody removed or
replaced it, writes nothing more.
"""

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path

from casebook import clock
from casebook.errors import MachineFault
from casebook.errors.integrity import FileOversized, FileUnsafe
from casebook.errors.machine import FileMissing
from casebook.errors.opening import CasebookBusy, LockTaken, NotACasebook
from casebook.vault import durable, strictjson
from casebook.vault.layout import CasebookFolder

LIMIT = 4096
"""Bytes that are read of what the holder wrote."""

ATTEMPTS = 4
"""How often a held lock is tried, since a reader that only asks holds it for an instant."""

PAUSE = 0.05
"""Seconds between two attempts."""

_PLACE = 1 << 30
"""The byte that Windows locks: far beyond the text, which others must be able to read."""


@dataclass(frozen=True)
class Holder:
    """Who writes, as they wrote it down; `unknown` where nothing can be read."""

    host: str
    pid: str
    since: str


def _try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take the operating system's lock without waiting; False when another has it.

    Those who only ask take it `shared` for an instant, and do not take each other for a writer.
    """
    try:
        if os.name == "nt":
            _windows(descriptor, "LK_NBLCK")
        else:
            import fcntl

            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(descriptor: int) -> None:
    if os.name == "nt":
        _windows(descriptor, "LK_UNLCK")
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _windows(descriptor: int, deed: str) -> None:
    """Lock or unlock one byte the way Windows does; there is no whole-file lock to take."""
    import msvcrt

    os.lseek(descriptor, _PLACE, os.SEEK_SET)
    vars(msvcrt)["locking"](descriptor, vars(msvcrt)[deed], 1)


def _try_patiently(descriptor: int) -> bool:
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE)
        if _try_lock(descriptor):
            return True
    return False


class WriterLock:
    """The right to write into one casebook, from `acquire` to `release` or the process's end."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._descriptor: int | None = None
        self._path = Path()

    def acquire(self, folder: CasebookFolder) -> None:
        """Become the one writer of `folder`, and say so in LOCK.

        Raises CasebookBusy with what the other wrote down, FileUnsafe, PlaceReadOnly and its like.
        """
        if self._descriptor is not None:
            raise ValueError("this lock is held already")
        with durable.typed_faults():
            descriptor = _acquired(folder)
            self._descriptor, self._path = descriptor, folder.lock_path
            value: dict[str, object] = {
                "host": platform.node() or "unknown",
                "pid": os.getpid(),
                "since": clock.iso(clock.now()),
            }
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, strictjson.written(value))

    def require_held(self) -> None:
        """Raise LockTaken when what is held is not, or no longer, the file LOCK."""
        if self._descriptor is None or not _is_named(self._descriptor, self._path):
            raise LockTaken

    def release(self) -> None:
        """Empty LOCK and let the next writer in; nothing happens when it is not held."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        with durable.typed_faults():
            try:
                os.ftruncate(descriptor, 0)
                _unlock(descriptor)
            finally:
                os.close(descriptor)


def _acquired(folder: CasebookFolder) -> int:
    """A descriptor of LOCK with the lock on it; raises CasebookBusy.

    A file that was removed or replaced while its lock was taken is let go, and the new one tried.
    """
    for _ in range(ATTEMPTS):
        descriptor = durable.open_shared(folder.lock_path, "LOCK")
        if not _try_patiently(descriptor):
            os.close(descriptor)
            raise _busy(folder)
        if _is_named(descriptor, folder.lock_path):
            return descriptor
        os.close(descriptor)
    raise _busy(folder)


def _is_named(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that stands at `path`."""
    try:
        with durable.typed_faults():
            return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileMissing:
        return False


def _busy(folder: CasebookFolder) -> CasebookBusy:
    who = holder(folder)
    return CasebookBusy(host=who.host, pid=who.pid, since=who.since)


def holder(folder: CasebookFolder) -> Holder:
    """Who wrote themselves into LOCK last; all `unknown` when nobody did, or it cannot be read."""
    unknown = Holder("unknown", "unknown", "unknown")
    try:
        data = durable.read_limited(folder.lock_path, LIMIT, "LOCK")
        fields = strictjson.read(data, NotACasebook).only("host", "pid", "since")
        return Holder(
            host=fields.text("host", r"[A-Za-z0-9._-]{1,253}"),
            pid=str(fields.number("pid")),
            since=fields.text("since", r"[0-9T:+Z-]{20,25}"),
        )
    except (NotACasebook, FileUnsafe, FileOversized, MachineFault):
        return unknown


def is_held(folder: CasebookFolder) -> bool:
    """Whether a writer has the casebook open, here or on another machine that shares it.

    Raises FileUnsafe where LOCK is no ordinary file of this folder alone.
    """
    with durable.typed_faults():
        try:
            file = durable.open_kept(folder.lock_path, "LOCK")
        except FileMissing:
            return False
        with file:
            durable.refuse_second_name(file.fileno(), "LOCK")
            free = _try_lock(file.fileno(), shared=True)
            if free:
                _unlock(file.fileno())
            return not free
