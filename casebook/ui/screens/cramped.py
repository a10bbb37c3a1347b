"""What is shown instead of a room when the window is too small to work in."""

from textual.widgets import Static


def cramped() -> Static:
    """The message for a window below 60 columns or 16 lines; the app's style sheet swaps it in."""
    return Static(
        "This window is too small.\nThe casebook needs at least 60 columns and 16 lines.",
        id="cramped",
    )
