"""Where a bundle is written: a folder, or one sealed file; whole, or not at all.

The rules are: everything is written under a name that ends in `.partial`, flushed, and renamed
last; whatever goes wrong, the partial thing is removed; nothing is ever replaced; a casebook is
no place for a bundle. A sealed bundle is never on the disk unsealed, not even in part.
"""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from casebook import clock
from casebook.bundles import sealing
from casebook.bundles.bagging import Place
from casebook.errors.given import BundleTargetUnusable, TargetExists
from casebook.vault import durable

NOTE = ".covering-note.txt"
"""What follows a bundle's name in the name of the note that lies beside it."""

LARGE = 1 << 31
"""From so many bytes on, a ZIP entry is given 64-bit sizes from the start."""


class _FolderPlace:
    """A folder that is filled, and flushed to the disk at the end: files first, then names."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._written: list[Path] = []

    @contextmanager
    def create(self, path: str, _size: int) -> Iterator[BinaryIO]:
        """A new file."""
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            yield file
        self._written.append(target)

    def flush(self) -> None:
        """Make every file and every name in the folder last."""
        for each in self._written:
            with each.open("rb+") as file:
                os.fsync(file.fileno())
        for folder, _, _ in os.walk(self._root, topdown=False):
            durable.sync_folder(Path(folder))


class _ZipPlace:
    """The inside of a ZIP file; entries are stored as they are, under one folder."""

    def __init__(self, inner: zipfile.ZipFile, folder: str, moment: datetime) -> None:
        self._inner = inner
        self._folder = folder
        shown = clock.local(moment)
        self._stamp = (*shown.timetuple()[:5], shown.second // 2 * 2)

    @contextmanager
    def create(self, path: str, size: int) -> Iterator[BinaryIO]:
        """A new entry of `size` bytes."""
        entry = zipfile.ZipInfo(f"{self._folder}/{path}", self._stamp)
        entry.create_system = 3  # the same bytes on every system
        entry.external_attr = 0o100644 << 16
        entry.file_size = size
        with self._inner.open(entry, "w", force_zip64=size >= LARGE) as file:
            yield cast("BinaryIO", file)


def ready(target: Path, name: str) -> None:
    """Raise BundleTargetUnusable or TargetExists unless `name` can be written in `target`."""
    whole = target.absolute()
    for folder in (whole, *whole.parents, *whole.resolve().parents, whole.resolve()):
        if (folder / "CASEBOOK").exists():
            raise BundleTargetUnusable(fault="it is inside a casebook")
    with durable.typed_faults():
        for each in (name, f"{name.removesuffix('.zip')}{NOTE}"):
            if os.path.lexists(whole / each):
                raise TargetExists(what="the bundle")
        if whole.exists() and not whole.is_dir():
            raise BundleTargetUnusable(fault="it is not a folder")


@contextmanager
def _made(target: Path) -> Iterator[None]:
    """Make the folder `target` if need be; it goes again if nothing came to lie in it."""
    there = target.is_dir()
    with durable.typed_faults(), ExitStack() as undo:
        target.mkdir(exist_ok=True)
        if not there:
            undo.callback(durable.remove_if_empty, target)
        yield
        undo.pop_all()


@contextmanager
def folder(target: Path, bundle_id: str, note: str) -> Iterator[Place]:
    """Write a bundle as the folder `bundle_id` in `target`, and the covering note beside it."""
    ready(target, bundle_id)
    partial = target / f"{bundle_id}{durable.PARTIAL}"
    with _made(target), ExitStack() as undo:
        shutil.rmtree(partial, ignore_errors=True)
        undo.callback(shutil.rmtree, partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        place = _FolderPlace(partial)
        yield place
        place.flush()
        _put(undo, partial, target / bundle_id, note)


@contextmanager
def sealed(
    target: Path, bundle_id: str, note: str, words: str, moment: datetime
) -> Iterator[Place]:
    """Write a bundle as `bundle_id`.zip in `target`, an AES-256 ZIP that opens with `words`.

    The covering note is laid beside it.
    """
    name = f"{bundle_id}.zip"
    ready(target, name)
    partial = target / f"{name}{durable.PARTIAL}"
    with _made(target), ExitStack() as undo:
        undo.callback(partial.unlink, missing_ok=True)
        with durable.created(partial) as file, sealing.member(file, words) as stream:
            inner = zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED)
            with sealing.closed_if_whole(inner):
                yield _ZipPlace(inner, bundle_id, moment)
        _put(undo, partial, target / name, note)


def _put(undo: ExitStack, partial: Path, whole: Path, note: str) -> None:
    """Lay the note, then give a whole bundle its name; after that nothing is undone.

    Raises TargetExists when something took the name meanwhile.
    """
    if os.path.lexists(whole):
        raise TargetExists(what="the bundle")
    beside = note_of(whole)
    undo.callback(beside.unlink, missing_ok=True)
    durable.write_whole(beside, note.replace("\n", "\r\n").encode("utf-8"))
    durable.put_in_place(partial, whole)
    undo.pop_all()


def note_of(bundle: Path) -> Path:
    """Where the covering note of a bundle lies."""
    return bundle.with_name(f"{bundle.name.removesuffix('.zip')}{NOTE}")
