"""Opening a casebook: the heavy imports, Argon2id, and the draft that was left.

The rule is: this module is imported after first paint, in a thread, while a passphrase is typed.
"""

from functools import partial
from pathlib import Path

from casebook.casework import drafts, drops
from casebook.errors import CasebookError
from casebook.errors.integrity import CasebookRolledBack, DraftDamaged, OpenedWithFaults
from casebook.errors.machine import NotPermitted, PlaceReadOnly
from casebook.errors.opening import BackupNotWritten, CasebookBusy, PlaceUnsuited
from casebook.store import newest
from casebook.store.book import Book, open_with
from casebook.ui.desk import Desk
from casebook.vault import layout, slots

READ_INSTEAD = (
    BackupNotWritten,
    CasebookBusy,
    CasebookRolledBack,
    NotPermitted,
    PlaceReadOnly,
    PlaceUnsuited,
)
"""What keeps a person from writing, but not from reading."""


def open_desk(folder: Path, user: str, passphrase: str) -> Desk:
    """The desk of `user`, opened; to write if nobody else writes, else to read.

    Raises CannotOpen's and IntegrityFailure's leaves.
    """
    place = layout.at(folder)
    identity = slots.open_slot(place, user, passphrase)
    noticed: list[CasebookError] = []
    try:
        book = open_with(place, identity, write=True)
    except READ_INSTEAD as fault:
        noticed.append(fault)
        book = open_with(place, identity, write=False)
    if book.is_writer:
        drops.take_in(book)
    if book.noticed and not any(isinstance(each, CasebookRolledBack) for each in noticed):
        noticed.append(_told(book))
    return Desk(book, partial(drafts.keep, book), _draft(book, noticed), noticed)


def _told(book: Book) -> OpenedWithFaults:
    """What was found while opening, as something to be shown."""
    details = [{"object": each.object, "consequence": each.consequence} for each in book.noticed]
    if any(each.severity == "fault" for each in book.noticed):
        return OpenedWithFaults(details=details)
    if any("/drops/" in each.object for each in book.noticed):
        return OpenedWithFaults(details=details, next_step="Do what is said of each report.")
    if any(each.code == newest.BEHIND for each in book.noticed):
        next_step = "Look which clock is right, and set it before you enter anything."
        return OpenedWithFaults(details=details, next_step=next_step)
    return OpenedWithFaults(details=details, next_step="Nothing need be done.")


def _draft(book: Book, noticed: list[CasebookError]) -> dict[str, dict[str, str]]:
    """The draft that was kept last; a damaged one is noticed, and is none."""
    try:
        return drafts.kept(book)
    except DraftDamaged as fault:
        noticed.append(fault)
        return {}
