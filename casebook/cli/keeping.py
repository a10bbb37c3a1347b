"""`backup` and `restore`: whole copies, opened again and verified before anything is said of them.

The rules are: nothing that is there already is written over; "Backed up" is said of what was read
back and proved, and what was not opened is named; when that was is noted for `doctor`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import passphrases, places
from casebook.cli.command import command
from casebook.cli.desk import MEBIBYTE, Desk
from casebook.cli.outcome import Answer
from casebook.errors.given import CommandUnreadable

if TYPE_CHECKING:
    from casebook.store.backup import Copied
    from casebook.vault.layout import CasebookFolder
    from casebook.vault.people import Identity

family = Typer()


@command(family, "backup")
def backup(
    desk: Desk,
    to: Annotated[Path, Argument(metavar="TO", help="A folder that does not exist yet.")],
) -> Answer:
    """Copy the whole casebook, open the copy again and verify it."""
    from casebook.store import backed_up
    from casebook.store.backup import back_up

    folder, identity = _opened(desk, desk.folder())
    made = back_up(folder, identity, to, lambda *done: _tell(desk, *done))
    backed_up.note(folder.casebook_id)
    lines = [
        f"Backed up to {made.path}: {made.files} files, {made.size // MEBIBYTE} MiB,",
        f"read back, opened and verified: {', '.join(made.opened) or 'no compartment'}.",
        *_not_opened(made),
        "Take it off this machine: a copy beside the original is lost together with it.",
    ]
    return Answer(_data("backup", made), lines)


@command(family, "restore")
def restore(
    desk: Desk,
    source: Annotated[
        Path | None, Argument(metavar="[FROM]", help="The backup.", show_default=False)
    ] = None,
    to: Annotated[
        Path | None,
        Argument(metavar="[TO]", help="A folder that does not exist yet.", show_default=False),
    ] = None,
    *,
    sign_gap: Annotated[
        bool, Option("--sign-gap", help="Go on from an older casebook than you or this desk saw.")
    ] = False,
) -> Answer:
    """Bring a backup back into a new folder, or sign that work goes on from an older one."""
    if (source is None) != (to is None) or sign_gap == (source is not None):
        raise CommandUnreadable(problem="say FROM and TO, or --sign-gap", command="restore")
    if source is None or to is None:
        return _sign_gap(desk)
    from casebook.store import backup as copies

    folder, identity = _opened(desk, source)
    made = copies.restore(folder, identity, to, lambda *done: _tell(desk, *done))
    behind = _behind(made.path, identity)
    lines = [
        f"Restored to {made.path}: {made.files} files, read back,",
        f"opened and verified: {', '.join(made.opened) or 'no compartment'}.",
        *_not_opened(made),
    ]
    if behind:
        lines += [
            f"It is older than what was seen on this machine: {', '.join(behind)}.",
            "It opens to read only. Look for a newer copy first; if there is none, whoever holds",
            "it signs the gap with `casebook restore --sign-gap`, and works on.",
        ]
    return Answer(_data("restored", made) | {"older": behind}, lines)


def _sign_gap(desk: Desk) -> Answer:
    """Open an older casebook to write, with an entry that names what it lacks."""
    from casebook.store.book import open_with

    folder, identity = _opened(desk, desk.folder())
    with open_with(folder, identity, write=True, accept_gap=True) as book:
        signed = [
            {"compartment": name, "seen": lost.size, "goes_on_from": found.size}
            for name, lost, found in book.gaps
        ]
    places.remember(desk.folder())
    lines = [
        f"{each['compartment']}: {each['seen']} entries were seen, it goes on from "
        f"{each['goes_on_from']}; that is entered, and signed by you."
        for each in signed
    ]
    return Answer({"signed": signed}, lines or ["There is no gap: nothing was signed."])


def _opened(desk: Desk, folder: Path) -> tuple["CasebookFolder", "Identity"]:
    """A casebook's folder and the keys of whoever works, with nothing of it open yet."""
    from casebook.vault import layout, slots

    user = desk.of(folder).who(folder)
    passphrase = passphrases.of(user, desk.passphrase_file)
    at = layout.at(folder)
    return at, slots.open_slot(at, user, passphrase)


def _behind(path: Path, identity: "Identity") -> list[str]:
    """The compartments of a restored casebook that are older than what was seen."""
    from casebook.store.book import open_with
    from casebook.vault import layout

    with open_with(layout.at(path), identity, write=False) as book:
        return [
            each.object.removeprefix("compartments/")
            for each in book.noticed
            if each.code == "S-12"
        ]


def _not_opened(made: "Copied") -> list[str]:
    """What is to be said of what these keys do not open."""
    if not made.unopened:
        return []
    return [
        f"Not opened, because you do not hold it: {', '.join(made.unopened)}. Its files are there,",
        "and are those that the casebook lists; somebody who holds it runs `verify` on the copy.",
    ]


def _data(what: str, made: "Copied") -> dict[str, object]:
    """What was copied, for a program."""
    return {
        what: str(made.path),
        "files": made.files,
        "size": made.size,
        "opened": list(made.opened),
        "not_opened": list(made.unopened),
        "verified": True,
    }


def _tell(desk: Desk, _what: str, done: int, of: int) -> None:
    """Say that all is copied; the verifying takes as long again."""
    if done == of:
        desk.say(f"{of} files copied; opening and verifying the copy.")
