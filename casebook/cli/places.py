"""Which casebook is meant when none is named: the one last opened, else the only one at hand.

The rules are: what is kept between commands is one path, in this account's own state folder, and
nothing of a case; a path that no longer leads to a casebook is passed over.
"""

from contextlib import suppress
from pathlib import Path

from casebook import remembered
from casebook.errors.opening import CasebookUnsaid

SUFFIX = ".casebook"
"""What the folder of a casebook is usually named after."""


def note_file() -> Path:
    """The file that holds the path of the casebook last opened."""
    return remembered.place("last-opened")


def remember(folder: Path) -> None:
    """Keep the path of the casebook that was just opened; a machine that cannot is no obstacle."""
    with suppress(OSError):
        remembered.keep(note_file(), f"{folder.resolve()}\n")


def usual() -> Path:
    """The casebook last opened, else the only one in the documents folder.

    Raises CasebookUnsaid when there is none, or more than one.
    """
    last = last_opened()
    if last is not None:
        return last
    found = _in_documents()
    if len(found) != 1:
        raise CasebookUnsaid(count=f"{len(found)} casebooks" if found else "none")
    return found[0]


def likely() -> Path | None:
    """The casebook that `usual` means, or None where a person must say which."""
    with suppress(CasebookUnsaid):
        return usual()
    return None


def is_casebook(folder: Path) -> bool:
    """Whether `folder` looks like one: it holds the file that every casebook starts with."""
    return (folder / "CASEBOOK").is_file() or (folder / "CASEBOOK.bak").is_file()


def last_opened() -> Path | None:
    """The casebook last opened from this account, if it is still there."""
    try:
        folder = Path(remembered.read(note_file()).removesuffix("\n"))
        return folder if folder.is_absolute() and is_casebook(folder) else None
    except (OSError, ValueError):
        return None


def _in_documents() -> list[Path]:
    """The casebooks that lie directly in the documents folder."""
    from platformdirs import user_documents_path

    try:
        return sorted(
            each for each in user_documents_path().glob(f"*{SUFFIX}") if is_casebook(each)
        )
    except OSError:
        return []
