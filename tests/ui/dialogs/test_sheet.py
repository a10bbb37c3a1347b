"""Dialogs: what comes late or twice finds nothing to touch, and does no harm."""

from pathlib import Path

from casebook.ui.dialogs.gate import GateAnswer, GateDialog
from casebook.ui.dialogs.people import PersonDialog
from casebook.ui.dialogs.sheet import Said
from casebook.ui.pages.typeset import Page
from tests.ui.screens.case_room import choose
from tests.ui.sitting import seated

NOTHING_SAID: Page = ()


async def test_a_dialog_may_be_left_while_it_still_brings_something_into_view(made: Path) -> None:
    async with seated(made) as sitter:
        dialog = PersonDialog(lambda given: given, "incident")
        await sitter.app.push_screen(dialog)
        dialog.say(NOTHING_SAID)
        said = dialog.query_one(Said)
        await dialog.dismiss(None)
        said.come_into_view()  # as late as the slowest screen calls it
        await sitter.pilot.pause()

        assert sitter.app.is_running


async def test_a_key_pressed_twice_accepts_once(made: Path) -> None:
    answered: list[object] = []
    async with seated(made) as sitter:
        dialog = PersonDialog(lambda given: given, "incident")
        await sitter.app.push_screen(dialog, answered.append)
        await sitter.press("tab")
        await choose(sitter, 1)
        await choose(sitter, 1)
        dialog.action_accept()
        dialog.action_accept()
        await sitter.pilot.pause()

        assert len(answered) == 1
        assert sitter.app.is_running


async def test_an_answer_at_the_gate_by_mouse_is_one_answer_and_leaves_one_dialog(
    made: Path,
) -> None:
    answered: list[GateAnswer | None] = []
    async with seated(made) as sitter:
        below = sitter.app.screen
        await sitter.app.push_screen(GateDialog("Could it?"), answered.append)
        await sitter.pilot.click("#no")
        await sitter.pilot.pause()

        assert answered == [GateAnswer("no")]
        assert sitter.app.screen is below
