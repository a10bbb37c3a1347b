"""`demo`: the invented school, opened on the screen, or walked through where there is none."""

import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Typer

from casebook.cli import printing
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer, Ending, OpenScreen
from casebook.errors.integrity import WalkBroken
from casebook.vault import durable

if TYPE_CHECKING:
    from casebook.demonstration.walk import Step

family = Typer()

PREFIX = "casebook-demo-"
"""What a temporary demonstration's folder is named after, so that only such a one is removed."""

SITS_THERE = "dsl"
"""Who signs in when the demonstration opens on the screen."""


@command(family, "demo")
def demo(
    desk: Desk,
    folder: Annotated[
        Path | None,
        Argument(metavar="[FOLDER]", help="Left out: a temporary one.", show_default=False),
    ] = None,
) -> Ending:
    """Build an invented school; open it on a terminal, or walk the main job and check each step."""
    if folder is not None:
        return _shown(desk, folder, None)
    with ExitStack() as undo:
        with durable.typed_faults():
            temporary = Path(tempfile.mkdtemp(prefix=PREFIX))
        undo.callback(shutil.rmtree, temporary, ignore_errors=True)
        ending = _shown(desk, temporary, temporary)
        if isinstance(ending, OpenScreen):
            undo.pop_all()  # the screen removes it when it ends
            return ending
    desk.say("The temporary school was removed again. `casebook demo FOLDER` leaves one.")
    return ending


def _shown(desk: Desk, folder: Path, temporary: Path | None) -> Ending:
    """Build the school in `folder`; a terminal gets the screen, anything else the walk."""
    from casebook.demonstration import school, walk

    made = school.build(folder, desk.say)
    if sys.stdin.isatty() and sys.stdout.isatty() and not desk.as_json:
        if temporary is not None:
            desk.say(f"It is kept in {temporary} while the screen is open.")
        return OpenScreen(made.casebook, SITS_THERE, made.passphrase_file(SITS_THERE), temporary)
    steps = walk.walk(made, desk.say if desk.as_json else printing.tell)
    return _answer(folder, steps, is_kept=temporary is None)


def _answer(folder: Path, steps: list["Step"], *, is_kept: bool) -> Answer:
    """The steps, and the fault where one did not hold."""
    held = all(each.held for each in steps)
    data = {
        "folder": str(folder) if is_kept else None,
        "steps": [{"step": each.name, "held": each.held, "did": each.did} for each in steps],
    }
    count = printing.counted(len(steps), "step", "steps")
    lines = [f"{count}, and each held." if held else "Not every step held."]
    if is_kept:
        lines.append(f"Left in {folder}: the casebook, passphrases, recovery sheets and bundles.")
    broken = next((each.name for each in steps if not each.held), "")
    return Answer(data, lines, None if held else WalkBroken(step=broken))
