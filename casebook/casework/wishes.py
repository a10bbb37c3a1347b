"""What people want to happen: recorded in their words, answered, and followed where they decide.

The rules are: a later wish does not replace an earlier one, and the latest of a person about a
thing is the one that counts; where the triage says `victim-decides`, the case goes to the police
only once each adult concerned was asked, and a standing wish of theirs that does not say *yes*
keeps it from there, unless it is overridden for a listed reason and a second person agreed.
"""

from collections.abc import Mapping
from typing import Final

from casebook import clock
from casebook.casework import asking, deciding, seconds, texts
from casebook.casework.case_file import AGREED, CaseFile, named, of, pick
from casebook.casework.case_views import Viewer, latest_wishes
from casebook.casework.incident_reading import ABOUTS, ANSWERS, folded
from casebook.casework.moments import When, past
from casebook.casework.views import DecisionView, WishView
from casebook.errors.given import RecordNotFound
from casebook.errors.rules import WishStands, WishUnasked
from casebook.records.decision import Decision
from casebook.records.wish import Wish
from casebook.store.book import Book

POLICE = deciding.POLICE
VICTIM_DECIDES = "victim-decides"
OVERRIDE = "override:"

REASONS: Final[Mapping[str, str]] = {
    "risk-to-child": "a child is at risk",
    "risk-to-life": "somebody's life is at risk",
    "others-affected": "others are affected as well",
    "legal-duty": "the law requires it",
    "worker-suspected": "somebody who works for the school is suspected",
}
"""The reasons for which a wish about the police may be overridden."""


def record(
    book: Book,
    ref: str,
    whose: str,
    about: str,
    words: str,
    *,
    at: When | None = None,
    answer: str = "unsure",
    limits_explained: bool = False,
) -> WishView:
    """Record a wish in the person's own words; `answer` is whether they want it: yes, no, unsure.

    In a closed case nobody would answer it: CaseNotOpen says how it is opened again. Raises
    TextUnusable, ValueUnknown, MomentImpossible.
    """
    compartment, case_file = of(book, ref)
    if case_file.case.status == "closed":
        case_file.require_open()
    now = clock.now()
    with compartment.changing() as change:
        wish = Wish.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "wish"),
            whose=texts.line(texts.needed(whose, "whose"), "whose"),
            about=folded(texts.line(texts.needed(about, "about"), "about"), ABOUTS),
            answer=texts.one_of(answer, ANSWERS, "answer"),
            words=texts.needed(words, "words"),
            limits_explained=limits_explained,
            expressed_at=past(at, "at"),
            recorded_at=now,
            recorded_by=book.user.uid,
        )
        change.add("recorded", wish)
    _, now_reads = of(book, ref)
    return Viewer(book, now_reads).wish(pick(now_reads.wishes, wish.reference))


def answer(book: Book, wish_ref: str, words: str, *, at: When | None = None) -> WishView:
    """Keep what the person was told the school would do, and why; `at`: when, else now."""
    compartment, case_file, reference = named(book, wish_ref, "wish")
    wish = pick(case_file.wishes, reference)
    with compartment.changing() as change:
        row = change.session.get_one(Wish, wish.id)
        change.amend(
            "answered",
            row,
            answered_words=texts.needed(words, "words"),
            answered_at=past(at, "at", since=wish.expressed_at),
            answer_recorded_at=clock.now(),
            answered_by=book.user.uid,
        )
    _, now_reads = of(book, case_file.case.reference)
    return Viewer(book, now_reads).wish(pick(now_reads.wishes, reference))


def override(book: Book, wish_ref: str, reason: str, words: str) -> DecisionView:
    """Decide, for one of REASONS, to go against a wish; it counts once a second person agreed.

    Raises ValueUnknown, ReasonMissing.
    """
    _, case_file, reference = named(book, wish_ref, "wish")
    wish = pick(case_file.wishes, reference)
    listed = texts.one_of(reason, tuple(REASONS), "reason")
    why = texts.reason(words, "going against somebody's wish")
    return _decide(book, case_file, OVERRIDE + listed, why, wish.reference)


def agree(book: Book, decision_ref: str, words: str = "") -> DecisionView:
    """Agree, as the second person, to going against a wish; raises SecondRefused."""
    compartment, case_file, reference = named(book, decision_ref, "decision")
    decision = pick(case_file.decisions, reference)
    if not decision.what.startswith(OVERRIDE):
        raise RecordNotFound(reference=f"{reference} that waits for a second person")
    seconds.refuse_unless_second(book, compartment, case_file, decision.decided_by)
    return _decide(book, case_file, AGREED, texts.passage(words, "words"), reference)


def standing_noes(book: Book, file: CaseFile) -> list[Wish]:
    """The wishes that keep the case from the police; none where nobody's wish decides.

    Whoever decides and is not sure yet has not decided for it.
    """
    if asking.wishes_rule(book, file) != VICTIM_DECIDES:
        return []
    asked = deciding.about_police(file)
    return [each for each in asked if each.answer != "yes" and deciding.decides(file, each)]


def refuse_unheard(book: Book, file: CaseFile) -> None:
    """Raise WishUnasked where an adult who decides about the police was not asked yet."""
    if asking.wishes_rule(book, file) != VICTIM_DECIDES:
        return
    unheard = [each.mark for each in deciding.deciders(file) if each.wish is None]
    if unheard:
        raise WishUnasked(case=file.case.reference, who=" and ".join(unheard))


def overridden_by(book: Book, file: CaseFile, wish: Wish) -> Decision | None:
    """The decision to go against `wish` that counts; none while nobody seconded one."""
    for each in file.decisions:
        if not each.what.startswith(OVERRIDE) or each.about != wish.reference:
            continue
        if file.second_of(each) not in {"", each.decided_by}:
            return each
        alone = seconds.is_alone(book, file, each.decided_by)
        if alone and seconds.standing_for_second(book, file):
            return each
    return None


def refuse_against_police(book: Book, file: CaseFile) -> list[Decision]:
    """Raise WishStands where those who decide keep the case from the police.

    Gives the decisions by which such wishes were overridden, if any was.
    """
    decisions = []
    for wish in standing_noes(book, file):
        decision = overridden_by(book, file, wish)
        if decision is None:
            raise _stands(file, wish)
        decisions.append(decision)
    return decisions


def _stands(file: CaseFile, wish: Wish) -> WishStands:
    """The refusal for a wish that stands, with what is waited for and the listed reasons."""
    waiting = [
        {"decision": each.reference, "waits_for": "a second person's agreement"}
        for each in file.decisions
        if each.what.startswith(OVERRIDE) and each.about == wish.reference
    ]
    listed = [{"reason": code, "says": says} for code, says in REASONS.items()]
    return WishStands(case=file.case.reference, wish=wish.reference, details=waiting + listed)


def unanswered(file: CaseFile) -> list[Wish]:
    """The latest wishes whose person was not told yet what the school would do."""
    return [each for each in latest_wishes(file) if each.answered_at is None]


def _decide(book: Book, file: CaseFile, what: str, why: str, about: str) -> DecisionView:
    """Write one decision."""
    compartment = book.compartment(file.compartment)
    with compartment.changing() as change:
        decision = Decision.of(
            case_id=file.case.id,
            reference=change.number(file.case, "decision"),
            what=what,
            why=why,
            about=about,
            decided_at=clock.now(),
            decided_by=book.user.uid,
        )
        change.add("decided", decision)
    _, now_reads = of(book, file.case.reference)
    return Viewer(book, now_reads).decision(pick(now_reads.decisions, decision.reference))
