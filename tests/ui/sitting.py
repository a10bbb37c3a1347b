"""A person at the screen: the real app without a terminal, on a real casebook, by keys alone."""

import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerFailed

from casebook.store.book import Book
from casebook.ui.app import CasebookApp
from casebook.ui.idle import IdleWatch
from tests.school import WORDS

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
        console.print(self.app.screen._compositor.render_update(full=True))
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
        for _ in range(4):
            await self.pilot.pause()
            for worker in list(self.app.workers):
                try:
                    await worker.wait()
                except WorkerFailed:
                    continue  # the room shows it, and the test looks at the room
        await self.pilot.pause()


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
