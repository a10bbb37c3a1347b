"""Locking: the screen goes blank, the casebook is closed, and this process ends.

Ending the process is the only thing that clears memory, so a lock replaces it with a fresh one
that shows the unlock room. The rules are: nothing is awaited; whatever fails on the way, the
process still ends; the new argument list carries no passphrase file.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from casebook.ui.signals import terminal_is_gone

if TYPE_CHECKING:
    from textual.driver import Driver

BLANK: Final = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the alternate screen, what the terminal remembers of it, and puts the cursor home."""
MOUSE_OFF: Final = "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1006, 1015, 1016))
"""Every way of reporting the mouse, off."""
PATIENCE: Final = 5.0
"""Seconds that closing may take before the process is replaced regardless: what was kept survives
a kill, and an open key in memory does not wait for a slow disk."""


def arguments_of(folder: Path | None, user: str | None) -> list[str]:
    """The interpreter's arguments for a fresh process on the same casebook, for the same person."""
    isolated = ["-I"] if sys.flags.isolated else []
    at = [] if folder is None else ["--at", str(folder)]
    person = [] if user is None else ["--as", user]
    return [*isolated, "-m", "casebook", *at, *person]


def start_again(folder: Path | None, user: str | None) -> NoReturn:
    """Replace this process by a fresh one that knows nothing but the folder and the name."""
    if sys.platform == "win32":
        from casebook.ui.keeper import LOCKED

        os._exit(LOCKED)
    os.execv(sys.executable, [sys.executable, *arguments_of(folder, user)])  # noqa: S606


class Lock:
    """The one way out of an open casebook: blank, close, leave the terminal, end."""

    def __init__(
        self, close: Callable[[], None], end: Callable[[], None], patience: float = PATIENCE
    ) -> None:
        """Take how the casebook is closed, and how the process ends or is replaced."""
        self._close = close
        self._end = end
        self._patience = patience

    def turn(self, driver: "Driver | None") -> None:
        """Lock now. A watchdog ends the process if closing or leaving takes too long.

        A terminal that went away is left as it is: writing to it waits for a reader for ever.
        """
        if driver is not None and not driver.is_headless and terminal_is_gone():
            driver = None
        watchdog = threading.Timer(self._patience, self._abandon, [driver])
        watchdog.daemon = True
        watchdog.start()
        try:
            if driver is not None:
                driver.write(BLANK)
                driver.flush()
            self._close()
        finally:
            try:
                if driver is not None and not driver.is_headless:
                    leave_terminal(driver)
            finally:
                watchdog.cancel()
                self._end()

    def _abandon(self, driver: "Driver | None") -> None:
        """End although something hangs, with the keyboard as it was found."""
        attributes = getattr(driver, "attrs_before", None)
        try:
            if attributes is not None:
                import termios

                termios.tcsetattr(sys.__stdin__ or 0, termios.TCSANOW, attributes)
        finally:
            self._end()


def leave_terminal(driver: "Driver") -> None:
    """Stop Textual's hold on the terminal and wipe what the terminal remembers."""
    if hasattr(driver, "_key_thread"):
        driver._key_thread = None  # noqa: SLF001 - else stopping waits 0.2 s for it to notice
    driver.stop_application_mode()
    driver.close()
    terminal = sys.__stderr__
    if terminal is not None:
        terminal.write(MOUSE_OFF + BLANK)
        terminal.flush()
