"""What a command ends in: an answer, or a screen that someone else opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.errors import CasebookError


@dataclass(frozen=True)
class OpenScreen:
    """The command ends in the screen: open this casebook there."""

    folder: Path
    """The casebook."""
    user: str
    """The short name to sign in with."""
    passphrase_file: Path
    """The file that holds that user's passphrase on one line."""
    temporary: Path | None = None
    """A private temporary folder around all of it, to remove once the screen is closed."""


@dataclass(frozen=True)
class Answer:
    """What a command found or did, for a program and for a person."""

    data: Mapping[str, object]
    """The keys of the JSON answer, beside `ok`."""
    lines: Iterable[str] = ()
    """The same for a person, line by line; cleaned when it is printed."""
    fault: CasebookError | None = None
    """Why the answer is a bad one, such as a bundle that was changed; none when all is well."""

    @property
    def exit_status(self) -> int:
        """0, or the status of the fault's branch."""
        return 0 if self.fault is None else self.fault.exit_status


@dataclass(frozen=True)
class Streamed:
    """The command printed its lines itself, as they came."""

    exit_status: int = 0
    """0, or 2 where a line was refused."""


Ending = Answer | Streamed | OpenScreen
"""Whatever a command may end in."""
