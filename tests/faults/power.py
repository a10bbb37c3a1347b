"""What a disk may hold once the power has gone: a session's calls, replayed up to a moment.

`strace` writes down what a child asked of the disk, in order, with every byte. The disk here is
the one that POSIX promises and no more: what was written counts once its file was flushed, a name
once its folder was; of all the rest any part may be there, in sectors of 512 bytes, or none of it.
"""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.faults import traced
from tests.faults.traced import Tell

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

CALLS = (
    "openat,close,lseek,write,writev,pwrite64,ftruncate,fsync,fdatasync,"
    "?rename,renameat,renameat2,?unlink,unlinkat,?mkdir,mkdirat,?rmdir"
)
"""What is written down. A mapping of memory is not: no database here is mapped."""

OPTIONS = ("-f", "-y", "-xx", "-s", "100000000", "-e", "signal=none", "-e", f"trace={CALLS}")
"""Every thread, the path behind each number, and every byte, all as hexadecimal digits."""

_LINE = re.compile(r"^(?P<thread>\d+) +(?P<rest>.*)$")
_CALL = re.compile(r"^(?P<name>\w+)\((?P<asked>.*)\) += (?P<answer>-?\d+)")
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(?P<rest>.*)$")
_UNFINISHED = " <unfinished ...>"
_OPEN_FILE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Asked:
    """One call that changed the disk, or one thing that the child told."""

    name: str
    path: str = ""
    other: str = ""
    """Where a rename leads."""
    at: int = 0
    """Where the bytes begin, or how long the file is made."""
    data: bytes = b""


def recorded(folder: Path, way: Callable[[Tell], None]) -> list[Asked]:
    """Let a child do its work, and give what it asked of the disk within `folder`, in order.

    What it told stands in between as `told`, with the line as its data.
    """
    log = folder.parent / f"asked-{folder.name}"
    ended = traced.told_by(way, [*OPTIONS, "-o", str(log)])
    assert ended.status == 0, ended.lines
    with log.open(encoding="ascii", errors="surrogateescape") as file:
        asked = list(_read(file, f"{folder.absolute()}/"))
    log.unlink()
    return asked


def _read(lines: Iterator[str], inside: str) -> Iterator[Asked]:
    """The calls of a trace that concern what lies under `inside`."""
    place: defaultdict[str, int] = defaultdict(int)
    for name, asked, answer in _calls(lines):
        if answer < 0:
            continue
        texts = [_bytes(each) for each in _TEXT.findall(asked)]
        found = _OPEN_FILE.match(asked)
        path = os.fsdecode(_bytes(found[1])) if found else ""
        if name == "writev" and path.startswith("pipe:"):
            yield Asked("told", data=b"".join(texts))
        elif name in {"fsync", "fdatasync"} and f"{path}/".startswith(inside):
            yield Asked("fsync", path)
        elif name in {"write", "pwrite64", "ftruncate", "lseek"} and path.startswith(inside):
            number = asked.rpartition(",")[2]
            if name == "lseek":
                place[path] = answer
            elif name == "ftruncate":
                yield Asked("ftruncate", path, at=int(number))
            elif name == "pwrite64":
                yield Asked("write", path, at=int(number), data=texts[-1][:answer])
            else:
                yield Asked("write", path, at=place[path], data=texts[-1][:answer])
                place[path] += answer
        elif found is None:
            yield from _named(name, asked, [_absolute(each) for each in texts], place, inside)


def _named(
    name: str, asked: str, paths: list[str], place: defaultdict[str, int], inside: str
) -> Iterator[Asked]:
    """What a call that names its file by a path asks for."""
    if not paths or not paths[0].startswith(inside):
        return
    if name != "openat":
        yield Asked(re.sub(r"at2?$", "", name), paths[0], paths[-1])
    elif "O_DIRECTORY" not in asked:
        place[paths[0]] = 0
        if "O_CREAT" in asked:
            yield Asked("create", paths[0])
        if "O_TRUNC" in asked:
            yield Asked("ftruncate", paths[0])


def _calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """Each whole call, where it ended: its name, what was asked and what was answered."""
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            continue
        rest = found["rest"]
        if rest.endswith(_UNFINISHED):
            begun[found["thread"]] = rest.removesuffix(_UNFINISHED)
            continue
        if resumed := _RESUMED.match(rest):
            rest = begun.pop(found["thread"]) + resumed["rest"]
        if call := _CALL.match(rest):
            yield call["name"], call["asked"], int(call["answer"])


def _bytes(text: str) -> bytes:
    """What a string of a trace stands for."""
    return bytes.fromhex(text.replace("\\x", ""))


def _absolute(path: bytes) -> str:
    """A path as the calls on open files name it; what it leads to is not asked."""
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - a link is not to be followed


