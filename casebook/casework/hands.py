"""Whose hand a deed is by: that of whoever opened the casebook, or of somebody who left it sealed.

The rule is: what somebody left at another desk counts as theirs, with the time by their clock; that
it was entered for them, with all that they signed, stands in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.store.people import UserCard


@dataclass(frozen=True)
class Hand:
    """Somebody who does something in a case."""

    card: UserCard
    sign_key: str
    """The public half of the key that they sign with, in hexadecimal."""
    at: datetime
    """When they did it."""
    enter: Callable[[Change], None]
    """Says, at the end of the change, how it came here."""


def own(book: Book) -> Hand:
    """The hand of whoever opened `book`, now."""
    return Hand(book.user, book.identity.public.sign.hex(), clock.now(), _nothing)


def _nothing(_change: Change) -> None:
    """What is to be said of a deed by one's own hand: its entry says it."""
