"""`receipt`: what the ledgers came to, on paper; and whether they still begin with what paper saw.

The rules are: the check words are no secret, and may be typed on the command line; words that fit
nothing are a fault, and so is a misread word, but not the same one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook import clock
from casebook.cli import printing
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.newfile import new_paper
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError, GivenWrong
from casebook.errors.given import CommandUnreadable
from casebook.errors.keeping import ReceiptNotContained
from casebook.errors.opening import NotAHolder

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.store.receipts import Contained, Receipt

family = Typer()

NOT_PRINTED = "Nothing was written. Without --pdf the same is printed as text."

KEEP = (
    "Print this once a week, and give it to somebody who does not work in this casebook: the chair "
    "of governors, or the school's office in a sealed envelope. Check an earlier one now and then: "
    "casebook receipt --check 'general 57 babab dadad …'. Whoever puts an older copy of the folder "
    "back, or writes its past anew, cannot make it fit this paper."
)


@command(family, "receipt")
def receipt(
    desk: Desk,
    check: Annotated[
        list[str] | None,
        Option("--check", help="A line of an earlier receipt, as it is printed; any number."),
    ] = None,
    pdf: Annotated[
        Path | None, Option("--pdf", help="A new file for the same as a page to print.")
    ] = None,
) -> Answer:
    """Print what the ledgers came to in check words, or check an earlier receipt against them."""
    from casebook.bundles import papers
    from casebook.casework.asjson import plain
    from casebook.store import receipts

    if check and pdf is not None:
        raise CommandUnreadable(problem="--pdf prints, and --check checks", command="receipt")
    with desk.opened(write=False) as book:
        if check:
            return _checked(book, check)
        with new_paper(pdf, "the receipt as a page", NOT_PRINTED) as page:
            made = receipts.printed(book)
            if page is not None:
                page.write(papers.receipt(made, KEEP))
    written = str(pdf) if pdf is not None else None
    return Answer({"receipt": plain(made), "pdf": written}, _lines(made))


def _checked(book: "Book", typed: Sequence[str]) -> Answer:
    """Each line of an earlier receipt against the ledgers; what does not fit ends in a fault."""
    from casebook.casework.asjson import plain
    from casebook.store import receipts

    found: list[Contained] = []
    faults: dict[int, CasebookError] = {}
    lines: list[str] = []
    for number, each in enumerate(typed, 1):
        try:
            found.append(receipts.contained(book, each))
            lines += _found_lines(found[-1])
        except (GivenWrong, ReceiptNotContained, NotAHolder) as fault:
            faults[number] = fault
            if len(typed) > 1:
                lines.append(f"Line {number}: {fault.message} [{fault.code}]")
    not_found = [{"line": number, **each.as_json()} for number, each in faults.items()]
    worst = max(faults.values(), key=lambda each: each.exit_status, default=None)
    data = {"contained": [plain(each) for each in found], "not_contained": not_found}
    return Answer(data, lines, worst)


def _lines(made: "Receipt") -> list[str]:
    """A receipt as it is printed."""
    number = made.casebook
    told = {
        "School": made.school,
        "Casebook": " ".join(number[at : at + 8] for at in range(0, len(number), 8)),
        "Printed": clock.words(clock.read_iso(made.printed_at)),
        "By": made.printed_by,
    }
    width = max((len(each.compartment) for each in made.lines), default=0)
    lines = [
        f"  {each.compartment:<{width}}  {each.entries:>7} entries  {each.words}"
        for each in made.lines
    ]
    unopened = [
        f"Not on it, because {made.printed_by} does not hold it: {', '.join(made.unopened)}."
    ]
    return [
        "RECEIPT OF A CASEBOOK",
        "",
        *printing.fields(told),
        "",
        *lines,
        "",
        *(unopened if made.unopened else []),
        *printing.paragraph(KEEP),
    ]


def _found_lines(found: "Contained") -> list[str]:
    """What is said of a line that fits."""
    entries = printing.counted(found.entries, "entry", "entries")
    added = printing.counted(found.added, "entry was", "entries were")
    seen = clock.words(clock.read_iso(found.last_at))
    return [
        f"{found.compartment}: this casebook still begins with the {entries} that the paper saw;",
        f"  the last of them was made on {seen}, and {added} added since.",
        "  The paper cannot be older than that. `casebook verify` checks everything else.",
    ]
