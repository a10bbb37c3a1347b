"""The foot of a room: the keys that work now; help and lock are always in sight."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import HorizontalGroup
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # public nowhere, and what the foot is made of

from casebook.ui import keys

SIDES = 2
"""Columns beside the keys."""
WIDE = 110
"""Columns from which the less usual keys are shown as well."""
ALWAYS = ("everywhere.help", "everywhere.lock")
"""The keys that stay in sight however narrow the window is."""


class Foot(Footer):
    """Keys on the left as far as there is room, help and lock on the right."""

    DEFAULT_CSS = """
    Foot {
        height: 1;
        padding: 0 1;
        .-roomy { display: none; }
        .foot-always { dock: right; width: auto; height: 1; background: $footer-background; }
    }
    """

    def __init__(self) -> None:
        """Without the palette's own key: the help room tells of it."""
        super().__init__(show_command_palette=False)
        self._composed_for = 0

    def compose(self) -> ComposeResult:
        """The keys that are shown and work now."""
        if self._bindings_ready:
            shown = [each for each in self.screen.active_bindings.values() if each.binding.show]
            yield from map(self._key, self._that_fit(shown))
            with HorizontalGroup(classes="foot-always"):
                yield from (self._key(each) for each in shown if each.binding.id in ALWAYS)

    def on_resize(self) -> None:
        """Show as many keys as now fit, where that may be others than before."""
        if self._composed_for not in {0, self.app.size.width}:
            self.call_later(self.recompose)

    def _that_fit(self, shown: Sequence[ActiveBinding]) -> Iterator[ActiveBinding]:
        """The keys that have room as a whole: half a key tells nothing."""
        always = [each for each in shown if each.binding.id in ALWAYS]
        self._composed_for = self.app.size.width
        room = self._composed_for - sum(map(self._width, always)) - SIDES
        for each in shown:
            is_kept_back = each.binding.id in keys.ROOMY and self._composed_for < WIDE
            if each.binding.id in ALWAYS or is_kept_back:
                continue
            room -= self._width(each)
            if room < 0:
                break
            yield each

    def _width(self, active: ActiveBinding) -> int:
        """The columns that a key takes: a blank, the key, a blank, its name, a blank."""
        binding = active.binding
        return len(self.app.get_key_display(binding)) + len(binding.description) + 3

    def _key(self, active: ActiveBinding) -> FooterKey:
        """One key."""
        binding = active.binding
        return FooterKey(
            binding.key,
            self.app.get_key_display(binding),
            binding.description,
            binding.action,
            disabled=not active.enabled,
            tooltip=active.tooltip,
            classes="-roomy" if binding.id in keys.ROOMY else "",
        ).data_bind(compact=Footer.compact)
