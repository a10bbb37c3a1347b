"""A list of files that is lost or damaged in both copies: told, signed for, and made anew.

The rules are: whoever opens the casebook to write is told, and an entry says so in every ledger
they hold; everybody else is told when they next come, by that entry, or because the new list knows
nothing of what they hold; the list begins with what those ledgers know of, so that what is gone
stays missed by those without keys. Only a compartment's own holders are told of its files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook import clock
from casebook.errors.integrity import ManifestDamaged
from casebook.records.sealed import SealedFile
from casebook.store import resealing
from casebook.store.compartment import Compartment
from casebook.vault import manifest
from casebook.vault.findings import Finding
from casebook.vault.layout import CasebookFolder

if TYPE_CHECKING:
    from casebook.store.book import Book

CODE = ManifestDamaged.code
"""What findings about it are known by."""

RELISTED = "relisted"
"""The verb of the entry that says so."""

SAID = (
    "Both copies of the list of files are missing or damaged: nobody without keys can say what is "
    "gone. A new list was begun from the ledgers that you hold; look for what else may be missing."
)
SAID_UNLISTED = (
    "The list of files was lost, and begun anew by somebody who does not hold {names}: what that "
    "has was not in it. It is now; look for what may be missing."
)
SAID_LATER = (
    "Both copies of the list of files were lost, and {who} began a new one on {when}, since you "
    "were last here. Look for what may be missing, and ask what happened to them."
)


@dataclass(frozen=True)
class Begun:
    """A list that a writer marked open."""

    anew: tuple[str, ...] = ()
    """The compartments of which it knew nothing before."""
    findings: tuple[Finding, ...] = ()


def begin(folder: CasebookFolder, compartments: Iterable[Compartment]) -> Begun:
    """Mark the list open for a writer; what is to be said where it had to be made anew."""
    listed = manifest.read(folder)
    unlisted = [each for each in compartments if listed is None or each.name not in listed.heads]
    if not unlisted:
        manifest.mark_open(folder)
        return Begun()
    manifest.mark_open(folder, _exhibits(folder, unlisted))
    names = tuple(each.name for each in unlisted)
    said = SAID if listed is None else SAID_UNLISTED.format(names=" and ".join(names))
    return Begun(names, (Finding(CODE, folder.manifest_path.name, said, "fault"),))


def since_last_here(book: "Book") -> list[Finding]:
    """That the list was made anew by somebody else since this person last closed the casebook."""
    said: dict[str, None] = {}
    for name, last in book.identity.heads.items():
        entries = book.compartment(name).entries([book.casebook_id]) if name in book.held else []
        for each in (each for each in entries if each.verb == RELISTED and each.seq > last.size):
            by = book.user_named(each.actor)
            who = by.called if by else "somebody who has left"
            said[SAID_LATER.format(who=who, when=clock.words(clock.read_iso(each.at)))] = None
    place = book.folder.manifest_path.name
    return [Finding(CODE, place, each, "fault") for each in said]


def sign(book: "Book", begun: Begun) -> None:
    """Enter, signed, that the list was made anew, where it knew nothing of a compartment."""
    for name in begun.anew:
        with book.compartment(name).changing() as change:
            change.witness(RELISTED, "settings", book.casebook_id)


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
            gone = resealing.replaced(session)
        for row in (one for one in rows if one.id not in gone):
            path = folder.sealed_path(row.id).relative_to(folder.path).as_posix()
            found[path] = (row.sealed_size, row.sealed_sha256)
    return found
