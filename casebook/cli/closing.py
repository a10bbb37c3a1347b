"""The end of a case: `close`, `recheck`, `review`, `approve`, `send-back`, `reopen`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook.cleaning import one_line
from casebook.cli import given, moments
from casebook.cli.arguments import Case, Words
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import quoted
from casebook.errors.rules import ClosureRefused

if TYPE_CHECKING:
    from casebook.casework.leaving import LeftDeed
    from casebook.casework.reviewing import Review
    from casebook.casework.views import Closing

family = Typer()

NEWEST = 5
"""So many changes of one case are told in text; all of them in JSON."""


@command(family, "close")
def close(
    desk: Desk,
    case: Case,
    *,
    outcome: Annotated[str, Option("--outcome", help="The outcome; a wrong one lists them all.")],
    told_reporter: Annotated[
        str, Option("--told-reporter", help="What the reporter was told, when and by whom.")
    ] = "",
    words: Annotated[str, Option("--words", help="What else there is to say of the outcome.")] = "",
    lessons: Annotated[str, Option("--lessons", help="What the school learnt from it.")] = "",
    recheck: Annotated[
        str, Option("--recheck", help="The day on which somebody looks again: 18/12/2026.")
    ] = "",
) -> Answer:
    """Close a case, or propose it where a second person must sign; refused with the list."""
    from casebook.casework import cases

    with desk.opened() as book:
        try:
            closing = cases.close(
                book, case, outcome, told_reporter, words, lessons=lessons, recheck=recheck
            )
        except ClosureRefused as fault:
            return _refused(case, fault)
    return _answer(closing)


@command(family, "recheck")
def recheck(desk: Desk, case: Case, words: Words = None) -> Answer:
    """Record what was found when a closed case was looked at again on its day."""
    from casebook.casework import reviewing
    from casebook.casework.asjson import plain

    said = given.words(words)
    with desk.opened() as book:
        closing = reviewing.recheck(book, case, said)
    return Answer({"closing": plain(closing)}, [f"{closing.reference} was looked at again."])


@command(family, "review")
def review(
    desk: Desk,
    since: Annotated[
        str | None, Option("--since", help="What changed since then; left out: your last look.")
    ] = None,
) -> Answer:
    """Say what waits for your signature, and what changed since you last looked."""
    from casebook.casework import reviewing
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--since", since)
    with desk.opened(or_read=True) as book:
        found = reviewing.review(book, at)
    return Answer(plain(found), list(_review_lines(found)))


def _review_lines(found: "Review") -> Iterator[str]:
    """A review, part by part."""
    from casebook import clock
    from casebook.casework.wording import STATUSES, said

    waiting = [
        f"{each.case}  {each.closing}, proposed by {each.proposed_by} · {one_line(each.title)}"
        for each in found.waiting
    ]
    yield from _part("Waiting for your signature", waiting)
    agreements = [f"{each.reference}  by {each.decided_by}" for each in found.agreements]
    yield from _part("Waiting for your agreement to go against a wish", agreements)
    yield from _part("Overdue", found.overdue)
    yield from _part("Restricted", found.restricted)
    again = [f"{each.case}  {each.on:%d/%m/%Y} · {one_line(each.title)}" for each in found.rechecks]
    yield from _part("To be looked at again", again)
    yield ""
    yield f"Changed since {clock.words(found.since)}:{'' if found.changed else ' nothing'}"
    for each in found.changed:
        yield f"{each.case}  {said(STATUSES, each.status)} · {one_line(each.title)}"
        if len(each.lines) > NEWEST:
            yield f"  {len(each.lines) - NEWEST} earlier ones: `casebook show {each.case}`"
        for line in each.lines[-NEWEST:]:
            yield f"  {clock.words(line.at)}, {line.who} ({line.reference})"
            yield from quoted(line.said)
    if not found.recorded:
        yield "That you looked was not entered: the casebook cannot be written here now."


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    """One part under its title, or that there is nothing."""
    yield ""
    yield f"{title}:{'' if lines else ' nothing'}"
    yield from lines


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
