"""Reading a bundle that comes back, sealed or not, without unpacking anything to a disk.

The rules are: a name inside an archive is never used as a path; links, doubles and entries that
claim more than they can hold are not read; a sealed file must have the one outside that this
program gives it.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyzipper

from casebook.bundles import verifier

INNER = "bundle.zip"
"""The only name that can be read in a sealed bundle without its words."""

KEPT = 16 << 20
"""Bytes of a sealed archive's end that are kept in memory: its index and its small files."""

PIECE = 1 << 20
"""Bytes that are decrypted at once."""

MOST_INDEX = 32 << 20
"""Bytes that are read at once: an archive whose index claims more is not read."""

MOST_TIMES = 40
"""An archive whose entries claim more than so many times its size is not read."""

_OUTSIDE_UP_TO = (1 << 31) - 1
"""Above so many bytes the outside has another form, which is not compared byte for byte."""


BROKEN = (
    zipfile.BadZipFile,
    pyzipper.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,  # a version, a compression or an encryption that they do not know
    OverflowError,
    RuntimeError,  # an entry that wants a password, or was given another one
    ValueError,
)
"""What the archive libraries raise for archives that are damaged or were made to mislead.

They check little before they read, so a lie in an index comes out as whatever it leads to.
"""


_AROUND_THE_CONTENT = 28
"""Bytes beside the sealed content: salt 16, check of the words 2, check of the content 10."""


class WordsWrong(Exception):
    """The words do not open the sealed file."""


class NoArchive(Exception):
    """The file is no archive that a bundle can lie in."""


class MemberBroken(Exception):
    """A file in the archive does not fit the check value that the archive gives for it."""


class SealBroken(Exception):
    """The sealed file's outside is not ours, or its content does not fit its own check value."""


class Archive(verifier.Folder):
    """A bundle inside a ZIP: entries by their path below the one folder they lie in."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        """Read the index of `archive`, which is `size` bytes long."""
        self.strange: list[str] = []
        self.files: dict[str, int] = {}
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        if sum(entry.file_size for entry in entries) > MOST_TIMES * size + PIECE:
            raise NoArchive
        for entry in entries:
            _, _, path = entry.filename.partition("/")
            mode = entry.external_attr >> 16
            if entry.is_dir():
                continue
            if path in self._entries or not path or entry.flag_bits & 1 or stat.S_ISLNK(mode):
                self.strange.append(entry.filename)
            else:
                self.files[path] = entry.file_size
                self._entries[path] = entry
        if len({entry.filename.partition("/")[0] for entry in entries}) > 1:
            self.strange.append("a second folder")

    def open(self, name: str) -> BinaryIO:
        """The entry `name`, to be read from its beginning; a broken one reads as a fault.

        Reading raises MemberBroken for an entry that does not fit its own check value.
        """
        if name not in self._entries:
            raise FileNotFoundError(name)
        try:
            return cast("BinaryIO", _Entry(name, self._archive.open(self._entries[name])))
        except BROKEN as fault:
            raise OSError from fault


class _Bounded(io.BufferedReader):
    """A stream of which nobody is handed more than an index's length at once."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw, PIECE)
        self._size = self.seek(0, io.SEEK_END)
        self.seek(0)

    def read(self, size: int | None = -1, /) -> bytes:
        """At most `size` bytes; raises BadZipFile rather than fill the memory."""
        left = max(0, self._size - self.tell())
        if (left if size is None or size < 0 else min(left, size)) > MOST_INDEX:
            raise zipfile.BadZipFile
        return super().read(size)


class _Entry(io.BufferedIOBase):
    """An entry being read, whose faults are those of a file."""

    def __init__(self, name: str, entry: IO[bytes]) -> None:
        self._name = name
        self._entry = entry

    def read(self, size: int | None = -1, /) -> bytes:
        """At most `size` bytes; raises MemberBroken."""
        try:
            return self._entry.read(-1 if size is None else size)
        except (zipfile.BadZipFile, pyzipper.BadZipFile, zlib.error) as fault:
            raise MemberBroken(self._name) from fault
        except BROKEN as fault:
            raise OSError from fault

    def close(self) -> None:
        """Close the entry."""
        self._entry.close()
        super().close()


