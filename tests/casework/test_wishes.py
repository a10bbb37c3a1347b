"""Wishes: kept with their history, answered, and followed where they decide."""

import unicodedata
from pathlib import Path

import pytest

from casebook.casework import (
    actions,
    assessments,
    cases,
    corrections,
    decisions,
    referrals,
    releases,
    wishes,
)
from casebook.clock import Hand
from casebook.errors.given import FieldFixed, RecordNotFound, ValueUnknown
from casebook.errors.rules import (
    CaseNotOpen,
    ReasonMissing,
    SecondRefused,
    WishStands,
    WishUnasked,
)
from casebook.store.book import Book
from tests.casework.conftest import later, logged, people, sitting
from tests.casework.test_closings import settled

TANSY = "Tansy Halfpenny-Test"


@pytest.fixture
def case(book: Book) -> str:
    """A case in which the person bullied decides about the police."""
    reference = logged(book)
    assessments.assess(book, reference)
    return reference


def no(book: Book, case: str, whose: str = TANSY) -> str:
    """Record that somebody does not want the police."""
    return wishes.record(book, case, whose, "police", "Not the police.", answer="no").reference


def police_action(book: Book, case: str) -> str:
    """The action of the police route."""
    return next(each.id for each in actions.listed(book, case) if each.route == "police")


def test_a_wish_is_kept_in_their_words_with_its_time(book: Book, case: str) -> None:
    wish = wishes.record(
        book,
        case,
        TANSY,
        "Recording",
        "I want it written down.",
        at="2026-11-17T15:20:00+00:00",
        answer="Yes",
        limits_explained=True,
    )

    assert (wish.about, wish.answer, wish.limits_explained) == ("recording", "yes", True)
    assert wish.words == "I want it written down."


def test_a_later_wish_stands_beside_the_earlier_one(book: Book, case: str, hand: Hand) -> None:
    first = no(book, case)
    later(hand, hours=2)
    second = wishes.record(book, case, TANSY, "police", "Yes, now.", answer="yes").reference

    found = {each.reference: each.is_latest for each in cases.shown(book, case).wishes}
    assert found == {first: False, second: True}


def test_the_time_it_was_said_decides_which_wish_is_the_latest(book: Book, case: str) -> None:
    said_now = wishes.record(book, case, TANSY, "police", "Yes, now.", answer="yes").reference
    wishes.record(book, case, TANSY, "police", "No.", at="2026-11-17T15:16:00+00:00", answer="no")

    latest = [each.reference for each in cases.shown(book, case).wishes if each.is_latest]
    assert latest == [said_now]


def test_where_the_person_decides_a_no_keeps_the_case_from_the_police(
    book: Book, case: str, tmp_path: Path
) -> None:
    wish = no(book, case)
    deeds = (
        lambda: referrals.refer(book, case, "police"),
        lambda: actions.do(book, police_action(book, case), "Told them."),
        lambda: releases.export(book, case, "police", tmp_path, purpose="p", basis="b"),
    )
    for deed in deeds:
        with pytest.raises(WishStands) as refused:
            deed()
        assert refused.value.named == {"case": case, "wish": wish}

    assert list(tmp_path.glob("B-*")) == []
    assert cases.shown(book, case).referrals == ()


def test_it_is_hers_however_her_name_was_typed(book: Book, hand: Hand) -> None:
    """A composed letter and a decomposed one look alike, and one machine types either."""
    name = unicodedata.normalize("NFC", "Zoë Halfpenny-Test")
    hers = {"name": name, "kind": "staff", "role": "target", "age": 34}
    case = logged(book, people=[hers, *people(("alleged", "parent", None))], reported_by=None)
    assessments.assess(book, case)
    no(book, case, unicodedata.normalize("NFD", f"zoë  {name[4:].upper()}"))
    with pytest.raises(WishStands):
        referrals.refer(book, case, "police")

    later(hand, minutes=5)
    wishes.record(book, case, name, "police", "Tell them.", answer="yes")
    assert referrals.refer(book, case, "police").route == "police"
    assert [each.is_latest for each in cases.shown(book, case).wishes] == [False, True]


