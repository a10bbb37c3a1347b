"""Closing: the gate and its list, the second signature, returning and reopening."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.casework import (
    actions,
    assessments,
    cases,
    chronology,
    corrections,
    exhibits,
    holding,
    incidents,
    referrals,
    wishes,
)
from casebook.cli.case_text import case_lines
from casebook.clock import Hand
from casebook.errors.given import OutcomeUnknown
from casebook.errors.rules import (
    CaseNotOpen,
    ClosureRefused,
    NothingToApprove,
    ReasonMissing,
    SecondRefused,
)
from casebook.store import membership, sheets
from casebook.store.book import Book, open_book
from casebook.store.membership import Newcomer
from casebook.vault import layout, slots
from casebook.vault.argon2 import FLOOR
from tests.casework.conftest import entries, incident, later, logged, people, sitting

MATERIAL = Path(__file__).parent.parent / "material"
PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
FRESH = "gravel lantern harbour teapot nineteen"
"""The passphrase of people who come later."""
HEAD = people(("target", "pupil", 12), ("alleged", "head", 50))


def settled(book: Book, **changes: object) -> str:
    """A case of which everything that was asked for is done, and nobody need be told."""
    case = logged(
        book,
        **({"people": PUPILS, "concerns": ["bullying-of-child"], "reported_by": None} | changes),
    )
    assessments.assess(book, case)
    for each in actions.listed(book, case, "open"):
        actions.do(book, each.id, "Done as asked.")
    return case


def missing(book: Book, case: str, outcome: str = "resolved", **more: str) -> list[str]:
    """What the gate says is missing."""
    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, case, outcome, **more)
    return [each["missing"] for each in refused.value.details]


def test_a_case_with_nothing_missing_closes(book: Book) -> None:
    case = settled(book)
    closing = cases.close(book, case, "resolved")

    assert (closing.status, closing.outcome) == ("closed", "resolved")
    assert [each.case for each in cases.listed(book)] == []
    assert [each.case for each in cases.listed(book, "closed")] == [case]


def test_a_case_that_was_never_triaged_is_not_closed(book: Book) -> None:
    assert missing(book, logged(book, reported_by=None)) == ["not-triaged"]


def test_an_incident_added_since_the_last_triage_keeps_it_open(book: Book, hand: Hand) -> None:
    case = settled(book)
    later(hand, hours=1)
    incidents.log(book, incidents.read(incident(people=PUPILS, reported_by=None)), case)

    assert missing(book, case) == ["not-triaged"]


@pytest.mark.parametrize("duty", ["must", "should", "consider"])
def test_a_duty_of_any_strength_that_is_undecided_keeps_it_open(book: Book, duty: str) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"], reported_by=None)
    assessments.assess(book, case)
    for each in actions.listed(book, case):
        if each.duty != duty:
            actions.do(book, each.id, "Done as asked.")

    assert set(missing(book, case)) == {"action-undecided"}


def test_a_group_of_which_nothing_is_done_keeps_it_open(book: Book) -> None:
    older = people(("target", "pupil", 14), ("alleged", "pupil", 15))
    case = logged(book, people=older, concerns=["pupil-nudes-trigger"], reported_by=None)
    assessments.assess(book, case)
    for each in actions.listed(book, case):
        if each.duty == "one-of":
            actions.rule_out(book, each.id, "They did not answer.")
        else:
            actions.do(book, each.id, "Done as asked.")

    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, case, "resolved")
    groups = [each for each in refused.value.details if each["missing"] == "group-undecided"]
    assert [each["group"] for each in groups] == ["referral"]


def test_an_overdue_clock_is_named_as_that(book: Book, hand: Hand) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"], reported_by=None)
    assessments.assess(book, case)
    later(hand, days=30)

    assert set(missing(book, case)) == {"action-overdue"}


def test_an_unanswered_wish_keeps_it_open(book: Book) -> None:
    case = settled(book)
    wish = wishes.record(book, case, "Invented Person 0", "police", "Please not.", answer="no")

    assert missing(book, case) == ["wish-unanswered"]
    wishes.answer(book, wish.reference, "We did not tell them.")
    assert cases.close(book, case, "resolved").status == "closed"


def test_only_the_latest_wish_about_a_thing_needs_an_answer(book: Book, hand: Hand) -> None:
    case = settled(book)
    wishes.record(book, case, "Invented Person 0", "head", "Not yet.")
    later(hand, hours=1)
    latest = wishes.record(book, case, "Invented Person 0", "head", "Now.")
    wishes.answer(book, latest.reference, "He was told.")

    assert cases.close(book, case, "resolved").status == "closed"


def test_an_exhibit_without_disposal_keeps_it_open(book: Book) -> None:
    case = settled(book)
    exhibits.lodge(
        book,
        case,
        [MATERIAL / "chat-export.txt"],
        imagery="no",
        captured_at="2026-11-17T15:18:00+00:00",
        captured_by="Alba Pine-Test",
        source="her telephone",
    )
    assert missing(book, case) == ["exhibit-without-disposal"]
    exhibits.dispose(book, case, "APT/1", "held", "until review")

    assert cases.close(book, case, "resolved").status == "closed"


def test_a_reporter_who_was_not_told_keeps_it_open(book: Book) -> None:
    case = settled(book, reported_by={"name": "Tansy Halfpenny-Test"})

    assert missing(book, case) == ["reporter-not-told"]
    assert cases.close(book, case, "resolved", "Told on Tuesday, by Dilys.").status == "closed"


def test_everything_that_is_missing_is_told_at_once_with_what_to_do(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, case)
    wishes.record(book, case, "P", "head", "w")
    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, case, "resolved")

    assert {each["missing"] for each in refused.value.details} == {
        "action-undecided",
        "wish-unanswered",
        "reporter-not-told",
    }
    assert all(each["do"] and each["reference"] for each in refused.value.details)
    assert cases.shown(book, case).closings == ()


def test_severity_three_and_up_needs_a_second_authorised_person(book: Book, made: Path) -> None:
    case = settled(book, signs=["repeated"])
    closing = cases.close(book, case, "upheld")
    with pytest.raises(SecondRefused):
        cases.approve(book, case)
    book.close()

    assert closing.status == "awaiting-second"
    with sitting(made, "head") as heads:
        assert cases.approve(heads, case).status == "closed"
        view = cases.shown(heads, case).closings[0]
    assert (view.proposed_by, view.seconded_by) == ("dsl", "head")


def test_whoever_is_accused_never_holds_the_case_and_so_never_signs_it(
    made_with_staff: Path, staff_book: Book
) -> None:
    """The DSL, who holds staff here, is marked as the parent of whom it is alleged."""
    parent = [
        {"name": "Dilys Specimen", "kind": "parent", "role": "alleged", "user": "dsl"},
        *people(("target", "pupil", 12)),
    ]
    staff_book.close()
    with sitting(made_with_staff, "chair") as chairs:
        case = incidents.log(
            chairs,
            incidents.read(incident(people=parent, concerns=["parent-post"], reported_by=None)),
        ).case

    assert case.startswith("G-")


def test_a_case_that_waits_takes_no_further_work(book: Book) -> None:
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")

    with pytest.raises(CaseNotOpen):
        assessments.assess(book, case)
    with pytest.raises(CaseNotOpen):
        cases.close(book, case, "upheld")


def test_the_gate_is_held_again_at_the_second_signature(book: Book, made: Path) -> None:
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")
    wishes.record(book, case, "Invented Person 0", "head", "Wait.")
    book.close()

    with sitting(made, "head") as heads, pytest.raises(ClosureRefused):
        cases.approve(heads, case)


def test_a_closing_is_returned_with_what_is_still_wanted(book: Book, made: Path) -> None:
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")
    book.close()

    with sitting(made, "head") as heads:
        with pytest.raises(ReasonMissing):
            cases.send_back(heads, case, "")
        assert cases.send_back(heads, case, "Ask the parents once more.").status == "open"
        view = cases.shown(heads, case).closings[0]
        with pytest.raises(NothingToApprove):
            cases.approve(heads, case)
    assert (view.state, view.second_words) == ("returned", "Ask the parents once more.")


def test_where_one_person_holds_it_an_outside_outcome_stands_for_the_second(
    book: Book, made: Path
) -> None:
    book.close()
    with sitting(made, "chair") as chairs:
        case = incidents.log(
            chairs,
            incidents.read(
                incident(people=HEAD, concerns=["harm-threshold-allegation"], reported_by=None)
            ),
        ).case
        assessments.assess(chairs, case)
        referrals.advice(chairs, case, "lado", "Lara Sample-Test", "Go on.")
        lado = referrals.refer(chairs, case, "lado", person="Lara Sample-Test")
        for each in actions.listed(chairs, case, "open"):
            actions.do(chairs, each.id, "Done as asked.")
        assert missing(chairs, case, "unfounded") == ["no-second-person"]
        referrals.answered(chairs, lado.reference, "Unfounded.", reference="LADO/26/118")
        closing = cases.close(chairs, case, "unfounded")
        view = cases.shown(chairs, case).closings[0]

    assert closing.status == "closed"
    assert lado.reference in view.second_words


@pytest.fixture
def reaching(made: Path) -> Iterator[Book]:
    """The casebook, open for a DSL who reaches as far as the head: she may put him out."""
    with sitting(made, "head") as heads:
        holding.grant(heads, "dsl", "staff")
    with sitting(made, "dsl") as book:
        yield book


def test_who_puts_the_second_person_out_is_not_alone_by_that(reaching: Book) -> None:
    """Neither an old thing that was done about the police, nor their outcome, helps then."""
    book = reaching
    case = settled(book, signs=["repeated"])
    for each in actions.listed(book, case, "done"):
        if each.route == "police":
            actions.do(book, each.id, "Rung.", reference="LOG/26/4")
    police = referrals.refer(book, case, "police", person="PC Sample-Test")
    referrals.answered(book, police.reference, "No crime.", reference="42/26")
    cases.close(book, case, "upheld")
    membership.revoke(book, "head", "general")
    cases.send_back(book, case, "I look at it once more.")

    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, case, "upheld")
    (told,) = refused.value.details
    assert told["missing"] == "second-put-out"
    assert "head could have signed, and was put out" in told["do"]

    holding.grant(book, "head", "general", words_of(book, "head"))
    assert cases.close(book, case, "upheld").status == "awaiting-second"


def test_whoever_was_put_out_and_let_in_again_signs_as_before(reaching: Book, made: Path) -> None:
    book = reaching
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")
    membership.revoke(book, "head", "general")
    holding.grant(book, "head", "general", words_of(book, "head"))
    book.close()

    with sitting(made, "head") as heads:
        assert cases.approve(heads, case).status == "closed"


@pytest.mark.parametrize("made_since", [True, False])
def test_a_sheet_made_by_whoever_signed_first_lets_in_nobody_who_may_sign_second(
    book: Book, made: Path, *, made_since: bool
) -> None:
    """One that lay in the safe before does: that is how governors bring somebody in."""
    code = "" if made_since else sheets.replace_sheet(book, "school", FLOOR).sheet.code
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")
    if made_since:
        code = sheets.replace_sheet(book, "school", FLOOR).sheet.code
    book.close()
    with sheets.open_by_sheet(layout.at(made), code) as by_sheet:
        friend = Newcomer("friend", "deputy-dsl", FRESH, "Fred Sample-Test")
        sheets.bring_back(by_sheet, friend, FLOOR)

    with open_book(made, "friend", FRESH) as friends:
        if made_since:
            with pytest.raises(SecondRefused, match="by the same hand"):
                cases.approve(friends, case)
        else:
            assert cases.approve(friends, case).status == "closed"


def newcomer(book: Book, short: str) -> None:
    """Somebody whom this person takes in and gives the general compartment."""
    given = Newcomer(short, "deputy-dsl", FRESH, f"{short.title()} Sample-Test")
    fingerprint = membership.take_in(book, given, FLOOR).fingerprint
    holding.grant(book, short, "general", fingerprint)


def words_of(book: Book, short: str) -> str:
    """The six words of somebody's key."""
    return next(
        each.public.fingerprint for each in slots.listed(book.folder) if each.short == short
    )


