"""A list of files that is lost or damaged in both copies: told, signed for, and made anew.

The rules are: whoever opens the casebook to write is told, and an entry says so in every ledger
they hold; the new list begins with what those ledgers know of, so that what is gone stays missed by
those without keys. Only a compartment's own holders are told of its files.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook.errors.integrity import ManifestDamaged
from casebook.records.sealed import SealedFile
from casebook.store.compartment import Compartment
from casebook.vault import manifest
from casebook.vault.findings import Finding
from casebook.vault.layout import CasebookFolder

if TYPE_CHECKING:
    from casebook.store.book import Book

SAID = (
    "Both copies of the list of files are missing or damaged: nobody without keys can say what is "
    "gone. A new list was begun from the ledgers that you hold; look for what else may be missing."
)


def begin(folder: CasebookFolder, compartments: Iterable[Compartment]) -> list[Finding]:
    """Mark the list open for a writer; what is to be said where it had to be made anew."""
    if manifest.read(folder) is not None:
        manifest.mark_open(folder)
        return []
    manifest.mark_open(folder, _exhibits(folder, compartments))
    return [Finding(ManifestDamaged.code, folder.manifest_path.name, SAID, "fault")]


def sign(book: "Book") -> None:
    """Enter, signed, that the list was made anew, where it was."""
    if any(each.code == ManifestDamaged.code for each in book.findings):
        for each in book.compartments():
            with each.changing() as change:
                change.witness("relisted", "settings", book.casebook_id)


def slots_wanted(book: "Book") -> list[str]:
    """The paths of the slots of everybody who holds what is open here.

    Of nobody else is it known here whether they left.
    """
    return [
        book.folder.slot_path(each.uid).relative_to(book.folder.path).as_posix()
        for each in book.everyone()
        if each.active and set(each.holds) & set(book.held)
    ]


def _exhibits(
    folder: CasebookFolder, compartments: Iterable[Compartment]
) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each sealed file that the ledgers know of, by its path."""
    found = {}
    for each in compartments:
        with each.reading() as session:
            rows = session.exec(select(SealedFile)).all()
        for row in rows:
            path = folder.sealed_path(row.id).relative_to(folder.path).as_posix()
            found[path] = (row.sealed_size, row.sealed_sha256)
    return found
