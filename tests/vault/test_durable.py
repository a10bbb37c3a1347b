"""A file is the old one or the new one, whole; what is no ordinary file is never opened."""

import errno
import io
import os
import resource
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import cast

import pytest

from casebook.errors.given import SourceUnusable
from casebook.errors.integrity import FileOversized, FileUnsafe
from casebook.errors.machine import (
    DiskFault,
    DiskFull,
    FileHeld,
    FileMissing,
    FileTooLarge,
    NotPermitted,
    PlaceReadOnly,
)
from casebook.vault import durable

OLD, NEW = b"the old file " * 4000, b"the new file " * 5000

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and fork are POSIX")


def die_at(call: int, deed: Callable[[], None]) -> bool:
    """Run `deed` in a process that ends, without any cleaning up, at its nth call out of Python.

    Tells whether it got to its end before.
    """
    child = os.fork()
    if not child:
        calls = 0

        def count(_frame: FrameType, event: str, _what: object) -> None:
            nonlocal calls
            calls += event == "c_call"
            if calls == call:
                os._exit(9)

        sys.setprofile(count)
        deed()
        sys.setprofile(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def outcomes(path: Path, deed: Callable[[], None]) -> set[bytes]:
    """Everything that stood at `path` after the deed died at each of its calls in turn."""
    found = set()
    for call in range(1, 500):
        path.write_bytes(OLD)
        finished = die_at(call, deed)
        found.add(path.read_bytes())
        if finished:
            return found
    raise AssertionError("the deed has no end")


def test_a_writer_that_dies_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """[VF-05] Whole, at every step."""
    path = tmp_path / "HEAD"

    assert outcomes(path, lambda: durable.write_whole(path, NEW)) == {OLD, NEW}


def test_the_same_harness_sees_a_writer_that_is_not_so_careful(tmp_path: Path) -> None:
    """The control: writing over the old file leaves neither at some step."""
    path = tmp_path / "HEAD"

    assert outcomes(path, lambda: cast("None", path.write_bytes(NEW))) - {OLD, NEW}


def test_a_leftover_of_a_writer_that_died_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "HEAD"
    path.with_name("HEAD.partial").write_bytes(b"half of so")

    durable.write_whole(path, NEW)

    assert path.read_bytes() == NEW
    assert [each.name for each in tmp_path.iterdir()] == ["HEAD"]


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    """[VF-04] Whatever the umask says."""
    before = os.umask(0)
    try:
        durable.make_folder(tmp_path / "users")
        durable.write_whole(tmp_path / "users" / "HEAD", NEW)
    finally:
        os.umask(before)

    assert (tmp_path / "users").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "users" / "HEAD").stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """[VF-06] The fault is the system's own: a limit on the size of files."""
    path = tmp_path / "HEAD"
    path.write_bytes(OLD)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(FileTooLarge):
            durable.write_whole(path, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert path.read_bytes() == OLD
    assert [each.name for each in tmp_path.iterdir()] == ["HEAD"]


def test_a_full_disk_is_called_a_full_disk() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")

    with (
        pytest.raises(DiskFull),
        durable.typed_faults(),
        io.FileIO("/dev/full", "w") as full,
    ):
        full.write(b"one byte")


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, DiskFault),
        (errno.EROFS, PlaceReadOnly),
        (errno.EACCES, NotPermitted),
        (errno.EPERM, NotPermitted),
        (errno.ENOENT, FileMissing),
        (errno.EFBIG, FileTooLarge),
    ],
)
def test_a_fault_of_the_machine_has_a_name_and_tells_no_file(
    number: int, error: type[Exception]
) -> None:
    with pytest.raises(error) as raised, durable.typed_faults():
        raise OSError(number, os.strerror(number), "/home/perry/Winkle-Test disclosure.docx")

    assert "Winkle" not in f"{raised.value} {raised.value.__cause__}"


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A machine of the kind on which a scanner holds files; gives how long was waited."""
    waited: list[float] = []
    monkeypatch.setattr("casebook.vault.durable.os.name", "nt")
    monkeypatch.setattr("casebook.vault.durable.time.sleep", waited.append)
    monkeypatch.setattr("casebook.vault.durable.time.monotonic", lambda: sum(waited))
    return waited


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the next renames be refused, as Windows does while somebody reads the old file."""
    refusals = iter([PermissionError(errno.EACCES, "held")] * times)
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        for fault in refusals:
            raise fault
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_file_that_a_scanner_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patient: list[float]
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "kept").write_bytes(b"old")
    held(monkeypatch, 20)

    durable.put_in_place(tmp_path / "new", tmp_path / "kept")

    assert (tmp_path / "kept").read_bytes() == b"new"
    assert 0 < sum(patient) <= durable.PATIENCE


