"""Letters: `letters`, and `letter draft|show|revise|final|print|sent|withdraw`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import given, moments, printing
from casebook.cli.arguments import Case, When, Words
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.newfile import new_file
from casebook.cli.outcome import Answer

if TYPE_CHECKING:
    from casebook.casework.views import LetterView

family = Typer()
letter = Typer(help="Write a letter about a case.", no_args_is_help=True)
family.add_typer(letter, name="letter")

Letter = Annotated[str, Argument(metavar="LETTER", help="Such as C-2026-0014-F01.")]

ROOM = 256 * 1024
"""Bytes kept free for a page before it is drawn."""


@command(family, "letters")
def letters(
    desk: Desk,
    case: Annotated[str, Argument(help="The case; left out: the kinds of letter.")] = "",
) -> Answer:
    """List the letters of a case, or the kinds of letter that there are."""
    from casebook.casework import letters as kept
    from casebook.casework.asjson import plain

    if not case:
        kinds = kept.templates().values()
        lines = [f"{each.id:<20} {each.title} (to {each.for_whom})" for each in kinds]
        return Answer({"kinds": [plain(each) for each in kinds]}, lines)
    with desk.opened(write=False) as book:
        listed = kept.listed(book, case)
    lines = [f"{each.reference}  {each.state:<9}  {each.title}; to {each.to}" for each in listed]
    return Answer({"letters": [plain(each) for each in listed]}, lines or ["There is none."])


@command(letter, "draft")
def draft(
    desk: Desk,
    case: Case,
    kind: Annotated[str, Argument(metavar="KIND", help="`casebook letters` lists them.")],
    *,
    to: Annotated[str, Option("--to", help="To whom, by name.")],
    address: Annotated[str, Option("--address", help="Where it reaches them.")] = "",
) -> Answer:
    """Draft a letter from its template; what stands in [brackets] is yours to fill."""
    from casebook.casework import letters as kept

    with desk.opened() as book:
        return _shown(kept.draft(book, case, kind, to, address))


@command(letter, "show")
def show(desk: Desk, reference: Letter) -> Answer:
    """Show a letter, with the blanks and the names that are still to be looked at."""
    from casebook.casework import letters as kept

    with desk.opened(write=False) as book:
        return _shown(kept.shown(book, reference))


@command(letter, "revise")
def revise(
    desk: Desk,
    reference: Letter,
    words: Words = None,
    subject: Annotated[str, Option("--subject", help="Another subject.")] = "",
    address: Annotated[str, Option("--address", help="Another address.")] = "",
) -> Answer:
    """Give a draft other words; they come from standard input where --words is left out."""
    from casebook.casework import letters as kept

    only_about = words is None and bool(subject or address)
    said = "" if only_about else given.words(words)
    with desk.opened() as book:
        return _shown(kept.revise(book, reference, words=said, subject=subject, address=address))


@command(letter, "final")
def final(
    desk: Desk,
    reference: Letter,
    naming: Annotated[
        list[str] | None,
        Option("--naming", help="The mark of somebody of the case who may be named, such as P2."),
    ] = None,
) -> Answer:
    """Make a draft final, once you have read it through: from then on it keeps its words."""
    from casebook.casework import letters as kept

    with desk.opened() as book:
        return _shown(kept.finish(book, reference, naming or ()))


@command(letter, "print")
def to_page(
    desk: Desk,
    reference: Letter,
    to: Annotated[Path, Option("--to", help="The new PDF file.")],
) -> Answer:
    """Write a final letter into a new PDF file, for your eyes and the post."""
    from casebook.casework import letters as kept

    with new_file(to, "the letter", ROOM) as file, desk.opened(write=False) as book:
        drawn = kept.page(book, reference)
        file.write(drawn)
    lines = [f"{reference} is written as PDF. Delete the file once it is sent: `letter sent`."]
    return Answer({"letter": reference, "file": str(to), "bytes": len(drawn)}, lines)


@command(letter, "sent")
def sent(
    desk: Desk,
    reference: Letter,
    *,
    how: Annotated[str, Option("--how", help="By post, by hand, by the school's messages.")],
    when: When = None,
) -> Answer:
    """Record that a final letter was sent."""
    from casebook.casework import letters as kept

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        return _shown(kept.sent(book, reference, how, at))


@command(letter, "withdraw")
def withdraw(
    desk: Desk, reference: Letter, why: Annotated[str, Option("--why", help="Why.")]
) -> Answer:
    """Withdraw a letter, sent or not; it stays readable."""
    from casebook.casework import letters as kept

    with desk.opened() as book:
        return _shown(kept.withdraw(book, reference, why))


def _shown(view: "LetterView") -> Answer:
    """A letter for a program and for a person."""
    from casebook.casework.asjson import plain

    return Answer({"letter": plain(view)}, list(_lines(view)))


def _lines(view: "LetterView") -> Iterator[str]:
    """A letter as a person reads it, and what is still to be done with it."""
    told = {
        "Letter": f"{view.reference}, {view.state}: {view.title}",
        "To": view.to,
        "Address": view.address,
        "Subject": view.subject,
        "Drafted": f"{view.drafted_at} by {view.drafted_by}",
        "Final": f"{view.final_at} by {view.final_by}" if view.final_at else "",
        "Sent": f"{view.sent_at}, {view.sent_how}" if view.sent_at else "",
        "Withdrawn": view.withdrawn_why,
    }
    yield from printing.fields(told)
    yield ""
    yield from printing.quoted(view.words)
    yield ""
    if view.state != "draft":
        return
    for each in view.blanks:
        yield f"To fill in: {each}"
    for mark in view.names:
        yield f"Named in it: {mark}. Take the name out, or agree with --naming {mark}."
    if not view.blanks:
        yield "Read it through, then: casebook letter final"
