"""A place to type that shows only what belongs there: a passphrase typed by mistake is hidden."""

from collections.abc import Callable

from textual.widgets import Input


class GuardedInput(Input):
    """One line, painted as dots from the letter on that could not belong here."""

    def __init__(self, belongs: Callable[[str], bool], *, id: str) -> None:  # noqa: A002 - Textual's
        """Take what tells whether a text could be the beginning of what is asked for."""
        self._belongs = belongs
        super().__init__(id=id)

    def validate_value(self, value: str) -> str:
        """Hide or show before the value is taken, so that not one frame of it is painted."""
        self.look_again(value)
        return value

    def look_again(self, value: str | None = None) -> None:
        """Hide or show once more, because what could belong here is another thing now."""
        typed = self.value if value is None else value
        self.password = bool(typed) and not self._belongs(typed)
