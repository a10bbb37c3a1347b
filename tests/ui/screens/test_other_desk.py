"""The head's own desk while the DSL has the casebook open: what is done there is left, and said."""

from pathlib import Path

from casebook.store.book import open_book
from casebook.ui.screens.case import CaseRoom
from casebook.vault import drops
from tests.school import WORDS
from tests.ui.screens.case_room import CASE, told
from tests.ui.sitting import seated


async def test_a_note_is_left_for_whoever_writes_next_and_says_so(with_case: Path) -> None:
    """That somebody else writes was told at the door, and Escape closed that."""
    with open_book(with_case, "dsl", WORDS["dsl"]) as writer:
        async with seated(with_case, "head") as sitter:
            await sitter.press("escape")
            sitter.app.push_screen(CaseRoom(CASE))
            await sitter.settle()
            assert "reading only" in sitter.text

            await sitter.press("n")
            await sitter.write("Looked at from the other desk.")
            await sitter.press("ctrl+s")

            assert "left for whoever writes next, and not done yet" in told(sitter)
        assert len(drops.names(writer.folder, "general")) == 1
