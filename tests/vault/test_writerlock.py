"""There is one writer; others are told who; a dead one holds nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from casebook.errors.integrity import FileUnsafe
from casebook.errors.opening import CasebookBusy, LockTaken
from casebook.vault import writerlock
from casebook.vault.writerlock import WriterLock
from tests.vault.conftest import Made

HOLD = """
import sys
from pathlib import Path
from casebook.errors.opening import CasebookBusy
from casebook.vault import layout, writerlock
lock = writerlock.WriterLock()
folder = layout.at(Path(sys.argv[1]))
sys.stdin.readline()
try:
    lock.acquire(folder)
except CasebookBusy as busy:
    print("busy", busy.named["pid"], flush=True)
else:
    print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


def another(made: Made) -> "subprocess.Popen[str]":
    """A second process, which takes the lock at a line end, and lets go at the next."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(made.folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def go(child: "subprocess.Popen[str]") -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def heard(child: "subprocess.Popen[str]") -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def test_a_second_process_is_told_who_writes_where_and_since_when(made: Made) -> None:
    """[VF-51] And not let in until the first lets go."""
    with another(made) as child:
        go(child)
        assert heard(child) == "held"
        began = time.monotonic()
        with pytest.raises(CasebookBusy) as raised:
            WriterLock().acquire(made.folder)
        assert time.monotonic() - began < 1
        written = json.loads(made.folder.lock_path.read_text())
        assert raised.value.named == {key: str(value) for key, value in written.items()}
        assert raised.value.named["pid"] == str(child.pid)
        assert writerlock.is_held(made.folder)
        go(child)
        child.wait(10)

    lock = WriterLock()
    lock.acquire(made.folder)
    lock.release()


def test_of_many_at_once_one_gets_it(made: Made) -> None:
    """[VF-51] All the others name the winner."""
    children = [another(made) for _ in range(6)]
    time.sleep(0.5)
    for child in children:
        go(child)
    said = [heard(child) for child in children]
    winner = children[said.index("held")]
    for child in children:
        go(child)
        child.communicate()

    assert said.count("held") == 1
    assert set(said) <= {"held", f"busy {winner.pid}", "busy unknown"}


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_writer_that_was_killed_holds_nothing(made: Made) -> None:
    """[VF-52] What it wrote still stands there, and counts for nothing."""
    with another(made) as child:
        go(child)
        assert heard(child) == "held"
        child.send_signal(signal.SIGKILL)
        child.wait(10)

    assert made.folder.lock_path.read_bytes() != b""
    assert not writerlock.is_held(made.folder)
    lock = WriterLock()
    lock.acquire(made.folder)
    assert writerlock.holder(made.folder).pid == str(os.getpid())
    lock.release()


def test_neither_age_nor_content_opens_a_held_lock(made: Made) -> None:
    """[VF-52] Emptied, and a hundred years old."""
    lock = WriterLock()
    lock.acquire(made.folder)
    made.folder.lock_path.write_bytes(b"")
    os.utime(made.folder.lock_path, (0, 0))

    with pytest.raises(CasebookBusy) as raised:
        WriterLock().acquire(made.folder)

    assert raised.value.named == {"host": "unknown", "pid": "unknown", "since": "unknown"}
    lock.release()


def test_the_file_is_empty_when_nobody_writes(made: Made) -> None:
    """[VF-51] So a copy of the folder does not name a host."""
    lock = WriterLock()
    lock.acquire(made.folder)
    lock.release()
    lock.release()

    assert made.folder.lock_path.read_bytes() == b""
    assert not writerlock.is_held(made.folder)


def test_whoever_holds_a_file_that_is_the_lock_no_longer_is_told(made: Made) -> None:
    """[VF-51] Removed, and then made anew by another writer."""
    first, second = WriterLock(), WriterLock()
    first.acquire(made.folder)
    first.require_held()
    made.folder.lock_path.unlink()
    with pytest.raises(LockTaken):
        first.require_held()

    second.acquire(made.folder)
    second.require_held()
    with pytest.raises(LockTaken):
        first.require_held()
    first.release()
    second.require_held()
    assert writerlock.is_held(made.folder)
    second.release()


def test_a_lock_that_was_replaced_while_it_was_waited_for_is_not_held(made: Made) -> None:
    """[VF-51] Whoever waits for the old file gets it, and finds that another one is LOCK by now."""
    first, second = WriterLock(), WriterLock()
    first.acquire(made.folder)

    def replace() -> None:
        """Let another in by taking the file away, then let go of it."""
        time.sleep(writerlock.PAUSE / 2)
        made.folder.lock_path.unlink()
        second.acquire(made.folder)
        first.release()

    replacing = Thread(target=replace)
    replacing.start()
    with pytest.raises(CasebookBusy):
        WriterLock().acquire(made.folder)
    replacing.join()
    second.require_held()
    second.release()


def test_nothing_is_held_where_there_is_no_file(made: Made) -> None:
    assert not writerlock.is_held(made.folder)
    assert not made.folder.lock_path.exists()
    assert writerlock.holder(made.folder) == writerlock.Holder("unknown", "unknown", "unknown")


def test_asking_does_not_take_the_lock(made: Made) -> None:
    lock = WriterLock()
    for _ in range(20):
        lock.acquire(made.folder)
        assert writerlock.is_held(made.folder)
        lock.release()
        assert not writerlock.is_held(made.folder)


def test_a_lock_is_taken_once(made: Made) -> None:
    lock = WriterLock()
    lock.acquire(made.folder)

    with pytest.raises(ValueError, match="already"):
        lock.acquire(made.folder)
    lock.release()


@pytest.mark.parametrize("content", [b"\x1b]0;x\x07", b"{}\n", b"\0" * 5000, b'{\n "host": 1\n}\n'])
def test_what_stands_in_the_file_is_not_trusted(made: Made, content: bytes) -> None:
    """[VF-52] Terminal escapes, other shapes, too much."""
    made.folder.lock_path.write_bytes(content)

    assert writerlock.holder(made.folder).host == "unknown"


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_lock_that_is_no_ordinary_file_is_refused(made: Made, kind: str) -> None:
    """[VF-07] Nothing outside the folder is locked, emptied or waited for."""
    path = made.folder.lock_path
    if kind == "link":
        (made.folder.path.parent / "outside").write_bytes(b"precious")
        path.symlink_to(made.folder.path.parent / "outside")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()

    for deed in (WriterLock().acquire, writerlock.is_held):
        with pytest.raises(FileUnsafe):
            deed(made.folder)


def test_a_lock_with_a_second_name_is_refused_and_left_as_it_is(made: Made) -> None:
    """[VF-08] Else somebody's own file would be emptied through it."""
    outside = made.folder.path.parent / "outside"
    outside.write_bytes(b"precious")
    os.link(outside, made.folder.lock_path)

    for deed in (WriterLock().acquire, writerlock.is_held):
        with pytest.raises(FileUnsafe):
            deed(made.folder)
    assert outside.read_bytes() == b"precious"
