"""Closing a case: proposed, signed a second time where that is needed, returned, reopened.

The rules are: the gate comes first, and again at the second signature; severity 3 and up needs a
second authorised person, never one accused, never the same key; where nobody else may sign, a
LADO or police outcome recorded with its reference stands for the second; reopening keeps every
closure visible.
"""

from collections.abc import Sequence
from typing import Final

from casebook import clock
from casebook.casework import closing_gate, moments, retention, seconds, texts
from casebook.casework.case_file import CaseFile, of
from casebook.casework.hands import Hand, own
from casebook.casework.people import was_allegation
from casebook.casework.views import Closing as Stands
from casebook.errors.given import OutcomeUnknown
from casebook.errors.rules import CaseNotOpen, ClosureRefused, NothingToApprove
from casebook.records.case import Case
from casebook.records.closing import Closing
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.store.compartment import Compartment

ALLEGATION_OUTCOMES: Final = ("substantiated", "malicious", "false", "unsubstantiated", "unfounded")
"""KCSIE Part four's five words, where somebody who works for the school is accused."""
OUTCOMES: Final = ("upheld", "not-upheld", "resolved", "no-further-action", "referred-on")
"""The words for every other case."""
OTHER: Final = "other"
"""An outcome that none of the words fits; it is said beside it."""

SECOND_FROM = 3
"""The severity from which a second person signs."""


def close(
    book: Book,
    ref: str,
    outcome: str,
    told_reporter: str = "",
    words: str = "",
    *,
    lessons: str = "",
    recheck: str = "",
) -> Stands:
    """Close a case, or propose it where a second person must sign.

    `lessons`: what the school learnt; `recheck`: the day on which somebody looks again. Raises
    ClosureRefused with everything that is missing, OutcomeUnknown, CaseNotOpen, DayUnreadable,
    DayPast.
    """
    again = moments.coming(recheck, "recheck") if recheck else None
    compartment, file = of(book, ref)
    file.require_open()
    word, said = _outcome(file, outcome, words)
    told = texts.passage(told_reporter, "told_reporter")
    missing = closing_gate.missing(book, file, told)
    needs_second = (file.case.severity or 0) >= SECOND_FROM
    instead = ""
    if needs_second and not seconds.others_who_may(book, file, book.user.uid):
        instead = _instead(book, file)
        if not instead:
            missing.append(_no_second(book, file))
    _refuse(file, missing)
    closes_now = not needs_second or bool(instead)
    with compartment.changing() as change:
        row = Closing.of(
            case_id=file.case.id,
            reference=change.number(file.case, "closing"),
            outcome=word,
            outcome_words=said,
            told_reporter=told,
            needs_second=needs_second,
            proposed_at=clock.now(),
            proposed_by=book.user.uid,
            state="closed" if closes_now else "proposed",
            second_words=instead,
            lessons=texts.passage(lessons, "lessons"),
            recheck_on=again,
        )
        change.add("closed" if closes_now else "proposed", row)
        status = "closed" if closes_now else "awaiting-second"
        _set_status(change, file, status)
    return Stands(file.case.reference, status, (), row.reference, word)


def approvable(book: Book, ref: str, hand: Hand) -> tuple[Compartment, CaseFile, Closing]:
    """The proposed closing that somebody may sign; the gate is held once more.

    Raises NothingToApprove, SecondRefused, ClosureRefused.
    """
    compartment, file = of(book, ref)
    proposed = _proposed(file)
    seconds.refuse_unless_second(book, compartment, file, proposed.proposed_by, hand)
    _refuse(file, closing_gate.missing(book, file, proposed.told_reporter))
    return compartment, file, proposed


def approve(book: Book, ref: str, words: str = "", hand: Hand | None = None) -> Stands:
    """Sign a proposed closing as the second person; raises what `approvable` raises."""
    hand = hand or own(book)
    compartment, file, proposed = approvable(book, ref, hand)
    with compartment.changing() as change:
        change.amend(
            "seconded",
            change.session.get_one(Closing, proposed.id),
            state="closed",
            seconded_at=hand.at,
            seconded_by=hand.card.uid,
            second_words=texts.passage(words, "words"),
        )
        _set_status(change, file, "closed")
        hand.enter(change)
    return Stands(file.case.reference, "closed", (), proposed.reference, proposed.outcome)


def returnable(book: Book, ref: str, hand: Hand) -> tuple[Compartment, CaseFile, Closing]:
    """The proposed closing that somebody may return; raises NothingToApprove, SecondRefused."""
    compartment, file = of(book, ref)
    proposed = _proposed(file)
    if hand.card.uid != proposed.proposed_by:
        seconds.refuse_unless_second(book, compartment, file, proposed.proposed_by, hand)
    return compartment, file, proposed


