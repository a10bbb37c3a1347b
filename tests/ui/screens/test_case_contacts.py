"""Other agencies in a case: referred to, advised by, heard back from."""

from pathlib import Path

from casebook.casework import cases
from tests.ui.screens.case_room import CASE, SMALL, fill, open_case, told
from tests.ui.sitting import seated


async def test_advice_is_recorded(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "a", "enter", "down", "enter", "tab")
        await fill(sitter, "Advice Person-Test", "Wait until Friday.")
        await sitter.press("ctrl+s")

        assert "Kept, and signed by you: advice C-2026-0001-R01" in told(sitter)
        found = cases.shown(sitter.book, CASE).referrals
        assert [(each.what, each.words) for each in found] == [("advice", "Wait until Friday.")]


async def test_what_an_agency_answered_is_recorded_with_its_reference(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "b")

        assert "Nothing was referred yet" in told(sitter)

        await sitter.press("r", "enter", "down", "enter", "tab", "tab", "tab")
        await sitter.write("They have the whole account.")
        await sitter.press("ctrl+s", "b", "tab")
        await fill(sitter, "They will not take it further.", "CR/77")
        await sitter.press("ctrl+s")

        assert "the answer to C-2026-0001-R01" in told(sitter)
        [kept] = cases.shown(sitter.book, CASE).referrals
        assert (kept.answer, kept.their_reference) == ("They will not take it further.", "CR/77")
