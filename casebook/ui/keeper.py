"""On Windows, where a process cannot replace itself: the parent that starts its child anew.

The parent imports the standard library alone and never sees a passphrase.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from casebook.ui.locking import arguments_of

LOCKED: Final = 75
"""The exit status of a child that locked and wants to be started again."""


def keep_open(
    folder: Path | None, user: str | None, passphrase_file: Path | None, *, mark: str
) -> int:
    """Start the screen as a child, and again whenever it locks; answer with its last status."""
    environment = os.environ | {mark: "1"}
    first = [] if passphrase_file is None else ["--passphrase-file", str(passphrase_file)]
    arguments = [*arguments_of(folder, user), *first]
    while True:
        status = subprocess.run(
            [sys.executable, *arguments], env=environment, check=False
        ).returncode
        if status != LOCKED:
            return status
        arguments = arguments_of(folder, user)