def test_nobody_signs_beside_the_one_who_let_them_in(book: Book, made: Path) -> None:
    case = settled(book, signs=["repeated"])
    newcomer(book, "puppet")
    cases.close(book, case, "upheld")
    book.close()

    with open_book(made, "puppet", FRESH) as theirs:
        with pytest.raises(SecondRefused) as refused:
            cases.approve(theirs, case)
        assert cases.today(theirs).waiting == ()
    assert "by the same hand after the case was opened" in refused.value.message
    with sitting(made, "head") as heads:
        assert cases.approve(heads, case).status == "closed"


def test_nor_the_other_way_round_nor_by_a_newcomers_newcomer(book: Book, made: Path) -> None:
    """The newcomer proposes, and who let them in signs; or somebody whom the newcomer let in."""
    case = settled(book, signs=["repeated"])
    newcomer(book, "puppet")
    book.close()
    with open_book(made, "puppet", FRESH) as theirs:
        newcomer(theirs, "second")
        cases.close(theirs, case, "upheld")

    with sitting(made, "dsl") as hers, pytest.raises(SecondRefused):
        cases.approve(hers, case)
    with open_book(made, "second", FRESH) as theirs, pytest.raises(SecondRefused):
        cases.approve(theirs, case)


def test_whoever_came_before_the_case_signs_it(book: Book, made: Path) -> None:
    newcomer(book, "deputy")
    case = settled(book, signs=["repeated"])
    cases.close(book, case, "upheld")
    book.close()

    with open_book(made, "deputy", FRESH) as theirs:
        assert cases.approve(theirs, case).status == "closed"


