"""MANIFEST: every file's path, size and SHA-256 at the last close, for people without keys.

The rules are: it is written last, and marked open before anything else is; so a casebook that
was killed while open is told from one that was altered while closed. LOCK, MANIFEST itself and
half-written files are left out. Two copies, of which the one with the higher serial counts.
"""

import hashlib
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from casebook.errors import CasebookError
from casebook.errors.machine import FileMissing
from casebook.vault import claims, drops, durable, filelist
from casebook.vault.filelist import Line, Manifest
from casebook.vault.findings import Finding
from casebook.vault.layout import COMPARTMENTS, COPY, CasebookFolder
from casebook.vault.loghead import LogHead
from casebook.vault.places import kind_of, spoken

NEVER_SEEN = (0, "0" * 64)
"""What the list says of a file that must be there and that nobody could measure."""

STEP = 1_048_576
"""Bytes that are read at once for hashing."""


def _write(folder: CasebookFolder, listed: Manifest) -> None:
    data = filelist.written(listed)
    durable.write_whole(folder.manifest_path, data)
    durable.write_whole(_copy(folder), data)


def _copy(folder: CasebookFolder) -> Path:
    return folder.manifest_path.with_name(folder.manifest_path.name + COPY)


def read(folder: CasebookFolder) -> Manifest | None:
    """The newer of the two copies that are whole; None when neither is."""
    copies = (filelist.read(path, folder.casebook_id) for path in _both(folder))
    whole = [each for each in copies if each is not None]
    return max(whole, key=lambda each: each.serial, default=None)


def heads(folder: CasebookFolder) -> dict[str, LogHead]:
    """The log heads at the last close; nothing when there is no whole list."""
    listed = read(folder)
    return dict(listed.heads) if listed else {}


def measured(path: Path, place: str) -> tuple[int, str]:
    """Size and SHA-256 of a kept file; raises FileUnsafe, FileMissing."""
    digest, size = hashlib.sha256(), 0
    buffer = memoryview(bytearray(STEP))
    with durable.typed_faults(), durable.open_kept(path, place) as file:
        while count := file.readinto(buffer):  # type: ignore[attr-defined]
            digest.update(buffer[:count])
            size += count
    return size, digest.hexdigest()


def walk(folder: CasebookFolder) -> Iterator[tuple[str, Path]]:
    """Everything in the folder that is not a folder, by its path with forward slashes, in order.

    A link to a folder is given as what it is, and not followed.
    """

    def below(place: Path) -> Iterator[Path]:
        """What stands in one folder and those inside it, by name."""
        for each in sorted(place.iterdir(), key=lambda path: path.name):
            if each.is_dir() and not each.is_symlink():
                yield from below(each)
            else:
                yield each

    with durable.typed_faults():
        for path in below(folder.path):
            yield path.relative_to(folder.path).as_posix(), path


def write(
    folder: CasebookFolder,
    heads: Mapping[str, LogHead],
    sealed: Mapping[str, tuple[int, str]],
    *,
    disposed: Collection[str] = (),
    wanted: Collection[str] = (),
) -> None:
    """List everything as it stands, and mark the casebook closed.

    Sealed exhibits never change and are not hashed again: their lines come from the list before,
    or from `sealed` (size and SHA-256 by path) for new ones. A line whose file has gone stays, so
    that the loss shows, unless `disposed` names it; a slot that `wanted` names has one in any case.
    Heads that are not given stay as they were.
    """
    before = read(folder)
    lines = {path: Line(path, *facts) for path, facts in sealed.items()}
    if before:
        kept = {path: line for path, line in before.lines.items() if kind_of(path) == "exhibit"}
        lines = kept | lines
    for gone in disposed:
        lines.pop(gone, None)
    for path, place in walk(folder):
        if "/drops/" in path and drops.is_too_long(place):
            continue  # no report, however long it is: it is not read, and told as a stranger
        if kind_of(path) == "kept" or (kind_of(path) == "exhibit" and path not in lines):
            lines[path] = Line(path, *measured(place, path))
    for path in wanted:
        lines.setdefault(path, (before.lines if before else {}).get(path, Line(path, *NEVER_SEEN)))
    known = dict(before.heads) if before else {}
    serial = before.serial + 1 if before else 1
    _write(folder, Manifest(folder.casebook_id, serial, "closed", known | dict(heads), lines))


def mark_open(folder: CasebookFolder, sealed: Mapping[str, tuple[int, str]] | None = None) -> None:
    """Say in the list that a writer is at work, before that writer changes anything.

    Where neither copy can be read, the new list begins with the lines of `sealed`; a list that was
    begun without them takes up those that it lacks.
    What an earlier writer left half written is cleared away: nothing of it was kept. What somebody
    is writing at this moment is left to them.
    """
    for path, place in walk(folder):
        if kind_of(path) == "passing" and path.endswith(durable.PARTIAL):
            _clear(place)
    known = {path: Line(path, *facts) for path, facts in (sealed or {}).items()}
    before = read(folder) or Manifest(folder.casebook_id, 0, "closed", {}, {})
    lines = known | dict(before.lines)
    _write(folder, Manifest(folder.casebook_id, before.serial + 1, "open", before.heads, lines))


def _clear(partial: Path) -> None:
    """Remove a half-written file that nobody writes any more."""
    with durable.typed_faults(), suppress(FileNotFoundError):
        if stat.S_ISREG(partial.lstat().st_mode):
            with suppress(FileMissing), durable.open_kept(partial, partial.name) as file:
                if claims.is_claimed(file.fileno()):
                    return
        partial.unlink()


