"""The policies' own lists: walked, read with the law beside them, and ticked."""

from pathlib import Path

from casebook.triage import lists
from casebook.ui.dialogs.leading import LeadingDialog
from casebook.ui.screens.policies import PolicyRoom
from casebook.ui.screens.triage import TriageRoom
from casebook.ui.widgets.ticks import Ticks
from tests.ui.sitting import Sitter, seated


async def open_lists(sitter: Sitter, typed: str) -> None:
    """Open the lists from the triage of the only case, and find an item."""
    await sitter.press("enter", "t", "f2")
    assert sitter.is_in(PolicyRoom)
    await sitter.press("slash")
    await sitter.write(typed)
    await sitter.press("enter")


def said(sitter: Sitter) -> str:
    """What is on the screen, without its line ends."""
    return " ".join(sitter.text.split())


async def test_an_item_stands_in_the_policys_words_with_the_law_beside_them(
    with_case: Path,
) -> None:
    async with seated(with_case, size=(120, 50)) as sitter:
        await open_lists(sitter, "buying or selling stolen")

        assert "│ Buying or selling stolen goods." in sitter.text
        assert "002 Rosewood Free School, Disciplinary action, line 260" in said(sitter)
        assert "Offence if the facts fit" in said(sitter)
        assert "Theft Act 1968" in said(sitter)
        assert "heck locally" in said(sitter)


async def test_enter_ticks_the_one_concern_that_an_item_leads_to(with_case: Path) -> None:
    async with seated(with_case, size=(120, 50)) as sitter:
        await open_lists(sitter, "buying or selling stolen")
        await sitter.press("enter")

        assert "Ticked: A child is being used by others" in said(sitter)
        assert "Severity now: 4 Mandatory external" in said(sitter)

        await sitter.press("escape")

        assert sitter.is_in(TriageRoom)
        assert "concern:child-exploitation" in sitter.app.screen.query_one(Ticks).ticked
        assert "4 Mandatory external" in sitter.text


async def test_an_item_that_leads_to_several_asks_which(with_case: Path) -> None:
    async with seated(with_case, size=(120, 50)) as sitter:
        await open_lists(sitter, "Bullying of anyone")
        await sitter.press("enter")

        assert sitter.is_in(LeadingDialog)

        await sitter.press("ctrl+s")

        assert "Tick at least one" in said(sitter)

        await sitter.press("space", "ctrl+s")

        assert "Ticked: Online bullying of a child" in said(sitter)


async def test_a_heading_of_a_policy_ticks_nothing(with_case: Path) -> None:
    async with seated(with_case, size=(120, 50)) as sitter:
        await open_lists(sitter, "Distributing, printing or viewing information on")
        await sitter.press("enter")

        assert "nothing was ticked" in said(sitter)


async def test_every_item_of_every_list_can_be_walked_to(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("enter", "t", "f2")
        room = sitter.app.screen
        assert isinstance(room, PolicyRoom)
        walked = {each.id for each in room._options("") if each.id}

    assert len(walked) == sum(len(each.items) for each in lists.load().values())