def test_a_changed_mind_opens_the_way(book: Book, case: str, hand: Hand) -> None:
    no(book, case)
    later(hand, hours=1)
    wishes.record(book, case, TANSY, "police", "Yes, now.", answer="yes")

    assert referrals.refer(book, case, "police").what == "referral"


def test_somebody_else_does_not_decide_for_them(book: Book, case: str) -> None:
    wishes.record(book, case, TANSY, "police", "Yes, tell them.", answer="yes")
    no(book, case, "Juno Biscuit-Test")

    assert referrals.refer(book, case, "police").what == "referral"


@pytest.mark.parametrize("whose", ["Juno Biscuit-Test", "Her mother", "Reporter Marsh-Test"])
@pytest.mark.parametrize("answer", ["yes", "no", "unsure"])
def test_nobody_elses_wish_stands_in_for_hers(
    book: Book, tmp_path: Path, whose: str, answer: str
) -> None:
    """What a parent or the reporter wants is kept; the adult concerned is asked all the same."""
    reporter = {"name": "Reporter Marsh-Test", "kind": "parent"}
    case = logged(book, reported_by=reporter)
    assessments.assess(book, case)
    wishes.record(book, case, whose, "police", "What I want.", answer=answer)
    for deed in (
        lambda: referrals.refer(book, case, "police"),
        lambda: actions.do(book, police_action(book, case), "Told them."),
        lambda: releases.export(book, case, "police", tmp_path, purpose="p", basis="b"),
    ):
        with pytest.raises(WishUnasked) as refused:
            deed()
        assert refused.value.named == {"case": case, "who": "P1"}

    seen = releases.preview(book, case, "police").cautions
    assert (
        f"The decision about the police is that of {TANSY} (P1, staff, the one it was done to); "
        "their own wish is not recorded: ask them first."
    ) in seen
    assert f"Wish {case}-W01 of {whose} is shown; it does not decide." in seen


def test_who_is_not_sure_yet_has_not_decided_for_it(book: Book, case: str) -> None:
    wishes.record(book, case, "Tansy", "police", "I cannot say.", answer="unsure")

    with pytest.raises(WishStands):
        referrals.refer(book, case, "police")


def test_where_the_route_is_mandatory_a_no_is_kept_and_does_not_decide(book: Book) -> None:
    child = people(("target", "pupil", 12), ("alleged", "unknown", None))
    case = logged(book, people=child, concerns=["sextortion"])
    assessments.assess(book, case)
    no(book, case, "Invented Person 0")

    assert referrals.refer(book, case, "police").action == police_action(book, case)
    assert cases.shown(book, case).wishes[0].answer == "no"


def test_an_override_needs_a_listed_reason_and_words(book: Book, case: str) -> None:
    wish = no(book, case)
    with pytest.raises(ValueUnknown):
        wishes.override(book, wish, "convenience", "It is quicker.")
    with pytest.raises(ReasonMissing):
        wishes.override(book, wish, "risk-to-life", "  ")


def test_an_override_counts_only_once_a_second_person_agreed(
    book: Book, made: Path, case: str
) -> None:
    wish = no(book, case)
    decision = wishes.override(book, wish, "others-affected", "A second assistant is named.")
    with pytest.raises(WishStands) as refused:
        referrals.refer(book, case, "police")
    assert refused.value.details[0]["decision"] == decision.reference
    with pytest.raises(SecondRefused):
        wishes.agree(book, decision.reference)
    book.close()

    with sitting(made, "head") as heads:
        wishes.agree(heads, decision.reference, "I agree.")
        assert referrals.refer(heads, case, "police").what == "referral"
        view = cases.shown(heads, case)

    assert view.decisions[0].seconded_by == "head"


def test_an_override_of_an_earlier_no_does_not_outlive_a_later_one(
    book: Book, made: Path, case: str, hand: Hand
) -> None:
    decision = wishes.override(book, no(book, case), "risk-to-life", "He has a knife.")
    book.close()
    with sitting(made, "head") as heads:
        wishes.agree(heads, decision.reference)
        later(hand, hours=1)
        no(heads, case)
        with pytest.raises(WishStands):
            referrals.refer(heads, case, "police")