def send_back(book: Book, ref: str, words: str, hand: Hand | None = None) -> Stands:
    """Return a proposed closing, saying what is still wanted; the case is open again.

    Raises NothingToApprove, SecondRefused, ReasonMissing.
    """
    hand = hand or own(book)
    compartment, file, proposed = returnable(book, ref, hand)
    with compartment.changing() as change:
        change.amend(
            "returned",
            change.session.get_one(Closing, proposed.id),
            state="returned",
            seconded_at=hand.at,
            seconded_by=hand.card.uid,
            second_words=texts.reason(words, "returning a closing"),
        )
        _set_status(change, file, "open")
        hand.enter(change)
    return Stands(file.case.reference, "open", (), proposed.reference, proposed.outcome)


def reopen(book: Book, ref: str, reason: str) -> Stands:
    """Open a closed case again; what was closed, and how, stays visible.

    Raises CaseNotOpen where it is not closed, ReasonMissing.
    """
    compartment, file = of(book, ref)
    if file.case.status != "closed":
        raise CaseNotOpen(
            case=file.case.reference,
            status="not closed",
            next_step="Only a closed case is reopened; `casebook show` says how it stands.",
        )
    last = file.closings[-1]
    with compartment.changing() as change:
        change.amend(
            "reopened",
            change.session.get_one(Closing, last.id),
            state="reopened",
            reopened_at=clock.now(),
            reopened_by=book.user.uid,
            reopened_reason=texts.reason(reason, "reopening a case"),
        )
        _set_status(change, file, "open")
    return Stands(file.case.reference, "open", (), last.reference, last.outcome)


def outcomes_of(file: CaseFile) -> Sequence[str]:
    """The words with which a case can end; the five for an allegation, and no others, if it is one.

    In any other case words of one's own are taken too.
    """
    return ALLEGATION_OUTCOMES if was_allegation(file) else OUTCOMES


def _outcome(file: CaseFile, outcome: str, words: str) -> tuple[str, str]:
    """The outcome's word, and what is said beside it; raises OutcomeUnknown."""
    said = texts.passage(words, "words")
    word = texts.line(outcome, "outcome").casefold().replace(" ", "-")
    known = outcomes_of(file)
    if word in known:
        return word, said
    if known is ALLEGATION_OUTCOMES:
        raise OutcomeUnknown(what="an allegation", known=", ".join(known))
    if not word or word in ALLEGATION_OUTCOMES:
        raise OutcomeUnknown(what="a case without an allegation", known=", ".join(known))
    own = texts.line(outcome, "outcome")
    return OTHER, f"{own}. {said}" if said else own


def _instead(book: Book, file: CaseFile) -> str:
    """What is kept where one person alone closes a case; empty where they may not."""
    contact = seconds.standing_for_second(book, file)
    if contact is None or not seconds.is_alone(book, file, book.user.uid):
        return ""
    return (
        f"Closed by ONE person; {contact.reference}, the outcome of the {contact.route} with their "
        f"reference {contact.their_reference}, stands for the second signature."
    )


def _no_second(book: Book, file: CaseFile) -> closing_gate.Missing:
    """What is missing where nobody else may sign."""
    gone = ", ".join(seconds.put_out(book, file))
    what, do = "no-second-person", "Nobody else may sign: record the LADO's or the police's outcome"
    do += " with its reference."
    if gone:
        what = "second-put-out"
        do = (
            f"{gone} could have signed, and was put out since the case was opened: give it back to "
            "them, or let the chair of governors bring somebody in by the governance sheet."
        )
    return {"missing": what, "reference": file.case.reference, "do": do}


def _refuse(file: CaseFile, missing: list[closing_gate.Missing]) -> None:
    """Raise ClosureRefused where something is missing."""
    if missing:
        raise ClosureRefused(case=file.case.reference, count=len(missing), details=missing)


def _proposed(file: CaseFile) -> Closing:
    """The closing that waits for its second signature; raises NothingToApprove."""
    for each in file.closings:
        if each.state == "proposed":
            return each
    raise NothingToApprove(case=file.case.reference)


def _set_status(change: Change, file: CaseFile, status: str) -> None:
    """Give the case its new status; with its end, the day on which it is looked at again."""
    kept = retention.on_closing(file) if status == "closed" else {}
    change.amend("set", change.session.get_one(Case, file.case.id), status=status, **kept)
