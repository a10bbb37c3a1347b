"""When a dialog begins to hear keys: what was typed before it was seen never reaches it.

The rule is: a dialog that lets something leave, or shows something once, hears no key that was
pressed before it stood on the screen for a moment.
"""

from typing import Final

from textual import events
from textual.message_pump import MessagePump
from textual.screen import Screen

UNHEARD: Final = 0.4
"""Seconds for which such a dialog hears no key."""


class Unhurried(MessagePump):
    """A dialog that lets keys pass which were meant for what stood there before."""

    hears_from: float = float("inf")
    """The moment from which on keys are heard, on the clock of Textual's messages."""

    def on_mount(self) -> None:
        """Hear keys once what is shown was in sight."""
        self.set_timer(UNHEARD, self.begin_to_hear)

    def begin_to_hear(self) -> None:
        """Hear every key that is pressed from now on."""
        self.hears_from = events.Idle().time


def is_heard(screen: Screen[object], event: events.Event) -> bool:
    """Whether the screen in front hears this key, or this pasted text; to leave is always heard."""
    if not isinstance(screen, Unhurried) or event.time >= screen.hears_from:
        return True
    return isinstance(event, events.Key) and event.key == "escape"