def test_an_action_that_was_done_is_no_outcome_of_the_police(chairs: Book) -> None:
    case, _ = alone(chairs)
    for each in actions.listed(chairs, case, "done"):
        if each.route in {"lado", "police"}:
            actions.do(chairs, each.id, "Rung.", reference="LOG/26/4")

    assert missing(chairs, case, "unfounded") == ["no-second-person"]


def test_an_outcome_that_came_before_the_case_was_opened_again_stands_for_nothing(
    chairs: Book, hand: Hand
) -> None:
    case, lado = alone(chairs)
    referrals.answered(chairs, lado, "Unfounded.", reference="LADO/26/118")
    assert cases.close(chairs, case, "unfounded").status == "closed"
    later(hand, hours=1)
    cases.reopen(chairs, case, "A second pupil spoke.")

    assert missing(chairs, case, "unfounded") == ["no-second-person"]
    referrals.answered(chairs, lado, "Still unfounded.")
    assert cases.close(chairs, case, "unfounded").status == "closed"


def test_a_case_that_one_person_closed_says_so_loudly(chairs: Book) -> None:
    case, lado = alone(chairs)
    referrals.answered(chairs, lado, "Unfounded.", reference="LADO/26/118")
    cases.close(chairs, case, "unfounded")
    view = cases.shown(chairs, case)
    said = (
        f"Closed by ONE person; {lado}, the outcome of the lado with their reference LADO/26/118, "
        "stands for the second signature."
    )

    assert view.closings[0].second_words == said
    assert any(said in line for line in case_lines(view))
    assert any(said in each.said for each in chronology.chronology_of(chairs, case))


