"""What can be seen of this machine's disks: encryption, swap, whether one can be pulled out.

The rules are: nothing is asked that needs an administrator, nothing is changed; what the system
does not tell is said to be out of sight, and never taken for good.
"""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

PATIENCE = 15
"""Seconds that a tool of the system may take to answer."""

_SWAPS = Path("/proc/swaps")
_DEVICES = Path("/sys/dev/block")

_BITLOCKER = (
    "(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)
_BITLOCKER_ON = {"1", "3", "5"}
"""On, being encrypted, suspended: what Windows answers of a drive that is."""
_BITLOCKER_OFF = {"0", "2", "4"}


def encrypted(folder: Path) -> bool | None:
    """Whether the disk under `folder` is encrypted as a whole; None where it cannot be seen."""
    if platform.system() == "Darwin":
        return said_by_filevault(_answer("/usr/bin/fdesetup", "status"))
    if platform.system() == "Windows":
        drive = folder.resolve().drive
        asked = _BITLOCKER.format(drive=drive) if re.fullmatch("[A-Za-z]:", drive) else ""
        return said_by_bitlocker(_answer("powershell", "-NoProfile", "-Command", asked))
    device = _device(folder)
    return is_encrypted(device) if device is not None else None


def said_by_filevault(answer: str) -> bool | None:
    """What macOS says of its own disk."""
    found = re.search(r"FileVault is (On|Off)", answer)
    return found[1] == "On" if found else None


def said_by_bitlocker(answer: str) -> bool | None:
    """What Windows says of a drive, as a number."""
    number = answer.strip()
    if number in _BITLOCKER_ON | _BITLOCKER_OFF:
        return number in _BITLOCKER_ON
    return None


def is_encrypted(device: Path) -> bool:
    """Whether a block device, or everything under it, is encrypted, as Linux names it."""
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except (OSError, UnicodeDecodeError):
        pass
    slaves = list((device / "slaves").glob("*"))
    return bool(slaves) and all(is_encrypted(each.resolve()) for each in slaves)


def can_be_pulled_out(folder: Path) -> bool | None:
    """Whether `folder` lies on a stick or a card; None where it cannot be seen."""
    device = _device(folder)
    if device is None:
        return None
    for place in (device.resolve(), device.resolve().parent):
        try:
            return (place / "removable").read_text(encoding="ascii").strip() == "1"
        except (OSError, UnicodeDecodeError):
            continue
    return None


def swaps() -> bool | None:
    """Whether memory may be written to a disk that is not encrypted; None where it is unseen."""
    if platform.system() == "Darwin":
        return said_by_swapusage(_answer("/usr/sbin/sysctl", "vm.swapusage"))
    try:
        rows = [each.split() for each in _SWAPS.read_text(encoding="utf-8").splitlines()[1:]]
    except OSError:
        return None
    return any(not _is_shielded(Path(row[0])) for row in rows if row)


def said_by_swapusage(answer: str) -> bool | None:
    """What macOS says of its swap: it may be written to in plain only where it is not encrypted."""
    return "(encrypted)" not in answer if "vm.swapusage" in answer else None


def _is_shielded(place: Path) -> bool:
    """Whether a swap file or partition lies in memory or on an encrypted disk."""
    if place.name.startswith("zram"):
        return True
    try:
        state = place.stat()
    except OSError:
        return False
    number = state.st_rdev or state.st_dev
    return is_encrypted(_DEVICES / f"{os.major(number)}:{os.minor(number)}")


def _device(folder: Path) -> Path | None:
    """What Linux says of the disk under `folder`; none for what is no disk of this machine."""
    if sys.platform == "win32":
        return None
    try:
        number = folder.stat().st_dev
    except OSError:
        return None
    found = _DEVICES / f"{os.major(number)}:{os.minor(number)}"
    return found if found.exists() else None


def _answer(*command: str) -> str:
    """What a tool of the system prints; nothing when it is not there, or does not answer."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout
