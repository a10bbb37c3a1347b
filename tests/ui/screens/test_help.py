"""Help: written from the list of keys itself."""

from pathlib import Path

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
