"""What this account on this machine remembers of casebooks between one run and the next.

The rules are: each thing is a small file of its own, outside every casebook; it is the old one or
the new one, whole; there is nothing of a case in it. A machine that has no room for it is no
obstacle, and neither is what another program wrote there.
"""

import os
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path

_CODE = ("utf-8", "surrogateescape")
"""A folder's name need not be text; what was read as bytes is bytes again."""


def place(*names: str) -> Path:
    """Where the thing called `names` is kept; nothing need be there."""
    from platformdirs import user_state_path

    return Path(user_state_path("casebook", appauthor=False)).joinpath(*names)


def place_for(kind: str, casebook_id: str, folder: Path) -> Path:
    """Where a thing of this kind is kept about one casebook in one folder, which it does not name.

    It begins with the casebook's identifier, so that a casebook's can be found wherever it stood.
    """
    where = sha256(str(folder.resolve()).encode(*_CODE)).hexdigest()
    return place(kind, f"{casebook_id}-{where[:32]}")


def read(at: Path) -> str:
    """The text that is kept at a place; empty where there is none, or it cannot be read."""
    try:
        return at.read_bytes().decode(*_CODE)
    except OSError:
        return ""


def keep(at: Path, text: str) -> None:
    """Keep `text` at a place instead of what was there."""
    with suppress(OSError), ExitStack() as undo:
        at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = at.with_name(f"new-{os.getpid()}-{at.name}")
        undo.callback(beside.unlink, missing_ok=True)
        beside.write_bytes(text.encode(*_CODE))
        beside.replace(at)
