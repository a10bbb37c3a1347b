"""Second signatures: who may give one, and what stands for one where nobody can.

The rules are: the second person is authorised by their office, holds the case, is not accused in
it, and is neither the first person nor their key; where nobody else may sign, an outcome of the
LADO or the police, recorded with its reference, stands for the second.
"""

from casebook.casework.case_file import CaseFile
from casebook.casework.people import accused_users, parts_of
from casebook.errors.rules import SecondRefused
from casebook.records.user import User
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.people import UserCard

SIGNERS = frozenset({"dsl", "deputy-dsl", "head", "chair", "vice-chair"})
"""The offices that may sign as the second."""

OUTSIDE = ("lado", "police")


def refuse_unless_second(book: Book, compartment: Compartment, file: CaseFile, first: str) -> None:
    """Raise SecondRefused unless this person may second what the user `first` signed."""
    why = _why_not(book, file, book.user)
    if book.user.uid == first or _key_of(compartment, first) == book.identity.public.sign.hex():
        why = "you gave the first signature"
    if why:
        raise SecondRefused(why=why)


def others_who_may(book: Book, file: CaseFile, first: str) -> list[UserCard]:
    """The people who may second what the user `first` signed."""
    return [
        each
        for each in book.holders(file.compartment)
        if each.uid != first and not _why_not(book, file, each)
    ]


def standing_for_second(file: CaseFile) -> str:
    """The reference of an outside outcome that stands for a second person; empty without one."""
    for contact in file.referrals:
        if contact.route in OUTSIDE and contact.answer and contact.their_reference:
            return contact.reference
    for action in file.actions:
        if action.route in OUTSIDE and action.state == "done" and action.outside_reference:
            return action.reference
    return ""


def _why_not(book: Book, file: CaseFile, card: UserCard) -> str:
    """Why somebody may not sign as the second; empty where they may."""
    if card.role not in SIGNERS:
        return "your office does not sign closings"
    if card.uid in {each.uid for each in accused_users(book, parts_of(file))}:
        return "the case concerns you"
    return ""


def _key_of(compartment: Compartment, uid: str) -> str:
    """The public key that a user signs with."""
    with compartment.reading() as session:
        user = session.get(User, uid)
    return user.sign_key if user else ""
