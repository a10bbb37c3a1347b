"""Where a casebook's folder lies, and what there would come between a writer and the disk.

The rules are: a syncing program copies files one by one while they change, and puts older ones
back; the locks of a network place cannot be relied on. Both are told by what can be seen here,
without opening anything; what cannot be seen is not claimed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Literal

from casebook.errors.opening import PlaceUnsuited
from casebook.vault.places import is_second_version, kind_of

Kind = Literal["syncing", "network", "conflict", "placeholder"]

_SERVICES = (
    ("OneDrive", r"onedrive([ -].*)?"),
    ("Dropbox", r"dropbox([ -].*)?"),
    ("Google Drive", r"google ?drive([ -].*)?|my drive|drivefs"),
    ("iCloud Drive", r"icloud ?drive.*|mobile documents|com~apple~clouddocs"),
    ("Nextcloud", r"nextcloud([ -].*)?"),
    ("ownCloud", r"owncloud([ -].*)?"),
    ("Box", r"box sync|box drive"),
    ("pCloud", r"pcloud ?(drive|sync)"),
    ("MEGA", r"mega ?sync"),
    ("Syncthing", r"syncthing"),
    ("macOS's cloud storage", r"cloudstorage"),
)
"""What a folder on the way is called when a service keeps what is below it in step."""

_MARKS = (
    ("Syncthing", r"\.stfolder(-.*)?"),
    ("Dropbox", r"\.dropbox\.cache"),
    ("Nextcloud", r"\.?_?sync_[0-9a-f]+\.db|\.(nextcloud|owncloud)sync\.log"),
)
"""What a service leaves in the uppermost folder that it keeps in step."""

_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|afpfs|webdav|davfs|9p|afs|ceph|lustre|ncpfs|coda"
    r"|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|glusterfs|ceph|onedriver|google-drive.*)"
)
"""Kinds of file system whose disk is another computer's, as Linux and macOS call them."""

_STAND_IN_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
"""Windows: offline, and to be fetched when it is opened or read."""

_STAND_IN_FLAG = 0x40000000
"""macOS: a file without its data."""

_REMOTE_DRIVE = 4
"""What Windows calls a drive letter that stands for a share."""

_MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True)
class Reason:
    """One thing that makes a place unfit for writing."""

    kind: Kind
    said: str
    """What was seen, in words."""


def reasons(folder: Path) -> tuple[Reason, ...]:
    """Everything seen that makes `folder`, which may not exist yet, unfit for a writer."""
    ways = dict.fromkeys((folder.absolute(), folder.resolve()))
    found = [each for way in ways for each in _on_the_way(way)]
    found += [Reason("syncing", f"{name} keeps it in step") for name in _marked(folder.resolve())]
    network = _network(folder)
    if network:
        found.append(Reason("network", f"it is on another computer's disk ({network})"))
    found += _inside(folder)
    return tuple(dict.fromkeys(found))


def require_fit(
    folder: Path, accepted: frozenset[str] = frozenset(), next_step: str | None = None
) -> None:
    """Raise PlaceUnsuited unless every kind of reason against `folder` is among `accepted`."""
    found = [each for each in reasons(folder) if each.kind not in accepted]
    if found:
        details = [{"kind": each.kind, "seen": each.said} for each in found]
        raise PlaceUnsuited(why=found[0].said, details=details, next_step=next_step)


def _on_the_way(path: PurePath) -> Iterator[Reason]:
    """What the names of the folders above say, and what the system says of its own cloud folder."""
    for part in path.parts:
        for name, pattern in _SERVICES:
            if re.fullmatch(pattern, part.casefold()):
                yield Reason("syncing", f"{name} keeps it in step")
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(name)
        if root and path.is_relative_to(root):
            yield Reason("syncing", "OneDrive keeps it in step")


def _marked(folder: Path) -> Iterator[str]:
    """The services that left their mark in a folder above."""
    for above in (folder, *folder.parents):
        with suppress(OSError):
            for each in above.iterdir():
                yield from (who for who, mark in _MARKS if re.fullmatch(mark, each.name))


def _network(folder: Path) -> str:
    """What kind of network place `folder` is; empty for none that can be seen."""
    if is_share(str(folder.absolute())) or _is_remote_drive(folder):
        return "a share"
    kind = file_system(folder)
    return kind if _NETWORK.fullmatch(kind) else ""


def is_share(path: str) -> bool:
    r"""Whether a path leads to a share: `\\server\share`, but not `\\?\C:`."""
    drive = PureWindowsPath(path).drive.upper()
    return drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\(?!UNC\\)", drive)


def _is_remote_drive(folder: Path) -> bool:
    """Whether a drive letter of Windows stands for a share."""
    if os.name != "nt":
        return False
    import ctypes

    root = f"{folder.resolve().drive}\\"
    return bool(vars(ctypes)["windll"].kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE)


def file_system(folder: Path) -> str:
    """The kind of file system that `folder` lies on, where the system tells; else empty."""
    mounted = _mounted()
    inside = [place for place in mounted if folder.resolve().is_relative_to(place)]
    return mounted[max(inside, key=len)] if inside else ""


def _mounted() -> Mapping[str, str]:
    """Every place where a file system begins, with its kind; empty where it cannot be seen."""
    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True)
            return mounted_on_mac(told.stdout)
        return mounted_on_linux(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return {}


def mounted_on_linux(text: str) -> dict[str, str]:
    r"""The places and kinds in Linux's list, where `\040` stands for a space."""
    rows = [each.split() for each in text.splitlines()]
    escape = re.compile(r"\\([0-7]{3})")
    return {escape.sub(lambda found: chr(int(found[1], 8)), row[1]): row[2] for row in rows}


def mounted_on_mac(text: str) -> dict[str, str]:
    """The places and kinds in the list that macOS prints: `X on /Volumes/Y (smbfs, …)`."""
    rows = re.findall(r"^.* on (/.*) \(([a-z0-9_]+)[,)]", text, re.MULTILINE)
    return dict(rows)


def _inside(folder: Path) -> Iterator[Reason]:
    """What a syncing program left among the casebook's own files."""
    conflicts = stand_ins = 0
    for above, _, names in os.walk(folder):
        for name in names:
            path = Path(above, name)
            place = path.relative_to(folder).as_posix()
            conflicts += is_second_version(place)
            with suppress(OSError):
                stand_ins += kind_of(place) == "placeholder" or is_stand_in(path.lstat())
    if conflicts:
        yield Reason("conflict", "a syncing program made second versions of its files")
    if stand_ins:
        yield Reason("placeholder", "some of its files are stand-ins for what is elsewhere")


def is_stand_in(state: os.stat_result) -> bool:
    """Whether a file is only a name for data that a service has not brought here."""
    attributes = getattr(state, "st_file_attributes", 0)
    flags = getattr(state, "st_flags", 0)
    return bool(attributes & _STAND_IN_ATTRIBUTES or flags & _STAND_IN_FLAG)
