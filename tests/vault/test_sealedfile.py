"""A source is read once, sealed beside, read back, and only then in its place."""

import hashlib
import io
import os
import tracemalloc
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from casebook.errors.given import SourceChanged
from casebook.errors.integrity import FileUnsafe, SealedFileDamaged, SealedFileDiffers
from casebook.errors.machine import DiskFault, FileTooLarge
from casebook.vault import durable, sealedfile
from casebook.vault.sealedfile import open_reader, seal, unseal
from casebook.vault.streaming import FIRST, HEADER, PLAIN, SEGMENT, seal_bytes

KEY = bytes(range(32))
PLACE = sealedfile.associated("exhibit", "0" * 32, "1" * 32, 1)
SIZES = [0, 1, FIRST - 1, FIRST, FIRST + 1, FIRST + PLAIN, FIRST + PLAIN + 1, 3_000_000]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the sealed file is to stand, in a folder that is not there yet."""
    return tmp_path / "ab" / "ab0011"


def source_of(tmp_path: Path, size: int) -> Path:
    path = tmp_path / "Perry Winkle-Test screenshot.png"
    path.write_bytes((bytes(range(251)) * (size // 251 + 1))[:size])
    return path


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_comes_back_and_is_measured(tmp_path: Path, target: Path, size: int) -> None:
    path = source_of(tmp_path, size)
    told: list[int] = []

    with durable.open_source(path) as source:
        sealed = seal(source, target, KEY, PLACE, told.append)
    back = io.BytesIO()

    assert unseal(target, back, KEY, PLACE) == (sealed.size, sealed.sha256)
    assert back.getvalue() == path.read_bytes()
    assert sealed.size == size == told[-1]
    assert sealed.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sealed.sealed_size == target.stat().st_size
    assert sealed.sealed_sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert sealed == sealedfile.measured(target, KEY, PLACE)
    assert [each.name for each in target.parent.iterdir()] == ["ab0011"]


class Trickle(io.RawIOBase):
    """A source that gives a few bytes at a time, and may fail at some point."""

    def __init__(self, data: bytes, step: int, fails_at: int | None = None) -> None:
        self._data, self._step, self._fails_at, self._at = data, step, fails_at, 0
        self.reads = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if self._fails_at is not None and self._at >= self._fails_at:
            raise OSError(5, "Input/output error", "/media/stick/Winkle-Test.png")
        piece = self._data[self._at : self._at + min(self._step, len(buffer))]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        self.reads += len(piece)
        return len(piece)


def test_a_source_is_read_once_however_little_it_gives(target: Path) -> None:
    """[VF-24] Every byte is asked for a single time."""
    data = os.urandom(FIRST + 5000)
    source = Trickle(data, step=70_001)

    sealed = seal(cast("BinaryIO", source), target, KEY, PLACE)

    assert source.reads == len(data)
    assert sealed.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("fails_at", [0, 1, FIRST, FIRST + 1, FIRST + PLAIN])
def test_a_stick_that_fails_leaves_nothing_behind(target: Path, fails_at: int) -> None:
    """[VF-06] And the error does not tell the file's name."""
    source = Trickle(bytes(FIRST + 2 * PLAIN), step=PLAIN, fails_at=fails_at)

    with pytest.raises(DiskFault) as raised:
        seal(cast("BinaryIO", source), target, KEY, PLACE)

    assert "Winkle" not in str(raised.value)
    assert list(target.parent.iterdir()) == []


