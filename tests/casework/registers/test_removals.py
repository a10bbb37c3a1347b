"""Nothing is asked to be taken down, or hidden, before it was kept; the audience is told why."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework import cases, chronology, corrections, moving, notes, referrals
from casebook.casework.registers import removals
from casebook.clock import Hand
from casebook.errors.given import ReferenceInvalid, TextUnusable, ValueUnknown
from casebook.errors.registers import KeepItFirst, NotFromTheSchool, NotToBeTakenDown
from casebook.errors.rules import CaseNotOpen
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from tests.casework.conftest import PNG, lodge, logged, sitting

ASK: dict[str, Any] = {
    "site": "Chatterbox, Otters class",
    "whom": "Juno Biscuit-Test",
    "asked_by": "Tansy Halfpenny-Test",
    "words": "Please take the picture of me down.",
}
HIDE: dict[str, Any] = {
    "what": "hidden",
    "site": "Gatepost, comment under the news of 16 November",
    "channel": "C-CH-0001",
    "told": "We hid a comment that mocked a member of staff.",
}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """An invented screenshot."""
    path = tmp_path / "chat.png"
    path.write_bytes(PNG)
    return path


def test_a_friend_is_asked_after_it_was_kept(book: Book, picture: Path) -> None:
    case = logged(book)
    mark = lodge(book, case, picture)[0].reference
    view = removals.ask(book, case, kept=mark, **ASK)

    assert (view.reference, view.what, view.kept) == (f"{case}-M01", "asked", f"{case} {mark}")
    answered = removals.answer(book, view.reference, "She took it down at once.")
    assert answered.answer == "She took it down at once."
    shown = cases.shown(book, case)
    assert [each.reference for each in shown.removals] == [view.reference]
    said = [each.said for each in chronology.chronology_of(book, case)]
    assert any(each.startswith("Asked to be taken down: Chatterbox") for each in said)
    assert any("She took it down at once." in each for each in said)
    assert cases.search(book, "picture down")[0].reference == view.reference


def test_what_was_not_kept_is_not_asked_to_be_taken_down(book: Book) -> None:
    case = logged(book)

    for kept in ("", "AP/1", "N01", "C-2026-0009-N01", "it is on my phone"):
        with pytest.raises(KeepItFirst):
            removals.ask(book, case, kept=kept, **ASK)
    assert cases.shown(book, case).removals == ()


def test_a_note_stands_for_what_no_file_may_hold(book: Book) -> None:
    case = logged(book)
    note = notes.write(book, case, "It read: he walks like a duck.").reference

    assert removals.ask(book, case, kept=note, **ASK).kept == note
    assert removals.ask(book, case, kept="n01", **ASK).kept == note


def test_what_is_hidden_on_a_school_account_says_which_and_what_the_audience_was_told(
    accounts: Path,
) -> None:
    with sitting(accounts, "dsl") as book:
        case = logged(book)
        note = notes.write(book, case, "It read: he walks like a duck.").reference
        view = removals.hide(book, case, kept=note, **HIDE)
        assert (view.channel, view.words) == ("C-CH-0001", HIDE["told"])
        with pytest.raises(TextUnusable):
            removals.hide(book, case, kept=note, **{**HIDE, "told": "  "})
        with pytest.raises(NotFromTheSchool):
            removals.hide(book, case, kept=note, **{**HIDE, "channel": "C-CH-0002"})
        with pytest.raises(ReferenceInvalid):
            removals.hide(book, case, kept=note, **{**HIDE, "channel": "my own page"})
        with pytest.raises(ValueUnknown):
            removals.hide(book, case, kept=note, **{**HIDE, "what": "asked"})
        assert verify_folder(accounts, book).verdict == "unchanged"


def test_what_may_show_a_child_is_not_deleted_before_the_police_advised(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = logged(book, concerns=["image-without-consent"], signs=["may-be-indecent"])
        note = notes.write(book, case, "Not looked at; the address is written down.").reference
        with pytest.raises(NotToBeTakenDown):
            removals.ask(book, case, kept=note, **ASK)
        with pytest.raises(NotToBeTakenDown):
            removals.hide(book, case, kept=note, **{**HIDE, "what": "deleted"})
        assert removals.hide(book, case, kept=note, **HIDE).what == "hidden"
        told = referrals.refer(book, case, "police", agency="Harbour Test Constabulary")
        with pytest.raises(NotToBeTakenDown):  # they were told, and have not advised yet
            removals.ask(book, case, kept=note, **ASK)
        referrals.answered(book, told.reference, "Have it taken down now.")
        assert removals.ask(book, case, kept=note, **ASK).what == "asked"


def test_a_removal_is_put_right_by_a_correction_and_moves_with_its_case(
    made_with_staff: Path, hand: Hand
) -> None:
    with sitting(made_with_staff, "dsl") as book:
        case = logged(book)
        note = notes.write(book, case, "It read: he walks like a duck.").reference
        view = removals.ask(book, case, kept=note, **ASK)
        corrections.correct(book, view.reference, "whom", "Juno Biskit-Test", "Misspelt.")
        moved = moving.move(book, case, "staff", "It concerns a colleague.").case
        kept = cases.shown(book, moved).removals[0]
        assert (kept.reference, kept.kept) == (f"{moved}-M01", f"{moved}-N01")
        assert kept.whom == "Juno Biskit-Test"
        assert verify_folder(made_with_staff, book).verdict == "unchanged"


def test_a_closed_case_takes_none(book: Book) -> None:
    case = logged(book)
    note = notes.write(book, case, "It read: he walks like a duck.").reference
    compartment, row = book.find_case(case)
    with compartment.changing() as change:
        change.amend("closed", row, status="closed")

    with pytest.raises(CaseNotOpen):
        removals.ask(book, case, kept=note, **ASK)
