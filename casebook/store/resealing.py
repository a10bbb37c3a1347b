"""Sealing files anew once somebody lost a compartment: keys that they copied open nothing.

The rules are: each file is opened, sealed under a fresh key and name, and held against the bytes
that were lodged, before its exhibit points at it; the old file goes last. A file of an earlier
generation waits for it, so that stopping half-way costs nothing: the next time goes on from there.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from casebook.errors.integrity import SealedFileDiffers
from casebook.records.exhibit import Exhibit
from casebook.records.sealed import SealedFile
from casebook.store import ledger
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.compartment import Compartment

RESEALED = "resealed"
"""The verb of what tells of it."""

MARK = "witness:sealed-file"

PROFILE = "profile"
"""The purpose of a file that holds a school's own profile."""

Progress = Callable[[int], None]
"""Told how many bytes of the present file are done."""


def reseal(book: "Book", name: str, progress: Progress | None = None) -> int:
    """Seal every file of an earlier generation of the compartment `name` anew; gives how many.

    That is the exhibits, and a school's own profiles, which nothing points at but their hash.

    Raises NotAHolder, ExhibitMissing, SealedFileDamaged, SealedFileDiffers and the faults of the
    machine; those that were done by then stay done.
    """
    compartment = book.compartment(name)
    with compartment.reading() as session:
        exhibits = session.exec(select(Exhibit).where(col(Exhibit.sealed_id).is_not(None))).all()
        rows = {each.id: each for each in session.exec(select(SealedFile)).all()}
        left = replaced(session)
    for old in left:  # whoever was stopped after the entry left the file
        compartment.files.forget(old)
    files: list[tuple[Exhibit | None, SealedFile]] = [
        (each, rows[str(each.sealed_id)]) for each in exhibits
    ]
    files += [(None, each) for each in rows.values() if each.purpose == PROFILE]
    waiting = [
        (exhibit, row)
        for exhibit, row in files
        if row.generation < compartment.generation and row.id not in left
    ]
    for exhibit, row in waiting:
        _one(compartment, exhibit, row, progress)
    return len(waiting)


def _one(
    compartment: "Compartment",
    exhibit: Exhibit | None,
    row: SealedFile,
    progress: Progress | None,
) -> None:
    """Seal one file anew, and the exhibit that points at it with it; the old file goes."""
    with closing(compartment.open_file(row.id)) as source:
        fresh = compartment.lodge_file(source, row.purpose, progress)
    with ExitStack() as undo:
        undo.callback(compartment.discard_file, fresh)
        if (fresh.size, fresh.sha256) != (row.size, row.sha256):
            raise SealedFileDiffers
        with compartment.changing() as change:
            change.add(RESEALED, fresh)
            if exhibit is not None:
                kept = change.session.get_one(Exhibit, exhibit.id)
                change.amend(RESEALED, kept, sealed_id=fresh.id)
            change.witness(RESEALED, "sealed-file", row.id, by=fresh.id)
        undo.pop_all()
    compartment.files.forget(row.id)


def replaced(session: Session) -> dict[str, str]:
    """The sealed files that others took the place of, by their names."""
    found = {}
    for each in ledger.read_entries_of(session.connection(), [MARK]):
        if each.verb == RESEALED and each.values:
            found[each.object_id] = str(each.values.get("by"))
    return found


def differences(session: Session, name: str) -> Iterator[Finding]:
    """A finding for each sealed file that another took the place of and should not have."""
    rows = {each.id: each for each in session.exec(select(SealedFile)).all()}
    gone = replaced(session)
    for old, new in gone.items():
        before, after = rows.get(old), rows.get(new)
        same = before and after and (before.sha256, before.size) == (after.sha256, after.size)
        if not same:
            said = "An entry says that it was sealed anew, and names no file of the same bytes."
            yield Finding("X-03", f"{name}, sealed file {old}", said, "fault")
    for each in session.exec(select(Exhibit)).all():
        if each.sealed_id in gone:
            said = "It points at a sealed file that is said to be replaced."
            yield Finding("X-03", f"{name}, exhibit {each.reference}", said, "fault")
