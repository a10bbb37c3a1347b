"""A process that does something and dies at a wanted step of it.

The child is a fork, so that nothing is imported twice. A step is a file opened for writing,
renamed, removed or truncated, or whatever else the child counts.
"""

import os
import sys
from collections.abc import Callable
from typing import Final

WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES: Final = {"os.rename", "os.remove", "os.truncate"}

NEVER: Final = 10**6
"""A step that nothing gets to."""


class Steps:
    """What a child counts, and dies at."""

    def __init__(self, last: int, told: int) -> None:
        """Die at the step number `last`; each step is told to the descriptor by one byte."""
        self._last = last
        self._told = told
        self._taken = 0

    def watch(self) -> None:
        """Count every change of a file from here on."""
        sys.addaudithook(self._hook)

    def count(self) -> None:
        """One step more."""
        self._taken += 1
        os.write(self._told, b".")
        if self._taken == self._last:
            os._exit(9)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if is_write or event in CHANGES:
            self.count()


def died_at(step: int, work: Callable[[Steps], None]) -> int:
    """Do `work` in a child that ends at its step number `step`; gives the steps that it got to."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(Steps(step, writer))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        counted = told.read()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in {0, 9}, "the child met a fault of its own"
    return len(counted)
