"""What this account on this machine saw last of a casebook's ledgers, in each folder it stood in.

It is beside the private box, and outlives it: a whole folder that was put back, slots and all, is
older than what stands here. It holds sizes and roots: nothing of a case, and no path.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from casebook import remembered
from casebook.vault.layout import CasebookFolder
from casebook.vault.loghead import LogHead

KIND = "seen"
"""What the account remembers these under."""


def heads(folder: CasebookFolder) -> dict[str, LogHead]:
    """The heads that were last seen in a folder; nothing where there is no note of it."""
    return _read(_note(folder.casebook_id, folder.path))


def anywhere(casebook_id: str) -> dict[str, LogHead]:
    """The longest of the ledgers that were seen of a casebook, whatever folder it stood in."""
    longest: dict[str, LogHead] = {}
    with suppress(OSError):
        for note in sorted(_folder().glob(f"{casebook_id}-*")):
            for name, head in _read(note).items():
                if name not in longest or longest[name].size < head.size:
                    longest[name] = head
    return longest


def keep(casebook_id: str, path: Path, heads_now: Mapping[str, LogHead]) -> None:
    """Keep what was seen in the folder `path`; a machine without room for it is no obstacle."""
    note = _note(casebook_id, path)
    known = _read(note) | dict(heads_now)
    remembered.keep(note, json.dumps({name: dict(vars(each)) for name, each in known.items()}))


def _read(note: Path) -> dict[str, LogHead]:
    """The heads in one note; nothing where it is none."""
    try:
        value = json.loads(remembered.read(note))
        return {
            str(name): LogHead(int(each["size"]), str(each["root"]), int(each["generation"]))
            for name, each in value.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _note(casebook_id: str, path: Path) -> Path:
    """The note of one casebook in one folder."""
    return remembered.place_for(KIND, casebook_id, path)


def _folder() -> Path:
    """Where this account keeps its notes."""
    return remembered.place(KIND)
