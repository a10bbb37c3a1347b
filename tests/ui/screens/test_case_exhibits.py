"""The exhibits of a case: copied out, handed over, disposed of, by keys."""

import stat
from pathlib import Path

import pytest

from casebook.casework import cases, exhibits
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.screens.case import CaseRoom
from tests.ui.screens.case_room import CASE, PICTURE, SMALL, fill, lodge_a_picture, open_case, told
from tests.ui.sitting import seated


@pytest.fixture
def with_exhibit(with_case: Path) -> Path:
    """The casebook with the case and one exhibit."""
    lodge_a_picture(with_case)
    return with_case


async def test_what_becomes_of_an_exhibit_is_said_and_shown(with_exhibit: Path) -> None:
    async with seated(with_exhibit, size=SMALL) as sitter:
        await open_case(sitter, "7")

        assert "not yet" in sitter.text
        assert "x Dispose" in sitter.text

        await sitter.press("x", "tab")
        await sitter.write("The case is over.")
        await sitter.press("ctrl+s")

        assert "Kept, and signed by you: exhibit APT/1 is held." in told(sitter)
        [kept] = cases.shown(sitter.book, CASE).exhibits
        assert (kept.disposal, kept.disposal_words) == ("held", "The case is over.")


async def test_a_sealed_file_is_not_offered_to_be_destroyed(with_exhibit: Path) -> None:
    async with seated(with_exhibit, size=SMALL) as sitter:
        await open_case(sitter, "7", "x", "enter")

        assert "returned to whoever" in sitter.text
        assert "  destroyed " not in sitter.text


async def test_a_hostile_description_is_shown_as_it_is_and_commands_nothing(
    with_case: Path,
) -> None:
    """Markup stays text, and what would turn the line around is made visible."""
    lodge_a_picture(with_case, "[bold red]x[/] \u202e gpj.exe")

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "7", "x")

        assert "[bold red]x[/]" in sitter.text
        assert "\u202e" not in sitter.text

        await sitter.press("escape", "k")

        assert "[bold red]x[/]" in sitter.text
        assert "\u202e" not in sitter.text


async def test_a_hand_over_is_recorded_and_read_in_the_chain(with_exhibit: Path) -> None:
    async with seated(with_exhibit, size=SMALL) as sitter:
        await open_case(sitter, "7", "h")
        await fill(sitter, "PC 1234 Sample-Test", "They look into it.", "R-77")
        await sitter.press("ctrl+s")

        assert "exhibit APT/1 was handed over to PC 1234 Sample-Test" in told(sitter)
        last = exhibits.continuity_of(sitter.book, CASE, "APT/1")[-1]
        assert (last.what, last.receipt) == ("handed-over", "R-77")

        await sitter.press("enter")

        assert sitter.is_in(ReadingDialog)

        await sitter.press("end")

        assert "handed over" in sitter.text
        assert "Receipt: R-77" in sitter.text


async def test_a_copy_is_written_where_it_is_asked_for_and_it_is_said_where(
    with_exhibit: Path, tmp_path: Path
) -> None:
    """A folder that is made for it is its owner's alone."""
    outside = tmp_path / "outside"

    async with seated(with_exhibit, size=SMALL) as sitter:
        await open_case(sitter, "7", "y", "ctrl+u")
        await sitter.write(str(outside))
        await sitter.press("ctrl+s")

        copies = list(outside.iterdir())
        assert [each.read_bytes() for each in copies] == [PICTURE.read_bytes()]
        assert stat.S_IMODE(outside.stat().st_mode) == stat.S_IRWXU
        assert sitter.is_in(ReadingDialog)
        assert "Delete it as soon as" in sitter.text

        await sitter.press("escape")

        assert "a copy of exhibit APT/1" in told(sitter)


async def test_a_thing_kept_elsewhere_is_recorded_and_no_copy_of_it_offered(
    with_case: Path,
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "7", "q")
        await fill(sitter, "A telephone, switched off", "The head's safe", "Alex Porter-Test")
        await sitter.press("ctrl+s")

        assert sitter.is_in(CaseRoom)
        assert "Kept, and signed by you: exhibit APT/1." in told(sitter)
        assert "x Dispose" in sitter.text
        assert "y Copy" not in sitter.text
        [kept] = cases.shown(sitter.book, CASE).exhibits
        assert kept.where_kept == "The head's safe"
