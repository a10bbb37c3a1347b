"""The foot of a room: the keys that work now; help and lock are always in sight."""

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import HorizontalGroup
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # public nowhere, and what the foot is made of

from casebook.ui import keys

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

    def compose(self) -> ComposeResult:
        """The keys that are shown and work now."""
        if self._bindings_ready:
            shown = [each for each in self.screen.active_bindings.values() if each.binding.show]
            yield from (self._key(each) for each in shown if each.binding.id not in ALWAYS)
            with HorizontalGroup(classes="foot-always"):
                yield from (self._key(each) for each in shown if each.binding.id in ALWAYS)

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
