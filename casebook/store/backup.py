"""Copies of a whole casebook: made, opened again and verified before anybody calls them backups.

The rules are: a copy is taken while nobody writes, file by file as the list names them, each held
against the list as it is read; the copy is then opened with the keys of whoever made it and
verified whole; it takes its name only after that. A backup is marked as one, and not written in
until it was restored. What those keys do not open is said.
"""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from casebook import clock
from casebook.errors.given import TargetExists
from casebook.errors.integrity import BackupNotWhole, ManifestDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.rules import InsideCasebook
from casebook.store import seen
from casebook.store.book import open_with
from casebook.store.verify import verify_folder
from casebook.vault import copies, durable, filelist, layout, manifest
from casebook.vault.filelist import Line
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.people import Identity
from casebook.vault.writerlock import WriterLock

Progress = Callable[[str, int, int], None]
"""Told what is being copied, how many files are done and how many there are."""

STEP = 1 << 20
"""Bytes that are copied at once."""


@dataclass(frozen=True)
class Copied:
    """A whole copy that was opened again and found unchanged."""

    path: Path
    files: int
    size: int
    """Bytes of all files."""
    opened: tuple[str, ...]
    """The compartments that were read whole in the copy."""
    unopened: tuple[str, ...]
    """The compartments whose files only were compared with the list."""


def back_up(
    folder: CasebookFolder, identity: Identity, target: Path, progress: Progress | None = None
) -> Copied:
    """Copy the casebook in `folder` to the new folder `target`, and open and verify the copy.

    Raises CasebookBusy, TargetExists, InsideCasebook, BackupNotWhole, and the faults of the
    machine; nothing is left at `target` then.
    """
    if target.resolve().is_relative_to(folder.path.resolve()):
        raise InsideCasebook
    with open_with(folder, identity, write=True) as book:  # undoes what was left half done
        for each in book.compartments():
            with each.changing() as change:
                change.witness("copied", "settings", folder.casebook_id, at=clock.now())
    lock = WriterLock()
    lock.acquire(folder)
    try:
        return copy_whole(folder, identity, target, progress, made_at=clock.words(clock.now()))
    finally:
        lock.release()


def restore(
    source: CasebookFolder, identity: Identity, target: Path, progress: Progress | None = None
) -> Copied:
    """Copy a backup to the new folder `target`, and open and verify it there; raises `back_up`'s.

    Nothing that is there already is ever written over: an earlier casebook stays where it is. What
    this machine has seen of it, anywhere, is what the restored one is then held against.
    """
    if target.resolve().is_relative_to(source.path.resolve()):
        raise InsideCasebook
    copied = copy_whole(source, identity, target, progress)
    seen.keep(source.casebook_id, target, seen.anywhere(source.casebook_id))
    return copied


def copy_whole(
    source: CasebookFolder,
    identity: Identity,
    target: Path,
    progress: Progress | None,
    *,
    made_at: str = "",
) -> Copied:
    """Copy what the list names, open the copy and verify it; only then give it its name.

    With `made_at` the copy is marked as a backup, which nobody writes in.
    """
    listed = manifest.read(source)
    if listed is None:
        raise ManifestDamaged
    if listed.state != "closed":
        raise BackupNotWhole(why="it was not closed when it was copied")
    partial = target.with_name(target.name + durable.PARTIAL)
    with durable.typed_faults(), ExitStack() as undo:
        for path, what in ((target, "the copy"), (partial, "the unfinished copy")):
            if path.is_symlink() or path.exists():
                raise TargetExists(what=what)
        undo.callback(shutil.rmtree, partial, ignore_errors=True)
        layout.lay_folders(CasebookFolder(partial, source.casebook_id))
        lines = list(listed.lines.values())
        for done, line in enumerate(lines, 1):
            _copy_one(source, partial, line)
            if progress:
                progress(line.path, done, len(lines))
        for name in ("MANIFEST.bak", "MANIFEST"):
            durable.write_whole(partial / name, filelist.written(listed))
        if made_at:
            copies.mark(partial, made_at)
        opened = _verified(partial, identity)
        partial.rename(target)
        durable.sync_folder(target.parent)
        undo.pop_all()
    size = sum(each.size for each in lines)
    unopened = tuple(each for each in COMPARTMENTS if each not in opened)
    return Copied(target, len(lines), size, opened, unopened)


def _copy_one(source: CasebookFolder, partial: Path, line: Line) -> None:
    """Copy one file, and hold what was read against the list; raises BackupNotWhole."""
    target = partial / line.path
    if not target.parent.is_dir():
        durable.make_folder(target.parent)
    digest, size = hashlib.sha256(), 0
    try:
        given = durable.open_kept(source.path / line.path, line.path)
    except FileMissing:
        raise BackupNotWhole(why=f"{line.path} is missing") from None
    with given, durable.created(target) as file:
        while data := given.read(STEP):
            digest.update(data)
            size += len(data)
            durable.write_all(file, data)
    if (size, digest.hexdigest()) != (line.size, line.sha256):
        raise BackupNotWhole(why=f"{line.path} is not what its list says")


def _verified(copy: Path, identity: Identity) -> tuple[str, ...]:
    """The compartments of a copy that opened and are unchanged; raises BackupNotWhole.

    The copy is read from the disk again: each file against the list, each page, entry and exhibit.
    """
    with open_with(layout.at(copy), identity, write=False, verifying=True) as book:
        verdict = verify_folder(copy, book)
    # That it is older than what somebody saw is for its opening to say: it is whole all the same.
    bad = [each for each in verdict.findings if each.severity == "fault" and each.code != "S-12"]
    if bad:
        details = [{"object": each.object, "consequence": each.consequence} for each in bad]
        raise BackupNotWhole(why="the copy does not verify", details=details)
    return verdict.opened
