"""A person at a real terminal: the real process in a pseudo-terminal, its keys and its screen."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

KEYS: Final = {
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f8": b"\x1b[19~",
    "ctrl+l": b"\x0c",
    "ctrl+q": b"\x11",
    "ctrl+s": b"\x13",
    "ctrl+u": b"\x15",
    "ctrl+z": b"\x1a",
    "ctrl+end": b"\x1b[1;5F",
}
"""What a terminal sends for a key."""

_KITTY: Final = re.compile(rb"\x1b\[[<>][0-9;]*u")
"""The keyboard protocol that pyte does not know; it would print it."""

PATIENCE: Final = 30.0
"""Seconds to wait for what must appear."""

CALM: Final = 3
"""Looks in a row at which nothing may be going on."""


class Terminal:
    """A terminal with a program in it."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        home: Path,
        size: tuple[int, int] = (100, 32),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `python ARGUMENTS` with `home` as the person's own folder."""
        self.screen = pyte.HistoryScreen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        set_up = {
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
        }
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=set_up | dict(environment or {}),
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return "\n".join(self.screen.display)

    @property
    def scrolled(self) -> str:
        """What the terminal remembers above the screen."""
        kept = ("".join(line[at].data for at in sorted(line)) for line in self.screen.history.top)
        return "\n".join(kept)

    @property
    def echoes(self) -> bool:
        """Whether the terminal itself prints what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def send(self, *keys: str) -> None:
        """Press keys without waiting for anything."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size; what no longer fits goes where one scrolls back to."""
        for line in range(self.screen.lines - lines):
            self.screen.history.top.append(copy(self.screen.buffer[line]))
        self.screen.resize(lines, columns)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        self.process.send_signal(signal.SIGWINCH)
        self.settle()

    def type(self, text: str) -> None:
        """Type `text`."""
        os.write(self._master, text.encode())
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys, each once what the one before began is done; a character is its own key."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))
            self.settle(0.25 if key == "escape" else 0.1)

    def settle(self, quiet: float = 0.1) -> None:
        """Wait until nothing is painted for `quiet` seconds and the program waits for a key."""
        give_up = time.monotonic() + PATIENCE
        calm = 0
        while calm < CALM and time.monotonic() < give_up:
            busy = self._read(quiet / CALM) or self._is_running()
            calm = 0 if busy else calm + 1

    def _is_running(self) -> bool:
        """Whether a thread of the program runs or waits for its turn, where that can be seen."""
        try:
            threads = list(Path(f"/proc/{self.process.pid}/task").iterdir())
            states = [(each / "stat").read_text().rsplit(")", 1)[1].split()[0] for each in threads]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return "R" in states

    def wait_for(self, text: str) -> None:
        """Wait until `text` is on the screen."""
        give_up = time.monotonic() + PATIENCE
        while text not in self.text:
            if time.monotonic() > give_up:
                raise AssertionError(f"{text!r} did not appear:\n{self.text}")
            self._read(0.1)

    def wait_until_gone(self, text: str) -> None:
        """Wait until `text` is no longer on the screen."""
        give_up = time.monotonic() + PATIENCE
        while text in self.text:
            if time.monotonic() > give_up:
                raise AssertionError(f"{text!r} stayed:\n{self.text}")
            self._read(0.1)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and answer its exit status."""
        give_up = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > give_up:
                raise AssertionError(f"the program did not end:\n{self.text}")
            self._read(0.1)
        self.settle(0.1)
        return self.process.returncode

    def _read(self, seconds: float) -> bool:
        """Take what was painted within `seconds`; answers whether anything was."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has ended and nothing is left
            return False
        self.raw += data
        self._stream.feed(_KITTY.sub(b"", data))
        return bool(data)
