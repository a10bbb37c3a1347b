"""A new file for a secret that is told once: never over another, and gone when the deed fails."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from casebook.errors.given import TargetExists
from casebook.vault import durable


@contextmanager
def new_file(path: Path, what: str, room: int) -> Iterator[IO[bytes]]:
    """A new file for its owner alone, with `room` bytes kept free; removed if the block fails.

    Raises TargetExists.
    """
    with durable.typed_faults(), ExitStack() as undo:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise TargetExists(what=what) from None
        undo.callback(path.unlink, missing_ok=True)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b" " * room)
            file.flush()
            os.fsync(descriptor)
            file.seek(0)
            yield file
            file.truncate()
            file.flush()
            os.fsync(descriptor)
        undo.pop_all()
