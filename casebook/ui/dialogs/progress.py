"""Long work: how far it is, and a way to stop it."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, ProgressBar, Static

from casebook.errors import CasebookError
from casebook.errors.rules import Stopped
from casebook.ui.cleaning import cleaned
from casebook.ui.deeds import Working
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.words import in_bytes

Done = TypeVar("Done")
Progress = Callable[[int], None]


class ProgressDialog(Sheet[Done], Working[Done | None], ModalScreen[Done | None]):
    """Does a deed that takes its time; answers with what came of it, or with None."""

    class Advanced(Message):
        """So many bytes are done."""

        def __init__(self, done: int) -> None:
            super().__init__()
            self.done = done

    def __init__(
        self,
        what: str,
        deed: Callable[[Progress], Done],
        total: int | None,
        failed: Callable[[CasebookError], None],
    ) -> None:
        """Take what is being done, the deed, its size in bytes if known, and who hears an error."""
        super().__init__()
        self._what = what
        self._deed = deed
        self._total = total
        self._failed = failed
        self._stop = Event()
        self._base = self._file = self._told = 0

    @property
    def heading(self) -> Content:
        """What is being done."""
        return cleaned(self._what)

    def matter(self) -> Iterator[Widget]:
        """A bar, and the bytes in words."""
        yield ProgressBar(total=self._total, show_eta=False, id="progress-bar")
        yield Static("Starting…", id="progress-said")

    def buttons(self) -> Iterator[Button]:
        """The way to stop."""
        yield Button("Stop", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Start."""
        self.ask(lambda: self._deed(self._advance), self._done, self._ended)

    def action_cancel(self) -> None:
        """Ask the deed to stop; it ends at its next step, with nothing of it kept."""
        self._stop.set()
        self.query_one("#progress-said", Static).update("Stopping…")

    def action_accept(self) -> None:
        """Nothing is accepted here: the deed ends by itself."""

    def _advance(self, done: int) -> None:
        """Called by the deed, in its thread: post how far it is, or stop it."""
        if self._stop.is_set():
            raise Stopped
        if done < self._file:  # the next file has begun
            self._base += self._file
        self._file = done
        if self._base + done - self._told >= _STEP:
            self._told = self._base + done
            self.post_message(self.Advanced(self._told))

    @on(Advanced)
    def _show(self, message: Advanced) -> None:
        """Show how far it is."""
        self.query_one("#progress-bar", ProgressBar).update(progress=message.done)
        if not self._stop.is_set():
            self.query_one("#progress-said", Static).update(cleaned(in_bytes(message.done)))

    def _done(self, done: Done) -> None:
        """The deed is done."""
        self.dismiss(done)

    def _ended(self, fault: CasebookError) -> None:
        """The deed met an error, or was stopped."""
        self.dismiss(None)
        self._failed(fault)


_STEP = 1_000_000
"""Bytes between two reports: the screen need not hear of each segment."""
