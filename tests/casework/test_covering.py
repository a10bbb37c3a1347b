"""Work handed to a named colleague until a day, and due times that are moved in the open."""

from datetime import date, datetime
from pathlib import Path

import pytest

from casebook import clock
from casebook.casework import actions, assessments, cases, covering, decisions, exhibits, wishes
from casebook.casework.chronology import chronology_of
from casebook.clock import Hand
from casebook.errors.given import MomentImpossible, ValueUnknown
from casebook.errors.rules import ActionSettled, ReasonMissing, UserExcluded
from casebook.errors.working import ClockNotMoved, DayPast, DayUnreadable
from casebook.store.book import Book
from tests.casework.conftest import PNG, later, lodge, logged, people, sitting
from tests.casework.test_actions import action

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))


@pytest.fixture
def case(book: Book) -> str:
    """A case between two pupils, triaged."""
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, case)
    return case


def test_cover_is_shown_to_whoever_covers_and_ends_on_its_own_day(
    book: Book, case: str, made: Path, hand: Hand
) -> None:
    dsl = action(book, case, "dsl").id
    covering.hand_over(book, case, "head", "19/11/2026")
    handed = covering.hand_over(book, dsl, "head", "2026-11-18")
    assert (handed.cover, handed.owner, handed.until) == ("head", "dsl", date(2026, 11, 18))
    assert cases.today(book).covering == ()
    book.close()

    with sitting(made, "head", write=False) as heads:
        assert [each.reference for each in cases.today(heads).covering] == [dsl, case]
        assert [each.case for each in cases.listed(heads, mine=True)] == [case]
        later(hand, days=1, hours=8)
        assert [each.reference for each in cases.today(heads).covering] == [dsl, case]
        later(hand, days=1)
        assert [each.reference for each in cases.today(heads).covering] == [case]
        assert cases.shown(heads, case).cover == "head"
        later(hand, days=1)
        assert cases.today(heads).covering == ()
        assert cases.shown(heads, case).cover == ""
        assert cases.listed(heads, mine=True) == []


def test_cover_is_for_somebody_who_holds_the_case_and_for_a_day_to_come(
    book: Book, case: str
) -> None:
    with pytest.raises(UserExcluded):
        covering.hand_over(book, case, "chair", "19/11/2026")
    with pytest.raises(ValueUnknown):
        covering.hand_over(book, case, "nobody", "19/11/2026")
    with pytest.raises(DayPast):
        covering.hand_over(book, case, "head", "16/11/2026")
    with pytest.raises(DayUnreadable):
        covering.hand_over(book, case, "head", "next week")
    assert covering.hand_over(book, case, "head", "17/11/2026").until == date(2026, 11, 17)


def test_what_is_settled_is_not_covered(book: Book, case: str) -> None:
    dsl = action(book, case, "dsl").id
    actions.do(book, dsl, "Taken on.")
    with pytest.raises(ActionSettled):
        covering.hand_over(book, dsl, "head", "19/11/2026")


def test_a_moved_clock_shows_the_first_time_and_the_reason(book: Book, case: str) -> None:
    police = action(book, case, "police")
    moved = actions.move_due(book, police.id, "20/11/2026 12:00", "The officer is away until then.")
    again = actions.move_due(book, police.id, "21/11/2026 12:00", "Away a day longer.")

    assert moved.due == datetime(2026, 11, 20, 12, 0, tzinfo=clock.LONDON)
    assert again.first_due == moved.first_due == police.due
    said = [each for each in cases.shown(book, case).decisions if each.about == police.id]
    assert [each.why for each in said] == ["The officer is away until then.", "Away a day longer."]
    assert "from Wednesday 18 November 2026 at 17:00" in said[0].what


def test_a_clock_is_not_moved_without_a_reason_nor_once_it_has_run_out(
    book: Book, case: str, hand: Hand
) -> None:
    police, dsl = action(book, case, "police").id, action(book, case, "dsl").id
    with pytest.raises(ReasonMissing):
        actions.move_due(book, police, "20/11/2026 12:00", "-")
    with pytest.raises(ClockNotMoved):
        actions.move_due(book, police, "16/11/2026 12:00", "Earlier.")
    later(hand, days=1)
    with pytest.raises(ClockNotMoved):
        actions.move_due(book, dsl, "20/11/2026 12:00", "There was no time.")
    actions.do(book, dsl, "Done late.")
    with pytest.raises(ActionSettled):
        actions.move_due(book, dsl, "20/11/2026 12:00", "No need.")


def test_what_is_entered_afterwards_has_two_times(
    book: Book, case: str, hand: Hand, tmp_path: Path
) -> None:
    """The time it happened stands apart from the time it was written, whatever the deed."""
    wish = wishes.record(book, case, "Perry", "school", "Make it stop.")
    later(hand, hours=2)
    entered, then = hand.moment, "17/11/2026 16:00"
    actions.do(book, action(book, case, "dsl").id, "Spoke.", done_at=then)
    actions.rule_out(book, action(book, case, "police").id, "Not wanted.", "Sergeant", on=then)
    wishes.answer(book, wish.reference, "We will.", at=then)
    decisions.decide(book, case, "To meet them.", "It helps.", at=then)

    picture = tmp_path / "chat.png"
    picture.write_bytes(PNG)
    mark = lodge(book, case, picture)[0].reference
    exhibits.hand_over(book, case, mark, "PC Sample-Test", "To be looked at.", at=then)
    exhibits.dispose(book, case, mark, "returned", "They brought it back.", at=then)
    with pytest.raises(MomentImpossible):
        exhibits.hand_over(book, case, mark, "PC", "Before it was made.", at="17/11/2026 15:00")
    happened = datetime(2026, 11, 17, 16, 0, tzinfo=clock.LONDON)
    lines = [each for each in chronology_of(book, case) if each.at == happened]
    assert len(lines) == 6
    assert {each.recorded_at for each in lines} == {entered}
    with pytest.raises(MomentImpossible):
        decisions.decide(book, case, "To come.", "Soon.", at="18/11/2026 16:00")
