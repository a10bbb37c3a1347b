"""The folder that something is written into: made if it is not there, and removed if nothing came.

The rules are: one folder is made, never a whole path; never inside the casebook; only its owner
may enter.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from casebook.vault import durable


@contextmanager
def ready(folder: Path, casebook: Path) -> Iterator[None]:
    """Make `folder` for the length of the block, if it is not there; it stays if all goes well.

    What lies inside `casebook` is left to casework to refuse. Raises a MachineFault.
    """
    inside = folder.resolve().is_relative_to(casebook.resolve())
    makes_it = not inside and not folder.exists()
    with ExitStack() as undo:
        if makes_it:
            with durable.typed_faults():
                folder.mkdir(mode=0o700)
            undo.callback(durable.remove_if_empty, folder)
        yield
        undo.pop_all()
