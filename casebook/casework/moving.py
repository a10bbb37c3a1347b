"""Moving a case to the compartment where nobody whom it concerns holds a key.

The rules are: whoever moves it holds both; it goes nowhere that somebody it concerns could read it,
nor below what the handling rule names; where there is no such place it needs a casebook of its own.
What is not there and what may not be seen give one answer.
"""

from dataclasses import dataclass

from casebook import clock
from casebook.casework import adopting, placing, texts
from casebook.casework.case_file import of
from casebook.casework.moments import spoken
from casebook.casework.people import parts_of
from casebook.errors.keeping import CannotMoveThere, MoveLacksExhibits, MoveNowhere
from casebook.errors.opening import NotAHolder
from casebook.errors.rules import NeedsSeparateCasebook
from casebook.identifiers import parse_case
from casebook.records.case import Case
from casebook.records.note import Note
from casebook.store import moving
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.vault.layout import COMPARTMENTS

BY_WHOM = (
    "Whoever moves a case holds both compartments: ask the headteacher, or the chair with the "
    "governance sheet. Until then it stays where it is."
)
SEPARATE = (
    "Nothing here is out of reach of everybody whom it concerns: ring the LADO, and let the chair "
    "of governors make a separate casebook, in a folder of its own, for this case."
)


@dataclass(frozen=True)
class MovedCase:
    """A case that stands in another compartment now."""

    case: str
    was: str
    compartment: str
    exhibits: int
    """How many sealed files were sealed anew."""


def move(
    book: Book, ref: str, to: str, why: str, progress: moving.Progress | None = None
) -> MovedCase:
    """Move a case to the compartment `to`, under a new reference; says why in the case itself.

    Raises NotAHolder, CaseNotFound, MoveNowhere, CannotMoveThere, NeedsSeparateCasebook,
    MoveLacksExhibits, ReasonMissing, and what `store.moving.move` raises.
    """
    target = texts.one_of(to, COMPARTMENTS, "to")
    here = parse_case(ref).compartment
    reason = texts.reason(why, "moving a case")
    for name in (here, target):
        if name not in book.held:
            raise NotAHolder(compartment=name, next_step=BY_WHOM)
    _refuse(book, ref, target)

    def arriving(change: Change, case: Case, was: str) -> None:
        """Say in the case where it came from."""
        now = clock.now()
        words = (
            f"Moved here from {here}, where it was {was}, by {book.user.called} on {spoken(now)}. "
            f"Every record says what it said there; its exhibits have the same bytes. {reason}"
        )
        number = change.number(case, "note")
        said = {"words": words, "at": now, "recorded_at": now, "recorded_by": book.user.uid}
        change.add("noted", Note.of(case_id=case.id, reference=number, **said))

    _, file = of(book, ref)
    named = {str(each.question["profile"]) for each in file.assessments}
    adopting.carry(book.compartment(here), book.compartment(target), named)
    done = moving.move(book, parse_case(ref).text, target, arriving, progress)
    return MovedCase(done.reference, done.was, target, done.exhibits)


def _refuse(book: Book, ref: str, target: str) -> None:
    """Raise what keeps a case from going to the compartment `target`."""
    compartment, file = of(book, ref)
    if compartment.name == target:
        raise MoveNowhere(case=file.case.reference, compartment=target)
    parts = parts_of(file)
    if placing.concerned_holders(book, parts, target):
        try:
            wanted = placing.belongs(book, parts)
        except NeedsSeparateCasebook as fault:
            fault.next_step = SEPARATE
            raise
        why = f"somebody whom it concerns could read it there; it belongs in {wanted}"
        raise CannotMoveThere(case=file.case.reference, compartment=target, why=why)
    if placing.is_higher(placing.by_rule(parts), target):
        why = f"it belongs in {placing.by_rule(parts)}, or higher"
        raise CannotMoveThere(case=file.case.reference, compartment=target, why=why)
    sealed = ((each.reference, each.sealed_id) for each in file.exhibits if each.sealed_id)
    missing = [mark for mark, one in sealed if not book.folder.sealed_path(str(one)).is_file()]
    if missing:
        details = [{"exhibit": each} for each in missing]
        count = len(missing)
        raise MoveLacksExhibits(case=file.case.reference, count=count, details=details)
