"""Who may be let into a compartment: nobody whom a case in it concerns.

The rule is design §9's: an accused person's key never holds the case, whether it is open or closed.
"""

from sqlmodel import select

from casebook.casework import case_file
from casebook.casework.people import accused_users, parts_of
from casebook.errors.rules import AccusedThere
from casebook.records.case import Case
from casebook.store import membership
from casebook.store.book import Book


def grant(book: Book, user: str, compartment: str, heard: str = "") -> None:
    """Let `user` hold a compartment; `heard` are the six words that they read aloud.

    Raises AccusedThere, and what `membership.grant` raises.
    """
    card = membership.named(book, user)
    if card.uid in _accused_in(book, compartment):
        raise AccusedThere(user=card.short, compartment=compartment)
    membership.grant(book, user, compartment, heard)


def _accused_in(book: Book, name: str) -> set[str]:
    """The users of whom something is alleged in any case of a compartment; raises NotAHolder."""
    compartment = book.compartment(name)
    with compartment.reading() as session:
        files = [case_file.read(session, name, each) for each in session.exec(select(Case)).all()]
    return {each.uid for file in files for each in accused_users(book, parts_of(file))}
