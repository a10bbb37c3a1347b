"""Work that is done beside the screen: started here, answered in the room that asked.

The rules are: what only an error needs is imported when there is one, for the first room stands on
this; a deed runs in a thread and touches no widget; its answer, or the error it met,
comes back as a message and is handled where widgets live; an answer that comes after its room was
left is dropped.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from casebook.errors import CasebookError

Answer = TypeVar("Answer")
Result = TypeVar("Result")


class Working(Screen[Result]):
    """A screen that can have work done for it."""

    class Finished(Message):
        """A deed was done; `deliver` hands its answer to whoever asked."""

        def __init__(self, deliver: Callable[[], None]) -> None:
            super().__init__()
            self.deliver = deliver

    class Failed(Message):
        """A deed met an error that a person can do something about."""

        def __init__(self, fault: CasebookError, meet: Callable[[CasebookError], None]) -> None:
            super().__init__()
            self.fault = fault
            self.meet = meet

    @property
    def was_left(self) -> bool:
        """Whether the person has gone on: what comes late must not touch what is gone."""
        return self not in self.app.screen_stack

    def ask(
        self,
        deed: Callable[[], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[CasebookError], None] | None = None,
    ) -> None:
        """Have `deed` done in a thread, `then` handle its answer, `otherwise` its error."""
        self._carry_out(deed, then, otherwise or self.show_fault)

    @work(thread=True, exit_on_error=False, group="deeds")
    def _carry_out(
        self,
        deed: Callable[[], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[CasebookError], None],
    ) -> None:
        """Do the deed, and post how it went."""
        try:
            answer = deed()
        except CasebookError as fault:
            self.post_message(self.Failed(fault, otherwise))
        else:
            self.post_message(self.Finished(partial(then, answer)))

    @on(Finished)
    def _deliver(self, message: Finished) -> None:
        """Hand the answer over, where widgets may be touched."""
        if not self.was_left:
            message.deliver()

    @on(Failed)
    def _meet(self, message: Failed) -> None:
        """Hand the error over, where widgets may be touched."""
        if not self.was_left:
            message.meet(message.fault)

    @on(Worker.StateChanged)
    def _own_fault(self, event: Worker.StateChanged) -> None:
        """Show a fault of the program itself by its kind alone: its words may hold a case's."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            from casebook.errors.machine import ScreenFault

            self.show_fault(ScreenFault(kind=type(event.worker.error).__name__))

    def after_typing(self, deed: Callable[[], None]) -> None:
        """Do `deed` once every key that was pressed before this one has reached its field.

        A key that works everywhere is handled at once; letters wait in the queue of their field.
        The same key pressed twice does it once, if the first time leads away.
        """

        def unless_left() -> None:
            """Do it, if the person is still here."""
            if not self.was_left:
                deed()

        if self.focused is None:
            deed()
        else:
            self.focused.call_later(unless_left)

    def show_fault(self, fault: CasebookError) -> None:
        """Say calmly what happened, what was written, and what to do."""
        from casebook.ui.dialogs.fault import FaultDialog

        self.app.push_screen(FaultDialog(fault))
