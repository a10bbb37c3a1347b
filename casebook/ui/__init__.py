"""The screen: rooms, dialogs and widgets over casework, by keys alone.

The rules are: first paint comes before anything heavy is imported; only rooms call casework, in
workers that never touch a widget; every text from outside passes `cleaning`; nothing of a case
reaches an error, the clipboard, the window title or the terminal's memory. Locking ends the
process.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from casebook.ui import keyboard


def run(
    folder: Path | None,
    user: str | None = None,
    passphrase_file: Path | None = None,
    *,
    demonstration: bool = False,
    leaving: Callable[[], None] = lambda: None,
    entered: Callable[[Path], None] = lambda _: None,
) -> int:
    """Open the screen on the casebook at `folder` and answer with the exit status.

    With `passphrase_file` the casebook opens at once; a lock never passes the file on. `leaving`
    is done when the screen ends for good, even where the process then ends at once; `entered` is
    told each casebook that was unlocked.
    """
    _quieten()
    if sys.platform == "win32" and _PARENT not in os.environ:
        from casebook.ui.keeper import keep_open

        return keep_open(folder, user, passphrase_file, mark=_PARENT)
    keyboard.hush()
    try:
        from casebook.ui.app import CasebookApp

        app = CasebookApp(folder, user, passphrase_file, demonstration=demonstration)
        app.leaving, app.entered = leaving, entered
        app.run()
    finally:
        keyboard.give_back()
    return app.return_code or 0


_PARENT = "CASEBOOK_KEPT_OPEN"
"""Set for a child whose parent waits to start it again after a lock; it says nothing else."""


def _quieten() -> None:
    """Take away what could make Textual write elsewhere than to the terminal."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
