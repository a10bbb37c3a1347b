"""What somebody must do by a time: listed, done, ruled out, assigned, added.

The rules are: each action ends done (with its outcome) or ruled out (with its reason), and a
`must` is ruled out only by the authority concerned; what is told later is added beside, never
over; while a lock stands, what it holds back is neither done nor overdue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from casebook import clock
from casebook.casework import asking, covering, duties, locks, texts, wishes, worked
from casebook.casework import authority as authorities
from casebook.casework.case_file import CaseFile, named, of, pick
from casebook.casework.duties import Duties
from casebook.casework.moments import When, given, past, spoken
from casebook.casework.people import called
from casebook.casework.views import ActionLine
from casebook.errors.rules import ActionSettled, AuthorityMissing
from casebook.errors.working import ClockNotMoved
from casebook.records.action import Action
from casebook.records.case import Case
from casebook.records.decision import Decision
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.store.compartment import Compartment

STATES = ("open", "done", "ruled-out", "superseded", "overdue", "all")

OTHER = "other"
ADDED = (
    *sorted(locks.INVESTIGATING),
    "letter",
    "meeting",
    "behaviour-step",
    "tell-pupil",
    "advise-blocking",
    "senior-team",
    worked.FOLLOW_UP,
    OTHER,
)
"""What a person may add to the list; the first four wait for advice where that is asked."""
MOVED = "the due time is moved"
"""What a decision says by which an action gets another due time."""
OWN_CLOCK = "own"
"""The clock of an action whose time a person set."""


def listed(book: Book, ref: str | None = None, state: str = "") -> list[ActionLine]:
    """The actions of one case, or of every open case held here; the earliest due comes first.

    Without a state: those of a case that were not superseded, or those of all cases that are open.
    """
    wanted = texts.one_of(state, STATES, "state") if state else ""
    if ref is not None:
        _, case_file = of(book, ref)
        return _chosen(lines(book, case_file.duties), wanted)
    found: list[ActionLine] = []
    for compartment in book.compartments():
        for each in open_duties(compartment):
            found.extend(lines(book, each))
    return _chosen(found, wanted or "open")


def do(
    book: Book,
    action: str,
    outcome: str,
    *,
    reference: str = "",
    done_at: When | None = None,
    by: str = "",
    with_whom: str = "",
    told: worked.Told | None = None,
) -> ActionLine:
    """Record that an action was done; on one that is done already, what is new is added to it.

    `told`: what schema/worked.toml asks of its route, by name. Raises ActionSettled, TellNobodyYet,
    AdviceAwaited, WishUnasked, WishStands, MomentImpossible, CaseNotOpen, ToldUnknown, OnlyYes,
    CarerNotTold.
    """
    compartment, case_file, wanted = named(book, action, "action")
    row = pick(case_file.actions, wanted)
    case_file.require_open()
    if row.state == "superseded":
        raise ActionSettled(action=wanted, state="superseded by a later triage")
    locks.refuse_held(case_file.duties, row.route)
    if row.route == wishes.POLICE:
        wishes.refuse_unheard(book, case_file)
        wishes.refuse_against_police(book, case_file)
    moment = past(done_at, "done_at", since=asking.known_at(case_file))
    texts.needed(outcome, "outcome")
    if worked.tells_a_carer(row.route):
        worked.refuse_not_to_be_told(case_file, with_whom)
    kept = worked.particulars(case_file, row.route, worked.DO, told, {})
    with compartment.changing() as change:
        follow(book, change, case_file, worked.Taken(row.route, kept, moment))
        finish(
            change,
            change.session.get_one(Action, row.id),
            particulars=kept,
            outcome=texts.passage(outcome, "outcome"),
            reference=texts.line(reference, "reference"),
            at=moment,
            by=texts.line(by, "by") or book.user.called,
            with_whom=texts.line(with_whom, "with"),
        )
    done = _line_of(book, wanted)
    known = {**done.particulars, "words": outcome, "reference": reference, "person": with_whom}
    known |= {"agency": with_whom, "who": kept.get("who") or with_whom}
    return replace(done, wanted=tuple(worked.wanted(row.route, worked.DO, known)))


def follow(book: Book, change: Change, file: CaseFile, taken: worked.Taken) -> None:
    """Add, within `change`, what is to be done after a route was taken."""
    calendar = book.compartment(file.compartment).settings().calendar
    for each, due in worked.following(taken, calendar):
        change.add(
            "added",
            Action.of(
                case_id=file.case.id,
                reference=change.number(file.case, "action"),
                route=worked.FOLLOW_UP,
                duty="should",
                clock=OWN_CLOCK,
                due_by=due,
                words=each.words,
                recorded_at=clock.now(),
                recorded_by=book.user.uid,
            ),
        )


def finish(
    change: Change,
    row: Action,
    *,
    outcome: str,
    reference: str,
    at: datetime,
    by: str,
    with_whom: str,
    particulars: Mapping[str, Any] | None = None,
) -> None:
    """Mark `row` done within `change`; what it said before stays in front of what is new."""
    again = row.state == "done"
    change.amend(
        "completed" if again else "did",
        row,
        state="done",
        outcome=_beside(row.outcome, outcome),
        outside_reference=_beside(row.outside_reference, reference),
        done_at=row.done_at if again else at,
        done_by=_beside(row.done_by, by),
        done_with=_beside(row.done_with, with_whom),
        particulars={**row.particulars, **(particulars or {})},
        settled_recorded_at=row.settled_recorded_at if again else clock.now(),
    )


def rule_out(
    book: Book, action: str, reason: str, authority: str = "", on: When | None = None
) -> ActionLine:
    """Record why an action is not done, on whose authority, and when they said so (else now).

    Raises ReasonMissing, AuthorityMissing (for a `must`), ActionSettled, CaseNotOpen.
    """
    compartment, case_file, wanted = named(book, action, "action")
    row = pick(case_file.actions, wanted)
    case_file.require_open()
    if row.state != "open":
        raise ActionSettled(action=wanted, state=row.state)
    why = texts.reason(reason, "not doing what was asked for")
    colleagues = book.users() if row.route in authorities.OUTSIDE else []
    if row.duty == "must" and (
        authorities.is_none(book.user, authority) or authorities.is_one_of(colleagues, authority)
    ):
        raise AuthorityMissing(action=wanted)
    with compartment.changing() as change:
        change.amend(
            "ruled-out",
            change.session.get_one(Action, row.id),
            state="ruled-out",
            ruled_out_reason=why,
            ruled_out_authority=texts.line(authority, "authority"),
            ruled_out_at=past(on, "on", since=asking.known_at(case_file)),
            settled_recorded_at=clock.now(),
        )
    return _line_of(book, wanted)


def assign(book: Book, action: str, user: str) -> ActionLine:
    """Give an action to somebody by their short name.

    Raises UserExcluded where they do not hold the case, or are accused in it.
    """
    compartment, case_file, wanted = named(book, action, "action")
    row = pick(case_file.actions, wanted)
    case_file.require_open()
    card = covering.fit(book, compartment, case_file, user)
    with compartment.changing() as change:
        change.amend("assigned", change.session.get_one(Action, row.id), owner=card.uid)
    return _line_of(book, wanted)


def move_due(book: Book, action: str, due: When, reason: str) -> ActionLine:
    """Give an open action another due time, with the reason; the first one stays beside it.

    It is a decision of the case too. Raises ActionSettled, ReasonMissing, CaseNotOpen, and
    ClockNotMoved where its time has run out already or the new one has.
    """
    compartment, case_file, wanted = named(book, action, "action")
    row = pick(case_file.actions, wanted)
    case_file.require_open()
    if row.state != "open":
        raise ActionSettled(action=wanted, state=row.state)
    moment, now = given(due, "due"), clock.now()
    why = texts.reason(reason, "another due time")
    if min(row.due_by, moment) < now:
        late = "its time has run out" if row.due_by < now else "the new time has passed already"
        raise ClockNotMoved(action=wanted, why=late)
    with compartment.changing() as change:
        change.amend(
            "moved",
            change.session.get_one(Action, row.id),
            due_by=moment,
            first_due_by=row.first_due_by or row.due_by,
        )
        decision = Decision.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "decision"),
            what=f"{MOVED} from {spoken(row.due_by)} to {spoken(moment)}",
            why=why,
            about=wanted,
            decided_at=now,
            decided_by=book.user.uid,
        )
        change.add("decided", decision)
    return _line_of(book, wanted)


def add(book: Book, ref: str, what: str, words: str, due: When) -> ActionLine:
    """Add something to do, of the kinds in ADDED, beyond what triage asks for.

    Raises AdviceAwaited and TellNobodyYet where a lock holds that kind back.
    """
    compartment, case_file = of(book, ref)
    case_file.require_open()
    kind = texts.one_of(what, ADDED, "what")
    locks.refuse_held(case_file.duties, kind)
    now = clock.now()
    with compartment.changing() as change:
        action = Action.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "action"),
            route=kind,
            duty="should",
            clock=OWN_CLOCK,
            due_by=given(due, "due"),
            words=texts.needed(words, "words"),
            recorded_at=now,
            recorded_by=book.user.uid,
        )
        change.add("added", action)
    return _line_of(book, action.reference)


def open_duties(compartment: Compartment) -> list[Duties]:
    """The duties of every case of a compartment that is not closed."""
    with compartment.reading() as session:
        cases = session.exec(select(Case).where(col(Case.status) != "closed")).all()
        return duties.of_cases(session, cases)


def lines(book: Book, of_case: Duties) -> list[ActionLine]:
    """A line for each action of a case, the earliest due first."""
    now = clock.now()
    found = [_line(book, of_case, each, now) for each in of_case.actions]
    return sorted(found, key=lambda each: (each.due, each.id))


def earliest_due(of_case: Duties) -> datetime | None:
    """The earliest time of what is undecided and not held back; none where there is nothing."""
    return min(
        (
            each.due_by
            for each in of_case.actions
            if duties.is_undecided(of_case, each) and not locks.held_by(of_case, each.route)
        ),
        default=None,
    )


def is_overdue(of_case: Duties) -> bool:
    """Whether anything of a case is overdue."""
    now = clock.now()
    return any(
        duties.is_overdue(of_case, each, locks.held_by(of_case, each.route), now)
        for each in of_case.actions
    )


def _line(book: Book, of_case: Duties, row: Action, now: datetime) -> ActionLine:
    """One action, as a list shows it."""
    held = locks.held_by(of_case, row.route) if row.state == "open" else ""
    return ActionLine(
        id=row.reference,
        case=of_case.case.reference,
        route=row.route,
        duty=row.duty,
        due=row.due_by,
        state=row.state,
        owner=called(book, row.owner),
        why="; ".join(f"{each['rule']} ({each['source']})" for each in row.because) or row.words,
        overdue=duties.is_overdue(of_case, row, held, now),
        held_by=held,
        group=row.group,
        clock=row.clock,
        words=row.words,
        outcome=row.outcome,
        reference=row.outside_reference,
        done_at=row.done_at,
        done_by=row.done_by,
        done_with=row.done_with,
        ruled_out_reason=row.ruled_out_reason,
        ruled_out_authority=row.ruled_out_authority,
        ruled_out_at=row.ruled_out_at,
        because=tuple(row.because),
        met=row.state == "open" and duties.is_satisfied(of_case, row),
        particulars=dict(row.particulars),
        first_due=row.first_due_by,
        **covering.fields(book, row),
    )


def _line_of(book: Book, reference: str) -> ActionLine:
    """One action as it reads now."""
    _, case_file, wanted = named(book, reference, "action")
    return next(each for each in lines(book, case_file.duties) if each.id == wanted)


def _chosen(found: Sequence[ActionLine], state: str) -> list[ActionLine]:
    """The lines in `state`; without one, all that were not superseded."""
    if state == "overdue":
        chosen = [each for each in found if each.overdue]
    elif state == "all":
        chosen = list(found)
    else:
        chosen = [
            each
            for each in found
            if each.state == state or (not state and each.state != "superseded")
        ]
    return sorted(chosen, key=lambda each: (each.due, each.id))


def _beside(earlier: str, later: str) -> str:
    """What was said earlier, and what is new beside it."""
    if not later or later == earlier:
        return earlier
    return f"{earlier}; {later}" if earlier else later
