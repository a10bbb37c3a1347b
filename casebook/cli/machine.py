"""What `doctor` looks at: this machine, honestly, and what nobody can see from here.

The rules are: nothing is changed and nothing is sent; `ok`, `look` (something for a person to see
to) or `unknown` (this program cannot tell); a folder is only looked at, not opened.
"""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from casebook import __version__, clock
from casebook.cli import places

LEAST_FREE = 1024**3
"""Bytes of free disk below which a person should look: a film and its bundle."""

MOST_DAYS = 7
"""Days without a backup after which a person should look."""

_SWAPS = Path("/proc/swaps")
_MOUNTS = Path("/proc/self/mounts")
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs")
_SYNCING = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
    "syncthing",
)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    state: str
    """`ok`, `look` or `unknown`."""
    said: str


def checks(at: Path | None) -> list[Check]:
    """Everything that can be said of this machine, and of the casebook at `at` if there is one."""
    found = [_program(), _database(), _cryptography(), _memory(), _clock(), _swap()]
    folder = at if at is not None else places.last_opened()
    if folder is not None and folder.is_dir():
        return [
            *found,
            _disk(folder),
            _free_space(folder),
            _place(folder),
            _writer(folder),
            _backup(folder),
        ]
    return [*found, _disk(Path.home())]


def _program() -> Check:
    """Which program and which Python this is."""
    said = f"{__version__} on Python {platform.python_version()}, {platform.system()}"
    return Check("program", "ok", said)


def _database() -> Check:
    """Whether the database's library is one that a casebook opens with."""
    from casebook.errors.machine import DatabaseLibraryTooOld
    from casebook.store import engine

    try:
        engine.require_library()
    except DatabaseLibraryTooOld as fault:
        return Check("database", "look", fault.message)
    return Check("database", "ok", engine.library())


def _cryptography() -> Check:
    """Whether the cryptography gives its known answers."""
    from casebook.errors import CasebookError
    from casebook.vault import selftest

    said = selftest.library()
    try:
        selftest.run()
    except CasebookError as fault:
        return Check("cryptography", "look", f"{said}: {fault.message}")
    return Check("cryptography", "ok", f"{said} gives every known answer")


def _memory() -> Check:
    """Whether there is room for a passphrase's cost."""
    from casebook.vault.argon2 import SETTLED

    wanted = SETTLED.memory_kib // 1024
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(each.split()[1]) for each in lines if each.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return Check("memory", "unknown", f"unlocking takes {wanted} MiB for a moment")
    state = "ok" if free > 2 * SETTLED.memory_kib else "look"
    return Check("memory", state, f"{free // 1024} MiB free; unlocking takes {wanted} MiB")


def _clock() -> Check:
    """What this machine takes the time to be; only a person can say whether it is."""
    return Check("clock", "unknown", f"{clock.words(clock.now())}: compare it with another clock")


def _swap() -> Check:
    """Whether memory may be written to a disk."""
    what = "swap"
    try:
        rows = _SWAPS.read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return Check(what, "unknown", "memory may be written to disk; encrypt the whole disk")
    plain = [each for each in rows if not each.startswith("/dev/zram")]
    if not plain:
        return Check(what, "ok", "no memory is written to a disk")
    return Check(what, "look", "memory may be written to disk; encrypt the whole disk")


def _disk(folder: Path) -> Check:
    """Whether the disk under `folder` is encrypted as a whole, where that can be seen."""
    if sys.platform != "linux":
        where = {"darwin": "FileVault in System Settings", "win32": "BitLocker in Settings"}
        hint = where.get(sys.platform, "this system's settings")
        return Check("disk encryption", "unknown", f"see {hint}; it should be on")
    device = folder.stat().st_dev
    root = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not root.exists():
        return Check("disk encryption", "unknown", "this disk does not say; it should be on")
    if _is_encrypted(root):
        return Check("disk encryption", "ok", "the disk under this folder is encrypted")
    return Check("disk encryption", "look", "no encryption was found under this folder")


def _is_encrypted(device: Path) -> bool:
    """Whether a block device, or everything under it, is encrypted, as the kernel names it."""
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except (OSError, UnicodeDecodeError):
        pass
    slaves = list((device / "slaves").glob("*"))
    return bool(slaves) and all(_is_encrypted(each.resolve()) for each in slaves)


def _free_space(folder: Path) -> Check:
    """How much room is left."""
    free = shutil.disk_usage(folder).free
    state = "ok" if free >= LEAST_FREE else "look"
    return Check("free space", state, f"{free // 1024**2} MiB where the casebook is")


def _place(folder: Path) -> Check:
    """Whether the folder lies where files are copied behind one's back."""
    parts = " ".join(folder.resolve().parts).casefold()
    if any(each in parts for each in _SYNCING):
        return Check("place", "look", "a syncing program may copy and mix its files; move it")
    kind = _file_system(folder)
    if kind in _NETWORK:
        return Check("place", "look", f"a network place ({kind}): its locks cannot be relied on")
    return Check("place", "ok" if kind else "unknown", f"file system {kind or 'not known'}")


def _file_system(folder: Path) -> str:
    """The kind of file system that `folder` lies on, as Linux lists it; else empty."""
    try:
        rows = [each.split() for each in _MOUNTS.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    inside = [row for row in rows if folder.resolve().is_relative_to(row[1])]
    return max(inside, key=lambda row: len(row[1]))[2] if inside else ""


def _writer(folder: Path) -> Check:
    """Whether a casebook is here, and open for writing."""
    from casebook.errors import CasebookError
    from casebook.vault import layout, writerlock

    try:
        held = writerlock.is_held(layout.at(folder))
    except CasebookError as fault:
        return Check("casebook", "look", fault.message)
    said = "is open for writing now" if held else "is not open for writing anywhere on this machine"
    return Check("casebook", "ok", said)


def _backup(folder: Path) -> Check:
    """How many days ago the casebook was backed up from this account."""
    from casebook.cli.keeping import last_backup
    from casebook.errors import CasebookError
    from casebook.vault import layout

    try:
        made = last_backup(layout.at(folder).casebook_id)
    except CasebookError:
        return Check("backup", "unknown", "there is no casebook that could have one")
    if made is None:
        return Check("backup", "look", "none was made from this account: run `casebook backup`")
    days = (clock.now().date() - clock.local(made).date()).days
    said = "today" if days == 0 else f"{days} {'day' if days == 1 else 'days'} ago"
    state = "ok" if 0 <= days <= MOST_DAYS else "look"
    return Check("backup", state, f"the last one from this account was made {said}")
