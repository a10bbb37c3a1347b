"""Which compartment a case belongs in, and what happens when somebody it concerns holds it.

The rules are: a head, chair or proprietor alleged belongs in governance, any other worker in staff,
all else in general; where an accused person holds that compartment the case moves up to the next
that they do not hold; where there is none, it needs a casebook of its own. Whoever holds nothing
here knows others by their slots alone: those are taken to hold what their office may hold.
"""

from collections.abc import Sequence

from casebook.casework.people import Part, accused_among
from casebook.errors.rules import NeedsSeparateCasebook
from casebook.store.book import Book
from casebook.store.founding import HOLDS
from casebook.store.people import UserCard
from casebook.vault import slots
from casebook.vault.layout import COMPARTMENTS

HIGHEST_OFFICES = frozenset({"head", "chair", "proprietor"})

CHAIR = {"who": "the chair of governors", "when": "now"}
READS_STAFF = frozenset({"dsl", "deputy-dsl", "head"})
"""Who may have been given the staff compartment, for all that somebody knows who holds nothing."""

DSL = {"who": "the designated safeguarding lead, or a deputy", "when": "now"}
HEAD = {"who": "the headteacher", "when": "now"}
LADO = {"who": "the LADO", "when": "now"}
LADO_AFTER = {"who": "the LADO, if you cannot reach the chair at once", "when": "now"}
LADO_AFTER_HEAD = {"who": "the LADO, if you cannot reach the headteacher at once", "when": "now"}
SOCIAL_CARE_AFTER = {"who": "children's social care, if you cannot reach them", "when": "now"}
POLICE = {"who": "the police on 999, if somebody is in danger", "when": "at once"}


def by_rule(parts: Sequence[Part]) -> str:
    """The compartment that the handling rule names, whoever holds it."""
    if any(each.is_accused and each.kind in HIGHEST_OFFICES for each in parts):
        return "governance"
    return "staff" if any(each.is_accused_worker for each in parts) else "general"


def people_of(book: Book) -> list[UserCard]:
    """Everybody in the casebook, those among them of whom only their slot is known here."""
    known = {each.uid for each in book.everyone()}
    trusted = slots.trusted(book.folder, book.identity)
    unknown = [
        each
        for each in slots.listed(book.folder)
        if each.uid in trusted and each.uid not in known and not each.role.startswith("recovery")
    ]
    return [*book.users(), *(_presumed(each) for each in unknown)]


def _presumed(label: slots.SlotLabel) -> UserCard:
    """Somebody of whom only the slot is known: what their office may hold, they are taken to."""
    held = {*HOLDS.get(label.role, ()), *(["staff"] if label.role in READS_STAFF else [])}
    holds = tuple(each for each in COMPARTMENTS if each in held)
    return UserCard(label.uid, label.short, label.role, "", holds)


def concerned_holders(book: Book, parts: Sequence[Part], name: str) -> list[UserCard]:
    """Those who hold a compartment, as far as is known here, and of whom something is alleged."""
    holders = [each for each in people_of(book) if name in each.holds and each.active]
    return accused_among(holders, parts)


def belongs(book: Book, parts: Sequence[Part]) -> str:
    """The compartment that a case with these `parts` belongs in.

    Raises NeedsSeparateCasebook where somebody accused holds each that it could go to.
    """
    lowest = COMPARTMENTS.index(by_rule(parts))
    for name in COMPARTMENTS[lowest:]:
        if not concerned_holders(book, parts, name):
            return name
    raise NeedsSeparateCasebook(details=[LADO])


def call_now(parts: Sequence[Part], name: str = "governance") -> list[dict[str, str]]:
    """Whom somebody rings who has a report for the compartment `name`, which they do not hold."""
    if any(each.is_accused and each.kind in {"chair", "proprietor"} for each in parts):
        return [LADO]
    if name == "general":
        return [POLICE, DSL, SOCIAL_CARE_AFTER]
    return [HEAD, LADO_AFTER_HEAD] if name == "staff" else [CHAIR, LADO_AFTER]


def fits(book: Book, parts: Sequence[Part], present: str) -> bool:
    """Whether a case with these `parts` may stay in the compartment `present`.

    Raises NeedsSeparateCasebook where nobody unconcerned holds any that it could go to.
    """
    if concerned_holders(book, parts, present):
        return False
    return not is_higher(belongs(book, parts), present)


def is_higher(wanted: str, present: str) -> bool:
    """Whether the compartment `wanted` stands above `present`."""
    return COMPARTMENTS.index(wanted) > COMPARTMENTS.index(present)