def test_an_overridden_wish_travels_in_the_bundle_and_is_recorded(
    book: Book, made: Path, case: str, tmp_path: Path
) -> None:
    wish = no(book, case)
    decision = wishes.override(book, wish, "legal-duty", "The law asks for it.")
    book.close()
    with sitting(made, "head") as heads:
        wishes.agree(heads, decision.reference)
        left = releases.export(
            heads, case, "police", tmp_path, purpose="Report", basis="Law", seal="none"
        )
        kept = cases.shown(heads, case).releases[0]

    assert kept.wish_overridden == f"{wish}: the law requires it ({decision.reference})"
    assert "The law asks for it." in (Path(left.bundle) / "data" / "case.json").read_text("utf-8")


def test_each_of_two_who_decide_must_be_heard(book: Book, made: Path) -> None:
    two = people(("target", "staff", 30), ("target", "staff", 40), ("alleged", "parent", 41))
    case = logged(book, people=two)
    assessments.assess(book, case)
    first, second = no(book, case, "Invented Person 0"), no(book, case, "Invented Person 1")
    decision = wishes.override(book, first, "others-affected", "A child is named as well.")
    book.close()
    with sitting(made, "head") as heads:
        wishes.agree(heads, decision.reference)
        with pytest.raises(WishStands) as refused:
            referrals.refer(heads, case, "police")

    assert refused.value.named["wish"] == second


def test_agreement_cannot_be_written_down_as_any_other_decision(book: Book, case: str) -> None:
    decision = wishes.override(book, no(book, case), "risk-to-life", "He has a knife.")
    for what in ("agreed", "override:risk-to-life"):
        with pytest.raises(ValueUnknown):
            decisions.decide(book, case, what, "w", decision.reference)


def test_only_an_override_can_be_agreed_to(book: Book, made: Path, case: str) -> None:
    decision = decisions.decide(book, case, "Wait a week", "It may calm down.")
    book.close()
    with sitting(made, "head") as heads, pytest.raises(RecordNotFound):
        wishes.agree(heads, decision.reference)


def test_a_wish_is_answered_in_words(book: Book, case: str) -> None:
    wish = wishes.answer(book, no(book, case), "We shall not tell the police for now.")

    assert wish.answered_by == "dsl"
    assert wish.answered_words == "We shall not tell the police for now."


def test_before_triage_a_no_about_a_case_that_would_be_theirs_already_counts(book: Book) -> None:
    case = logged(book)
    no(book, case)
    with pytest.raises(WishStands):
        referrals.refer(book, case, "police")


def test_a_role_that_was_put_right_does_not_take_the_decision_away(book: Book, case: str) -> None:
    """One person cannot do by a correction what going against a wish asks two for."""
    wish = no(book, case)
    person = next(each for each in cases.shown(book, case).people if each.name == TANSY)
    corrections.correct(book, f"{case} {person.id}", "role", "witness", "She only saw it.")
    corrections.correct(book, f"{case} {person.id}", "name", "Somebody Else-Test", "Mistyped.")
    with pytest.raises(FieldFixed):
        corrections.correct(book, wish, "whose", "Somebody Else-Test", "Mistyped.")

    with pytest.raises(WishStands):
        referrals.refer(book, case, "police")


def test_a_wish_that_comes_after_the_closing_is_answered_by_opening_the_case_again(
    book: Book,
) -> None:
    """Written into a closed case it would wait for nobody; while a signature waits it is taken."""
    case = settled(book)
    cases.close(book, case, "resolved")

    with pytest.raises(CaseNotOpen) as refused:
        wishes.record(book, case, "Invented Person 0", "police", "I want it now.")
    assert "reopen" in refused.value.next_step
    cases.reopen(book, case, "She wants the police after all.")
    wishes.record(book, case, "Invented Person 0", "police", "I want it now.")
