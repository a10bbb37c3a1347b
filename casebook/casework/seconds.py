"""Second signatures: who may give one, and what stands for one where nobody can.

The rules are: the second person is authorised by their office, holds the case, is not accused in
it, is neither the first person nor their key, and did not come in by the first person's hand since
the case was opened; where nobody else may sign, and nobody who could was put out since then, an
outcome of the LADO or the police, recorded with its reference, stands for the second.
"""

from casebook.casework import comings
from casebook.casework.case_file import CaseFile
from casebook.casework.hands import Hand, own
from casebook.casework.people import accused_users, called, parts_of
from casebook.errors.rules import SecondRefused
from casebook.records.referral import Referral
from casebook.records.user import User
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.ledger import Entry
from casebook.store.moves import MOVED
from casebook.store.people import UserCard

SIGNERS = frozenset({"dsl", "deputy-dsl", "head", "chair", "vice-chair"})
"""The offices that may sign as the second."""

OUTSIDE = ("lado", "police")

BEGINNING = frozenset({"opened", "recorded", "reopened", MOVED})
"""The verbs by which a case begins, grows by an incident, begins again, or comes from elsewhere."""


def refuse_unless_second(
    book: Book, compartment: Compartment, file: CaseFile, first: str, hand: Hand | None = None
) -> None:
    """Raise SecondRefused unless this person may second what the user `first` signed."""
    hand = hand or own(book)
    why = _why_not(book, file, hand.card)
    if hand.card.uid == first or _key_of(compartment, first) == hand.sign_key:
        why = "you gave the first signature"
    if not why and comings.since_opened(book, file).depend(first, hand.card.uid):
        why = (
            "you and whoever gave the first signature came to hold this by the same hand after the "
            "case was opened"
        )
    if why:
        raise SecondRefused(why=why)


def others_who_may(book: Book, file: CaseFile, first: str) -> list[UserCard]:
    """The people who may second what the user `first` signed."""
    came = comings.since_opened(book, file)
    return [
        each
        for each in book.holders(file.compartment)
        if each.uid != first and not _why_not(book, file, each) and not came.depend(first, each.uid)
    ]


def put_out(book: Book, file: CaseFile) -> list[str]:
    """Who could have signed as the second until somebody took the case from them; short names."""
    present = {each.uid for each in book.holders(file.compartment)}
    gone = {uid for uid, _ in comings.since_opened(book, file).put_out} - present
    cards = [each for each in book.users() if each.uid in gone]
    return [called(book, each.uid) for each in cards if not _why_not(book, file, each)]


def is_alone(book: Book, file: CaseFile, first: str) -> bool:
    """Whether `first` may sign by themselves: nobody else may, and nobody was put out for it."""
    return not others_who_may(book, file, first) and not put_out(book, file)


def standing_for_second(book: Book, file: CaseFile) -> Referral | None:
    """The contact whose outcome stands for a second person; none without one.

    It counts once it was entered after the case was opened, or opened again, and after the newest
    incident: an earlier outcome was not about what is closed now. An action that somebody says was
    done is no outcome.
    """
    compartment = book.compartment(file.compartment)
    matter = [file.case.id, *(each.id for each in (*file.incidents, *file.closings))]
    begun = [each for each in compartment.entries(matter) if each.verb in BEGINNING]
    since = max(each.seq for each in begun)
    for contact in file.referrals:
        if contact.route in OUTSIDE and contact.answer and contact.their_reference:
            told = [each.seq for each in compartment.entries([contact.id]) if _told(each)]
            if max(told, default=0) > since:
                return contact
    return None


def _told(entry: Entry) -> bool:
    """Whether an entry says what an agency answered."""
    return entry.verb == "answered"


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
