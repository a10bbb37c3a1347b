"""Actions: done, ruled out, assigned, added; due, overdue, and held back."""

import pytest
from sqlmodel import select

from casebook import clock
from casebook.casework import actions, assessments, cases, closing_gate, referrals
from casebook.casework.case_file import of
from casebook.casework.views import ActionLine
from casebook.clock import Hand
from casebook.errors.given import MomentImpossible, RecordNotFound, TextUnusable, ValueUnknown
from casebook.errors.rules import (
    ActionSettled,
    AdviceAwaited,
    AuthorityMissing,
    ReasonMissing,
    TellNobodyYet,
    UserExcluded,
)
from casebook.records.action import Action
from casebook.store.book import Book
from tests.casework.conftest import later, logged, people

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
WORKER = people(("target", "pupil", 12), ("alleged", "staff", 30))


def triaged(book: Book, *concerns: str, **changes: object) -> str:
    """A new case, triaged."""
    case = logged(book, **({"people": PUPILS, "concerns": list(concerns)} | changes))
    assessments.assess(book, case)
    return case


def action(book: Book, case: str, route: str) -> ActionLine:
    """The action of one route."""
    return next(each for each in actions.listed(book, case) if each.route == route)


def test_an_action_ends_done_with_outcome_reference_time_and_people(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    line = actions.do(
        book,
        action(book, case, "parents").id,
        "They were told.",
        reference="L-3",
        done_at="2026-11-17T15:25:00+00:00",
        by="Dilys Specimen",
        with_whom="Petra Winkle-Test",
    )

    assert (line.state, line.outcome, line.reference) == ("done", "They were told.", "L-3")
    assert (line.done_by, line.done_with) == ("Dilys Specimen", "Petra Winkle-Test")
    assert line.done_at is not None
    assert clock.iso(line.done_at) == "2026-11-17T15:25:00+00:00"


def test_done_is_by_whoever_sits_here_and_now_unless_said_otherwise(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    line = actions.do(book, action(book, case, "dsl").id, "Taken on.")

    assert (line.done_by, line.done_at) == ("Dilys Specimen", clock.now())


def test_done_is_neither_in_the_future_nor_before_the_school_knew(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    for moment in ("2026-11-17T16:30:00+00:00", "2026-11-17T15:14:00+00:00"):
        with pytest.raises(MomentImpossible):
            actions.do(book, action(book, case, "dsl").id, "Taken on.", done_at=moment)

    assert action(book, case, "dsl").state == "open"


def test_what_is_told_later_is_added_beside_and_never_over(book: Book, hand: Hand) -> None:
    case = triaged(book, "bullying-of-child")
    first = actions.do(book, action(book, case, "dsl").id, "Rang them.")
    later(hand, days=1)
    second = actions.do(book, first.id, "They gave a number.", reference="42/1/26")

    assert second.outcome == "Rang them.; They gave a number."
    assert (second.reference, second.done_at) == ("42/1/26", first.done_at)


def test_an_outcome_is_needed(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    with pytest.raises(TextUnusable):
        actions.do(book, action(book, case, "dsl").id, "  ")


def test_a_must_is_ruled_out_only_by_the_authority_concerned(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    must = action(book, case, "dsl").id
    with pytest.raises(AuthorityMissing):
        actions.rule_out(book, must, "Not needed.")
    line = actions.rule_out(book, must, "Not needed.", "Invented Borough", on="17/11/2026 15:20")

    assert (line.state, line.ruled_out_authority) == ("ruled-out", "Invented Borough")


@pytest.mark.parametrize(
    "oneself",
    [
        *("me", "Myself.", "dsl", "the DSL", "Dilys Specimen", "Ms Specimen", "Dilys: myself"),
        *("DILYS SPECIMEN (DSL)", "Ｄilys", "Designated Safeguarding Lead", "I, Dilys", "-- -- --"),
    ],
)
def test_a_must_is_not_ruled_out_on_ones_own_authority(book: Book, oneself: str) -> None:
    case = triaged(book, "bullying-of-child")
    with pytest.raises(AuthorityMissing):
        actions.rule_out(book, action(book, case, "dsl").id, "Not needed.", oneself)


@pytest.mark.parametrize("another", ["Hector Sample", "the head", "LADO", "A. Dilys-Other, LADO"])
def test_another_authority_stands_with_the_day_it_was_said(book: Book, another: str) -> None:
    case = triaged(book, "bullying-of-child")
    line = actions.rule_out(book, action(book, case, "dsl").id, "Not needed.", another)

    assert line.ruled_out_at == clock.now()


@pytest.mark.parametrize("colleague", ["Hector Sample", "the head", "Sample, head"])
def test_no_colleague_is_the_authority_for_the_police(book: Book, colleague: str) -> None:
    case = triaged(book, "credible-threat")
    police = action(book, case, "police").id
    with pytest.raises(AuthorityMissing):
        actions.rule_out(book, police, "It may be a joke.", colleague)

    line = actions.rule_out(book, police, "No threat.", "PC Lark-Test, Harbour Test Constabulary")
    assert line.state == "ruled-out"


def test_a_consideration_is_ruled_out_with_a_reason_alone(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    with pytest.raises(ReasonMissing):
        actions.rule_out(book, action(book, case, "police").id, " ")

    assert actions.rule_out(book, action(book, case, "police").id, "Slight.").state == "ruled-out"


def test_what_was_ruled_out_can_still_be_done_and_not_the_other_way(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    police = action(book, case, "police").id
    actions.rule_out(book, police, "Slight.")
    line = actions.do(book, police, "Told after all.")

    assert (line.state, line.ruled_out_reason) == ("done", "Slight.")
    with pytest.raises(ActionSettled):
        actions.rule_out(book, police, "Changed my mind.")


def test_a_superseded_action_is_not_worked_on(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    added = actions.add(book, case, "other", "Move her seat", "20/11/2026 12:00")
    compartment, _ = book.find_case(case)
    with compartment.changing() as change:
        row = change.session.exec(select(Action).where(Action.reference == added.id)).one()
        change.amend("superseded", row, state="superseded")

    with pytest.raises(ActionSettled):
        actions.do(book, added.id, "Done.")


def test_an_action_is_overdue_from_its_time_on_until_it_is_decided(book: Book, hand: Hand) -> None:
    case = triaged(book, "bullying-of-child")
    dsl = action(book, case, "dsl")
    hand.set(dsl.due)
    assert not action(book, case, "dsl").overdue
    later(hand, seconds=1)

    assert action(book, case, "dsl").overdue
    assert cases.listed(book, overdue=True)[0].case == case
    assert dsl.id in {each.id for each in cases.today(book).overdue}
    actions.do(book, dsl.id, "Late.")
    assert not action(book, case, "dsl").overdue


def test_one_member_of_a_group_done_satisfies_the_group(book: Book, hand: Hand) -> None:
    case = triaged(book, "pupil-nudes-trigger")
    later(hand, days=2)
    assert {each.route for each in actions.listed(book, case, "overdue")} >= {
        "police",
        "social-care",
    }
    actions.do(book, action(book, case, "social-care").id, "Referred.")

    late = {each.route for each in actions.listed(book, case, "overdue")}
    assert not {"police", "social-care"} & late


def test_a_stronger_member_done_satisfies_its_group_too(book: Book) -> None:
    older = people(("target", "pupil", 14), ("alleged", "pupil", 15))
    case = triaged(book, "pupil-nudes-trigger", people=older, signs=["serious-injury"])
    assert action(book, case, "police").duty == "must"
    assert action(book, case, "social-care").duty == "one-of"
    actions.do(book, action(book, case, "police").id, "Told.")

    missing = {each.get("route") for each in closing_gate.missing(book, of(book, case)[1], "told")}
    assert "social-care" not in missing


def test_cover_is_assigned_by_name_to_somebody_who_holds_the_case(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    line = actions.assign(book, action(book, case, "parents").id, "head")

    assert line.owner == "head"
    with pytest.raises(UserExcluded):
        actions.assign(book, line.id, "chair")
    with pytest.raises(ValueUnknown):
        actions.assign(book, line.id, "nobody")


def test_mine_are_the_cases_that_i_lead_or_have_something_to_do_in(book: Book) -> None:
    case = triaged(book, "bullying-of-child")

    assert [each.case for each in cases.listed(book, mine=True)] == [case]


def test_parents_are_not_told_before_the_lado_agreed(staff_book: Book, hand: Hand) -> None:
    """Held by the lock it is not overdue; once the advice is recorded it is due that day."""
    case = triaged(staff_book, "harm-threshold-allegation", "bullying-of-child", people=WORKER)
    parents = action(staff_book, case, "parents")
    assert parents.held_by == "tell-nobody-yet"
    with pytest.raises(TellNobodyYet):
        actions.do(staff_book, parents.id, "Rang them.")
    later(hand, days=3)
    assert not action(staff_book, case, "parents").overdue
    advice = referrals.advice(
        staff_book, case, "lado", "Lara Sample-Test", "The parents may be told.", at=clock.now()
    )

    assert "tell-nobody-yet" in advice.opened
    told = action(staff_book, case, "parents")
    assert (told.held_by, told.clock) == ("", "T1")
    assert clock.iso(told.due) == "2026-11-20T23:59:00+00:00"
    assert actions.do(staff_book, told.id, "Rang them.").state == "done"


def test_nothing_is_investigated_before_the_advice_is_recorded(staff_book: Book) -> None:
    case = triaged(staff_book, "harm-threshold-allegation", people=WORKER)
    for what in ("interview", "viewing", "statement", "search"):
        with pytest.raises(AdviceAwaited):
            actions.add(staff_book, case, what, "Ask him", "18/11/2026 09:00")
    referrals.advice(staff_book, case, "hr", "Harriet Example", "Wait.")
    with pytest.raises(AdviceAwaited):
        actions.add(staff_book, case, "interview", "Ask him", "18/11/2026 09:00")
    referrals.advice(staff_book, case, "lado", "Lara Sample-Test", "Go on.")

    assert actions.add(staff_book, case, "interview", "Ask him", "18/11/2026 09:00").state == "open"


def test_where_the_lado_is_no_must_the_advice_of_hr_opens_it(staff_book: Book) -> None:
    case = triaged(staff_book, "unsuitable-lawful-material", people=WORKER[1:])
    assert cases.shown(staff_book, case).locks == ("no-investigation-before-advice",)
    referrals.advice(staff_book, case, "hr", "Harriet Example", "You may look into it.")

    assert cases.shown(staff_book, case).locks == ()


def test_what_a_person_added_is_done_or_ruled_out_like_the_rest(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    line = actions.add(book, case, "other", "Move her seat", "20/11/2026 12:00")

    assert (line.duty, line.clock, line.why) == ("should", "own", "Move her seat")
    assert actions.rule_out(book, line.id, "She likes it there.").state == "ruled-out"


def test_an_action_that_is_not_there_is_named(book: Book) -> None:
    case = triaged(book, "bullying-of-child")
    with pytest.raises(RecordNotFound):
        actions.do(book, f"{case}-A99", "Done.")


def test_all_open_actions_of_all_cases_are_listed_the_earliest_first(book: Book) -> None:
    first = triaged(book, "bullying-of-child")
    second = triaged(book, "uncategorised", known_at="2026-11-16T15:15:00+00:00", happened_at=None)

    found = actions.listed(book)
    assert {each.case for each in found} == {first, second}
    assert [each.due for each in found] == sorted(each.due for each in found)
