"""Who may be let into a compartment: nobody whom a case in it concerns.

The rule is: an accused person's key never holds the case, whether it is open or closed.
"""

from sqlmodel import select

from casebook.casework import case_file, texts
from casebook.casework.people import accused_among, parts_of
from casebook.errors.rules import AccusedThere
from casebook.records.case import Case
from casebook.store import membership, sheets
from casebook.store.book import Book
from casebook.store.membership import Newcomer
from casebook.store.people import UserCard
from casebook.store.sheets import BroughtBack
from casebook.vault.layout import COMPARTMENTS


def grant(book: Book, user: str, compartment: str, heard: str = "") -> None:
    """Let `user` hold a compartment; `heard` are the six words that they read aloud.

    Raises ValueUnknown, AccusedThere, and what `membership.grant` raises.
    """
    name = texts.one_of(compartment, COMPARTMENTS, "compartment")
    _refuse_accused(book, membership.named(book, user), name)
    membership.grant(book, user, name, heard)


def bring_back(book: Book, newcomer: Newcomer) -> BroughtBack:
    """Let somebody in by the recovery sheet that opened `book`.

    Raises AccusedThere, and what `sheets.bring_back` raises.
    """
    card = sheets.to_hold(book, newcomer)
    for name in card.holds:
        _refuse_accused(book, card, name)
    return sheets.bring_back(book, newcomer)


def _refuse_accused(book: Book, card: UserCard, name: str) -> None:
    """Raise AccusedThere where a case of a compartment concerns somebody; raises NotAHolder."""
    compartment = book.compartment(name)
    with compartment.reading() as session:
        cases = session.exec(select(Case)).all()
        files = [case_file.read(session, name, each) for each in cases]
    if any(accused_among([card], parts_of(each)) for each in files):
        raise AccusedThere(user=card.short, compartment=name)
