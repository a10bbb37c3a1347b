"""Who is writing a half-written file: whoever has it open holds a lock on it.

The rule is: what is half written is cleared away once nobody writes it any more, and a killed
writer holds nothing. Where a disk has no such locks a file looks as if nobody wrote it; on Windows
a file that is open cannot be removed anyhow.
"""

import os
from contextlib import suppress


def claim(descriptor: int) -> None:
    """Show that an open file is being written, until it is closed or its process ends."""
    if os.name != "nt":
        import fcntl

        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_claimed(descriptor: int) -> bool:
    """Whether somebody else has this open file open to write it."""
    if os.name == "nt":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
