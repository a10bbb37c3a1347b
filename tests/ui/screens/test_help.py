"""Help: written from the list of keys itself."""

from pathlib import Path

import pytest

from casebook.ui import keys
from casebook.ui.pages.typeset import set_page
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.screens.help import HelpRoom, place_page
from tests.ui.sitting import seated


async def test_the_keys_that_work_here_come_first(with_case: Path) -> None:
    async with seated(with_case, size=(100, 60)) as sitter:
        await sitter.press("f1")

        assert sitter.is_in(HelpRoom)
        assert sitter.text.index("Cases (here)") < sitter.text.index("Everywhere")
        assert "Log an incident, which opens a case." in sitter.text

        await sitter.press("escape")

        assert sitter.is_in(CasesRoom)


async def test_in_a_case_it_tells_of_the_case(with_case: Path) -> None:
    async with seated(with_case, size=(100, 60)) as sitter:
        await sitter.press("enter", "6", "f1")

        assert "Case (here)" in sitter.text
        assert "Case, on the list of actions (here)" in sitter.text


def test_every_key_has_its_line() -> None:
    for place in keys.PLACES:
        written = set_page(place_page(place, is_here=False), 200).plain

        assert [key.id for key in keys.in_place(place) if key.tooltip not in written] == []


async def test_how_one_moves_about_is_told(made: Path) -> None:
    async with seated(made, size=(100, 80)) as sitter:
        await sitter.press("f1")
        told = sitter.text.split("Moving about")[1]

        for word in ["Tab", "Enter", "Up, Down", "Escape", "Mouse"]:
            assert f" {word} " in told


async def test_help_begins_with_where_the_cursor_is(made: Path) -> None:
    async with seated(made, size=(80, 24)) as sitter:
        await sitter.press("n", "tab", "f1")

        assert "Where the cursor is" in sitter.text.splitlines()[0]
        assert "When the school came to know of it. This is needed." in sitter.text
        assert "yesterday at 4pm" in sitter.text


@pytest.mark.parametrize("width", range(60, 120, 7))
def test_no_text_of_the_programs_own_begins_behind_the_bar(width: int) -> None:
    """The bar tells people's own words apart: help must not paint one, however its lines wrap."""
    page = set_page(tuple(HelpRoom(list(keys.PLACES))._page()), width).plain

    assert "│" not in page


async def test_beside_a_list_no_text_of_the_programs_own_stands_behind_the_bar(
    with_case: Path,
) -> None:
    async with seated(with_case, size=(120, 40)) as sitter:
        await sitter.press("enter", "t")

        assert "Severity  2 Moderate" in sitter.text
        assert "│" not in sitter.text
