"""`recover`: what a printed recovery sheet does, on the day it is needed and on the day before.

The rules are: the code comes from a prompt or a file; that a sheet was used stands in the casebook
before anything else is done; a rehearsal changes nothing but that.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook import clock
from casebook.cli import given, passphrases, places
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.founding import ROOM_FOR_SHEETS, UNPRINTED, SheetsAsPdf
from casebook.cli.newfile import new_file, new_paper
from casebook.cli.outcome import Answer
from casebook.cli.people import NewPassphrase, WordsOut, place, told_anew
from casebook.errors.given import CommandUnreadable
from casebook.errors.integrity import SheetFallsShort

if TYPE_CHECKING:
    from casebook.store.membership import Newcomer
    from casebook.store.sheets import NewSheet

family = Typer()

CodeFile = Annotated[
    Path | None, Option("--code-file", help="The file that holds the sheet's code.")
]


@command(family, "recover")
def recover(
    desk: Desk,
    *,
    drill: Annotated[bool, Option("--drill", help="Only try it; that is entered.")] = False,
    for_user: Annotated[
        str | None, Option("--for", help="Who is let in: a short name that is here, or a new one.")
    ] = None,
    renew: Annotated[
        str | None, Option("--renew", help="Make a new sheet instead: school or governance.")
    ] = None,
    role: Annotated[str, Option("--role", help="For a new name: dsl, head, chair ….")] = "",
    full_name: Annotated[str, Option("--full-name", help="As documents print it.")] = "",
    code_file: CodeFile = None,
    recovery_out: Annotated[
        Path | None, Option("--recovery-out", help="With --renew: a new file for the sheet.")
    ] = None,
    new_passphrase_file: NewPassphrase = None,
    words_out: WordsOut = None,
    pdf: SheetsAsPdf = None,
) -> Answer:
    """Use a recovery sheet: rehearse it, let somebody in by it, or make a new one."""
    if (drill, for_user is not None, renew is not None).count(True) != 1:
        raise CommandUnreadable(problem="say one of --drill, --for and --renew", command="recover")
    if renew is not None:
        return _renew(desk, renew, recovery_out, pdf)
    if pdf is not None:
        raise CommandUnreadable(problem="--pdf goes with --renew", command="recover")
    if for_user is None:
        return _drill(desk, _code(code_file))
    from casebook.store.membership import Newcomer

    code = _code(code_file)
    return told_anew(
        for_user,
        new_passphrase_file,
        words_out,
        lambda said: _let_in(desk, code, Newcomer(for_user, role, said, full_name), words_out),
    )


def _code(file: Path | None) -> str:
    """The code as it stands on the sheet."""
    if file is not None:
        return given.passphrase(file)
    return passphrases.typed("The sheet's code, nine groups of four", "the recovery sheet")


def _drill(desk: Desk, code: str) -> Answer:
    """Rehearse a sheet: it opens what it should, and everything in there is whole."""
    from casebook.store import backed_up, sheets
    from casebook.store.verify import verify_folder
    from casebook.vault import layout

    folder = desk.folder()
    with sheets.open_by_sheet(layout.at(folder), code, rehearsal=True) as book:
        opened, wanted = list(book.held), list(sheets.promised(book))
        kind = book.identity.role
        verdict = verify_folder(folder, book).verdict
    places.remember(folder)
    good = opened == wanted and verdict == "unchanged"
    if good:
        backed_up.note(book.casebook_id, backed_up.DRILLS)
    data = {"sheet": kind, "opens": opened, "should_open": wanted, "verdict": verdict}
    lines = [
        f"The sheet opens {', '.join(opened) or 'nothing'}; it should open {', '.join(wanted)}.",
        f"What it opens is {verdict}.",
        "The rehearsal was entered in the casebook; nothing else was changed.",
        "Put the sheet back into a new envelope, and sign across the seal.",
    ]
    return Answer(data, lines, None if good else SheetFallsShort())


def _let_in(desk: Desk, code: str, newcomer: "Newcomer", words_out: Path | None) -> Answer:
    """Give somebody new keys by a sheet, under a new passphrase."""
    from casebook.casework import holding
    from casebook.store import sheets
    from casebook.vault import layout

    folder = desk.folder()
    with sheets.open_by_sheet(layout.at(folder), code) as book:
        back = holding.bring_back(book, newcomer)
        kind = book.identity.role.removeprefix("recovery-")
    places.remember(folder)
    data = {
        "user": back.card.short,
        "role": back.card.role,
        "holds": list(back.card.holds),
        "replaced": back.replaced,
        "fingerprint": back.fingerprint,
        "words": place(words_out),
    }
    lines = [
        f"{back.card.short} opens {', '.join(back.card.holds) or 'nothing yet'}, with new keys.",
        "That this sheet was used is entered in every compartment that it opens.",
        "The six words of their new key:",
        f"  {back.fingerprint}",
        f"The sheet was seen: make a new one with `recover --renew {kind}`, and destroy this one.",
    ]
    return Answer(data, lines)


def _renew(desk: Desk, kind: str, recovery_out: Path | None, pdf: Path | None) -> Answer:
    """Make a new sheet; the earlier one of its kind opens nothing any more."""
    from casebook.bundles import papers
    from casebook.store import sheets
    from casebook.vault.recovery import KINDS

    if kind not in KINDS or recovery_out is None:
        problem = "--renew takes school or governance, and --recovery-out a new file"
        raise CommandUnreadable(problem=problem, command="recover")
    with new_paper(pdf, "the page of the recovery sheet", UNPRINTED) as page:
        with (
            desk.opened() as book,
            new_file(recovery_out, "the recovery sheet", ROOM_FOR_SHEETS) as out,
        ):
            new = sheets.replace_sheet(book, kind)
            out.write(f"{new.sheet.text.strip()}\n".encode())
        if page is not None:
            page.write(papers.sheets([new.sheet.paper], clock.now()))
    data = {
        "sheet": new.short,
        "recovery": str(recovery_out),
        "pdf": str(pdf) if pdf is not None else None,
        "renewed": list(new.renewed),
        "left": list(new.left),
        "fingerprint": new.fingerprint,
    }
    return Answer(data, list(_told_of(new, [recovery_out, *([pdf] if pdf is not None else [])])))


def _told_of(new: "NewSheet", files: Sequence[Path]) -> Iterator[str]:
    """What to do with a new sheet."""
    gone = "both files" if len(files) > 1 else "the file"
    yield f"Print {' or '.join(map(str, files))} now, and delete {gone}."
    yield f"The new sheet opens {', '.join(new.renewed)}; the earlier one does not any more."
    if new.left:
        yield f"KEEP the earlier sheet for now: it alone opens {' and '.join(new.left)}."
    else:
        yield "Destroy the earlier sheet."
    for name in new.left:
        yield f"Not {name}, which you do not hold. Somebody who does runs:"
        yield f'  casebook grant {new.short} {name} --fingerprint "{new.fingerprint}"'
        for each in new.earlier:
            yield f"  casebook revoke {each} {name}"
    if new.left:
        yield "The earlier sheet is destroyed once that was done, and the new one rehearsed."
    yield "Backups made before today still open with the earlier sheet."
