"""What `doctor` looks at: this machine, honestly, and what nobody can see from here.

The rules are: nothing is changed and nothing is sent; `ok`, `look` (something for a person to see
to) or `unknown` (it cannot be seen from here); each says what it means, and what to do; a folder
is only looked at, not opened.
"""

import platform
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casebook import __version__, clock
from casebook.cli import disks, places

LEAST_FREE = 1024**3
"""Bytes of free disk below which a person should look: a film and its bundle."""

MOST_DAYS = 7
"""Days without a backup after which a person should look."""

_UNSEEN = "cannot be seen from here"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    state: str
    """`ok`, `look` or `unknown`."""
    said: str
    """What was found, and what it means."""
    do: str = ""
    """What to do now; nothing where all is well."""


def checks(at: Path | None) -> list[Check]:
    """Everything that can be said of this machine, and of the casebook at `at` if there is one."""
    folder = at if at is not None else places.last_opened()
    if folder is None or not folder.is_dir():
        return [*_of_the_program(), _clock(None), _swap(), _disk(Path.home())]
    return [
        *_of_the_program(),
        _clock(folder),
        _swap(),
        _disk(folder),
        _free_space(folder),
        _place(folder),
        _writer(folder),
        _backup(folder),
        _rehearsal(folder),
    ]


def _of_the_program() -> list[Check]:
    """What the program itself needs."""
    return [_program(), _database(), _cryptography(), _memory()]


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
        return Check("database", "look", fault.message, fault.next_step)
    return Check("database", "ok", engine.library())


def _cryptography() -> Check:
    """Whether the cryptography gives its known answers."""
    from casebook.errors import CasebookError
    from casebook.vault import selftest

    said = selftest.library()
    try:
        selftest.run()
    except CasebookError as fault:
        return Check("cryptography", "look", f"{said}: {fault.message}", fault.next_step)
    return Check("cryptography", "ok", f"{said} gives every known answer")


def _memory() -> Check:
    """Whether there is room for a passphrase's cost."""
    from casebook.vault.argon2 import SETTLED

    wanted = SETTLED.memory_kib // 1024
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(each.split()[1]) for each in lines if each.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        said = f"how much is free {_UNSEEN}; unlocking takes {wanted} MiB for a moment"
        return Check("memory", "unknown", said, "If unlocking fails, close other programs.")
    said = f"{free // 1024} MiB free; unlocking takes {wanted} MiB"
    if free > 2 * SETTLED.memory_kib:
        return Check("memory", "ok", said)
    return Check("memory", "look", said, "Close other programs before you unlock.")


def _clock(folder: Path | None) -> Check:
    """Whether this machine's clock stands where it can, after all that was entered before."""
    from casebook.store import newest

    now = clock.now()
    said = f"it shows {clock.words(now)}"
    last = _newest(folder) if folder is not None else None
    if last is not None and now < last - newest.LEEWAY:
        behind = last - now
        far = f"{behind.days} days" if behind.days else f"{behind.seconds // 60} minutes"
        said += f", {far} before the newest entry seen ({clock.words(last)})"
        do = "Set it right before you enter anything: every entry carries its time, for good."
        return Check("clock", "look", said, do)
    do = "Compare it with another clock: only a person can say whether it is right."
    return Check("clock", "unknown", said, do)


def _newest(folder: Path) -> datetime | None:
    """The newest time that is known of a casebook: an entry's, or its last close."""
    from casebook.errors import CasebookError
    from casebook.store import newest
    from casebook.vault import layout

    try:
        at = layout.at(folder)
        closed = datetime.fromtimestamp(at.manifest_path.stat().st_mtime, UTC)
        seen = newest.seen(at.casebook_id)
    except (CasebookError, OSError):
        return None
    return closed if seen is None else max(seen, closed)


def _swap() -> Check:
    """Whether memory may be written to a disk in plain."""
    what, do = "swap", "Encrypt the whole disk: what you read may otherwise be found on it later."
    found = disks.swaps()
    if found is None:
        return Check(what, "unknown", f"whether memory is written to the disk {_UNSEEN}", do)
    if found:
        return Check(what, "look", "memory may be written to the disk unencrypted", do)
    return Check(what, "ok", "no memory is written to a disk unencrypted")


