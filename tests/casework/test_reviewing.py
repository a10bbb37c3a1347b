"""The review queue, and closed cases that somebody looks at again."""

from datetime import date
from pathlib import Path

import pytest

from casebook.casework import actions, assessments, cases, notes, reviewing, wishes
from casebook.clock import Hand
from casebook.errors.working import DayPast, NothingToRecheck
from casebook.store.book import Book
from tests.casework.conftest import entries, later, logged, people, sitting

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
WORKER = people(("target", "pupil", 12), ("alleged", "staff", 30))


def ready(book: Book, **more: object) -> str:
    """A case of which nothing is missing but its closing."""
    case = logged(book, people=PUPILS, **{"concerns": ["bullying-of-child"]} | more)
    assessments.assess(book, case)
    for each in actions.listed(book, case, "open"):
        actions.do(book, each.id, "Done as asked.")
    return case


def close(book: Book, case: str, **more: str) -> str:
    """Close a case, and tell the reporter."""
    return cases.close(book, case, "resolved", "Told on Tuesday by Dilys.", **more).status


def test_what_waits_and_what_changed_is_shown_and_the_look_is_kept(
    book: Book, made: Path, hand: Hand
) -> None:
    closing, other = ready(book, signs=["repeated"]), logged(book)
    assert close(book, closing) == "awaiting-second"
    book.close()
    later(hand, hours=1)
    with sitting(made, "head") as heads:
        first = reviewing.review(heads)
        assert [each.case for each in first.waiting] == [closing]
        assert {each.case for each in first.changed} == {closing, other}
        assert entries(heads, closing)[-1] == ("looked", "witness:review")
        later(hand, hours=1)
        assert reviewing.review(heads).changed == ()
    with sitting(made, "dsl") as dsls:
        later(hand, hours=1)
        notes.write(dsls, other, "She came back.")
        assert [each.case for each in reviewing.review(dsls).waiting] == []
    later(hand, hours=1)
    with sitting(made, "head") as heads:
        then = reviewing.review(heads)
        assert [(each.case, [line.said for line in each.lines]) for each in then.changed] == [
            (other, ["Note. She came back."])
        ]
        assert [each.case for each in then.waiting] == [closing]
        further = reviewing.review(heads, "17/11/2026 15:00")
        assert {each.case for each in further.changed} == {closing, other}


def test_a_reader_sees_the_queue_and_no_look_is_entered(made: Path, book: Book) -> None:
    case = logged(book)
    book.close()
    with sitting(made, "head", write=False) as heads:
        found = reviewing.review(heads)
        assert (found.recorded, [each.case for each in found.changed]) == (False, [case])


def test_a_decision_that_goes_against_a_wish_waits_in_the_queue(book: Book, made: Path) -> None:
    case = logged(book)
    wish = wishes.record(book, case, "Tansy Halfpenny-Test", "police", "No.", answer="no")
    decision = wishes.override(book, wish.reference, "risk-to-child", "A child is named too.")
    assert reviewing.review(book).agreements == ()
    book.close()
    with sitting(made, "head") as heads:
        assert [each.reference for each in reviewing.review(heads).agreements] == [
            decision.reference
        ]
        wishes.agree(heads, decision.reference)
        assert reviewing.review(heads).agreements == ()


def test_what_is_restricted_is_named_to_whoever_holds_it(staff_book: Book) -> None:
    case = logged(staff_book, people=WORKER)

    assert reviewing.review(staff_book).restricted == (case,)


def test_a_closed_case_is_looked_at_again_on_its_day(book: Book, hand: Hand) -> None:
    case = ready(book)
    with pytest.raises(DayPast):
        close(book, case, recheck="16/11/2026")
    assert close(book, case, lessons="Phones away at break.", recheck="1/12/2026") == "closed"
    shown = cases.shown(book, case).closings[0]
    assert (shown.lessons, shown.recheck_on) == ("Phones away at break.", date(2026, 12, 1))
    assert cases.today(book).rechecks == ()

    later(hand, days=13)
    assert cases.today(book).rechecks == ()
    later(hand, days=1)
    assert [each.case for each in cases.today(book).rechecks] == [case]
    later(hand, days=9)
    assert [each.on for each in cases.today(book).rechecks] == [date(2026, 12, 1)]
    reviewing.recheck(book, case, "It has held.")
    assert cases.today(book).rechecks == ()
    assert cases.shown(book, case).closings[0].rechecked_words == "It has held."


def test_a_case_that_asks_for_no_further_look_takes_none(book: Book) -> None:
    case = ready(book)
    with pytest.raises(NothingToRecheck):
        reviewing.recheck(book, case, "All well.")
    close(book, case)
    with pytest.raises(NothingToRecheck):
        reviewing.recheck(book, case, "All well.")
