"""What is taken down or reported in a case: `removal…` and `underage-report…`."""

from enum import StrEnum
from typing import Annotated

from typer import Argument, Option, Typer

from casebook.cli import moments
from casebook.cli.arguments import Case, When
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer

family = Typer()
removal = Typer(help="Ask for something to be taken down, or hide it.", no_args_is_help=True)
underage = Typer(help="Report a pupil's account that they are too young for.", no_args_is_help=True)
family.add_typer(removal, name="removal")
family.add_typer(underage, name="underage-report")

Kept = Annotated[
    str, Option("--kept", help="The exhibit or note in which it was kept first, such as AP/1.")
]
Site = Annotated[str, Option("--site", help="Where it stands: its address, or the group.")]
Words = Annotated[str, Option("--words", help="In words.", metavar="TEXT")]


class Hidden(StrEnum):
    """What was done on the school's own account."""

    HIDDEN = "hidden"
    DELETED = "deleted"
    BLOCKED = "blocked"


@command(family, "removals")
def removals(desk: Desk, case: Case) -> Answer:
    """List what was asked to be taken down, or was hidden, in a case."""
    from casebook.casework.asjson import plain
    from casebook.casework.case_file import of
    from casebook.casework.registers import removals as kept
    from casebook.cli.removal_text import removal_lines

    with desk.opened(write=False) as book:
        listed = [kept.view(book, each) for each in of(book, case)[1].removals]
    lines = [line for each in listed for line in removal_lines(each)]
    return Answer({"removals": [plain(each) for each in listed]}, lines or ["There is none."])


@command(removal, "ask")
def ask(
    desk: Desk,
    case: Case,
    *,
    kept: Kept,
    site: Site,
    of: Annotated[str, Option("--of", help="Who is asked to take it down, by name.")],
    words: Words,
    by: Annotated[str, Option("--by", help="Who asks them; left out: you.")] = "",
    when: When = None,
) -> Answer:
    """Record that a friend, say, was asked to take down what they posted, after it was kept."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import removals

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        view = removals.ask(
            book, case, kept=kept, site=site, whom=of, asked_by=by, words=words, at=at
        )
    return Answer({"removal": plain(view)}, [f"Recorded as {view.reference}."])


@command(removal, "hide")
def hide(
    desk: Desk,
    case: Case,
    *,
    kept: Kept,
    site: Site,
    channel: Annotated[str, Option("--from", help="The school's account, such as C-CH-0001.")],
    told: Annotated[str, Option("--told", help="The reason that the audience was told.")],
    what: Annotated[Hidden, Option("--what", help="What was done.")] = Hidden.HIDDEN,
    of: Annotated[str, Option("--of", help="Whose it was, where that is known.")] = "",
    when: When = None,
) -> Answer:
    """Record what was hidden, deleted or blocked on a school account, and what was said of it."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import removals

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        view = removals.hide(
            book,
            case,
            what=what.value,
            kept=kept,
            site=site,
            channel=channel,
            told=told,
            whom=of,
            at=at,
        )
    return Answer({"removal": plain(view)}, [f"Recorded as {view.reference}."])


@command(removal, "answer")
def answer_removal(
    desk: Desk,
    reference: Annotated[str, Argument(metavar="REMOVAL", help="Such as C-2026-0014-M01.")],
    *,
    words: Words,
    when: When = None,
) -> Answer:
    """Record what came of a request, or of a hiding."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import removals

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        view = removals.answer(book, reference, words, at)
    return Answer({"removal": plain(view)}, [f"{view.reference} is answered."])


@command(family, "underage-reports")
def underage_reports(desk: Desk, case: Case) -> Answer:
    """List the accounts that were reported as too young in a case."""
    from casebook.casework.asjson import plain
    from casebook.casework.case_file import of
    from casebook.casework.registers import underage as kept
    from casebook.cli.removal_text import underage_lines

    with desk.opened(write=False) as book:
        listed = [kept.view(book, each) for each in of(book, case)[1].underage_reports]
    lines = [line for each in listed for line in underage_lines(each)]
    found = [plain(each) for each in listed]
    return Answer({"underage_reports": found}, lines or ["There is none."])


@command(underage, "make")
def make(
    desk: Desk,
    case: Case,
    *,
    whose: Annotated[str, Option("--whose", help="The pupil, by name or mark, as in the case.")],
    platform: Annotated[str, Option("--platform", help="The service.")],
    account: Annotated[str, Option("--account", help="The pupil's account: its name or address.")],
    channel: Annotated[
        str, Option("--from", help="The school's account it goes from, such as C-CH-0001.")
    ],
    words: Annotated[str, Option("--words", help="What goes out; no date stands in it.")],
    decided_by: Annotated[str, Option("--decided-by", help="Who decided it.")] = "",
    parents_told: Annotated[
        str, Option("--parents-told", help="Which parents were told, and what they said.")
    ] = "",
    told_on: Annotated[str | None, Option("--told-on", help="When.", metavar="DAY")] = None,
    complaint_told: Annotated[
        bool, Option("--complaint-told", help="They were told that they may complain.")
    ] = False,
    not_told_why: Annotated[
        str, Option("--not-told-why", help="Why the parents were not told.")
    ] = "",
    reference: Annotated[str, Option("--reference", help="The service's own reference.")] = "",
    when: When = None,
) -> Answer:
    """Record that an account was reported from a school account, in which words, without a date."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import underage as kept

    at = moments.read(desk, "--when", when)
    parents = kept.Parents(parents_told, told_on, complaint_told, not_told_why)
    with desk.opened() as book:
        view = kept.report(
            book,
            case,
            whose=whose,
            platform=platform,
            account=account,
            channel=channel,
            words=words,
            parents=parents,
            decided_by=decided_by,
            their_reference=reference,
            at=at,
        )
    said = {"next": [kept.BIRTHDAY_ELSEWHERE, kept.MAY_COMPLAIN]}
    lines = [f"Recorded as {view.reference}.", *said["next"]]
    return Answer({"underage_report": plain(view), **said}, lines)


@command(underage, "answer")
def answer_report(
    desk: Desk,
    report: Annotated[str, Argument(metavar="REPORT", help="Such as C-2026-0014-U01.")],
    *,
    words: Words,
    reference: Annotated[str, Option("--reference", help="The service's own reference.")] = "",
    when: When = None,
) -> Answer:
    """Record what the service answered."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import underage as kept

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        view = kept.answer(book, report, words, reference, at)
    return Answer({"underage_report": plain(view)}, [f"{view.reference} is answered."])
