"""Triage of a case: asked, answered, kept, and turned into the action list.

The rules are: question, answer and edition are kept together; a later triage carries over what was
done, amends what is open, supersedes what is no longer asked for, but never a `must` to the police,
the LADO or social care that is undone; the severity rises freely, falls only with a reason (whether
a person sets it or other answers lead to it), and never below 4 while such a `must` stands; a case
that no longer belongs where it is, is not triaged on there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from casebook import clock
from casebook.casework import actions, asking, authority, placing, texts
from casebook.casework.authority import OUTSIDE
from casebook.casework.case_file import CaseFile, of, pick
from casebook.casework.incident_reading import refuse
from casebook.casework.moments import When, past
from casebook.casework.people import called, parts_of
from casebook.casework.strict import Faults
from casebook.casework.views import AssessmentView
from casebook.errors.given import ValueUnknown
from casebook.errors.rules import CaseMustMove, SeverityHeld
from casebook.records.action import Action
from casebook.records.assessment import Assessment
from casebook.records.case import Case
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.triage import catalogue, own

HELD_AT = 4
"""The severity below which it does not fall while a `must` to one of OUTSIDE stands undone."""
LOWEST, HIGHEST = 1, 5

ROLES = {
    "dsl": "dsl",
    "deputy-dsl": "deputy-dsl",
    "head": "head",
    "governors": "chair",
    "vice-chair": "vice-chair",
}
"""The routes that fall to somebody with a role in the casebook."""


def assess(
    book: Book,
    ref: str,
    *,
    concerns: Iterable[str] = (),
    signs: Iterable[str] = (),
    known_at: When | None = None,
    severity: int | None = None,
    reason: str = "",
    edition: str = "",
) -> AssessmentView:
    """Ask the catalogue about a case, keep the answer, and bring its actions into line.

    `edition` is asked in place of the one in force when it became known. Raises IncidentInvalid
    for an unknown concern or sign, EditionNotInForce, SeverityHeld, ReasonMissing, CaseMustMove,
    CaseNotOpen.
    """
    compartment, case_file = of(book, ref)
    case_file.require_open()
    concerns, signs = tuple(concerns), tuple(signs)
    _refuse_unknown(concerns, signs)
    since = past(known_at, "known_at") if known_at is not None else None
    question = asking.question_of(book, case_file, concerns, signs, since)
    answer = asking.answer_to(book, case_file, question, edition)
    _refuse_misplaced(book, case_file, answer)
    settled = _severity(book, case_file, answer, severity, reason)
    with compartment.changing() as change:
        kept = Assessment.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "assessment"),
            edition=answer["catalogue"],
            question=question,
            answer=answer,
            severity=settled,
            override_reason=texts.passage(reason, "reason"),
            assessed_at=clock.now(),
            assessed_by=book.user.uid,
        )
        change.add("assessed", kept)
        _carry_over(book, change, case_file, kept)
        row = change.session.get_one(Case, case_file.case.id)
        if row.severity != settled:
            change.amend("graded", row, severity=settled)
    _, now_reads = of(book, ref)
    return view(book, now_reads, pick(now_reads.assessments, kept.reference))


def view(book: Book, file: CaseFile, row: Assessment) -> AssessmentView:
    """One assessment; the latest carries the action list as it stands."""
    answer, asked = row.answer, row.question
    is_latest = file.assessment is not None and row.id == file.assessment.id
    return AssessmentView(
        reference=row.reference,
        case=file.case.reference,
        catalogue=row.edition,
        profile=own.in_words(str(asked["profile"])),
        severity=row.severity,
        severity_name=severity_name(row.severity),
        catalogue_severity=answer["severity"],
        override_reason=row.override_reason,
        known_at=asked["known_at"],
        concerns=tuple(asked["concerns"]),
        signs=tuple(asked["signs"]),
        routes=tuple(answer["routes"]),
        evidence=answer["evidence"],
        wishes=answer["wishes"],
        handling=answer["handling"],
        locks=tuple(answer["locks"]),
        first_actions=tuple(answer["first_actions"]),
        closure=tuple(answer["closure"]),
        because=tuple(answer["because"]),
        assessed_at=row.assessed_at,
        assessed_by=called(book, row.assessed_by),
        actions=tuple(
            each for each in actions.lines(book, file.duties) if each.state != "superseded"
        )
        if is_latest
        else (),
    )


def severity_name(severity: int | None) -> str:
    """The name of a severity; empty before the first triage."""
    return "" if severity is None else catalogue.load().words["severity"][str(severity)].title


def _refuse_unknown(concerns: Sequence[str], signs: Sequence[str]) -> None:
    """Raise IncidentInvalid for a concern or sign that the catalogue does not know."""
    faults, listed = Faults(), catalogue.load()
    known: Mapping[str, tuple[Sequence[str], Mapping[str, Any]]] = {
        "concerns": (concerns, listed.concerns),
        "signs": (signs, listed.signs),
    }
    for key, (given, words) in known.items():
        for place, each in enumerate(given):
            if each not in words:
                faults.add(f"{key}.{place}", "unknown", f"is not one of the catalogue's {key}")
    refuse(faults)


def _refuse_misplaced(book: Book, file: CaseFile, answer: Mapping[str, Any]) -> None:
    """Raise CaseMustMove where the case may not stay in the compartment it is in."""
    parts = parts_of(file)
    by_answer = str(answer["handling"]["compartment"])
    if not placing.fits(book, parts, file.compartment) or placing.is_higher(
        by_answer, file.compartment
    ):
        raise CaseMustMove(case=file.case.reference, details=placing.call_now(parts))


def _severity(
    book: Book, file: CaseFile, answer: Mapping[str, Any], wanted: int | None, reason: str
) -> int:
    """The severity that stands; raises SeverityHeld, ReasonMissing, ValueUnknown."""
    found = int(answer["severity"])
    kept = _kept_musts(file, answer)
    least = HELD_AT if kept else LOWEST
    if max(found, least) < (file.case.severity or LOWEST) and wanted is None:
        texts.reason(reason, "a lower severity than before")
    if wanted is None:
        return max(found, least)
    if not LOWEST <= wanted <= HIGHEST:
        raise ValueUnknown(field="severity", known="1, 2, 3, 4, 5")
    if wanted >= max(found, file.case.severity or LOWEST):
        return wanted
    texts.reason(reason, "a lower severity than the catalogue's")
    undone = [each for each in _outside_musts(answer) if not _is_settled(book, file, each)] + kept
    least = max(least, min(HELD_AT, found))
    if wanted < least and undone:
        raise SeverityHeld(
            case=file.case.reference,
            least=least,
            why=f"a `must` stands undone ({', '.join(undone)})",
        )
    return wanted


def _outside_musts(answer: Mapping[str, Any]) -> list[str]:
    """The outside routes that an answer makes a `must`."""
    return [
        each["route"]
        for each in answer["routes"]
        if each["duty"] == "must" and each["route"] in OUTSIDE
    ]


def _kept_musts(file: CaseFile, answer: Mapping[str, Any]) -> list[str]:
    """The outside routes that an earlier triage made a `must`, undone, and this one would drop."""
    asked = set(_outside_musts(answer))
    return sorted(
        {each.route for each in file.actions if _is_kept_must(each) and each.route not in asked}
    )


def _is_kept_must(action: Action) -> bool:
    """Whether only doing it, or the authority concerned, ends this action: no later triage does."""
    return action.state == "open" and action.duty == "must" and action.route in OUTSIDE


def _is_settled(book: Book, file: CaseFile, route: str) -> bool:
    """Whether a `must` route was done, or ruled out by the authority concerned."""
    return any(
        each.route == route
        and (each.state == "done" or (each.state == "ruled-out" and _by_authority(book, each)))
        for each in file.actions
    )


def _carry_over(book: Book, change: Change, file: CaseFile, kept: Assessment) -> None:
    """Bring the action list into line with the answer of `kept`."""
    present = {
        each.route: each
        for each in file.actions
        if each.assessment_id is not None and each.state != "superseded"
    }
    asked: set[str] = set()
    for route in kept.answer["routes"]:
        asked.add(route["route"])
        earlier = present.get(route["route"])
        if earlier is None:
            _add(book, change, file, kept, route)
        elif _is_kept_must(earlier) and route["duty"] != "must":
            continue
        elif earlier.state == "open":
            _amend(change, earlier, kept, route)
        elif earlier.state == "ruled-out" and _asks_more(book, earlier, route):
            change.amend("superseded", _row(change, earlier), state="superseded")
            _add(book, change, file, kept, route)
    for name, earlier in present.items():
        if name not in asked and earlier.state == "open" and not _is_kept_must(earlier):
            change.amend("superseded", _row(change, earlier), state="superseded")


def _asks_more(book: Book, earlier: Action, route: Mapping[str, Any]) -> bool:
    """Whether what was ruled out is now a `must`, without its authority having ruled it out."""
    return route["duty"] == "must" and not _by_authority(book, earlier)


def _by_authority(book: Book, action: Action) -> bool:
    """Whether an authority ruled this out; for the police and their like, nobody of the school."""
    by = action.ruled_out_authority
    inside = action.route in OUTSIDE and authority.is_one_of(book.users(), by)
    return bool(by) and not inside


def _add(
    book: Book, change: Change, file: CaseFile, kept: Assessment, route: Mapping[str, Any]
) -> None:
    """Add the action of one route."""
    change.add(
        "asked-for",
        Action.of(
            case_id=file.case.id,
            reference=change.number(file.case, "action"),
            assessment_id=kept.id,
            route=route["route"],
            owner=_owner(book, file, route["route"]),
            recorded_at=kept.assessed_at,
            recorded_by=book.user.uid,
            **_asked(route),
        ),
    )


def _amend(change: Change, earlier: Action, kept: Assessment, route: Mapping[str, Any]) -> None:
    """Bring an open action into line with what is asked now."""
    row = _row(change, earlier)
    wanted = _asked(route)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changed:
        change.amend("asked-anew", row, assessment_id=kept.id, **changed)


def _asked(route: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer says of one route, as the columns of its action."""
    return {
        "duty": route["duty"],
        "group": route.get("group", ""),
        "clock": route["clock"],
        "due_by": datetime.fromisoformat(route["due"]),
        "because": list(route["because"]),
    }


def _owner(book: Book, file: CaseFile, route: str) -> str | None:
    """The person that a route falls to by their role, where one holds the case."""
    for card in book.holders(file.compartment):
        if route in ROLES and card.role == ROLES[route]:
            return card.uid
    return None


def _row(change: Change, action: Action) -> Action:
    """The row of an action, to be amended."""
    return change.session.get_one(Action, action.id)
