"""A person at the screen: the real app without a terminal, on a real casebook, by keys alone."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
import textual.app
import textual.pilot
from rich.console import Console
from textual._compositor import Compositor
from textual._wait import wait_for_idle
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerFailed

from casebook.store.book import Book
from casebook.ui.app import CasebookApp
from casebook.ui.idle import IdleWatch
from tests.school import WORDS

_TURNS: Final = 2
"""How often the loop must be found with nothing to do: what one turn woke shows in the next."""


@dataclass
class Sitter:
    """Somebody who presses keys and reads the screen."""

    app: CasebookApp
    pilot: Pilot[None]
    locked: list[str] = field(default_factory=list)
    """One entry for each time the app locked: what the book was then."""

    @property
    def book(self) -> Book:
        """The open casebook."""
        assert self.app.desk is not None
        return self.app.desk.book

    @property
    def text(self) -> str:
        """What is on the screen."""
        width, height = self.app.size
        console = Console(
            width=width, height=height, file=io.StringIO(), force_terminal=True, record=True
        )
        console.print(self.app.screen._compositor.render_full_update())
        return console.export_text()

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until what they began is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def write(self, text: str) -> None:
        """Type `text` where the cursor is, all at once, as a terminal hands over what is pasted."""
        self.app.post_message(Paste(text))
        await self.settle()

    def is_in(self, room: type[Screen[Any]]) -> bool:
        """Whether this room, or this dialog, is the one in front."""
        return isinstance(self.app.screen, room)

    async def settle(self) -> None:
        """Wait until no deed is under way and every message was handled."""
        while True:
            await self.come_to_rest()
            under_way = [each for each in self.app.workers if not each.is_finished]
            if not under_way:
                return
            for worker in under_way:
                with suppress(WorkerFailed):  # the room shows it, and the test looks at the room
                    await worker.wait()

    async def come_to_rest(self) -> None:
        """Let the app go on until it waits for a key, a clock or a thread; paint what is due.

        What the loop has ready to run is read from the loop itself: Textual's own wait sleeps
        20 ms at a time, twice for each key, until the processor is idle.
        """
        loop: Any = asyncio.get_running_loop()
        while True:
            at_rest = 0
            while at_rest < _TURNS:
                await asyncio.sleep(0)
                at_rest = 0 if loop._ready else at_rest + 1
            if self.app._resize_timer is not None:
                self.app._check_resize()
            self.app.screen._on_timer_update()
            if not loop._ready:
                return

    async def wait_for_idle(self, *_: float) -> None:
        """Stand for Textual's wait: come to rest, and give a deed under way the time it had."""
        await self.come_to_rest()
        if any(not each.is_finished for each in self.app.workers):
            await wait_for_idle(0)
            await self.come_to_rest()


def _unseen(compositor: Compositor, *_: object, **__: object) -> None:
    """Stand for an update that nobody sees: what is on the screen is painted when it is read."""
    compositor._dirty_regions.clear()


@asynccontextmanager
async def at_the_door(
    folder: Path | None,
    user: str | None = "dsl",
    *,
    passphrase_file: Path | None = None,
    size: tuple[int, int] = (100, 32),
    idle: IdleWatch | None = None,
    prepare: Callable[[CasebookApp], Any] = lambda _: None,
) -> AsyncIterator[Sitter]:
    """Somebody before the unlock room."""
    app = CasebookApp(folder, user, passphrase_file, idle=idle)
    prepare(app)
    async with app.run_test(size=size, notifications=True) as pilot:
        sitter = Sitter(app, pilot)
        app.on_locked = lambda: sitter.locked.append("closed" if app.desk is None else "open")
        with pytest.MonkeyPatch.context() as patch:
            for waits in (textual.app, textual.pilot):
                patch.setattr(waits, "wait_for_idle", sitter.wait_for_idle)
            patch.setattr(Compositor, "render_update", _unseen)
            await sitter.settle()
            yield sitter


@asynccontextmanager
async def seated(
    folder: Path, user: str = "dsl", *, size: tuple[int, int] = (100, 32)
) -> AsyncIterator[Sitter]:
    """Somebody in the first room, with the casebook open."""
    async with at_the_door(folder, user, size=size) as sitter:
        await sitter.write(WORDS[user])
        await sitter.press("enter")
        yield sitter
