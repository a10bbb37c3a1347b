"""Words that are shown once and kept nowhere: large enough not to be passed over."""

from textual.content import Content
from textual.widgets import Static


class ShownOnce(Static):
    """The words, on a ground of their own."""

    DEFAULT_CSS = """
    ShownOnce {
        height: auto; margin: 1 0; padding: 0 2; background: $panel; color: $accent;
        text-style: bold;
    }
    """

    def __init__(self, words: Content, *, id: str) -> None:  # noqa: A002 - Textual's own name
        """Take the words, cleaned."""
        super().__init__(words, id=id)
