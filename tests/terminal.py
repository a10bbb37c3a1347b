"""A person at a real terminal: a process in a pseudo-terminal, its keys, and what it shows."""

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
from typing import Final, Self

import pyte

CHECKOUT: Final = Path(__file__).resolve().parent.parent

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

TAKES_IT: Final = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
)
"""Takes the terminal that a process was given for its own, and Ctrl+C with it.

A suite started in the background is deaf to Ctrl+C, and so is whatever it starts.
"""

THE_PROGRAM: Final = (
    'import runpy; runpy.run_module("casebook", run_name="__main__", alter_sys=True)'
)

_KITTY: Final = re.compile(rb"\x1b\[[<>][0-9;]*u")
"""The keyboard protocol that pyte does not know; it would print it."""

PATIENCE: Final = 60.0
"""Seconds to wait for what must appear, on a machine that is busy."""

CALM: Final = 3
"""Looks in a row at which nothing may be going on."""


def at_home(home: Path) -> dict[str, str]:
    """The environment of somebody whose own folder is `home`; nothing of whoever runs the tests."""
    machine = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.defpath}
    return {"HOME": str(home)} | machine


class Terminal:
    """A terminal with a program in it."""

    def __init__(
        self,
        arguments: Sequence[object],
        *,
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (100, 32),
    ) -> None:
        """Start `python ARGUMENTS`, in the environment of these tests if none is said."""
        self.raw = b""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=CHECKOUT,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    @classmethod
    def command(cls, *arguments: object, code: str = THE_PROGRAM) -> Self:
        """A command of the program, or other `code`, to which the terminal is its own."""
        return cls(["-c", TAKES_IT + code, *arguments])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the program, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self.hang_up()

    @property
    def text(self) -> str:
        """What was printed so far."""
        return self.raw.decode("utf-8", "replace")

    @property
    def echoes(self) -> bool:
        """Whether the terminal itself prints what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def send(self, *keys: str) -> None:
        """Press keys without waiting for anything; a text that is no key's name is typed."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))

    def wait_for(self, text: str) -> None:
        """Wait until `text` is to be read."""
        give_up = time.monotonic() + PATIENCE
        while text not in self.text:
            if time.monotonic() > give_up:
                raise AssertionError(f"{text!r} did not appear:\n{self.text}")
            self._read(0.1)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and answer its exit status."""
        give_up = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > give_up:
                raise AssertionError(f"the program did not end:\n{self.text}")
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Take the terminal away from the program, as closing its window does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _read(self, seconds: float) -> bool:
        """Take what was printed within `seconds`; answers whether anything was."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has ended and nothing is left
            return False
        self._take(data)
        return bool(data)

    def _take(self, data: bytes) -> None:
        """Keep what was printed."""
        self.raw += data


class Screen(Terminal):
    """A terminal whose program paints all of it."""

    def __init__(
        self,
        arguments: Sequence[object],
        *,
        home: Path,
        size: tuple[int, int] = (100, 32),
    ) -> None:
        """Start `python ARGUMENTS` with `home` as the person's own folder."""
        self.screen = pyte.HistoryScreen(*size)
        self._stream = pyte.ByteStream(self.screen)
        super().__init__(arguments, environment=at_home(home), size=size)

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return "\n".join(self.screen.display)

    @property
    def scrolled(self) -> str:
        """What the terminal remembers above the screen."""
        kept = ("".join(line[at].data for at in sorted(line)) for line in self.screen.history.top)
        return "\n".join(kept)

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
            self.send(key)
            self.settle(0.25 if key == "escape" else 0.1)

    def settle(self, quiet: float = 0.1) -> None:
        """Wait until nothing is painted for `quiet` seconds and the program waits for a key."""
        give_up = time.monotonic() + PATIENCE
        calm = 0
        while calm < CALM and time.monotonic() < give_up:
            busy = self._read(quiet / CALM) or self._is_running()
            calm = 0 if busy else calm + 1

    def wait_until_gone(self, text: str) -> None:
        """Wait until `text` is no longer on the screen."""
        give_up = time.monotonic() + PATIENCE
        while text in self.text:
            if time.monotonic() > give_up:
                raise AssertionError(f"{text!r} stayed:\n{self.text}")
            self._read(0.1)

    def _is_running(self) -> bool:
        """Whether a thread of the program runs or waits for its turn, where that can be seen."""
        try:
            threads = list(Path(f"/proc/{self.process.pid}/task").iterdir())
            states = [(each / "stat").read_text().rsplit(")", 1)[1].split()[0] for each in threads]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return "R" in states

    def _take(self, data: bytes) -> None:
        """Paint what was printed."""
        super()._take(data)
        self._stream.feed(_KITTY.sub(b"", data))
