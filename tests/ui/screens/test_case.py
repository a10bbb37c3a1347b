"""Case: its parts, and the deeds that are done in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook.casework import actions, assessments, cases, referrals
from casebook.clock import Hand
from casebook.store.book import open_book
from casebook.ui import keys
from casebook.ui.dialogs.acting import DoDialog
from casebook.ui.dialogs.closing import CloseDialog
from casebook.ui.dialogs.writing import NoteDialog
from casebook.ui.screens.case import CaseRoom
from tests.ui.sitting import WORDS, Sitter, seated

CASE = "C-2026-0001"


async def open_case(sitter: Sitter) -> None:
    """Open the only case of the list."""
    await sitter.press("enter")
    assert sitter.is_in(CaseRoom)


async def test_the_summary_tells_how_it_stands_and_what_happened(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)

        assert "2 Moderate" in sitter.text
        assert "Mon 16 Nov 2026, 19:20 GMT" in sitter.text
        assert "│ They laugh about how I walk." in sitter.text


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        (2, "Became known"),
        (3, "Juno Biscuit-Test"),
        (4, "Nobody has been asked yet"),
        (5, "Who must be told, by when, and why"),
        (6, "Headteacher"),
        (7, "Nothing is lodged"),
        (8, "Nothing has left"),
    ],
)
async def test_each_part_is_shown_by_its_number(with_case: Path, number: int, seen: str) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press(str(number))

        assert seen in sitter.text
        assert f"{number} {keys.PANES[number - 1]}" in sitter.text


async def test_a_part_is_shown_by_clicking_its_name(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.pilot.click("#pane-name-3")
        await sitter.settle()

        assert "Juno Biscuit-Test" in sitter.text


async def test_an_action_says_when_it_is_due_and_why(with_case: Path, hand: Hand) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("6")

        assert "today 23:59" in sitter.text
        assert "because Online bullying of an adult" in sitter.text

    hand.advance(days=1)

    async with seated(with_case) as sitter:
        assert "6 Actions" in sitter.text
        assert "OVERDUE Tue 17 Nov" in sitter.text


async def test_an_action_is_done_with_its_outcome(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("6", "d")

        assert sitter.is_in(DoDialog)

        await sitter.write("Told in person.")
        await sitter.press("tab")
        await sitter.write("Hector Sample-Test, head")
        await sitter.press("ctrl+s")

        assert sitter.is_in(CaseRoom)
        done = [each for each in actions.listed(sitter.book, CASE) if each.state == "done"]
        assert [(each.route, each.outcome, each.done_with) for each in done] == [
            ("head", "Told in person.", "Hector Sample-Test, head")
        ]


async def test_an_action_is_ruled_out_only_with_a_reason_and_an_authority(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("6", "u", "ctrl+s")

        assert "Please fill this in." in sitter.text

        await sitter.write("The head was on the call when it was told.")
        await sitter.press("tab")
        await sitter.write("Chandra Example-Test, chair")
        await sitter.press("ctrl+s")

        found = [each for each in actions.listed(sitter.book, CASE) if each.state == "ruled-out"]
        assert [each.ruled_out_authority for each in found] == ["Chandra Example-Test, chair"]


async def test_what_a_rule_refuses_stays_in_the_form_with_the_reason(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("n")
        await sitter.write("A note about something long ago.")
        await sitter.press("tab")
        await sitter.write("17/11/1850 at 1515")
        await sitter.press("ctrl+s")

        assert sitter.is_in(NoteDialog)
        assert "A note about something long ago." in sitter.text
        assert cases.shown(sitter.book, CASE).notes == ()


async def test_a_note_is_kept_and_signed(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("n")
        await sitter.write("Spoke to Tansy.")
        await sitter.press("ctrl+s")

        assert "Kept, and signed by you." in sitter.text
        notes = cases.shown(sitter.book, CASE).notes
        assert [(each.words, each.recorded_by) for each in notes] == [("Spoke to Tansy.", "dsl")]


async def test_a_note_that_was_being_typed_comes_back_after_a_lock(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("n")
        await sitter.write("Half a thought")
        await sitter.press("ctrl+l")

    async with seated(with_case) as sitter:
        assert sitter.is_in(CaseRoom)

        await sitter.press("n")

        assert "Half a thought" in sitter.text


async def test_a_wish_is_recorded_and_answered(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("w")
        await sitter.write("Tansy Halfpenny-Test")
        await sitter.press("tab", "tab", "tab")
        await sitter.write("I do not want the police.")
        await sitter.press("ctrl+s", "4")

        assert "NOT ANSWERED YET" in sitter.text

        await sitter.press("v")
        await sitter.write("She was told that the school follows her wish.")
        await sitter.press("ctrl+s")

        wishes = cases.shown(sitter.book, CASE).wishes
        assert [each.answered_words for each in wishes] == [
            "She was told that the school follows her wish."
        ]


async def test_a_referral_and_advice_are_recorded(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("a", "enter", "down", "enter", "tab")
        await sitter.write("Advice Person-Test")
        await sitter.press("tab")
        await sitter.write("Wait until Friday.")
        await sitter.press("ctrl+s")

        found = cases.shown(sitter.book, CASE).referrals
        assert [(each.what, each.words) for each in found] == [("advice", "Wait until Friday.")]


async def test_closing_is_refused_with_the_list_of_what_is_missing(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("c", "enter", "down", "enter", "ctrl+s")

        assert sitter.is_in(CloseDialog)
        assert "cannot be closed yet" in sitter.text
        assert cases.shown(sitter.book, CASE).status == "open"


def settle_everything(folder: Path, hand: Hand) -> None:
    """Do every action of the case, so that it can be closed."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        assessments.assess(book, CASE, concerns=["bullying-of-adult"], signs=["repeated"])
        for each in actions.listed(book, CASE, "open"):
            actions.do(book, each.id, "Done for the test.")
        referrals.advice(book, CASE, "police", "PC Sample-Test", "Nothing for us to do.")
    hand.advance(seconds=timedelta(minutes=5).seconds)


async def test_a_serious_case_waits_for_a_second_person_and_the_head_signs(
    with_case: Path, hand: Hand
) -> None:
    settle_everything(with_case, hand)

    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.press("c", "enter", "down", "enter", "tab", "tab")
        await sitter.write("Tansy was told on Tuesday.")
        await sitter.press("ctrl+s")

        assert cases.shown(sitter.book, CASE).status == "awaiting-second"

    async with seated(with_case, "head") as sitter:
        assert "1 waiting for your signature" in sitter.text

        await open_case(sitter)
        await sitter.press("p")

        assert "Sign this closing" in sitter.text

        await sitter.press("ctrl+s")

        assert cases.shown(sitter.book, CASE).status == "closed"

        await sitter.press("o")
        await sitter.write("A new message came to light.")
        await sitter.press("ctrl+s")

        view = cases.shown(sitter.book, CASE)
        assert view.status == "open"
        assert [each.reopened_reason for each in view.closings] == ["A new message came to light."]
