"""Destroying a case whose time has come: proposed by one person, done by a second, certified.

The rules are: only a closed case, past its review day, under no legal hold; the authority is
somebody else, by name; a second person who may sign closings does it, never the first and never
their key; where nobody else may sign, the certificate says that one person did it. What stays is
the reference, the days, the rule, the authority, the reason and who.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.casework import authority as named_authority
from casebook.casework import retention, seconds, texts
from casebook.casework.case_file import CaseFile, of
from casebook.casework.moments import spoken
from casebook.casework.people import called
from casebook.errors.retaining import (
    CaseHeldByLaw,
    CaseStillKept,
    CaseStillOpen,
    DestructionAuthorityMissing,
    DestructionNotProposed,
)
from casebook.records.decision import Decision
from casebook.store import destroying
from casebook.store.book import Book
from casebook.store.destroying import Destroyed
from casebook.vault import fingerprints

ABOUT = "destruction"
"""What the decision is about by which the first person proposes it."""
PROPOSED = "destroy this case, allowed by: "
"""What that decision begins with; who allows it follows."""
ONE = "Done by ONE person: nobody else who may sign holds the compartment."


@dataclass(frozen=True)
class Proposed:
    """A destruction that waits for its second person."""

    case: str
    decision: str
    by: str
    may_second: Sequence[str]
    """The short names of those who may do it."""


@dataclass(frozen=True)
class Certificate:
    """What is left of a case, as it is printed."""

    case: str
    school: str
    opened_on: str
    closed_on: str
    outcome: str
    review_on: str
    rule: str
    reason: str
    authority: str
    proposed_by: str
    destroyed_by: str
    destroyed_at: str
    records: int
    files: int
    entry: int
    """The number of the entry that tells of it, in the ledger of the case's compartment."""
    signed_by: str
    """The six words of the key that signed that entry."""
    alone: str
    """That one person did it, where that is so."""


def propose(book: Book, ref: str, reason: str, authority: str) -> Proposed | Certificate:
    """Propose that a case be destroyed; done at once where nobody else may sign.

    Raises CaseStillOpen, CaseHeldByLaw, CaseStillKept, DestructionAuthorityMissing, ReasonMissing.
    """
    compartment, file = of(book, ref)
    _refuse(file)
    said = texts.reason(reason, "destroying a case")
    allows = texts.line(authority, "authority")
    if named_authority.is_none(book.user, allows):
        raise DestructionAuthorityMissing(case=file.case.reference)
    with compartment.changing() as change:
        row = Decision.of(
            case_id=file.case.id,
            reference=change.number(file.case, "decision"),
            what=f"{PROPOSED}{allows}",
            why=said,
            about=ABOUT,
            decided_at=clock.now(),
            decided_by=book.user.uid,
        )
        change.add("proposed", row)
    others = seconds.others_who_may(book, file, book.user.uid)
    if seconds.is_alone(book, file, book.user.uid):
        return _done(book, file, row, ONE)
    short = tuple(each.short for each in others)
    return Proposed(file.case.reference, row.reference, book.user.short, short)


def agree(book: Book, ref: str) -> Certificate:
    """Destroy a case, as the second person.

    Raises DestructionNotProposed, SecondRefused, and what `propose` raises.
    """
    compartment, file = of(book, ref)
    _refuse(file)
    proposals = [each for each in file.decisions if each.what.startswith(PROPOSED)]
    row = proposals[-1] if proposals else None
    if row is None or _is_stale(file, row):
        raise DestructionNotProposed(case=file.case.reference)
    seconds.refuse_unless_second(book, compartment, file, row.decided_by)
    return _done(book, file, row, "")


def certificates(book: Book) -> list[Certificate]:
    """What is left of every case that was destroyed where this person holds."""
    return [_certificate(book, each) for each in destroying.listed(book)]


def _refuse(file: CaseFile) -> None:
    """Raise what keeps a case from being destroyed."""
    if file.case.status != "closed":
        raise CaseStillOpen(case=file.case.reference)
    if file.case.legal_hold:
        raise CaseHeldByLaw(case=file.case.reference)
    until, rule = file.case.review_on, file.case.review_rule
    if until is None:
        until, fitting = retention.decided(file, _ended(file).date())
        rule = fitting.id
    if until > clock.now().date():
        raise CaseStillKept(case=file.case.reference, until=until.isoformat(), rule=rule)


def _is_stale(file: CaseFile, row: Decision) -> bool:
    """Whether the case was opened again since it was proposed."""
    again = [each.reopened_at for each in file.closings if each.reopened_at is not None]
    return any(each > row.decided_at for each in again)


def _ended(file: CaseFile) -> datetime:
    """When a closed case was last closed."""
    last = file.closings[-1]
    return last.seconded_at or last.proposed_at


def _done(book: Book, file: CaseFile, row: Decision, alone: str) -> Certificate:
    """Destroy it, and give the certificate."""
    said = {
        "school": book.school,
        "opened_on": _day(file.case.opened_at),
        "closed_on": _day(_ended(file)),
        "outcome": file.closings[-1].outcome,
        "review_on": file.case.review_on.isoformat() if file.case.review_on else "",
        "rule": file.case.review_rule,
        "reason": row.why,
        "authority": row.what.removeprefix(PROPOSED),
        "proposed_by": row.decided_by,
        "alone": alone,
    }
    return _certificate(book, destroying.destroy(book, file.case, said))


def _day(moment: datetime) -> str:
    """The day of a moment, in London."""
    return clock.local(moment).date().isoformat()


def _certificate(book: Book, gone: Destroyed) -> Certificate:
    """The certificate of one case."""
    said = {key: str(value) for key, value in gone.said.items()}
    proposer = said.pop("proposed_by")
    return Certificate(
        case=gone.reference,
        proposed_by=_full(book, proposer),
        destroyed_by=_full(book, gone.by),
        destroyed_at=spoken(clock.read_iso(gone.at)),
        records=gone.records,
        files=gone.files,
        entry=gone.seq,
        signed_by=fingerprints.of(gone.key),
        **said,
    )


def _full(book: Book, uid: str) -> str:
    """Who somebody is, by name and office."""
    card = book.user_named(uid)
    return f"{card.full_name or card.short}, {card.role}" if card else called(book, uid)
