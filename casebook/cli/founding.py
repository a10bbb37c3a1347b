"""`init`: a new casebook for a school."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook import clock
from casebook.cli import given, places
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.newfile import new_file, new_paper
from casebook.cli.outcome import Answer
from casebook.errors.asked import QuestionValueUnknown
from casebook.errors.given import UserFormUnreadable

if TYPE_CHECKING:
    from casebook.store.founding import Founded, Founder

family = Typer()

ROOM_FOR_SHEETS = 16 * 1024
"""Bytes kept free for the recovery sheets before anything else is written."""

SheetsAsPdf = Annotated[
    Path | None, Option("--pdf", help="A new file for the same as a PDF, a sheet a page.")
]

UNPRINTED = (
    "Everything else was done, and the text file holds what the PDF should: only the PDF was not "
    "written. Print the text."
)
"""What is to be said where a page could not be made of sheets that count already."""


@command(family, "init")
def init(
    desk: Desk,
    folder: Annotated[Path, Argument(help="A folder that does not exist yet.")],
    *,
    school: Annotated[str, Option("--school", help="The school's name.")],
    user: Annotated[
        list[str],
        Option("--user", help="NAME:ROLE:PASSFILE, once for each; there is a dsl and a head."),
    ],
    recovery_out: Annotated[
        Path, Option("--recovery-out", help="A new file for the recovery sheets, to be printed.")
    ],
    profile: Annotated[
        str, Option("--profile", help="Whose policy decides: see `catalogue`.")
    ] = "default",
    full_name: Annotated[
        list[str] | None, Option("--full-name", help="SHORT=NAME, as documents print it.")
    ] = None,
    dsl_holds_staff: Annotated[
        bool, Option("--dsl-holds-staff", help="Allegations against staff open to the DSL too.")
    ] = False,
    pdf: SheetsAsPdf = None,
) -> Answer:
    """Make a new casebook, its people's keys and its recovery sheets."""
    from casebook.bundles import papers
    from casebook.store.founding import School, create

    founders = _founders(user, full_name or [])
    calendar = _calendar_of(profile)
    desk.say("Making keys for everybody; this takes a few seconds.")
    with new_paper(pdf, "the page of the recovery sheets", UNPRINTED) as page:
        with new_file(recovery_out, "the recovery sheets", ROOM_FOR_SHEETS) as sheets:
            made = create(folder, School(school, profile, calendar, dsl_holds_staff), founders)
            _write_sheets(sheets, made)
        places.remember(folder)
        if page is not None:
            page.write(papers.sheets([each.paper for each in made.recovery], clock.now()))
    return _answer(folder, recovery_out, pdf, founders, made)


def _calendar_of(profile: str) -> str:
    """The calendar of working days that a profile goes by; raises QuestionValueUnknown."""
    from casebook.triage.catalogue import load
    from casebook.triage.reading import nearest

    known = load().profiles
    if profile not in known:
        raise QuestionValueUnknown(
            field="--profile",
            wanted="profile",
            nearest=nearest(profile, known),
            next_step=f"Use one of {', '.join(sorted(known))}.",
        )
    return known[profile].calendar


def _founders(users: Sequence[str], full_names: Sequence[str]) -> list["Founder"]:
    """Who founds the casebook; their passphrase files are read here.

    Raises UserFormUnreadable.
    """
    from casebook.store.founding import Founder

    called = dict(each.split("=", 1) for each in full_names if "=" in each)
    founders = []
    for ordinal, text in enumerate(users, start=1):
        parts = text.split(":", 2)  # the file's own path may hold a colon
        if len(parts) < len(("name", "role", "file")) or not all(parts):
            raise UserFormUnreadable(ordinal=ordinal)
        short, role, file = parts
        passphrase = given.passphrase(Path(file))
        founders.append(Founder(short, role, passphrase, called.get(short, "")))
    return founders


def _write_sheets(file: IO[bytes], made: "Founded") -> None:
    """Write the sheets, each on a page of its own."""
    pages = "\n\f\n".join(sheet.text.strip() for sheet in made.recovery)
    file.write(f"{pages}\n".encode())


def _answer(
    folder: Path,
    recovery_out: Path,
    pdf: Path | None,
    founders: Sequence["Founder"],
    made: "Founded",
) -> Answer:
    """What was made, and what to do with the sheets now."""
    data = {
        "casebook": str(folder),
        "id": made.casebook_id,
        "users": [{"short": each.short, "role": each.role} for each in founders],
        "recovery": str(recovery_out),
        "pdf": str(pdf) if pdf is not None else None,
    }
    files = f"{recovery_out} or {pdf}" if pdf is not None else f"{recovery_out}"
    gone = "both files" if pdf is not None else "the file"
    lines = [
        f"Made {folder}",
        f"for {', '.join(each.short for each in founders)}.",
        "",
        f"Print {files} now, one sheet a page, and delete {gone}.",
        "The school's sheet belongs in the head's safe, the governance sheet in the chair's.",
        "Without a passphrase and without a sheet nobody can open this casebook, ever.",
    ]
    return Answer(data, lines)
