"""Reading: `cases`, `show`, `chronology`, `search`, `today`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

from typer import Argument, Option, Typer

from casebook import clock
from casebook.cleaning import one_line
from casebook.cli.acting import action_lines
from casebook.cli.command import command
from casebook.cli.desk import Desk, left_for_you
from casebook.cli.outcome import Answer
from casebook.cli.printing import quoted
from casebook.errors import MachineFault
from casebook.errors.opening import BookReadOnly
from casebook.identifiers import compartment_of, is_register

if TYPE_CHECKING:
    from casebook.casework.chronology import Line
    from casebook.casework.overviews import CaseLine, Today
    from casebook.casework.views import ActionLine, CaseView
    from casebook.store.book import Book

family = Typer()

Read = TypeVar("Read")

UNRECORDED = (
    "That you looked at this case was not recorded: the casebook is open for writing elsewhere, "
    "or lies where it cannot be written. Make a note of it."
)


VIEWING_LEFT = "That you looked at this case is left, signed, for whoever writes next."


class Status(StrEnum):
    """Which cases to list."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@command(family, "cases")
def cases(
    desk: Desk,
    status: Annotated[Status, Option("--status", help="Which of them.")] = Status.OPEN,
    overdue: Annotated[bool, Option("--overdue", help="Only where something is overdue.")] = False,
    mine: Annotated[bool, Option("--mine", help="Only what falls to you.")] = False,
    by_filter: Annotated[str | None, Option("--filter", help="A filter that you keep.")] = None,
) -> Answer:
    """List the cases that your keys open; by a filter that you keep, only those that fit it."""
    from casebook.casework import cases as held
    from casebook.casework.asjson import plain

    if by_filter is not None:
        from casebook.cli.crossing import filtered

        return filtered(desk, by_filter)
    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        listed = held.listed(book, status.value, overdue=overdue, mine=mine)
    lines = [case_line(each) for each in listed] or ["There is no such case."]
    return Answer({"cases": [plain(each) for each in listed]}, lines)


@command(family, "show")
def show(
    desk: Desk,
    case: Annotated[str, Argument(metavar="REF", help="A case, or what a register keeps.")],
) -> Answer:
    """Show everything about a case, or what a register keeps; a restricted look is recorded."""
    from casebook.casework.asjson import plain
    from casebook.cli.case_text import case_lines

    if is_register(case):
        return _registered(desk, case)
    view, said = _looked_at(desk, case, lambda _, shown: shown)
    return Answer({**plain(view), **said}, case_lines(view))


@command(family, "chronology")
def chronology(
    desk: Desk, case: Annotated[str, Argument(help="The case, such as C-2026-0014.")]
) -> Answer:
    """Tell a case in order of time: what happened, was said, done, decided and sent."""
    from casebook.casework import chronology as told
    from casebook.casework.asjson import plain

    def read(book: "Book", shown: "CaseView") -> tuple[str, list["Line"]]:
        return shown.case, told.chronology_of(book, shown.case)

    (reference, lines), said = _looked_at(desk, case, read)
    data = {"case": reference, "lines": [plain(each) for each in lines], **said}
    return Answer(data, [part for each in lines for part in _line_of(each)])


def _line_of(line: "Line") -> Iterator[str]:
    """One line of a chronology: when, under which reference, who; then what was said."""
    by = f" · {line.who}" if line.who else ""
    yield f"{clock.words(line.at)}  {line.reference}{by}"
    yield from quoted(line.said)


def _looked_at(
    desk: Desk, case: str, read: Callable[["Book", "CaseView"], Read]
) -> tuple[Read, dict[str, bool]]:
    """What `read` makes of a case, and whether the look at a restricted one was kept."""
    from casebook.casework import cases as held

    restricted = compartment_of(case) != "general"
    with desk.opened(write=restricted, or_read=True) as book:
        found, recorded = read(book, held.shown(book, case)), book.is_writer
        is_left = restricted and not recorded and _leaves_viewing(book, case)
    if not restricted:
        return found, {}
    if not recorded:
        desk.say(VIEWING_LEFT if is_left else UNRECORDED)
    return found, {"viewing_recorded": recorded, "viewing_left": is_left}


def _registered(desk: Desk, reference: str) -> Answer:
    """What a register keeps under a reference, with every reading that it had."""
    from casebook.casework.asjson import plain
    from casebook.casework.registers import overview
    from casebook.casework.registers.views import keys
    from casebook.cli.registering import whole

    restricted = compartment_of(reference) != "general"
    with desk.opened(write=restricted, or_read=True) as book:
        view, past = overview.shown(book, reference)
        recorded = book.is_writer
    if restricted and not recorded:
        desk.say(UNRECORDED.replace("this case", "this"))
    said = {"viewing_recorded": recorded} if restricted else {}
    data = {**keys(view), "readings": [plain(each) for each in past], **said}
    return Answer(data, whole(view, past))


