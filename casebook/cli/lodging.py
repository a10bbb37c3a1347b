"""Exhibits: `attach`, `exhibits`, `copy`, `continuity`, `hand-over`, `dispose`."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import moments, targets
from casebook.cli.arguments import Case, Exhibit, ToFolder, When
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError
from casebook.errors.rules import ImageryGate

if TYPE_CHECKING:
    from casebook.casework.views import ExhibitLine

family = Typer()

QUESTION = "Could any of these files show anyone under 18 nude, partly nude or sexual?"
"""Asked before any file is touched."""


class Imagery(StrEnum):
    """The answer to the imagery question."""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"


@command(family, "attach")
def attach(
    desk: Desk,
    case: Case,
    files: Annotated[list[str], Argument(metavar="FILE…", help="What to lodge.")],
    *,
    imagery: Annotated[Imagery, Option("--imagery", help=QUESTION)],
    captured_at: Annotated[str, Option("--captured-at", help="When the copy was made.")],
    captured_by: Annotated[str, Option("--captured-by", help="By whom.")],
    source: Annotated[str, Option("--source", help="From where: the site, the group, the phone.")],
    imagery_reason: Annotated[
        str, Option("--imagery-reason", help="Why it is no after a yes or an unsure: who looked.")
    ] = "",
    device: Annotated[str, Option("--device", help="On what device.")] = "",
    device_clock: Annotated[
        str, Option("--device-clock", help="What its own clock showed, where that differs.")
    ] = "",
    description: Annotated[str, Option("--description", help="What it is.")] = "",
    own_record: Annotated[
        bool, Option("--own-record", help="The person's own record, without an intimate image.")
    ] = False,
) -> Answer:
    """Lodge files as exhibits: read once, hashed, sealed, and read back."""
    from casebook.casework import exhibits as kept
    from casebook.casework import imagery_gate

    try:
        imagery_gate.pass_through(imagery.value)  # before anything is unlocked or looked at
    except ImageryGate as refusal:
        desk.say("Nothing is opened or looked at. What to do follows once the answer is noted.")
        refusal.written = f"Nothing was opened or looked at. {_noted(desk, case, imagery.value)}"
        raise
    at = moments.read(desk, "--captured-at", captured_at)
    with desk.opened() as book:
        lodged = kept.lodge(
            book,
            case,
            [Path(each) for each in files],  # a path argument would be looked up before the gate
            imagery=imagery.value,
            imagery_reason=imagery_reason,
            captured_at=at,
            captured_by=captured_by,
            source=source,
            device=device,
            device_clock=device_clock,
            description=description,
            own_record=own_record,
            progress=desk.progress("Lodged"),
        )
    return _answer(lodged)


@command(family, "attach-object")
def attach_object(
    desk: Desk,
    case: Case,
    *,
    description: Annotated[str, Option("--description", help="What it is.")],
    where_kept: Annotated[str, Option("--where-kept", help="Where it is.")],
    captured_by: Annotated[str, Option("--captured-by", help="Who took it in.")],
    captured_at: Annotated[str | None, Option("--captured-at", help="When.")] = None,
    source: Annotated[str, Option("--source", help="From whom or where.")] = "",
) -> Answer:
    """Record a thing that is kept elsewhere, such as a telephone that was handed in."""
    from casebook.casework import exhibits as kept

    at = moments.read(desk, "--captured-at", captured_at)
    with desk.opened() as book:
        lodged = kept.lodge_object(
            book,
            case,
            description=description,
            where_kept=where_kept,
            captured_by=captured_by,
            captured_at=at,
            source=source,
        )
    return _answer([lodged])


@command(family, "exhibits")
def exhibits(desk: Desk, case: Case) -> Answer:
    """List the exhibits of a case."""
    from casebook.casework import cases

    with desk.opened(write=False) as book:
        return _answer(cases.shown(book, case).exhibits)


@command(family, "copy")
def copy(desk: Desk, case: Case, exhibit: Exhibit, to: ToFolder) -> Answer:
    """Write a copy of an exhibit into a folder; that it left is recorded."""
    from casebook.casework import exhibits as kept

    with desk.opened() as book, targets.ready(to, book.folder.path):
        written = kept.write_copy(book, case, exhibit, to)
    lines = [f"Written: {written}", "It lies there unsealed: delete it when it is done with."]
    return Answer({"case": case, "exhibit": exhibit, "copy": str(written)}, lines)


@command(family, "continuity")
def continuity(desk: Desk, case: Case, exhibit: Exhibit) -> Answer:
    """Show who had an exhibit, from when, and why it moved."""
    from casebook import clock
    from casebook.casework import exhibits as kept
    from casebook.casework.asjson import plain

    with desk.opened(write=False) as book:
        chain = kept.continuity_of(book, case, exhibit)
    lines = [
        " · ".join(
            each
            for each in (clock.words(link.at), link.what, link.from_whom, link.to_whom, link.why)
            if each
        )
        for link in chain
    ]
    return Answer({"continuity": [plain(link) for link in chain]}, lines)


@command(family, "hand-over")
def hand_over(
    desk: Desk,
    case: Case,
    exhibit: Exhibit,
    *,
    to_whom: Annotated[str, Option("--to", help="To whom.")],
    why: Annotated[str, Option("--why", help="Why.")],
    receipt: Annotated[str, Option("--receipt", help="The number of their receipt.")] = "",
    when: When = None,
) -> Answer:
    """Record that an exhibit was handed to somebody."""
    from casebook.casework import exhibits as kept
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        link = kept.hand_over(book, case, exhibit, to_whom, why, receipt=receipt, at=at)
    return Answer({"custody": plain(link)}, [f"{exhibit} is handed over."])


@command(family, "dispose")
def dispose(
    desk: Desk,
    case: Case,
    exhibit: Exhibit,
    *,
    how: Annotated[str, Option("--how", help="held, handed-over, returned or destroyed.")],
    why: Annotated[str, Option("--why", help="Why.")],
    when: When = None,
) -> Answer:
    """Decide what becomes of an exhibit."""
    from casebook.casework import exhibits as kept
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        line = kept.dispose(book, case, exhibit, how, why, at=at)
    return Answer({"exhibit": plain(line)}, [f"{line.reference}: {line.disposal}."])


def _noted(desk: Desk, case: str, answer: str) -> str:
    """Note in the case that the gate let nothing through; what came of that, in words.

    What to do instead is told all the same where nothing can be noted.
    """
    from casebook.casework import gate_answers

    try:
        with desk.opened() as book:
            note = gate_answers.keep(book, case, answer)
    except CasebookError as fault:
        return f"That you were asked could not be noted in the case: {fault.message}"
    return f"Note {note.reference} in the case says that you were asked, and how you answered."


def _answer(lodged: Sequence["ExhibitLine"]) -> Answer:
    """Some exhibits, and the same as text."""
    from casebook.casework.asjson import plain
    from casebook.cli.case_text import exhibit_lines

    lines = [line for each in lodged for line in exhibit_lines(each)]
    return Answer({"exhibits": [plain(each) for each in lodged]}, lines or ["There is no exhibit."])