def _disk(folder: Path) -> Check:
    """Whether the disk under `folder` is encrypted as a whole, where that can be seen."""
    settings = {
        "Darwin": "System Settings, Privacy & Security, FileVault",
        "Windows": "Settings, Privacy & security, Device encryption (or BitLocker)",
    }
    where = settings.get(platform.system(), "the system's disk settings (LUKS)")
    what = "disk encryption"
    found = disks.encrypted(folder)
    if found:
        return Check(what, "ok", "the disk under this folder is encrypted")
    if found is None:
        said = f"whether the disk is encrypted {_UNSEEN}; it should be"
        return Check(what, "unknown", said, f"Look in {where}, or ask your technician.")
    said = "no encryption was found on it; without, who takes the machine can read what it swapped"
    return Check(what, "look", said, f"Turn it on in {where}, or ask your technician to.")


def _free_space(folder: Path) -> Check:
    """How much room is left."""
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2} MiB where the casebook is"
    if free >= LEAST_FREE:
        return Check("free space", "ok", said)
    do = "Make room: a film and its bundle may take a gigabyte, and nothing is kept on a full disk."
    return Check("free space", "look", said, do)


def _place(folder: Path) -> Check:
    """Whether the folder lies where files are mixed or lost behind one's back."""
    from casebook.vault import location

    found = location.reasons(folder)
    if found:
        said = "; ".join(each.said for each in found) + ": its files may be mixed or lost there"
        do = "Move the whole folder to a disk of this computer; `casebook place` tells more."
        return Check("place", "look", said, do)
    if disks.can_be_pulled_out(folder):
        do = "Keep the casebook on the computer's own disk, and backups on sticks."
        return Check("place", "look", "it is on a stick or card, which get lost and fail", do)
    kind = location.file_system(folder)
    said = f"a disk of this computer ({kind})" if kind else f"what kind of disk it is {_UNSEEN}"
    do = "" if kind else "Keep it on the computer's own disk, in no cloud folder."
    return Check("place", "ok" if kind else "unknown", said, do)


def _writer(folder: Path) -> Check:
    """Whether a casebook is here, and open for writing."""
    from casebook.errors import CasebookError
    from casebook.vault import layout, writerlock

    try:
        held = writerlock.is_held(layout.at(folder))
    except CasebookError as fault:
        return Check("casebook", "look", fault.message, fault.next_step)
    said = "is open for writing now" if held else "is not open for writing anywhere on this machine"
    return Check("casebook", "ok", said)


def _backup(folder: Path) -> Check:
    """How many days ago the casebook was backed up from this account."""
    from casebook.errors import CasebookError
    from casebook.store import backed_up
    from casebook.vault import layout

    do = "Run `casebook backup` onto another disk, and take that off this machine."
    try:
        made = backed_up.last(layout.at(folder).casebook_id)
    except CasebookError:
        return Check("backup", "unknown", "there is no casebook that could have one", do)
    if made is None:
        return Check("backup", "look", "none was made from this account", do)
    days = (clock.now().date() - clock.local(made).date()).days
    said = f"the last one from this account was made {_days_ago(days)}"
    if 0 <= days <= MOST_DAYS:
        return Check("backup", "ok", said)
    return Check("backup", "look", said, do)


def _rehearsal(folder: Path) -> Check:
    """How many days ago a recovery sheet was tried from this account."""
    from casebook.casework.keyring import OLD_DRILL
    from casebook.errors import CasebookError
    from casebook.store import backed_up
    from casebook.vault import layout

    what, do = "rehearsal", "Once a year take the sheet and run `casebook recover --drill`."
    try:
        held = backed_up.last(layout.at(folder).casebook_id, backed_up.DRILLS)
    except CasebookError:
        return Check(what, "unknown", "there is no casebook that could have a sheet", do)
    if held is None:
        said = "no recovery sheet was tried from this account: nobody knows here whether one opens"
        return Check(what, "look", said, do)
    days = (clock.now().date() - clock.local(held).date()).days
    said = f"a recovery sheet last opened what it should {_days_ago(days)}"
    if 0 <= days <= OLD_DRILL:
        return Check(what, "ok", said)
    return Check(what, "look", said, do)


def _days_ago(days: int) -> str:
    """How long ago something was, in words."""
    if days < 0:
        return "on a day that has not come yet, by this clock"
    return "today" if days == 0 else f"{days} {'day' if days == 1 else 'days'} ago"
