"""What the operating system's signals mean here: a request to stop waiting is a request to lock.

The rules are: a stopped process must not lie about with its keys in memory, so the stop signal
locks instead; a request to end closes the casebook and ends.
"""

import asyncio
import signal
import sys
from collections.abc import Callable


def listen(
    loop: asyncio.AbstractEventLoop, lock: Callable[[], None], end: Callable[[int], None]
) -> None:
    """Answer the stop signal by `lock`, and each signal that ends a process by `end`."""
    if sys.platform == "win32":
        return
    loop.add_signal_handler(signal.SIGTSTP, lock)
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(each, end, each)