def _leaves_viewing(book: "Book", case: str) -> bool:
    """Leave for the next writer that a case was looked at; false where nothing can be left."""
    from casebook.casework import leaving

    try:
        leaving.viewing(book, case)
    except (BookReadOnly, MachineFault):
        return False
    return True


@command(family, "search")
def search(
    desk: Desk, text: Annotated[str, Argument(metavar="TEXT", help="Words; all must stand there.")]
) -> Answer:
    """Find words in every case and register that your keys open."""
    from casebook.casework import cases as held
    from casebook.casework.asjson import plain

    with desk.opened(write=False) as book:
        hits = held.search(book, text)
    lines = [
        f"{each.reference}  {each.kind}{' in' if each.case else ''}: {each.title}" for each in hits
    ]
    return Answer({"hits": [plain(each) for each in hits]}, lines or ["Nothing was found."])


@command(family, "today")
def today(desk: Desk) -> Answer:
    """Say what is overdue, what is due, and what waits for you."""
    from casebook.casework import cases as held
    from casebook.casework.asjson import plain
    from casebook.casework.registers.views import keys

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        found = held.today(book)
        titles = {each.case: one_line(each.title) for each in held.listed(book)}
    data = {**plain(found), "reviews": [keys(each) for each in found.reviews]}
    return Answer(data, list(_today_lines(found, titles)))


def case_line(case: "CaseLine") -> str:
    """One case on one line."""
    from casebook import clock
    from casebook.casework.wording import BRIEF_STATUSES, said

    status = said(BRIEF_STATUSES, case.status)
    severity = f"severity {case.severity}" if case.severity else "not triaged"
    due = f" · due {clock.words(case.due)}" if case.due else ""
    late = " · OVERDUE" if case.overdue else ""
    title = one_line(case.title)
    return f"{case.case}  {status}, {severity}{due}{late} · {title}"


def _named(listed: Sequence["ActionLine"], titles: Mapping[str, str]) -> list[str]:
    """Actions as a person reads them, with the title of its case beside each."""
    lines: list[str] = []
    for each in listed:
        first, *more = action_lines(each)
        lines += [f"{first} · {titles.get(each.case, '')}", *more]
    return lines


def _today_lines(today: "Today", titles: Mapping[str, str]) -> Iterator[str]:
    """What waits today, part by part; each line names its case by `titles`."""
    from casebook import clock
    from casebook.cli.registering import brief

    yield clock.words(today.at)
    if today.left:
        yield left_for_you(today.left)
    if today.left_waiting:
        reports = "report was" if today.left_waiting == 1 else "reports were"
        yield f"{today.left_waiting} {reports} left for you; the next writing here takes them in."
    yield from _section("Overdue", _named(today.overdue, titles))
    yield from _section("Due", _named(today.due, titles))
    waiting = [
        f"{each.case}  closing proposed by {each.proposed_by} · {titles.get(each.case, '')}"
        for each in today.waiting
    ]
    yield from _section("Waiting for your signature", waiting)
    kept = [line for each in today.reviews for line in brief(each, pressing_only=True)]
    yield from _section("In the registers", kept)
    covered = [
        f"{each.reference}  for {each.owner}, until {each.until:%d/%m/%Y}"
        f" · {titles.get(each.case, '')}"
        for each in today.covering
    ]
    yield from _section("You cover", covered)
    again = [
        f"{each.case}  closed; look again since {each.on:%d/%m/%Y} · {one_line(each.title)}"
        for each in today.rechecks
    ]
    yield from _section("To be looked at again", again)
    ends = [
        f"{each.case}  {each.title}: {each.last_day:%d/%m/%Y} · {titles.get(each.case, '')}"
        for each in today.limits
    ]
    yield from _section("Times in law that end soon", ends)
    old = [f"{each.case}  kept until {each.review_on:%d/%m/%Y}" for each in today.kept_long_enough]
    yield from _section("Review day has come", old)
    sheets = [
        f"{each.short}: {'last tried' if each.rehearsed else 'made and never tried'}, "
        f"{each.days} days ago · casebook recover --drill"
        for each in today.sheets
    ]
    if sheets:
        yield from _section("Recovery sheets to be rehearsed", sheets)
    yield from _section("Not triaged yet", [case_line(each) for each in today.untriaged])


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    """One part under its title, or that there is nothing."""
    yield ""
    yield f"{title}: {'nothing' if not lines else ''}".rstrip()
    yield from lines
