"""`move`: a case goes to the compartment where nobody whom it concerns holds a key."""

from typing import Annotated

from typer import Option, Typer

from casebook.cli import printing
from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer

family = Typer()


@command(family, "move")
def move(
    desk: Desk,
    case: Case,
    *,
    to: Annotated[str, Option("--to", help="general, staff or governance.")],
    why: Annotated[str, Option("--why", help="Why it moves; it is kept in the case.")],
) -> Answer:
    """Move a case to another compartment that you hold; its exhibits are sealed anew."""
    from casebook.casework import moving
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        moved = moving.move(book, case, to, why, desk.progress("Sealing anew"))
    exhibits = printing.counted(moved.exhibits, "sealed file", "sealed files")
    lines = [
        f"{moved.was} is {moved.case} now, in {moved.compartment}, with everything in it.",
        f"Sealed anew, with the same bytes: {exhibits}.",
        "Where it was, nothing of it can be read; that something went is entered, not where to.",
        "Who held it there keeps what they read or copied, and older backups have it still.",
    ]
    return Answer(plain(moved), lines)
