"""Looking across cases: `across`, `person`, `filter`, and `report patterns`.

The rules are: only what somebody's keys open is looked at; nothing there, and nothing that they may
read, are the same answer in the same words.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cleaning import one_line
from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.reading import Status, case_line
from casebook.cli.reporting import report

if TYPE_CHECKING:
    from casebook.casework.across import Neighbour
    from casebook.casework.filters import Filter
    from casebook.casework.patterns import Pattern
    from casebook.casework.persons import Bearer

family = Typer()
kept = Typer(help="Filters for `cases`, kept for yourself alone.", no_args_is_help=True)
family.add_typer(kept, name="filter")

Name = Annotated[str, Argument(metavar="NAME", help="The filter's name.")]

WHATS = {
    "person": "person",
    "account-id": "account number",
    "handle": "handle",
    "address": "address",
    "platform": "site or app",
}
HOWS = {
    "same": "the same",
    "same-name": "the same name; nobody has said that they are one person",
    "near-name": "a name close to it; nobody has said that they are one person",
    "looks-alike": "looks alike, and is NOT the same",
}


class Level(StrEnum):
    """How serious at least."""

    LOW = "1"
    MODERATE = "2"
    SERIOUS = "3"
    MANDATORY = "4"
    EMERGENCY = "5"


@command(family, "across")
def across(desk: Desk, case: Case) -> Answer:
    """Say which of your other cases share a person, handle, account, address or site with one."""
    from casebook.casework import across as looking
    from casebook.casework.asjson import plain

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        found = looking.of_case(book, case)
    lines = [line for each in found for line in _neighbour(each)]
    nothing = ["Nothing that you may read has anything in common with it."]
    return Answer({"case": case, "across": [plain(each) for each in found]}, lines or nothing)


@command(family, "person")
def person(
    desk: Desk, name: Annotated[str, Argument(metavar="NAME", help="Their whole name.")]
) -> Answer:
    """Read what somebody had part in over all your cases; two of one name are kept apart."""
    from casebook.casework import persons
    from casebook.casework.asjson import plain

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        found = persons.find(book, name)
    lines = [line for each in found.bearers for line in _bearer(each)]
    lines = lines or ["Nobody of that name stands in anything that you may read."]
    if found.near:
        lines += ["", "Names close to it:", *(f"  {one_line(each)}" for each in found.near)]
    return Answer(plain(found), lines)


@command(report, "patterns")
def patterns(desk: Desk) -> Answer:
    """Say of which adults who work here several lesser concerns stand within twelve months."""
    from casebook.casework import patterns as looking
    from casebook.casework.asjson import plain

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        found = looking.found(book)
        held = {each.name for each in book.compartments()}
    lines = [line for each in found.patterns for line in _pattern(each)]
    lines = lines or ["There is no pattern in anything that you may read."]
    lines += ["", f"Counted: {'; '.join(found.counted)}.", f"Source: {'; '.join(found.sources)}"]
    return Answer({"report": "patterns", **plain(found), "looked_at": sorted(held)}, lines)


@command(kept, "save")
def save(
    desk: Desk,
    name: Name,
    *,
    status: Annotated[Status, Option("--status", help="Which of them.")] = Status.OPEN,
    overdue: Annotated[bool, Option("--overdue", help="Only where something is overdue.")] = False,
    mine: Annotated[bool, Option("--mine", help="Only what falls to you.")] = False,
    severity: Annotated[Level | None, Option("--severity", help="At least so serious.")] = None,
    concern: Annotated[str, Option("--concern", help="About this concern.")] = "",
    platform: Annotated[str, Option("--platform", help="On this site or app.")] = "",
    text: Annotated[str, Option("--text", help="With these words in one record.")] = "",
) -> Answer:
    """Keep a filter under a name, in the place of what was kept there; sealed, for you alone."""
    from casebook.casework import filters
    from casebook.casework.asjson import plain

    level = int(severity.value) if severity else 0
    wanted = filters.Filter(status.value, overdue, mine, level, concern, platform, text)
    with desk.opened() as book:
        filters.save(book, name, wanted)
    return Answer(
        {"filter": {"name": name, **plain(wanted)}},
        [f"Kept, for you alone. Use it with: casebook cases --filter '{one_line(name)}'"],
    )


@command(kept, "list")
def listed(desk: Desk) -> Answer:
    """List the filters that you keep."""
    from casebook.casework import filters
    from casebook.casework.asjson import plain

    with desk.opened(write=False) as book:
        found = filters.listed(book)
    lines = [f"{one_line(name)}: {_said(each)}" for name, each in found.items()]
    data = {"filters": [{"name": name, **plain(each)} for name, each in found.items()]}
    return Answer(data, lines or ["You keep no filter."])


@command(kept, "forget")
def forget(desk: Desk, name: Name) -> Answer:
    """Keep a filter no more."""
    from casebook.casework import filters

    with desk.opened() as book:
        filters.forget(book, name)
    return Answer({"forgotten": name}, ["It is kept no more."])


def filtered(desk: Desk, name: str) -> Answer:
    """The cases that fit the filter kept under a name."""
    from casebook.casework import filters
    from casebook.casework.asjson import plain

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        found = filters.chosen(book, filters.named(book, name))
    lines = [case_line(each) for each in found] or ["There is no such case."]
    return Answer({"cases": [plain(each) for each in found], "filter": name}, lines)


def _said(wanted: "Filter") -> str:
    """What a filter asks for, in words."""
    parts = [wanted.status, "overdue" * wanted.overdue, "yours" * wanted.mine]
    parts += [f"severity {wanted.severity} or more"] if wanted.severity else []
    parts += [wanted.concern, wanted.platform, f"“{wanted.text}”" if wanted.text else ""]
    return ", ".join(one_line(each) for each in parts if each)


def _neighbour(found: "Neighbour") -> Iterator[str]:
    """Another case with what it shares, line by line."""
    from casebook.casework.wording import BRIEF_STATUSES, said

    yield f"{found.case}  {said(BRIEF_STATUSES, found.status)} · {one_line(found.title)}"
    for each in found.shared:
        here, there = one_line(each.here), one_line(each.there)
        both = there if here == there else f"{here} here, {there} there"
        yield f"  {WHATS[each.what]}: {both} ({HOWS[each.how]}; {each.incident})"


def _bearer(found: "Bearer") -> Iterator[str]:
    """One bearer of a name, line by line."""
    from casebook import clock

    born = f", born {found.born}" if found.born else ""
    yield f"{one_line(found.name)} ({', '.join(found.kinds)}{born}) in {', '.join(found.cases)}"
    if len(found.cases) > 1:
        yield "  Under one name: nobody has said that they are one person."
    if found.apart_because:
        yield f"  Kept apart from others of that name: {found.apart_because}."
    for each in found.lines:
        yield f"  {clock.words(each.at)}  {one_line(each.said)}  [{each.reference}]"
    yield ""


def _pattern(found: "Pattern") -> Iterator[str]:
    """One pattern, line by line."""
    from casebook import clock

    yield f"{one_line(found.name)}: {len(found.concerns)} concerns within twelve months"
    if found.several_of_the_name:
        yield "  Others bear that name and are kept apart; read who is meant in each."
    for each in found.concerns:
        mark = "" if each.triaged_as_pattern else " · triage it anew with --sign pattern"
        what = f"{', '.join(each.concerns)} · {one_line(each.title)}"
        yield f"  {clock.words(each.known_at)}  {each.incident} · {what}{mark}"
    yield ""
