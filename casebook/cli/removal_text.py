"""What was taken down or reported, as flat text."""

from typing import TYPE_CHECKING

from casebook import clock
from casebook.casework.registers.wording import REMOVALS
from casebook.casework.wording import said
from casebook.cli.printing import fields, quoted

if TYPE_CHECKING:
    from casebook.casework.registers.views import RemovalView, UnderageView


def removal_lines(view: "RemovalView") -> list[str]:
    """One request to take something down, or one hiding."""
    return [
        f"{view.reference}  {clock.words(view.at)}: {said(REMOVALS, view.what)}",
        *fields(
            {
                "    kept as": view.kept,
                "    where": view.site,
                "    on": view.channel,
                "    asked by": view.asked_by,
                "    whose": view.whom,
            }
        ),
        *quoted(view.words),
        *quoted(view.answer and f"came of it: {view.answer}"),
    ]


def underage_lines(view: "UnderageView") -> list[str]:
    """One account that was reported."""
    told = view.parents_told_on
    return [
        f"{view.reference}  {clock.words(view.reported_at)}: account reported as too young",
        *fields(
            {
                "    of": view.whose,
                "    account": f"{view.account}, {view.platform}",
                "    from": view.channel,
                "    decided by": view.decided_by,
                "    parents told": told and f"{told.day} {told:%B %Y}",
                "    told of complaints": "yes" if view.complaint_told else "NO",
                "    their reference": view.their_reference,
            }
        ),
        *quoted(view.words),
        *quoted(view.parents_told and f"the parents said: {view.parents_told}"),
        *quoted(view.not_told_why and f"the parents were not told: {view.not_told_why}"),
        *quoted(view.answer and f"answer: {view.answer}"),
    ]
