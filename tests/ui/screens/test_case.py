"""Case: its parts, and the deeds that are done in it."""

from pathlib import Path

from casebook.casework import cases
from casebook.ui import keys
from casebook.ui.dialogs.writing import NoteDialog
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.help import HelpRoom
from tests.ui.screens.case_room import CASE, open_case
from tests.ui.sitting import seated

SEEN = {
    2: "Became known",
    3: "Juno Biscuit-Test",
    4: "Nobody has been asked yet",
    5: "Who must be told, by when, and why",
    6: "Headteacher",
    7: "Nothing is lodged",
    8: "Nothing has left",
}
"""What each part of the case shows, by its number."""


async def test_the_summary_tells_how_it_stands_and_what_happened(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)

        assert "2 Moderate" in sitter.text
        assert "Mon 16 Nov 2026, 19:20 GMT" in sitter.text
        assert "│ They laugh about how I walk." in sitter.text


async def test_each_part_is_shown_by_its_number(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        for number, seen in SEEN.items():
            await sitter.press(str(number))

            assert seen in sitter.text
            assert f"{number} {keys.PANES[number - 1]}" in sitter.text


async def test_the_mouse_takes_a_part_by_its_name_and_a_key_by_its_place_in_the_foot(
    with_case: Path,
) -> None:
    async with seated(with_case) as sitter:
        await open_case(sitter)
        await sitter.pilot.click("#pane-name-3")
        await sitter.settle()

        assert "Juno Biscuit-Test" in sitter.text

        foot = sitter.text.splitlines()[-1]
        await sitter.pilot.hover("Foot", offset=(foot.index("Help"), 0))
        await sitter.pilot.click("Foot", offset=(foot.index("Help"), 0))
        await sitter.settle()

        assert sitter.is_in(HelpRoom)


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

        assert "Kept, and signed by you: note C-2026-0001-N01." in sitter.text
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
