"""A new file for a secret that is told once: never over another, and gone when the deed fails."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from casebook.cli.places import is_casebook
from casebook.errors.given import TargetExists
from casebook.errors.machine import DocumentFailed
from casebook.errors.rules import InsideCasebook
from casebook.vault import durable

ROOM_FOR_PAPER = 256 * 1024
"""Bytes kept free for a page before anything else is written."""


@contextmanager
def new_file(path: Path, what: str, room: int) -> Iterator[IO[bytes]]:
    """A new file for its owner alone, with `room` bytes kept free; removed if the block fails.

    Raises TargetExists; InsideCasebook, for a code that lies beside what it opens guards nothing.
    """
    _refuse_inside(path)
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


@contextmanager
def new_paper(path: Path | None, what: str, still: str) -> Iterator[IO[bytes] | None]:
    """A new file for a page to print, where one is wanted; else nothing.

    `still` says what stands all the same where the page cannot be made. Raises TargetExists,
    InsideCasebook, DocumentFailed.
    """
    if path is None:
        yield None
        return
    with new_file(path, what, ROOM_FOR_PAPER) as file:
        try:
            yield file
        except DocumentFailed as fault:
            fault.written = still
            raise


def _refuse_inside(path: Path) -> None:
    """Raise InsideCasebook where a folder that `path` lies in is a casebook."""
    with durable.typed_faults():
        if any(is_casebook(each) for each in path.resolve().parents):
            raise InsideCasebook
