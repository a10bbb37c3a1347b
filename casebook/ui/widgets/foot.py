"""The foot of a room: the keys that work now; help and lock are always in sight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import RenderResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from casebook.ui import keys

SIDES: Final = 2
"""Columns beside the keys."""
WIDE: Final = 110
"""Columns from which the less usual keys are shown as well."""
ALWAYS: Final = ("everywhere.help", "everywhere.lock")
"""The keys that stay in sight however narrow the window is."""


@dataclass(frozen=True)
class KeyShown:
    """One key, as the foot shows it."""

    key: str
    """What is pressed."""
    display: str
    """How the key is written."""
    name: str
    """What it does, in a word or two."""
    tooltip: str
    """What it does, in a sentence."""
    is_enabled: bool
    """Whether it does anything now."""

    @property
    def width(self) -> int:
        """The columns it takes: a blank, the key, a blank, its name, a blank."""
        return Content(self.display).cell_length + Content(self.name).cell_length + 3


class Foot(Widget, can_focus=False):
    """Keys on the left as far as there is room, help and lock on the right.

    It is one line that is painted, not a widget for each key: the keys change with the cursor.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot--key", "foot--name", "foot--under-mouse"}
    DEFAULT_CSS = """
    Foot {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        color: $footer-foreground;
        background: $footer-background;
        .foot--key { color: $footer-key-foreground; text-style: bold; }
        .foot--name { color: $footer-description-foreground; }
        .foot--under-mouse { color: $footer-key-foreground; background: $block-hover-background; }
    }
    """

    def __init__(self) -> None:
        """Begin with no key."""
        super().__init__()
        self._placed: tuple[tuple[int, KeyShown], ...] = ()
        self._under_mouse: KeyShown | None = None

    def on_mount(self) -> None:
        """Follow the keys of the room."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Show as many keys as now fit."""
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        """Paint the keys that work now, if they are others than before."""
        if screen is not self.screen or not self.app.app_focus:
            return
        shown = [each for each in screen.active_bindings.values() if each.binding.show]
        placed = tuple(self._place(shown))
        if placed != self._placed:
            self._placed = placed
            self._under_mouse = None
            self.refresh()

    def _place(self, shown: Sequence[ActiveBinding]) -> Iterator[tuple[int, KeyShown]]:
        """Each key with its column; half a key tells nothing, so one without room is left out."""
        is_narrow = self.app.size.width < WIDE
        always = [self._shown(each) for each in shown if each.binding.id in ALWAYS]
        right = self.app.size.width - SIDES // 2 - sum(each.width for each in always)
        at = SIDES // 2
        for each in shown:
            if each.binding.id in ALWAYS or (is_narrow and each.binding.id in keys.ROOMY):
                continue
            key = self._shown(each)
            if at + key.width > right:
                break
            yield at, key
            at += key.width
        for key in always:
            yield right, key
            right += key.width

    def _shown(self, active: ActiveBinding) -> KeyShown:
        """One key as it is shown."""
        binding = active.binding
        display = self.app.get_key_display(binding)
        tooltip = active.tooltip or binding.tooltip
        return KeyShown(binding.key, display, binding.description, tooltip, active.enabled)

    def render(self) -> RenderResult:
        """The line."""
        line = Content()
        for at, key in self._placed:
            line += Content(" " * (at - line.cell_length)) + self._painted(key)
        return line

    def _painted(self, key: KeyShown) -> Content:
        """One key."""
        if key is self._under_mouse:
            both = self.get_visual_style("foot--under-mouse")
            return Content.assemble((f" {key.display} {key.name} ", both))
        dim = "" if key.is_enabled else "dim"
        return Content.assemble(
            (f" {key.display} ", self.get_visual_style("foot--key")),
            (f"{key.name} ", self.get_visual_style("foot--name")),
        ).stylize(dim)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key lies under the mouse, and tell what it does."""
        key = self._at(event.x)
        if key is not self._under_mouse:
            self._under_mouse = key
            self.tooltip = key.tooltip if key else None
            self.refresh()

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._under_mouse = None
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take a click on a key for the key."""
        key = self._at(event.x)
        if key is not None and key.is_enabled:
            self.app.simulate_key(key.key)

    def _at(self, column: int) -> KeyShown | None:
        """The key at this column."""
        return next((key for at, key in self._placed if at <= column < at + key.width), None)
