"""The app: which casebook is open, and how the screen is left. Rooms do the rest."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from rich.console import RenderableType
from textual import events, work
from textual.app import App, SystemCommand
from textual.filter import LineFilter
from textual.screen import Screen

from casebook.ui import keyboard, keys, locking, signals
from casebook.ui.cleaning import Cleaner
from casebook.ui.desk import KEPT_EVERY, Desk
from casebook.ui.idle import IdleWatch
from casebook.ui.listening import is_heard
from casebook.ui.screens.cramped import LOWEST, NARROWEST
from casebook.ui.screens.unlock import UnlockRoom
from casebook.ui.themes import DUSK, THEMES


class CasebookApp(App[None], inherit_bindings=False):
    """The screen of one casebook."""

    TITLE = "Casebook"
    CSS_PATH = ["app.tcss", "screens/unlock.tcss"]
    BINDINGS = keys.of("everywhere")
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (NARROWEST, "-usual"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-too-low"), (LOWEST, "-high-enough"), (32, "-tall")]

    def __init__(
        self,
        folder: Path | None,
        user: str | None = None,
        passphrase_file: Path | None = None,
        *,
        demonstration: bool = False,
        idle: IdleWatch | None = None,
    ) -> None:
        """Take the casebook and, if it is known, who sits at the desk."""
        super().__init__()
        self.folder = folder
        self.user = user
        self.passphrase_file = passphrase_file
        self.is_demonstration = demonstration
        self.idle = idle or IdleWatch()
        self.desk: Desk | None = None
        self.on_locked: Callable[[], None] = self._start_again
        self.leaving: Callable[[], None] = lambda: None
        self.entered: Callable[[Path], None] = lambda _: None
        self._typed_ahead: list[events.Event] | None = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DUSK.name
        self.animation_level = "none"  # what has the focus is in sight at once

    def on_mount(self) -> None:
        """Listen to signals and clocks; the unlock room imports what is heavy later."""
        asyncio.get_running_loop().set_exception_handler(_say_nothing)
        threading.excepthook = _say_nothing
        if not self.is_headless:
            signals.listen(asyncio.get_running_loop(), self.action_lock, self._end)
        self.set_interval(0.5, self._lock_when_idle)
        self.set_interval(KEPT_EVERY, self._keep_draft)

    def get_default_screen(self) -> UnlockRoom:
        """The unlock room stands where Textual would put an empty screen first."""
        return UnlockRoom()

    async def on_event(self, event: events.Event) -> None:
        """Note every sign of a person before it is handled; keep back what came too early."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseScrollDown):
            self.idle.touch()
        if self._typed_ahead is not None and isinstance(event, events.Key | events.Paste):
            self._typed_ahead.append(event)
        elif not isinstance(event, events.Key | events.Paste) or is_heard(self.screen, event):
            await super().on_event(event)

    async def take_typed_ahead(self) -> None:
        """Hand over what was typed before there was a place for it, in its order."""
        while self._typed_ahead:
            event = self._typed_ahead.pop(0)
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                event = events.Key("enter", "\r")  # as the terminal said it before it was hushed
            await super().on_event(event)
        self._typed_ahead = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, then the second wall of cleaning."""
        return [*super().get_line_filters(), Cleaner()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the colours, and whatever a key does here. No screenshot."""
        yield SystemCommand("Theme", "Choose the colours.", self.action_change_theme)
        for _, binding, is_enabled, tooltip in screen.active_bindings.values():
            if binding.id in keys.IN_PALETTE and is_enabled:
                press = partial(self.simulate_key, binding.key)
                yield SystemCommand(binding.description, tooltip or binding.tooltip, press)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep a cut or copied text for pasting inside this program; the terminal gets nothing."""
        self._clipboard = text

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the mouse pointer alone: no terminal commands but those that paint."""

    def action_help(self) -> None:
        """Open the help room on the keys that work here."""
        from casebook.ui.screens.help import HelpRoom

        if not isinstance(self.screen, HelpRoom):
            self.push_screen(HelpRoom(self.active_places, self.focused))

    @property
    def active_places(self) -> list[str]:
        """The places of `keys` whose keys work now, in the order of the focus."""
        ids = [binding.id or "" for _, binding, _, _ in self.active_bindings.values()]
        return list(dict.fromkeys(id_.split(".", 1)[0] for id_ in ids if id_))

    def action_lock(self) -> None:
        """Lock: blank, close, and replace this process."""
        self._leave_by(self.on_locked)

    async def action_quit(self) -> None:
        """Close the casebook and end, leaving as little behind as a lock."""
        self._leave_by(partial(self._finish, 0))

    def close_book(self) -> None:
        """Close the open casebook, with the draft kept; nothing happens when none is open."""
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.close()

    def on_unmount(self) -> None:
        """However the screen ends, the casebook is closed."""
        self.close_book()

    def _lock_when_idle(self) -> None:
        """Lock once nobody has touched the keys for too long; end once there are no keys."""
        if not self.is_headless and signals.terminal_is_gone():
            self._end(signal.SIGHUP)
        if self.desk is not None and self.idle.seconds_left <= 0:
            self.action_lock()

    @work(thread=True, exit_on_error=False, exclusive=True, group="draft")
    def _keep_draft(self) -> None:
        """Seal what is being typed, beside the screen."""
        if (desk := self.desk) is not None:
            desk.keep_draft()

    def _leave_by(self, end: Callable[[], None]) -> None:
        """Lock, ending by `end`."""
        locking.Lock(self.close_book, end).turn(self._driver)

    def _start_again(self) -> None:
        """Become a fresh process that shows the unlock room."""
        locking.start_again(self.folder, self.user)

    def _end(self, signum: int) -> None:
        """Close the casebook and end, because the system asked for it."""
        self._leave_by(partial(self._finish, 128 + signum))

    def _finish(self, status: int, said: str = "") -> None:
        """End this process at once: Textual's own way out waits for whatever is at work."""
        if self.is_headless:
            self.exit(return_code=status)
            return
        with contextlib.suppress(OSError):  # the terminal may be gone; ending is what matters
            keyboard.give_back()
        self.leaving()
        with contextlib.suppress(OSError):
            os.write(2, said.encode())
        os._exit(status)

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """End with a code and nothing else, whatever was to be printed."""
        from casebook.errors.machine import ScreenEnded

        self._return_code = ScreenEnded.exit_status
        if self.is_headless:
            super().panic(fault_text())
        else:
            said = fault_text().replace("\n", os.linesep) + os.linesep
            self._leave_by(partial(self._finish, ScreenEnded.exit_status, said))

    def _handle_exception(self, error: Exception) -> None:
        """End on a fault of the program itself, showing neither it nor any value."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Close the casebook, then end with a code instead of Textual's report with its values."""
        try:
            self.close_book()
        finally:
            self.panic()


def fault_text() -> str:
    """What a person reads after the screen ended by a fault."""
    from casebook.errors.machine import ScreenEnded

    fault = ScreenEnded()
    return f"{fault.code}  {fault.message}\n{fault.written}\n{fault.next_step}"


def _say_nothing(*_: object) -> None:
    """Let a fault outside the screen's own handling end without a word of it."""
