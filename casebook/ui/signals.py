"""What the operating system's signals mean here: a request to stop waiting is a request to lock.

The rules are: a stopped process must not lie about with its keys in memory, so the stop signal
locks instead; a request to end closes the casebook and ends; so does a terminal that went away
without a word.
"""

import asyncio
import select
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


def terminal_is_gone() -> bool:
    """Whether the terminal hung up: the keyboard gives nothing any more but its end."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    waiting = select.poll()
    waiting.register(sys.__stdin__.fileno(), select.POLLIN)
    hung_up = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & hung_up for _, event in waiting.poll(0))
