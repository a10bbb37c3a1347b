"""The end of a case: `close`, `approve`, `send-back`, `reopen`."""

from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors.rules import ClosureRefused

if TYPE_CHECKING:
    from casebook.casework.leaving import LeftDeed
    from casebook.casework.views import Closing

family = Typer()


@command(family, "close")
def close(
    desk: Desk,
    case: Case,
    outcome: Annotated[str, Option("--outcome", help="The outcome; a wrong one lists them all.")],
    told_reporter: Annotated[
        str, Option("--told-reporter", help="What the reporter was told, when and by whom.")
    ] = "",
    words: Annotated[str, Option("--words", help="What else there is to say of the outcome.")] = "",
) -> Answer:
    """Close a case, or propose it where a second person must sign; refused with the list."""
    from casebook.casework import cases

    with desk.opened() as book:
        try:
            closing = cases.close(book, case, outcome, told_reporter, words=words)
        except ClosureRefused as fault:
            return _refused(case, fault)
    return _answer(closing)


@command(family, "approve")
def approve(
    desk: Desk,
    case: Case,
    words: Annotated[str, Option("--words", help="What you have to say to it.")] = "",
) -> Answer:
    """Sign a proposed closing as the second person; the list is gone through once more."""
    from casebook.casework import cases, leaving

    with desk.opened(or_read=True) as book:
        try:
            if not book.is_writer:
                return left(leaving.approve(book, case, words))
            return _answer(cases.approve(book, case, words))
        except ClosureRefused as fault:
            return _refused(case, fault)


@command(family, "send-back")
def send_back(
    desk: Desk,
    case: Case,
    words: Annotated[str, Option("--words", help="What is still wanted.")],
) -> Answer:
    """Return a proposed closing to whoever proposed it."""
    from casebook.casework import cases, leaving

    with desk.opened(or_read=True) as book:
        if not book.is_writer:
            return left(leaving.send_back(book, case, words))
        return _answer(cases.send_back(book, case, words))


@command(family, "reopen")
def reopen(
    desk: Desk, case: Case, reason: Annotated[str, Option("--reason", help="Why.")]
) -> Answer:
    """Open a closed case again; both closures stay visible."""
    from casebook.casework import cases

    with desk.opened() as book:
        return _answer(cases.reopen(book, case, reason))


def left(deed: "LeftDeed") -> Answer:
    """That something was left for whoever writes next: it is not done yet."""
    from casebook.casework.asjson import plain

    lines = [
        f"{deed.case}: signed and left for whoever writes next ({deed.deed}). It is not done yet:",
        "it counts once they open the casebook, and what is signed for must be as it is now.",
    ]
    return Answer({"left": plain(deed)}, lines)


def _refused(case: str, fault: ClosureRefused) -> Answer:
    """The refusal with its list, which stands in the answer itself as well."""
    return Answer({"case": case, "missing": list(fault.details)}, fault=fault)


def _answer(closing: "Closing") -> Answer:
    """How the case stands now."""
    from casebook.casework.asjson import plain

    said = {
        "awaiting-second": "waits for a second person's signature: `casebook approve`",
        "closed": "is closed",
        "open": "is open again",
    }
    return Answer(plain(closing), [f"{closing.case} {said.get(closing.status, closing.status)}."])
