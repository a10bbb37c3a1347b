"""A command on a terminal of its own, as a person would run it."""

import os
import pty
import select
import subprocess
import sys
import time

from tests.cli.conftest import CHECKOUT

TAKES_IT = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
)
"""Takes the terminal that it was given for its own, and Ctrl+C with it.

A suite started in the background is deaf to Ctrl+C, and so is whatever it starts.
"""

THE_PROGRAM = 'import runpy; runpy.run_module("casebook", run_name="__main__", alter_sys=True)'

PATIENCE = 60
"""Seconds after which a terminal that says nothing is given up."""


class Terminal:
    """A process that runs on a terminal of its own, the program if nothing else is said."""

    def __init__(self, *arguments: object, code: str = THE_PROGRAM) -> None:
        """Start it; the terminal is its standard input, output and error."""
        own, its = pty.openpty()
        self._own = own
        self.said = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKES_IT + code, *map(str, arguments)],
            stdin=its,
            stdout=its,
            stderr=its,
            cwd=CHECKOUT,
            start_new_session=True,
        )
        os.close(its)

    def wait_for(self, words: bytes) -> None:
        """Read until `words` were printed."""
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < until, self.said
            if select.select([self._own], [], [], 0.2)[0]:
                self.said += os.read(self._own, 4096)

    def type(self, text: str) -> None:
        """Type `text`, line ends and all, at once."""
        os.write(self._own, text.encode())

    def ended(self) -> int:
        """Read to the end; answers the exit status."""
        until = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < until, self.said
            if not select.select([self._own], [], [], 0.2)[0]:
                continue
            try:
                read = os.read(self._own, 4096)
            except OSError:
                break
            if not read:
                break
            self.said += read
        os.close(self._own)
        return self.process.wait(timeout=PATIENCE)
