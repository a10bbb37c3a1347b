"""Which compartment a case belongs in, and what happens when somebody it concerns holds it.

The rules are: a head, chair or proprietor alleged belongs in governance, any other worker in staff,
all else in general; where an accused person holds that compartment the case moves up to the next
that they do not hold; where there is none, it needs a casebook of its own.
"""

from collections.abc import Sequence

from casebook.casework.people import Part, accused_users
from casebook.errors.rules import NeedsSeparateCasebook
from casebook.store.book import Book
from casebook.vault.layout import COMPARTMENTS

HIGHEST_OFFICES = frozenset({"head", "chair", "proprietor"})

CHAIR = {"who": "the chair of governors", "when": "now"}
LADO = {"who": "the LADO", "when": "now"}
LADO_AFTER = {"who": "the LADO, if you cannot reach the chair at once", "when": "now"}


def by_rule(parts: Sequence[Part]) -> str:
    """The compartment that the handling rule names, whoever holds it."""
    if any(each.is_accused and each.kind in HIGHEST_OFFICES for each in parts):
        return "governance"
    return "staff" if any(each.is_accused_worker for each in parts) else "general"


def belongs(book: Book, parts: Sequence[Part]) -> str:
    """The compartment that a case with these `parts` belongs in.

    Raises NeedsSeparateCasebook where somebody accused holds each that it could go to.
    """
    accused = {each.uid for each in accused_users(book, parts)}
    lowest = COMPARTMENTS.index(by_rule(parts))
    for name in COMPARTMENTS[lowest:]:
        if not accused & {each.uid for each in book.holders(name)}:
            return name
    raise NeedsSeparateCasebook(details=[LADO])


def call_now(parts: Sequence[Part]) -> list[dict[str, str]]:
    """Whom somebody rings who has a report that they may not keep here."""
    above = any(each.is_accused and each.kind in {"chair", "proprietor"} for each in parts)
    return [LADO] if above else [CHAIR, LADO_AFTER]


def fits(book: Book, parts: Sequence[Part], present: str) -> bool:
    """Whether a case with these `parts` may stay in the compartment `present`.

    Raises NeedsSeparateCasebook where nobody unconcerned holds any that it could go to.
    """
    accused = {each.uid for each in accused_users(book, parts)}
    holders = {each.uid for each in book.holders(present)}
    return not accused & holders and not is_higher(belongs(book, parts), present)


def is_higher(wanted: str, present: str) -> bool:
    """Whether the compartment `wanted` stands above `present`."""
    return COMPARTMENTS.index(wanted) > COMPARTMENTS.index(present)