@pytest.fixture
def chairs(book: Book, made: Path) -> Iterator[Book]:
    """The casebook, open for the chair, who alone holds governance."""
    book.close()
    with sitting(made, "chair") as opened:
        yield opened


def alone(chairs: Book) -> tuple[str, str]:
    """A case that only the chair holds, all done but its outcome; and its referral to the LADO."""
    data = incident(people=HEAD, concerns=["harm-threshold-allegation"], reported_by=None)
    case = incidents.log(chairs, incidents.read(data)).case
    assessments.assess(chairs, case)
    referrals.advice(chairs, case, "lado", "Lara Sample-Test", "Go on.")
    lado = referrals.refer(chairs, case, "lado", person="Lara Sample-Test").reference
    for each in actions.listed(chairs, case, "open"):
        actions.do(chairs, each.id, "Done as asked.")
    return case, lado


def test_an_allegation_ends_in_one_of_five_words(staff_book: Book) -> None:
    case = logged(
        staff_book,
        people=people(("target", "pupil", 12), ("alleged", "staff", 30)),
        concerns=["low-level-concern"],
        reported_by=None,
    )
    with pytest.raises(OutcomeUnknown) as refused:
        cases.close(staff_book, case, "resolved")

    assert refused.value.named["known"] == (
        "substantiated, malicious, false, unsubstantiated, unfounded"
    )