def test_a_disk_that_takes_no_more_leaves_nothing_behind(tmp_path: Path, target: Path) -> None:
    """[VF-06] By the system's own limit on the size of files."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = source_of(tmp_path, 3_000_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with durable.open_source(path) as source, pytest.raises(FileTooLarge):
            seal(source, target, KEY, PLACE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(target.parent.iterdir()) == []


def test_a_person_who_cancels_leaves_nothing_behind(tmp_path: Path, target: Path) -> None:
    """[VF-06] Progress may raise."""

    def cancel(done: int) -> None:
        if done > FIRST:
            raise KeyboardInterrupt

    path = source_of(tmp_path, 5_000_000)
    with durable.open_source(path) as source, pytest.raises(KeyboardInterrupt):
        seal(source, target, KEY, PLACE, cancel)

    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("change", ["grows", "shrinks", "is edited"])
def test_a_source_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, target: Path, change: str
) -> None:
    """[VF-24] By its size, its change time and the count of bytes."""
    path = source_of(tmp_path, 3_000_000)

    def meddle(_done: int) -> None:
        if change == "shrinks":
            os.truncate(path, 2_500_000)
        else:
            with path.open("r+b") as file:
                file.seek(0, os.SEEK_END if change == "grows" else os.SEEK_SET)
                file.write(b"more")

    with durable.open_source(path) as source, pytest.raises(SourceChanged):
        seal(source, target, KEY, PLACE, meddle)

    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("place", [0, 5, HEADER - 1, HEADER, 70_000, SEGMENT - 1])
def test_a_disk_that_keeps_something_else_is_found_before_the_rename(
    tmp_path: Path, target: Path, place: int
) -> None:
    """[VF-25] A byte of the half-written file is turned over while the rest is written."""

    def meddle(done: int) -> None:
        if done == 3_000_000:
            with target.with_name("ab0011.partial").open("r+b") as file:
                file.seek(place)
                byte = file.read(1)
                file.seek(place)
                file.write(bytes([byte[0] ^ 1]))

    path = source_of(tmp_path, 3_000_000)
    with durable.open_source(path) as source, pytest.raises(SealedFileDiffers):
        seal(source, target, KEY, PLACE, meddle)

    assert list(target.parent.iterdir()) == []


def test_a_sealed_file_can_be_replaced_by_another(tmp_path: Path, target: Path) -> None:
    """A draft is kept over and over."""
    for text in (b"first", b"second"):
        seal(io.BytesIO(text), target, KEY, PLACE)

    with open_reader(target, KEY, PLACE) as reader:
        assert reader.read() == b"second"


def test_a_reader_can_begin_anywhere(target: Path) -> None:
    data = os.urandom(FIRST + PLAIN + 77)
    seal(io.BytesIO(data), target, KEY, PLACE)

    with open_reader(target, KEY, PLACE) as reader:
        for start in (0, 1, FIRST - 1, FIRST, FIRST + PLAIN - 3, len(data) - 1, len(data), 10**9):
            reader.seek(start)
            assert reader.tell() == start
            assert reader.read(5000) == data[start : start + 5000]
        assert reader.seek(-7, os.SEEK_END) == len(data) - 7
        assert reader.seek(3, os.SEEK_CUR) == len(data) - 4
        assert reader.read() == data[-4:]
        with pytest.raises(ValueError, match="before the beginning"):
            reader.seek(-1)


def test_nothing_of_a_shortened_file_is_given_out(tmp_path: Path, target: Path) -> None:
    """[VF-23] Cut at a segment's end, where every tag that is left is right."""
    sealed = seal_bytes(bytes(FIRST + PLAIN + 500), KEY, PLACE)
    path = tmp_path / "cut"

    for size in (SEGMENT, 2 * SEGMENT, len(sealed) - 1):
        path.write_bytes(sealed[:size])
        with pytest.raises(SealedFileDamaged):
            open_reader(path, KEY, PLACE)
        back = io.BytesIO()
        with pytest.raises(SealedFileDamaged):
            unseal(path, back, KEY, PLACE)
        assert back.getvalue() == b""


def test_no_byte_of_a_changed_segment_is_given_out(tmp_path: Path) -> None:
    """[VF-23] At most those before it, and not one more."""
    data = os.urandom(FIRST + PLAIN + 500)
    sealed = bytearray(seal_bytes(data, KEY, PLACE))
    sealed[SEGMENT + 1000] ^= 1
    (tmp_path / "changed").write_bytes(sealed)
    back = io.BytesIO()

    with pytest.raises(SealedFileDamaged):
        unseal(tmp_path / "changed", back, KEY, PLACE)

    assert data[:FIRST].startswith(back.getvalue())
    with open_reader(tmp_path / "changed", KEY, PLACE) as reader:
        assert reader.read(FIRST) == data[:FIRST]
        with pytest.raises(SealedFileDamaged):
            reader.read(1)


def test_a_link_in_the_vault_is_not_followed(tmp_path: Path, target: Path) -> None:
    """[VF-07] Whatever it points at."""
    seal(io.BytesIO(b"kept"), target, KEY, PLACE)
    (tmp_path / "link").symlink_to(target)

    with pytest.raises(FileUnsafe):
        open_reader(tmp_path / "link", KEY, PLACE)


def test_memory_stays_the_same_for_any_size(tmp_path: Path, target: Path) -> None:
    path = source_of(tmp_path, 40_000_000)
    tracemalloc.start()
    with durable.open_source(path) as source:
        seal(source, target, KEY, PLACE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 16 * SEGMENT
