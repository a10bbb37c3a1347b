"""How soon the screen can be typed at, and how soon it opens, in one run beside what it is held to.

    python -m tests.bench.screen [PAIRS]

First paint: from the start of the process until the place for the passphrase is painted, against
a hello-world app of the same library until its word is painted. Unlock: from Enter until the list
of cases is painted, against Argon2id alone in this process. Each pair is measured one after the
other, so that a busy moment of the machine meets both; the medians are printed with their ratio.
"""

import fcntl
import os
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from casebook.store.founding import Founder, School, create
from casebook.vault import argon2
from casebook.vault.argon2 import SETTLED
from tests.journeys.founding import WORDS

PAIRS = 15
PATIENCE = 30.0
"""Seconds to wait for what must appear."""
TYPING = 2.0
"""Seconds that a quick person takes over a passphrase: what is imported meanwhile is ready."""

HELLO = """
from textual.app import App
from textual.widgets import Label

class Hello(App):
    def compose(self):
        yield Label("Hello, world")

Hello().run()
"""


class Watched:
    """A program at a terminal of 80 by 24 whose output is only looked through for a word."""

    def __init__(self, arguments: Sequence[str], home: Path) -> None:
        """Start `python ARGUMENTS`."""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        machine = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=machine | {"PATH": os.defpath},
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def until(self, mark: bytes) -> None:
        """Read until `mark` was painted; raises TimeoutError."""
        seen, give_up = b"", time.monotonic() + PATIENCE
        while mark not in seen:
            if time.monotonic() > give_up or not select.select([self._master], [], [], PATIENCE)[0]:
                raise TimeoutError(mark.decode())
            seen += os.read(self._master, 65536)

    def write(self, typed: bytes) -> None:
        """Type."""
        os.write(self._master, typed)


def painted(arguments: Sequence[str], home: Path, mark: bytes) -> float:
    """Seconds from the start of a process until `mark` stands on its terminal."""
    start = time.perf_counter()
    with Watched(arguments, home) as person:
        person.until(mark)
        return time.perf_counter() - start


def unlocked(folder: Path) -> float:
    """Seconds from Enter until the list of cases stands on the terminal."""
    with Watched(["-m", "casebook", "--at", str(folder), "--as", "dsl"], folder.parent) as person:
        person.until(b"Press Enter")
        person.write(WORDS["dsl"].encode())
        time.sleep(TYPING)
        start = time.perf_counter()
        person.write(b"\r")
        person.until(b"No case here")
        return time.perf_counter() - start


def derived() -> float:
    """Seconds that Argon2id takes by itself, with the settled cost."""
    start = time.perf_counter()
    argon2.derive(b"any five words will do", os.urandom(argon2.SALT_SIZE), SETTLED)
    return time.perf_counter() - start


def pairs(count: int, *deeds: Callable[[], float]) -> list[list[float]]:
    """The seconds of each deed, `count` times, the deeds in turn."""
    for deed in deeds:
        deed()  # once unmeasured: files into the cache
    found: list[list[float]] = [[] for _ in deeds]
    for _ in range(count):
        for seconds, deed in zip(found, deeds, strict=True):
            seconds.append(deed())
    return found


def said(name: str, ours: Sequence[float], others: Sequence[float]) -> str:
    """Both medians in milliseconds, the median of the pairs' ratios and of their differences."""
    ratio = statistics.median(one / other for one, other in zip(ours, others, strict=True))
    more = statistics.median(one - other for one, other in zip(ours, others, strict=True))
    both = [statistics.median(each) * 1000 for each in (ours, others)]
    return (
        f"{name:<12} {both[0]:6.0f} ms   {both[1]:6.0f} ms   x {ratio:.3f}   {more * 1000:+.0f} ms"
    )


def main() -> int:
    """Measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "Harbour Test.casebook"
        founders = [Founder(each, each, WORDS[each], "A Person-Test") for each in WORDS]
        create(folder, School("Harbour Test Primary"), founders)
        hello = folder.with_name("hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        door = ["-m", "casebook", "--at", str(folder), "--as", "dsl"]
        first = pairs(
            count,
            lambda: painted(door, folder.parent, b"Press Enter"),
            lambda: painted([str(hello)], folder.parent, b"Hello, world"),
        )
        sys.stdout.write(said("first paint", *first) + "\n")
        opened = pairs(count, lambda: unlocked(folder), derived)
        sys.stdout.write(said("unlock", *opened) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