def test_a_file_that_stays_held_is_left_as_it_is_and_said_to_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patient: list[float]
) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "kept").write_bytes(b"old")
    held(monkeypatch, 1000)

    with pytest.raises(FileHeld):
        durable.put_in_place(tmp_path / "new", tmp_path / "kept")

    assert (tmp_path / "kept").read_bytes() == b"old"
    assert sum(patient) < durable.PATIENCE + 0.2


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_flushes_no_folders_still_takes_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    flush = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        flush(descriptor)

    monkeypatch.setattr("casebook.vault.durable.os.fsync", fsync)

    durable.write_whole(tmp_path / "kept", b"new")

    assert (tmp_path / "kept").read_bytes() == b"new"


def strangers(folder: Path) -> dict[str, Path]:
    """One of everything that is not an ordinary file."""
    target = folder / "ordinary"
    target.write_bytes(b"ordinary")
    (folder / "link").symlink_to(target)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
    return {
        "a link": folder / "link",
        "a folder": folder / "folder",
        "a pipe": folder / "pipe",
        "a socket": folder / "socket",
        "a device": Path("/dev/zero"),
    }


def test_a_source_is_an_ordinary_file_or_is_not_opened(tmp_path: Path) -> None:
    for kind, path in strangers(tmp_path).items():
        with pytest.raises(SourceUnusable) as raised:
            durable.open_source(path, ordinal=3)

        assert raised.value.named == {"ordinal": "3", "kind": kind}
        assert path.name not in raised.value.message or kind.endswith(path.name)


def test_an_ordinary_source_is_read_from_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"as it came")

    with durable.open_source(tmp_path / "file") as source:
        assert source.read() == b"as it came"


def test_a_file_of_the_casebook_is_an_ordinary_file(tmp_path: Path) -> None:
    """[VF-07] Nothing else is opened, and nobody waits for a pipe."""
    for kind, path in strangers(tmp_path).items():
        with pytest.raises(FileUnsafe, match=kind):
            durable.read_limited(path, 100, "HEAD")


def test_a_file_with_a_second_name_is_refused(tmp_path: Path) -> None:
    """[VF-08] Whoever has the other name can change it unseen."""
    (tmp_path / "HEAD").write_bytes(b"{}")
    (tmp_path / "elsewhere").hardlink_to(tmp_path / "HEAD")

    with pytest.raises(FileUnsafe, match="second name"):
        durable.read_limited(tmp_path / "HEAD", 100, "HEAD")


def test_a_file_beyond_its_limit_is_not_read(tmp_path: Path) -> None:
    """[VF-08] Two GiB of nothing take no time: the size is looked at first."""
    path = tmp_path / "CASEBOOK"
    path.write_bytes(b"")
    os.truncate(path, 2**31)

    with pytest.raises(FileOversized):
        durable.read_limited(path, 4096, "CASEBOOK")

    os.truncate(path, 4096)
    assert durable.read_limited(path, 4096, "CASEBOOK") == bytes(4096)


def test_a_folder_is_removed_only_while_nothing_of_anybody_is_in_it(tmp_path: Path) -> None:
    empty, theirs = tmp_path / "empty", tmp_path / "theirs"
    for each in (empty, theirs):
        each.mkdir()
    (theirs / "letter.txt").write_text("invented")
    for each in (empty, theirs, tmp_path / "never there"):
        durable.remove_if_empty(each)

    assert [each.name for each in tmp_path.iterdir()] == ["theirs"]