class _Forward(io.RawIOBase):
    """A sealed archive, decrypted as it is read: its end is kept, the rest is read forwards.

    Making it reads the whole member once, so that its own check value has been compared.
    """

    def __init__(self, restart: Callable[[], BinaryIO]) -> None:
        self._restart = restart
        self._stream = restart()
        self._at = self._size = self._place = 0
        end = bytearray()
        while piece := self._stream.read(PIECE):
            self._size += len(piece)
            end += piece
            del end[: max(0, len(end) - KEPT)]
        self._end = bytes(end)
        self._at = self._size

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be moved in."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move to a place counted from the start, from here or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer`; gives how many bytes there were."""
        wanted = min(len(buffer), max(0, self._size - self._place))
        kept_from = self._size - len(self._end)
        if self._place >= kept_from:
            start = self._place - kept_from
            data = self._end[start : start + wanted]
        else:
            data = self._forward(min(wanted, PIECE))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def _forward(self, wanted: int) -> bytes:
        """The next bytes of the stream, which begins again when the place lies behind."""
        if self._place < self._at:
            self._stream = self._restart()
            self._at = 0
        while self._at < self._place:
            self._at += len(self._stream.read(min(PIECE, self._place - self._at)))
        data = self._stream.read(wanted)
        self._at += len(data)
        return data


def is_sealed(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a sealed bundle: one member of that name, encrypted."""
    entries = archive.infolist()
    return [entry.filename for entry in entries] == [INNER] and bool(entries[0].flag_bits & 1)


@contextmanager
def opened(path: Path, words: str) -> Iterator[Archive]:
    """The bundle in the archive at `path`, which `words` open where it is sealed.

    Raises NoArchive, WordsWrong or SealBroken.
    """
    with _Bounded(io.FileIO(path)) as file:
        archive = _archive(file)
        if not is_sealed(archive):
            yield Archive(archive, path.stat().st_size)
            return
        if not outside_is_ours(path):
            raise SealBroken
        with _outer(path) as outer:
            try:
                outer.setpassword(" ".join(words.split()).lower().encode("utf-8"))
                stream = _Bounded(_Forward(lambda: outer.open(INNER)))
            except RuntimeError as fault:
                raise WordsWrong from fault
            except BROKEN as fault:
                raise SealBroken from fault
            yield Archive(_archive(stream), stream.seek(0, io.SEEK_END))


def _outer(path: Path) -> pyzipper.AESZipFile:
    """A sealed file, its index read; raises SealBroken."""
    try:
        return pyzipper.AESZipFile(path)
    except BROKEN as fault:
        raise SealBroken from fault


def _archive(stream: _Bounded) -> zipfile.ZipFile:
    """The index of an archive; raises NoArchive."""
    try:
        return zipfile.ZipFile(stream)
    except BROKEN as fault:
        raise NoArchive from fault


def outside_is_ours(path: Path) -> bool:
    """Whether everything around the sealed bytes is, byte for byte, what this program writes.

    Only the sealed bytes carry a check value of their own; without this, a bit that is turned
    around them would go unnoticed.
    """
    size = path.stat().st_size
    if size > _OUTSIDE_UP_TO:
        return True
    name, aes = INNER.encode(), struct.pack("<3H2sBH", 0x9901, 7, 2, b"AE", 3, 0)
    packed = size - (30 + 10 + 20 + 11) - (46 + 10 + 11) - 22
    if packed < _AROUND_THE_CONTENT:
        return False
    plain = packed - _AROUND_THE_CONTENT
    shared = struct.pack("<5H3L", 20, 1, 99, 0, 0x21, 0, packed, plain)
    wide = struct.pack("<2H2Q", 1, 16, plain, packed)
    head = b"PK\3\4" + shared + struct.pack("<2H", 10, 31) + name + wide + aes
    attributes = struct.pack("<5H2L", 10, 11, 0, 0, 0, 0o600 << 16, 0)
    central = b"PK\1\2" + struct.pack("<H", 3 << 8 | 20) + shared + attributes + name + aes
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(head) + packed, 0)
    with path.open("rb") as file:
        found_head = file.read(len(head))
        file.seek(max(0, size - len(central + end)))
        return found_head == head and file.read() == central + end
