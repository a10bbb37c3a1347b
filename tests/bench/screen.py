"""How soon the screen can be typed at, and how soon it opens, in one run beside what it is held to.

    python -m tests.bench.screen [PAIRS]

First paint: from the start of the process until the place for the passphrase is painted, against
a hello-world app of the same library until its word is painted. Unlock: from Enter until the list
of cases is painted, against Argon2id alone in this process. Each pair is measured one after the
other, so that a busy moment of the machine meets both; the medians are printed with their ratio.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from casebook.store.founding import create
from casebook.vault import argon2
from casebook.vault.argon2 import SETTLED
from tests.school import HARBOUR, WORDS, founders
from tests.terminal import Terminal, at_home

PAIRS = 15
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


def at(arguments: Sequence[str], home: Path) -> Terminal:
    """`python ARGUMENTS` at a small terminal, whose output is only looked through."""
    return Terminal(arguments, environment=at_home(home), size=(80, 24))


def painted(arguments: Sequence[str], home: Path, mark: str) -> float:
    """Seconds from the start of a process until `mark` stands on its terminal."""
    start = time.perf_counter()
    with at(arguments, home) as person:
        person.wait_for(mark)
        return time.perf_counter() - start


def unlocked(folder: Path) -> float:
    """Seconds from Enter until the list of cases stands on the terminal."""
    with at(["-m", "casebook", "--at", str(folder), "--as", "dsl"], folder.parent) as person:
        person.wait_for("Press Enter")
        person.send(WORDS["dsl"])
        time.sleep(TYPING)
        start = time.perf_counter()
        person.send("enter")
        person.wait_for("No case here")
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
        create(folder, HARBOUR, founders())  # at what a passphrase costs as set
        hello = folder.with_name("hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        door = ["-m", "casebook", "--at", str(folder), "--as", "dsl"]
        first = pairs(
            count,
            lambda: painted(door, folder.parent, "Press Enter"),
            lambda: painted([str(hello)], folder.parent, "Hello, world"),
        )
        sys.stdout.write(said("first paint", *first) + "\n")
        opened = pairs(count, lambda: unlocked(folder), derived)
        sys.stdout.write(said("unlock", *opened) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