@dataclass
class _Inode:
    """A file: what the program reads, what lasts, and what is on its way."""

    lasting: bytes = b""
    waiting: list[Asked] = field(default_factory=list)

    def flush(self) -> None:
        """Let everything last."""
        for each in self.waiting:
            self.lasting = _applied(self.lasting, each)
        self.waiting.clear()

    def torn(self, dice: Random, mode: str) -> bytes:
        """What may be read after a cut."""
        data = self.lasting
        if mode == "nothing":
            return data
        for each in _pieces(self.waiting):
            if mode == "all" or dice.random() < 0.5:
                data = _applied(data, each)
        return data


def _pieces(waiting: list[Asked]) -> Iterator[Asked]:
    """What is on its way, in sectors."""
    for each in waiting:
        if each.name == "ftruncate":
            yield each
            continue
        first = SECTOR - each.at % SECTOR
        cuts = [0, *range(first, len(each.data), SECTOR), len(each.data)]
        for start, end in pairwise(cuts):
            yield Asked("write", each.path, at=each.at + start, data=each.data[start:end])


def _applied(data: bytes, asked: Asked) -> bytes:
    """A file's bytes after a write, or after it was made longer or shorter."""
    if asked.name == "ftruncate":
        return data[: asked.at].ljust(asked.at, b"\0")
    end = asked.at + len(asked.data)
    return data[: asked.at].ljust(asked.at, b"\0") + asked.data + data[end:]


class Disk:
    """A folder on a disk: what lasts of it, and what a cut at this moment may leave."""

    def __init__(self, folder: Path) -> None:
        """Begin with everything that lies in `folder`, all of it lasting."""
        self._root = f"{folder.absolute()}/"
        self._lasting: dict[str, _Inode | None] = {}
        """By name; a folder is None."""
        for each in folder.rglob("*"):
            inode = _Inode(each.read_bytes()) if each.is_file() else None
            self._lasting[str(each.absolute())] = inode
        self._now = dict(self._lasting)
        self._waiting: defaultdict[str, list[Asked]] = defaultdict(list)
        """By folder: names on their way."""
        self._made: dict[int, _Inode] = {}

    def ask(self, asked: Asked) -> None:
        """Do what the program asked."""
        if asked.name == "fsync":
            self._flush(asked.path)
        elif asked.name in {"write", "ftruncate"}:
            inode = self._now[asked.path]
            assert inode is not None
            inode.waiting.append(asked)
        elif asked.name != "told" and not (asked.name == "create" and asked.path in self._now):
            if asked.name == "create":
                self._made[id(asked)] = _Inode()
            self._name(self._now, asked)
            where = asked.other if asked.name == "rename" else asked.path
            self._waiting[str(Path(where).parent)].append(asked)

    def _flush(self, path: str) -> None:
        """Let a file's bytes last, or a folder's names."""
        if (inode := self._now.get(path)) is not None:
            inode.flush()
            return
        for each in self._waiting.pop(path, []):
            self._name(self._lasting, each)

    def _name(self, names: dict[str, _Inode | None], asked: Asked) -> None:
        """Give, change or take away a name."""
        if asked.name == "create":
            names[asked.path] = self._made[id(asked)]
        elif asked.name == "mkdir":
            names[asked.path] = None
        elif asked.name == "rename" and asked.path in names:
            names[asked.other] = names.pop(asked.path)
        else:
            names.pop(asked.path, None)

    def image(self, target: Path, mode: str, dice: Random) -> None:
        """Write into the new folder `target` what may be found when the power comes back.

        `mode`: `all` that was asked arrived in time, `nothing` that was not flushed, or `some`.
        """
        names = dict(self._lasting)
        for waiting in self._waiting.values():
            arrived = {"all": len(waiting), "nothing": 0}.get(mode, dice.randint(0, len(waiting)))
            for each in waiting[:arrived]:
                self._name(names, each)
        target.mkdir()
        for name, inode in sorted(names.items()):
            path = target / name.removeprefix(self._root)
            if inode is None:
                path.mkdir(exist_ok=True)
            elif path.parent.is_dir():
                path.write_bytes(inode.torn(dice, mode))


def moments(asked: list[Asked]) -> list[int]:
    """Where a cut leaves another disk than a moment before: after each call that changed it."""
    return [n for n, each in enumerate(asked, 1) if each.name != "told"]


def told_until(asked: list[Asked], moment: int) -> list[list[str]]:
    """What had been acknowledged by then: the fields of each line."""
    lines = [each.data.decode() for each in asked[:moment] if each.name == "told"]
    return [line.rstrip("\n").split("\t") for line in lines]


def can_record() -> bool:
    """Whether this machine's `strace` writes down calls as they are read here."""
    if traced.strace() is None:
        return False
    command = ["strace", *OPTIONS, "-o", os.devnull, "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
