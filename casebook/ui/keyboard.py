"""The keyboard of the terminal while no room reads it yet: what is typed ahead is shown nowhere.

The rules are: from the start of the screen to its end the terminal itself echoes nothing, not even
while a lock replaces the process; what is typed meanwhile waits for the first field; however the
screen ends for good, the terminal echoes again.
"""

import sys
from typing import Any, Final

_INPUT: Final = 0
_LOCAL: Final = 3
"""Where termios keeps the flags of input, and those of line editing."""


def hush() -> None:
    """Let the terminal echo nothing, and hold what is typed until it is read."""
    attributes = _attributes()
    if attributes is not None:
        import termios

        attributes[_INPUT] &= ~termios.ICRNL
        attributes[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
        _set(attributes)


def give_back() -> None:
    """Let the terminal echo and edit lines, as a shell expects it."""
    attributes = _attributes()
    if attributes is not None:
        import termios

        attributes[_INPUT] |= termios.ICRNL
        attributes[_LOCAL] |= termios.ECHO | termios.ICANON | termios.ISIG
        _set(attributes)


def _attributes() -> list[Any] | None:
    """The terminal's attributes; None where there is no terminal of this kind."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return None
    import termios

    try:
        found: list[Any] = termios.tcgetattr(sys.__stdin__)
    except (termios.error, ValueError):
        return None
    return found


def _set(attributes: list[Any]) -> None:
    """Set the terminal's attributes; one that went away meanwhile needs none."""
    import termios

    try:
        termios.tcsetattr(sys.__stdin__ or 0, termios.TCSANOW, attributes)
    except (termios.error, ValueError):
        return