Progress = Callable[[str, int, int], None]
"""Told what is being looked at, how many files are done, and how many there are."""


def check(
    folder: CasebookFolder, progress: Progress | None = None, *, quick: bool = False
) -> list[Finding]:
    """Hold everything in the folder against the list, without any key; `quick` compares sizes only.

    What a kill while open explains is a note; what nothing explains is a fault.
    """
    copies = {path.name: filelist.read(path, folder.casebook_id) for path in _both(folder)}
    listed = read(folder)
    found = [
        Finding("F-01", name, "This copy of the file list is damaged, missing or foreign.", "note")
        for name, copy in copies.items()
        if copy is None
    ]
    if listed is None:
        said = "Without the file list nobody can say whether the folder is complete."
        return [
            Finding("V-31", folder.manifest_path.name, said, "fault"),
            *_strangers(folder, None),
        ]
    if listed.state == "open":
        said = "It was not closed: it is open now, or was stopped while open."
        found.append(Finding("F-02", folder.manifest_path.name, said, "note"))
    for done, line in enumerate(listed.lines.values(), 1):
        found += _compared(folder, listed, line, quick=quick)
        if progress:
            progress(line.path, done, len(listed.lines))
    return found + _strangers(folder, listed)


def _both(folder: CasebookFolder) -> tuple[Path, Path]:
    return folder.manifest_path, _copy(folder)


def _compared(
    folder: CasebookFolder, listed: Manifest, line: Line, *, quick: bool
) -> Iterator[Finding]:
    """What is to be said about one listed file: nothing, if it is as it was."""
    place = folder.path / line.path
    try:
        with durable.typed_faults():
            size = place.lstat().st_size
        same = size == line.size and (
            quick or measured(place, line.path) == (line.size, line.sha256)
        )
    except FileMissing:
        if _may_be_gone(folder, listed, line.path):
            said = "It was removed after the casebook was opened, and the list not written again."
            yield Finding("F-03", line.path, said, "note")
        else:
            yield Finding("F-04", line.path, "The file is missing.", "fault")
        return
    except CasebookError as fault:
        yield Finding("F-05", line.path, f"The file cannot be read: {fault.message}", "fault")
        return
    if kind_of(line.path) == "kept" and _has_second_name(place):
        said = "The file has a second name elsewhere, from where it can be changed."
        yield Finding("F-19", line.path, said, "fault")
    if same:
        return
    if kind_of(line.path) == "kept" and (listed.state == "open" or _is_draft(line.path)):
        said = "It changed after the casebook was opened; opening it with a key tells if rightly."
        yield Finding("F-06", line.path, said, "note")
    else:
        said = "It is not the file that was there when the casebook was closed."
        yield Finding("F-07", line.path, said, "fault")


def _has_second_name(place: Path) -> bool:
    """Whether a file is reached by another name too (a hard link)."""
    with durable.typed_faults():
        return place.lstat().st_nlink > 1


def _is_draft(path: str) -> bool:
    return path.endswith(".draft")


def _may_be_gone(folder: CasebookFolder, listed: Manifest, path: str) -> bool:
    """Whether a writer who was stopped could have removed this file rightly."""
    if _is_draft(path):
        return True
    if listed.state == "closed" or kind_of(path) != "kept":
        return False
    if path.startswith("users/") or "/drops/" in path:
        return True
    numbered = re.fullmatch(r"compartments/([a-z]+)/g([0-9]{4})\..*", path)
    if not numbered or numbered[1] not in COMPARTMENTS:
        return False
    try:
        return int(numbered[2]) != folder.head(numbered[1]).generation
    except CasebookError:
        return False


def _strangers(folder: CasebookFolder, listed: Manifest | None) -> list[Finding]:
    """What is to be said about files that the list does not name."""
    found, ordinals = [], Counter[str]()
    is_closed = listed is not None and listed.state == "closed"
    for path, place in walk(folder):
        if listed and path in listed.lines:
            continue
        ordinals[path.rpartition("/")[0]] += 1
        said = _stranger(path, place, is_closed=is_closed)
        if said:
            code, consequence, severity = said
            name = spoken(path, ordinals[path.rpartition("/")[0]])
            found.append(Finding(code, name, consequence, severity))
    return found


_STRANGERS: Mapping[str, tuple[str, str, Literal["note", "fault"]]] = {
    "exhibit": ("F-11", "No list names this sealed file; it is left where it is.", "note"),
    "debris": ("F-12", "The computer's own file about the folder; it does no harm.", "note"),
    "conflict": ("F-13", "A syncing program made a second version; nothing is merged.", "note"),
    "placeholder": ("F-20", "A stand-in: a syncing program keeps the file elsewhere.", "note"),
    "unknown": ("F-14", "It does not belong to the casebook; it is left where it is.", "note"),
}


def _stranger(
    path: str, place: Path, *, is_closed: bool
) -> tuple[str, str, Literal["note", "fault"]] | None:
    kind = kind_of(path)
    if kind not in {"passing", "kept"}:
        return _STRANGERS[kind]
    if path.endswith(durable.PARTIAL):
        return "F-15", "A file that was never finished; it holds nothing that was kept.", "note"
    if path.endswith("-journal") and place.lstat().st_size:
        said = "A change was not finished; the next writer's opening puts it right."
        return "F-16", said, "note"
    if kind == "passing":
        return None
    if "/drops/" in path or _is_draft(path):
        return "F-17", "It was left here after the casebook was closed.", "note"
    return "F-18", "It was added after the list was written.", "fault" if is_closed else "note"
