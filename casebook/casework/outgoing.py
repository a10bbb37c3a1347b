"""Writing outside the casebook: where, under which name, and that what was written is right.

The rules are: never inside the casebook's own folder; a bundle goes to a folder that is there, and
only the folder of a copy is made where it is missing; nothing is replaced; a name is made here
from references and from what is harmless in a given one; what is written is held against its
SHA-256 before it counts.
"""

import hashlib
import re
import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from casebook.errors import MachineFault
from casebook.errors.given import FolderMissing, TargetExists
from casebook.errors.integrity import ExhibitAltered
from casebook.errors.rules import InsideCasebook
from casebook.store.book import Book
from casebook.vault.durable import created, typed_faults, write_all

PIECE = 1 << 20
LONGEST = 80
"""Characters at most that are taken over from a given name."""

STAYED = (
    "It was not recorded, and what was written outside the casebook could not be removed again: "
    "remove it yourself."
)
"""What is to be said where something unrecorded is left outside."""

_HARMLESS = re.compile(r"[^A-Za-z0-9._-]+")


def harmless(name: str) -> str:
    """What is harmless in a file's name on every system: plain letters, digits, `.`, `-`, `_`.

    No folder, no hidden file, no device name: something of ours always stands before it.
    """
    plain = unicodedata.normalize("NFKD", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = _HARMLESS.sub("-", plain.encode("ascii", "ignore").decode()).strip("-._")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST]
    return f"{stem[: LONGEST - 16]}.{ending[:15]}"


def refuse_inside(book: Book, folder: Path) -> None:
    """Raise InsideCasebook where `folder` is the casebook's own, or lies in it."""
    with typed_faults():
        own, wanted = book.folder.path.resolve(), folder.resolve()
    if wanted == own or own in wanted.parents:
        raise InsideCasebook


def refuse_missing(folder: Path) -> None:
    """Raise FolderMissing where nothing is called `folder`: a slip of the pen makes no folder."""
    with typed_faults():
        if not folder.exists():
            raise FolderMissing


def free_name(book: Book, folder: Path, name: str) -> Path:
    """The place of `name` in `folder`, which is made where it is missing.

    Raises InsideCasebook, TargetExists.
    """
    refuse_inside(book, folder)
    with typed_faults():
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / name
        if target.exists() or target.is_symlink():
            raise TargetExists(what="the copy")
    return target


def write_checked(target: Path, source: BinaryIO, sha256: str, what: str) -> None:
    """Write `source` to `target`, readable by its owner alone, and hold it against `sha256`.

    Raises ExhibitAltered, naming `what`; nothing is left then.
    """
    digest = hashlib.sha256()
    with created(target) as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            write_all(file, piece)
        if digest.hexdigest() != sha256:
            raise ExhibitAltered(exhibit=what)


def take_back(path: Path) -> None:
    """Remove what was written outside, a file or a folder, and could not be recorded.

    Raises a MachineFault which says that it is still there.
    """
    try:
        with typed_faults():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except MachineFault as fault:
        fault.written = STAYED
        raise
