"""Telling a backup from the casebook that it is a copy of.

The rule is: a folder with the file BACKUP in it is read and never written; restoring copies what
the list names, and so not that file. It is no secret and no proof: it keeps an honest person from
working on in two places.
"""

from pathlib import Path

from casebook.errors.opening import BackupNotWritten
from casebook.vault import durable
from casebook.vault.layout import CasebookFolder

MARK = "BACKUP"
"""What the file is called. What stands in it is for people, and is never read here."""

_SAID = """\
This folder is a backup of a Casebook, made {made}.
It is opened to read and to verify, and never to write. To work on from it,
bring it back into a new folder:  casebook restore THIS-FOLDER NEW-FOLDER
"""


def mark(folder: Path, made: str) -> None:
    """Say in a folder that it is a backup, made at the moment `made`."""
    durable.write_whole(folder / MARK, _SAID.format(made=made).encode("ascii"))


def require_none(folder: CasebookFolder) -> None:
    """Raise BackupNotWritten where a folder is a backup."""
    if (folder.path / MARK).exists():
        raise BackupNotWritten
