"""What is shown instead of a room when the window is too small to work in."""

from typing import Final

from textual.widgets import Static

NARROWEST: Final = 60
"""Columns below which a room cannot be worked in."""
LOWEST: Final = 16
"""Lines below which a room cannot be worked in."""


def cramped() -> Static:
    """The message for a window below 60 columns or 16 lines; the app's style sheet swaps it in."""
    return Static(
        "This window is too small.\nThe casebook needs at least 60 columns and 16 lines.",
        id="cramped",
    )
