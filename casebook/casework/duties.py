"""What a case still has to do: its actions, with what holds them back and what satisfies them.

The rules are: an action is decided when it is done, ruled out or superseded, or when another member
of its `one-of` group is done; it is overdue when it is open, past its time and nothing holds it
back; a case's due time is the earliest of what is open and not held.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from casebook.casework.readings import corrected
from casebook.records.action import Action
from casebook.records.assessment import Assessment
from casebook.records.case import Case
from casebook.records.correction import Correction
from casebook.records.record import OfCase
from casebook.records.referral import Referral
from casebook.triage import catalogue

_Kept = TypeVar("_Kept", bound=OfCase)

MANY = 500
"""Above this many cases, all rows are read and sorted here instead of asked for by name."""


@dataclass(frozen=True)
class Duties:
    """The part of a case that its duties follow from."""

    case: Case
    actions: Sequence[Action] = field(default=())
    assessments: Sequence[Assessment] = field(default=())
    referrals: Sequence[Referral] = field(default=())

    @property
    def assessment(self) -> Assessment | None:
        """The latest triage answer; none before the first."""
        return self.assessments[-1] if self.assessments else None


def of_cases(session: Session, cases: Sequence[Case]) -> list[Duties]:
    """The duties of each of `cases`, in their order, corrections laid over them."""
    corrections = _by_case(session, Correction, cases)
    actions = _by_case(session, Action, cases)
    assessments = _by_case(session, Assessment, cases)
    referrals = _by_case(session, Referral, cases)
    return [
        Duties(
            case=corrected(each, corrections[each.id]),
            actions=[corrected(row, corrections[each.id]) for row in actions[each.id]],
            assessments=assessments[each.id],
            referrals=[corrected(row, corrections[each.id]) for row in referrals[each.id]],
        )
        for each in cases
    ]


def is_satisfied(duties: Duties, action: Action) -> bool:
    """Whether a member of a `one-of` action's group is done, whatever that one's own duty."""
    if action.duty != "one-of":
        return False
    members = catalogue.load().groups.get(action.group, frozenset())
    return any(
        each.state == "done" and (each.route in members or each.group == action.group)
        for each in duties.actions
    )


def is_undecided(duties: Duties, action: Action) -> bool:
    """Whether somebody must still do this, or say why not."""
    return action.state == "open" and not is_satisfied(duties, action)


def is_overdue(duties: Duties, action: Action, held_by: str, now: datetime) -> bool:
    """Whether an action's time has passed while nothing held it back."""
    if duties.case.status != "open" or held_by:
        return False
    return is_undecided(duties, action) and action.due_by < now


def open_groups(duties: Duties) -> Mapping[str, list[Action]]:
    """Each `one-of` group of which nothing is done yet, with its actions."""
    groups: dict[str, list[Action]] = defaultdict(list)
    for each in duties.actions:
        if each.duty == "one-of" and each.state != "superseded" and not is_satisfied(duties, each):
            groups[each.group].append(each)
    return groups


def _by_case(
    session: Session, table: type[_Kept], cases: Sequence[Case]
) -> Mapping[str, list[_Kept]]:
    """The records of one kind, by case, in the order of their references."""
    query = select(table)
    if len(cases) <= MANY:
        query = query.where(col(table.case_id).in_([each.id for each in cases]))
    found: dict[str, list[_Kept]] = defaultdict(list)
    for row in sorted(session.exec(query).all(), key=by_reference):
        found[row.case_id].append(row)
    return found


def by_reference(record: OfCase) -> tuple[int, str]:
    """References in the order of their numbers: A99 before A100."""
    reference = str(getattr(record, "reference", ""))
    return len(reference), reference
