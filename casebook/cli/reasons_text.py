"""Why a triage came out as it did, as text: severity, routes, clocks, what would change it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casebook.cli.catalogue_text import change_lines

if TYPE_CHECKING:
    from casebook.casework.reasons import Reasons
    from casebook.triage.explained import Explained, RouteExplained

NEAREST = 3
"""How many of the signs that would change an answer are named without being asked for all."""


def lines(reasons: "Reasons", *, whole: bool) -> Iterator[str]:
    """What explains a triage, the `whole` of it or the gist, and what it changed."""
    if whole:
        yield from _whole(reasons.explained)
    else:
        yield from _days_not_counted(reasons.explained)
    yield from _open_ends(reasons.explained)
    if reasons.changed:
        yield ""
        yield "What changed since the triage before:"
        yield from change_lines(reasons.changed)
    if reasons.newer_edition:
        yield ""
        yield f"The edition {reasons.newer_edition} is in force by now. It would ask otherwise:"
        yield from change_lines(reasons.newer_changes)
        yield f"`--edition {reasons.newer_edition}` triages under it."


def of_answer(told: "Explained") -> Iterator[str]:
    """Everything that explains an answer that belongs to no case."""
    yield from _whole(told)
    yield from _open_ends(told)


def _whole(told: "Explained") -> Iterator[str]:
    """Why the severity, each route and each clock are what they are."""
    yield f"Severity {told.severity}"
    yield from (f"  because: {each.says} [{each.source}]" for each in told.severity_why)
    for route in told.routes:
        yield from _route(route)
    yield from (f"Lock: {each}" for each in told.locks)
    yield from (f"Keep in mind: {each}" for each in told.remember)


def _days_not_counted(told: "Explained") -> Iterator[str]:
    """The days that any of the clocks passed over."""
    if told.not_counted:
        yield f"Not counted: {told.not_counted}."


def _open_ends(told: "Explained") -> Iterator[str]:
    """What would change the answer, and what was not asked or is not known."""
    if told.would_change:
        yield "It would be otherwise, if the answer to one of these is yes:"
        nearest = told.would_change[:NEAREST]
        yield from (f"  {each.sign}: {each.question} → {each.effect}" for each in nearest)
    if told.not_known:
        yield "Not asked, or not known:"
        yield from (f"  {each}" for each in told.not_known)


def _route(route: "RouteExplained") -> Iterator[str]:
    """One route: why, by when and how that was counted, whom not to tell, how to reach them."""
    yield f"{route.title}: {route.duty}"
    yield f"  by {route.due}"
    yield from (f"  because: {each.says} [{each.source}]" for each in route.why)
    for name, said in (
        ("needs", route.needs),
        ("not yet told", route.not_yet),
        ("out of hours", route.out_of_hours),
        ("reach", route.contact),
    ):
        if said:
            yield f"  {name}: {said}"
