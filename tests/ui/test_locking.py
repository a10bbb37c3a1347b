"""Locking: whatever happens on the way, the process ends, and nothing secret goes with it."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from casebook.ui.locking import Lock, arguments_of

if TYPE_CHECKING:
    from textual.driver import Driver


def test_the_arguments_of_a_fresh_process_are_the_folder_and_the_name() -> None:
    arguments = arguments_of(Path("/cases/St Nicholas.casebook"), "dsl")

    assert arguments[-6:] == [
        "-m",
        "casebook",
        "--at",
        str(Path("/cases/St Nicholas.casebook")),
        "--as",
        "dsl",
    ]
    assert not any("passphrase" in each for each in arguments)


def test_what_is_not_known_is_not_passed_on() -> None:
    assert arguments_of(None, None)[-2:] == ["-m", "casebook"]


def test_the_book_is_closed_before_the_process_ends() -> None:
    done: list[str] = []
    Lock(lambda: done.append("closed"), lambda: done.append("ended")).turn(None)

    assert done == ["closed", "ended"]


def test_a_book_that_does_not_close_does_not_keep_the_process() -> None:
    done: list[str] = []

    def fail() -> None:
        raise OSError("the disk was pulled")

    with pytest.raises(OSError, match="pulled"):
        Lock(fail, lambda: done.append("ended")).turn(None)

    assert done == ["ended"]


def test_a_book_that_hangs_while_closing_is_left_behind() -> None:
    ended, go_on = threading.Event(), threading.Event()

    def end() -> None:
        ended.set()
        go_on.set()

    def hang() -> None:
        go_on.wait(20)

    Lock(hang, end, patience=0.05).turn(None)

    assert ended.is_set()


class GoneTerminal:
    """What is left of a driver whose terminal was taken away while something was shown."""

    is_headless = False
    attrs_before = ("no settings of any terminal",)

    def write(self, _: str) -> None:
        """Wait for a reader that will never come."""
        threading.Event().wait(20)


def test_a_terminal_that_hangs_and_cannot_be_given_back_does_not_keep_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    ended = threading.Event()
    gone = cast("Driver", GoneTerminal())
    lock = Lock(lambda: None, ended.set, patience=0.05)
    threading.Thread(target=lock.turn, args=[gone], daemon=True).start()

    assert ended.wait(10)


def test_the_driver_still_has_the_thread_that_the_lock_does_not_wait_for() -> None:
    """The lock clears a private attribute of Textual's driver: this pins that it is there."""
    if sys.platform == "win32":
        pytest.skip("another driver")
    from textual.drivers.linux_driver import LinuxDriver

    source = Path(sys.modules[LinuxDriver.__module__].__file__ or "").read_text(encoding="utf-8")

    assert "self._key_thread" in source
    assert "self.attrs_before" in source
