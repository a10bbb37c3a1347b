"""Who holds what, who was here when, and what the school could be opened with if they were gone.

It is made of what the compartments that one holds tell; of the others it says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.store import attendance, backed_up
from casebook.store.book import Book
from casebook.vault.layout import COMPARTMENTS


@dataclass(frozen=True)
class Person:
    """Somebody who works with the casebook, or did."""

    short: str
    role: str
    full_name: str
    holds: Sequence[str]
    active: bool
    last_entry: datetime | None
    """When they last entered something where one may look."""


@dataclass(frozen=True)
class SheetLine:
    """A recovery sheet."""

    short: str
    opens: Sequence[str]
    rehearsed: datetime | None
    used: datetime | None


OLD_DRILL = 366
"""Days after which a recovery sheet is to be tried again."""


@dataclass(frozen=True)
class SheetDue:
    """A recovery sheet of which nobody knows whether it still opens what it should."""

    short: str
    opens: Sequence[str]
    rehearsed: datetime | None
    """When it was tried last, as far as one may look; else it never was."""
    days: int
    """Since then, or since it was made."""


@dataclass(frozen=True)
class Keyring:
    """The people, the sheets, and the last copy."""

    me: str
    my_words: str
    """The six words of one's own key, to be read aloud to whoever grants something."""
    held: Sequence[str]
    not_held: Sequence[str]
    people: Sequence[Person]
    sheets: Sequence[SheetLine]
    backed_up: datetime | None
    """When this account last made a backup; it knows of no other's."""


def seen(book: Book) -> Keyring:
    """What whoever opened `book` can see of people and keys."""
    entries = attendance.last_entries(book)
    rehearsed = attendance.sheets_used(book, attendance.REHEARSED)
    used = attendance.sheets_used(book, attendance.OPENED)
    cards = sorted(book.everyone(), key=lambda each: (not each.active, each.short))
    people = tuple(
        Person(
            each.short, each.role, each.full_name, each.holds, each.active, entries.get(each.uid)
        )
        for each in cards
        if not each.is_recovery
    )
    sheets = tuple(
        SheetLine(each.short, each.holds, rehearsed.get(each.uid), used.get(each.uid))
        for each in cards
        if each.is_recovery and each.active
    )
    return Keyring(
        me=book.user.short,
        my_words=book.identity.public.fingerprint,
        held=book.held,
        not_held=tuple(each for each in COMPARTMENTS if each not in book.held),
        people=people,
        sheets=sheets,
        backed_up=backed_up.last(book.casebook_id),
    )


def due(book: Book) -> list[SheetDue]:
    """The recovery sheets that nobody tried for a year, those never tried since they were made."""
    rehearsed, found = attendance.sheets_used(book, attendance.REHEARSED), []
    for each in book.everyone():
        if each.is_recovery and each.active:
            last = rehearsed.get(each.uid)
            since = last or attendance.entered(book, each.uid)
            days = (clock.now() - since).days if since is not None else 0
            if days > OLD_DRILL:
                found.append(SheetDue(each.short, each.holds, last, days))
    return found
