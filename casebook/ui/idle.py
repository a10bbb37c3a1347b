"""When nobody has touched the keys for a while: the idle lock's clock.

The rules are: time asleep counts, a changed wall clock does not; from 1 to 60 minutes.
"""

import sys
import time
from collections.abc import Callable
from typing import Final

SHORTEST: Final = 1
LONGEST: Final = 60
SETTLED: Final = 10
"""Minutes of idleness before the casebook locks, unless a person sets another number."""


_COUNTS_SLEEP: Final = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}
"""The clocks that run on while the computer sleeps; on Windows the usual one does."""


def seconds_awake_and_asleep() -> float:
    """Seconds on a clock that runs while the computer sleeps, and that nobody can set."""
    clock = _COUNTS_SLEEP.get(sys.platform)
    return time.monotonic() if clock is None else time.clock_gettime(getattr(time, clock))


class IdleWatch:
    """Knows since when nothing has been typed, and whether that is too long."""

    def __init__(
        self, minutes: int = SETTLED, clock: Callable[[], float] = seconds_awake_and_asleep
    ) -> None:
        self._clock = clock
        self._minutes = min(max(minutes, SHORTEST), LONGEST)
        self._touched = clock()

    @property
    def minutes(self) -> int:
        """The minutes of idleness that are allowed."""
        return self._minutes

    @minutes.setter
    def minutes(self, minutes: int) -> None:
        """Allow another number of minutes, kept between the shortest and the longest."""
        self._minutes = min(max(minutes, SHORTEST), LONGEST)
        self.touch()

    def touch(self) -> None:
        """A key was pressed, a button clicked, or something pasted."""
        self._touched = self._clock()

    @property
    def seconds_left(self) -> float:
        """Seconds until the lock; at or below nothing, it is due."""
        return self._touched + self._minutes * 60 - self._clock()
