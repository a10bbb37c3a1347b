"""Long work: shown as it goes, and stopped when a person says so."""

from pathlib import Path
from threading import Event

from casebook.errors import CasebookError
from casebook.errors.rules import Stopped
from casebook.ui.dialogs.progress import Progress, ProgressDialog
from tests.ui.sitting import seated


async def test_stopping_ends_the_deed_at_its_next_step(made: Path) -> None:
    began, go_on = Event(), Event()
    met: list[CasebookError] = []

    def deed(progress: Progress) -> str:
        """Take two steps, with time to stop between them."""
        progress(1)
        began.set()
        go_on.wait(10)
        progress(2)
        return "finished"

    async with seated(made) as sitter:
        answers: list[str | None] = []
        dialog = ProgressDialog("Lodging", deed, None, met.append)
        sitter.app.push_screen(dialog, answers.append)
        while not began.is_set():
            await sitter.pilot.pause(0.01)
        await sitter.pilot.press("escape")
        go_on.set()
        await sitter.settle()

        assert answers == [None]
        assert [type(fault) for fault in met] == [Stopped]


async def test_what_comes_of_it_is_the_dialogs_answer(made: Path) -> None:
    async with seated(made) as sitter:
        answers: list[str | None] = []
        dialog = ProgressDialog("Lodging", lambda progress: "finished", 10, lambda _: None)
        sitter.app.push_screen(dialog, answers.append)
        await sitter.settle()

        assert answers == ["finished"]
