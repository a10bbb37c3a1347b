"""A report for somebody else, at the screen: whom to ring; and what was left, at theirs."""

from pathlib import Path

from casebook.store import membership
from casebook.store.book import open_book
from casebook.store.membership import Newcomer
from casebook.ui.dialogs.people import PersonGiven
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.screens.incident import IncidentRoom
from casebook.vault import drops
from casebook.vault.argon2 import FLOOR
from tests.school import WORDS
from tests.ui.conftest import fill_in
from tests.ui.sitting import Sitter, at_the_door, seated

MABEL = "lantern gravel harbour teapot nineteen"


async def report_the_head(sitter: Sitter) -> None:
    """Type a report about the head, have it read back, and agree."""
    await fill_in(sitter)
    room = sitter.app.screen
    assert isinstance(room, IncidentRoom)
    room.people.append(PersonGiven("Hector Sample", "head", "alleged", "", "", ""))
    await sitter.press("ctrl+s", "ctrl+s")


async def test_a_report_about_the_head_is_left_and_says_whom_to_ring(made: Path) -> None:
    """On the smallest terminal too: whom to ring comes first, and nothing of it stays here."""
    async with seated(made, size=(80, 24)) as sitter:
        await report_the_head(sitter)

        assert sitter.is_in(ReadingDialog)
        assert "Ring now: a report that was left is not a report received" in sitter.text
        assert "the chair of governors: now" in sitter.text
        assert "You cannot read it any more" in sitter.text

        await sitter.press("escape")

        assert sitter.is_in(CasesRoom)
        assert sitter.app.desk is not None
        assert sitter.app.desk.noted("incident:new") == {}
        assert len(drops.names(sitter.book.folder, "governance")) == 1

        await sitter.press("n")

        assert "A picture goes round" not in sitter.text


async def test_the_chair_finds_it_as_a_case_and_is_told(made: Path) -> None:
    async with seated(made) as sitter:
        await report_the_head(sitter)
    async with seated(made, "chair", size=(80, 24)) as sitter:
        assert "1 report was left for you: G-2026-0001" in sitter.text

        await sitter.press("enter")

        assert sitter.is_in(CaseRoom)

        await sitter.press("escape")
    async with seated(made, "chair") as sitter:
        assert "was left for you" not in sitter.text
        assert "1 not triaged" in sitter.text


async def test_what_is_no_report_is_told_and_stands_in_nobodys_way(made: Path) -> None:
    (made / "compartments" / "general" / "drops" / ("a" * 32)).write_bytes(b"no report")
    async with seated(made) as sitter:
        assert "To know first" in sitter.text
        said = " ".join(sitter.text.replace("│", " ").split())
        assert "It is no report that can be read" in said
        assert "Ask, by word of mouth" in said

        await sitter.press("enter")

        assert sitter.is_in(CasesRoom)


async def test_who_can_only_read_is_told_that_a_report_waits(made: Path) -> None:
    async with seated(made) as sitter:
        await report_the_head(sitter)
    with open_book(made, "dsl", WORDS["dsl"]):
        async with seated(made, "chair") as sitter:
            await sitter.press("enter")

            assert "left for you, not taken in yet: 1" in sitter.text


async def test_who_holds_nothing_reports_while_somebody_else_writes(made: Path) -> None:
    """A member of staff at the next desk: no lock is waited for, and no form is refused."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        membership.take_in(book, Newcomer("mabel", "staff", MABEL), FLOOR)
        async with at_the_door(made, "mabel") as sitter:
            await sitter.write(MABEL)
            await sitter.press("enter")

            assert "To know first" in sitter.text

            await sitter.press("enter")
            await report_the_head(sitter)

            assert sitter.is_in(ReadingDialog)
            assert len(drops.names(book.folder, "governance")) == 1
