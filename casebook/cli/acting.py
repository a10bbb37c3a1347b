"""What is to be done, and doing it: `actions` and `do`, `refer` and `advice`, and their kin."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import given, moments
from casebook.cli.arguments import ActionReference, Case, Route, Told, When, Words
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import quoted

if TYPE_CHECKING:
    from casebook.casework.views import ActionLine

family = Typer()


class State(StrEnum):
    """Which actions to list."""

    OPEN = "open"
    DONE = "done"
    RULED_OUT = "ruled-out"
    SUPERSEDED = "superseded"
    OVERDUE = "overdue"
    ALL = "all"


@command(family, "actions")
def actions(
    desk: Desk,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; left out: every case.")
    ] = None,
    state: Annotated[
        State | None, Option("--state", help="Left out: all of a case, or what is open in any.")
    ] = None,
) -> Answer:
    """List what is to be done, the most urgent first."""
    from casebook.casework import actions as acts

    with desk.opened(write=False) as book:
        listed = acts.listed(book, case, state=state.value if state else "")
    return _answer(listed)


@command(family, "do")
def do(
    desk: Desk,
    action: ActionReference,
    *,
    outcome: Annotated[str, Option("--outcome", help="What came of it.")],
    reference: Annotated[str, Option("--reference", help="The other side's reference.")] = "",
    done_at: Annotated[str | None, Option("--done-at", help="When; left out: now.")] = None,
    by: Annotated[str, Option("--by", help="Who did it; left out: you.")] = "",
    with_whom: Annotated[str, Option("--with", help="With whom.")] = "",
    told: Told = None,
) -> Answer:
    """Record that an action was done, and what came of it; what is still wanted is said."""
    from casebook.casework import actions as acts

    at, names = moments.read(desk, "--done-at", done_at), given.told(told)
    with desk.opened() as book:
        done = acts.do(
            book,
            action,
            outcome,
            reference=reference,
            done_at=at,
            by=by,
            with_whom=with_whom,
            told=names,
        )
    answer = _one(done, "is done")
    return Answer(answer.data, [*answer.lines, *wanted_lines(done.wanted)])


@command(family, "rule-out")
def rule_out(
    desk: Desk,
    action: ActionReference,
    reason: Annotated[str, Option("--reason", help="Why it need not be done.")],
    authority: Annotated[str, Option("--authority", help="Who said so.")],
    on: Annotated[str | None, Option("--on", help="When they said so; left out: now.")] = None,
) -> Answer:
    """Record that an action need not be done, on whose authority and why."""
    from casebook.casework import actions as acts

    at = moments.read(desk, "--on", on)
    with desk.opened() as book:
        ruled_out = acts.rule_out(book, action, reason, authority, on=at)
    return _one(ruled_out, f"is ruled out{_by_whom(ruled_out)}")


@command(family, "assign")
def assign(
    desk: Desk,
    action: ActionReference,
    user: Annotated[str, Argument(metavar="USER", help="A user's short name.")],
) -> Answer:
    """Give an action to somebody by name."""
    from casebook.casework import actions as acts

    with desk.opened() as book:
        assigned = acts.assign(book, action, user)
    return _one(assigned, f"is {assigned.owner}'s")


@command(family, "add-action")
def add_action(
    desk: Desk,
    case: Case,
    what: Annotated[str, Argument(metavar="WHAT", help="A wrong one lists those there are.")],
    due: Annotated[str, Option("--due", help="By when.")],
    words: Words = None,
) -> Answer:
    """Add something to do, beyond what triage asks for."""
    from casebook.casework import actions as acts

    said, at = given.words(words), moments.read(desk, "--due", due)
    with desk.opened() as book:
        added = acts.add(book, case, what, said, at or due)
    return _one(added, "is added")


@command(family, "refer")
def refer(
    desk: Desk,
    case: Case,
    route: Route,
    *,
    agency: Annotated[str, Option("--agency", help="Which force, authority or office.")] = "",
    person: Annotated[str, Option("--person", help="Who took it there.")] = "",
    reference: Annotated[str, Option("--reference", help="Their reference.")] = "",
    incident_log: Annotated[str, Option("--incident-log", help="The police log number.")] = "",
    told: Told = None,
    words: Words = None,
    when: When = None,
) -> Answer:
    """Record a referral to an agency; it settles the action of that route."""
    from casebook.casework import referrals
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    names = given.told(told)
    with desk.opened() as book:
        referred = referrals.refer(
            book,
            case,
            route,
            agency=agency,
            person=person,
            at=at,
            words=said,
            reference=reference,
            incident_log=incident_log,
            told=names,
        )
    settled = f"; {referred.action} is done" if referred.action else ""
    lines = [f"Recorded as {referred.reference}{settled}.", *wanted_lines(referred.wanted)]
    return Answer({"referral": plain(referred)}, lines)


@command(family, "advice")
def advice(
    desk: Desk,
    case: Case,
    route: Route,
    *,
    person: Annotated[str, Option("--person", help="Who advised.")],
    told: Told = None,
    words: Words = None,
    when: When = None,
) -> Answer:
    """Record the advice of an authority; what waited for it opens."""
    from casebook.casework import referrals
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    names = given.told(told)
    with desk.opened() as book:
        advised = referrals.advice(book, case, route, person, said, at=at, told=names)
    opened = [f"Opened: {', '.join(advised.opened)}."] if advised.opened else []
    return Answer({"referral": plain(advised)}, [f"Recorded as {advised.reference}.", *opened])


@command(family, "answered")
def answered(
    desk: Desk,
    referral: Annotated[str, Argument(metavar="REFERRAL", help="Such as C-2026-0014-R01.")],
    *,
    reference: Annotated[str, Option("--reference", help="The reference they gave.")] = "",
    incident_log: Annotated[str, Option("--incident-log", help="The police log number.")] = "",
    told: Told = None,
    words: Words = None,
    when: When = None,
) -> Answer:
    """Record what an agency answered to a referral."""
    from casebook.casework import referrals
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    names = given.told(told)
    with desk.opened() as book:
        kept = referrals.answered(
            book,
            referral,
            said,
            reference=reference,
            incident_log=incident_log,
            at=at,
            told=names,
        )
    opened = [f"Opened: {', '.join(kept.opened)}."] if kept.opened else []
    return Answer({"referral": plain(kept)}, [f"{kept.reference} is answered.", *opened])


@command(family, "support")
def support(
    desk: Desk,
    case: Case,
    *,
    for_whom: Annotated[str, Option("--for", help="For whom.")],
    offered: Annotated[str, Option("--offered", help="Union, colleague, named contact…")],
    taken: Annotated[str, Option("--taken", help="Whether it was taken up.")] = "",
    when: When = None,
) -> Answer:
    """Record what help was offered to whom."""
    from casebook.casework import supports
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        offer = supports.offer(book, case, for_whom, offered, taken=taken, at=at)
    return Answer({"support": plain(offer)}, ["Recorded."])


def _answer(listed: Sequence["ActionLine"]) -> Answer:
    """A list of actions, and the same as text."""
    from casebook.casework.asjson import plain

    lines = [line for each in listed for line in action_lines(each)]
    return Answer(
        {"actions": [plain(each) for each in listed]}, lines or ["Nothing is to be done."]
    )


def action_lines(action: "ActionLine") -> list[str]:
    """One action as a person reads it: what, by when, why, and what became of it."""
    from casebook import clock
    from casebook.casework.wording import action_title, of_catalogue, rule_title

    who = f" · {action.owner}" if action.owner else ""
    asked = f"{of_catalogue('duty', action.duty)} · {action_title(action.route)}"
    lines = [f"{action.id}  {asked}: {_stands(action)}{who}"]
    lines += quoted(action.words)
    if action.state == "open":
        lines += [
            f"    because {rule_title(each['rule'])} ({each['source']})" for each in action.because
        ]
    if action.cover:
        lines.append(f"    covered by {action.cover} until {action.cover_until}")
    if action.first_due is not None and action.first_due != action.due:
        lines.append(f"    first due {clock.words(action.first_due)}; moved, see the decisions")
    if action.held_by:
        lines.append(f"    held back: {of_catalogue('locks', action.held_by)}")
    theirs = f" (their reference {action.reference})" if action.reference else ""
    if action.outcome:
        lines += quoted(action.outcome + theirs)
    lines += told_lines(action.particulars)
    if action.ruled_out_reason:
        lines += quoted(f"{action.ruled_out_reason} ({action.ruled_out_authority})")
    return lines


def told_lines(particulars: Mapping[str, str]) -> list[str]:
    """What was told by name, each on a line of its own."""
    from casebook import clock
    from casebook.casework.moments import looks_iso

    lines: list[str] = []
    for name, value in particulars.items():
        told = clock.words(clock.read_iso(value)) if looks_iso(value) else value
        lines += quoted(f"{name.replace('_', ' ')}: {told}")
    return lines


def wanted_lines(wanted: Sequence[Mapping[str, str]]) -> list[str]:
    """What is still wanted of a route that was taken."""
    return [f"Still wanted: {each['says']} ({each['how']})" for each in wanted]


def _stands(action: "ActionLine") -> str:
    """When it is due, or how it stands that nobody need do it."""
    from casebook import clock
    from casebook.casework.wording import SETTLED, said

    if action.state != "open":
        return said(SETTLED, action.state)
    if action.met:
        return "met by another"
    late = "OVERDUE " if action.overdue else ""
    return f"{late}due {clock.words(action.due)}"


def _by_whom(action: "ActionLine") -> str:
    """By whose authority an action was ruled out, and when they said so, in full."""
    from casebook import dates

    by = f" by {action.ruled_out_authority}" if action.ruled_out_authority else ""
    return f"{by}, {dates.spoken(action.ruled_out_at)}" if action.ruled_out_at else by


def _one(action: "ActionLine", said: str) -> Answer:
    """One action that was just changed."""
    from casebook.casework.asjson import plain

    return Answer({"action": plain(action)}, [f"{action.id} {said}."])