@pytest.mark.parametrize(
    ("field", "reading"), [("role", "witness"), ("kind", "parent"), ("role", "bystander")]
)
def test_taking_an_accusation_back_by_a_correction_does_not_take_the_five_words_back(
    staff_book: Book, field: str, reading: str
) -> None:
    """What was alleged is answered for, whatever the case reads now."""
    case = logged(
        staff_book,
        people=people(("target", "pupil", 12), ("alleged", "staff", 30)),
        concerns=["low-level-concern"],
        reported_by=None,
    )
    accused = next(each for each in cases.shown(staff_book, case).people if each.kind == "staff")
    corrections.correct(staff_book, f"{case} {accused.id}", field, reading, "Mistaken identity.")
    assessments.assess(staff_book, case, reason="Nobody is accused now.")
    for each in actions.listed(staff_book, case, "open"):
        actions.rule_out(staff_book, each.id, "Nobody is accused now.", "Lara Sample-Test, LADO")
    with pytest.raises(OutcomeUnknown):
        cases.close(staff_book, case, "resolved")

    assert cases.close(staff_book, case, "unfounded").outcome == "unfounded"


def test_the_five_words_are_for_allegations_alone(book: Book) -> None:
    with pytest.raises(OutcomeUnknown):
        cases.close(book, settled(book), "substantiated")


def test_an_outcome_that_no_word_fits_is_kept_in_its_own_words(book: Book) -> None:
    case = settled(book)
    cases.close(book, case, "Both families moved away", words="In June.")

    view = cases.shown(book, case).closings[0]
    assert (view.outcome, view.outcome_words) == ("other", "Both families moved away. In June.")


def test_reopening_keeps_both_closures(book: Book, hand: Hand) -> None:
    case = settled(book)
    cases.close(book, case, "resolved")
    with pytest.raises(ReasonMissing):
        cases.reopen(book, case, " ")
    cases.reopen(book, case, "It began again.")
    later(hand, days=2)
    cases.close(book, case, "upheld")

    closings = cases.shown(book, case).closings
    assert [(each.outcome, each.state) for each in closings] == [
        ("resolved", "reopened"),
        ("upheld", "closed"),
    ]
    assert closings[0].reopened_reason == "It began again."


def test_only_a_closed_case_is_reopened(book: Book) -> None:
    with pytest.raises(CaseNotOpen):
        cases.reopen(book, settled(book), "why not")


def test_each_step_of_closing_is_an_entry(book: Book) -> None:
    case = settled(book)
    cases.close(book, case, "resolved")
    cases.reopen(book, case, "It began again.")

    verbs = [verb for verb, kind in entries(book, case) if kind in {"closing", "case"}]
    assert verbs[-4:] == ["closed", "set", "reopened", "set"]
