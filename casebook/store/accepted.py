"""What was accepted of places where a casebook must not lie, from this account on this machine.

The rule is: a note belongs to one folder, and holds for what was seen there then; anything else
that is seen later is refused again.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from casebook import remembered
from casebook.vault import durable
from casebook.vault.layout import CasebookFolder


def kinds(folder: CasebookFolder) -> frozenset[str]:
    """The kinds of reason against a folder's place that were accepted from this account."""
    try:
        return frozenset(map(str, json.loads(remembered.read(_note(folder)))))
    except (ValueError, TypeError):
        return frozenset()


def keep(folder: CasebookFolder, said: Sequence[str]) -> None:
    """Note what was accepted; raises NotPermitted and its like."""
    note = _note(folder)
    with durable.typed_faults():
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    durable.write_whole(note, json.dumps(list(said)).encode("ascii"))


def _note(folder: CasebookFolder) -> Path:
    """The note of one casebook in one folder."""
    return remembered.place_for("accepted", folder.casebook_id, folder.path)
