"""Wishes in a case: recorded after a reading back, answered, gone against by two people."""

from pathlib import Path

from casebook.casework import cases
from casebook.ui.dialogs.confirm import ConfirmDialog
from casebook.ui.dialogs.overriding import AgreeDialog, OverrideDialog
from casebook.ui.dialogs.writing import WishDialog
from tests.ui.screens.case_room import CASE, SMALL, choose, fill, open_case, say_no, told
from tests.ui.sitting import seated


async def test_a_wish_is_read_back_before_it_is_kept_and_then_answered(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "w")
        await fill(sitter, "", "Tansy Halfpenny-Test")
        await sitter.press("ctrl+s")

        assert "About. This is needed: choose with Enter." in sitter.text

        await choose(sitter, 1)
        await sitter.press("ctrl+s")

        assert "They said. This is needed: choose with Enter." in sitter.text

        await choose(sitter, 3)
        await sitter.write("I do not want the police.")
        await sitter.press("ctrl+s")

        assert sitter.is_in(ConfirmDialog)
        assert "Whose wish      Tansy Halfpenny-Test" in sitter.text
        assert "About           telling the police" in sitter.text
        assert "They said       they are not sure" in sitter.text
        assert "│ I do not want the police." in sitter.text
        assert cases.shown(sitter.book, CASE).wishes == ()

        await sitter.press("escape")

        assert sitter.is_in(WishDialog)
        assert "I do not want the police." in sitter.text

        await sitter.press("ctrl+s", "ctrl+s")

        assert "Kept, and signed by you: wish C-2026-0001-W01." in told(sitter)

        await sitter.press("4")

        assert "NOT ANSWERED YET" in sitter.text

        await sitter.press("v")

        assert "│ I do not want the police." in sitter.text

        await sitter.press("tab")
        await sitter.write("She was told that the school follows her wish.")
        await sitter.press("ctrl+s")

        assert "the answer to wish C-2026-0001-W01" in told(sitter)
        wishes = cases.shown(sitter.book, CASE).wishes
        assert [each.answered_words for each in wishes] == [
            "She was told that the school follows her wish."
        ]

        await sitter.press("v")

        assert "No wish waits for an answer." in told(sitter)


async def test_going_against_a_wish_takes_a_listed_reason_and_a_second_person(
    with_case: Path,
) -> None:
    say_no(with_case)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "f")

        assert sitter.is_in(OverrideDialog)
        assert "NO, they do not want it" in sitter.text

        await sitter.press("enter", "home", "down", "enter", "tab")
        await sitter.write("Two other families are affected.")
        await sitter.press("ctrl+s")

        assert sitter.is_in(ConfirmDialog)
        assert "Gone against" in sitter.text

        await sitter.press("ctrl+s")

        assert "a second person now agrees with Z" in told(sitter)

        await sitter.press("z")

        assert "D01 is your own" in told(sitter)

    async with seated(with_case, "head", size=SMALL) as sitter:
        await open_case(sitter, "z")

        assert sitter.is_in(AgreeDialog)
        assert "│ Two other families are affected." in sitter.text

        await sitter.press("ctrl+s")

        assert "your agreement to C-2026-0001-D01" in told(sitter)
        first = cases.shown(sitter.book, CASE).decisions[0]
        assert first.seconded_by == "head"

        await sitter.press("4")

        assert "agreed to by head" in told(sitter)


async def test_where_nobody_said_no_there_is_nothing_to_go_against(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "f")

        assert "there is no wish to go against" in told(sitter)

        await sitter.press("z")

        assert "No decision to go against a wish waits" in told(sitter)
