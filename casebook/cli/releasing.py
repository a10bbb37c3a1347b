"""What leaves: `export`, with its preview."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors.given import CommandUnreadable

if TYPE_CHECKING:
    from casebook.bundles.preview import Preview
    from casebook.casework.releases import Exported

family = Typer()


@command(family, "export")
def export(
    desk: Desk,
    case: Case,
    *,
    profile: Annotated[str, Option("--for", help="The recipient's profile, such as police.")],
    to: Annotated[
        Path | None, Option("--to", help="The folder to write into.", show_default=False)
    ] = None,
    purpose: Annotated[str, Option("--purpose", help="What it is for.")] = "",
    basis: Annotated[str, Option("--basis", help="On what basis it may leave.")] = "",
    recipient: Annotated[str, Option("--recipient", help="Who receives it, by name.")] = "",
    seal: Annotated[
        str | None, Option("--seal", help="zip or none; left out: as the profile says.")
    ] = None,
    only: Annotated[
        list[str] | None, Option("--only", help="Only this exhibit; may be repeated.")
    ] = None,
    preview: Annotated[
        bool, Option("--preview", help="Say what would leave, and write nothing.")
    ] = False,
) -> Answer:
    """Write a bundle for one recipient: only what the profile lets leave, signed and checkable."""
    from casebook.casework import releases

    if preview:
        with desk.opened(write=False) as book:
            return _previewed(releases.preview(book, case, profile, only=only or ()))
    if to is None:
        raise CommandUnreadable(problem="`--to` is missing", command="export")
    with desk.opened() as book:
        left = releases.export(
            book,
            case,
            profile,
            to,
            purpose=purpose,
            basis=basis,
            seal=seal,
            recipient=recipient,
            only=only or (),
            progress=desk.progress("Written"),
        )
    return _exported(left)


def _previewed(preview: "Preview") -> Answer:
    from casebook.casework.asjson import plain

    data = plain(preview)
    lines = []
    for name, found in data.items():
        listed = found if isinstance(found, list) else [found]
        lines.append(f"{name.replace('_', ' ')}:" + ("" if listed else " nothing"))
        lines += [f"  {each}" for each in listed]
    return Answer(data, lines)


def _exported(left: "Exported") -> Answer:
    from casebook.casework.asjson import plain

    lines = [
        f"Bundle       {left.bundle}",
        f"Fingerprint  {left.fingerprint}",
        f"Root         {left.root}",
    ]
    if left.words:
        lines += [
            f"Words        {left.words}",
            "",
            "Tell the recipient these seven words and the fingerprint by telephone, never in the",
            "same message as the bundle. They are not kept anywhere: write them down now.",
        ]
    return Answer(plain(left), lines)
