"""Referrals: a route taken to an agency, the advice it gave, and what it answered.

The rules are: a referral made finishes the open action of its route; advice (who, when, what)
opens the locks that waited for it, and starts the clock of telling parents anew.
"""

from datetime import datetime, time

from casebook import clock
from casebook.casework import actions, asking, locks, texts, wishes, worked
from casebook.casework.case_file import CaseFile, named, of, pick
from casebook.casework.case_views import Viewer
from casebook.casework.duties import Duties
from casebook.casework.moments import When, past
from casebook.casework.views import ReferralView
from casebook.records.action import Action
from casebook.records.referral import Referral
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.triage import catalogue

END_OF_DAY = time(23, 59)


def refer(
    book: Book,
    ref: str,
    route: str,
    *,
    agency: str = "",
    person: str = "",
    at: When | None = None,
    words: str = "",
    reference: str = "",
    incident_log: str = "",
    told: worked.Told | None = None,
) -> ReferralView:
    """Record that a case was taken to an agency; the open action of that route is done with it.

    `reference` is the crime reference or the agency's own; `incident_log` the police log number;
    `told` what schema/worked.toml asks of the route, by name. Raises WishUnasked, WishStands,
    TellNobodyYet, ValueUnknown, CaseNotOpen, RouteIncomplete, KeepFirst, OnlyYes, CarerNotTold,
    ToldUnknown.
    """
    _, case_file = of(book, ref)
    case_file.require_open()
    taken = _route(route)
    locks.refuse_held(case_file.duties, taken)
    if taken == wishes.POLICE:
        wishes.refuse_unheard(book, case_file)
        wishes.refuse_against_police(book, case_file)
    if worked.tells_a_carer(taken):
        worked.refuse_not_to_be_told(case_file, f"{agency}, {person}")
    columns = {"agency": agency, "person": person, "words": words.strip()}
    kept = worked.particulars(case_file, taken, worked.REFER, told, columns)
    if told is not None:
        worked.refuse_uncaptured(case_file, taken, asking.capture_of(book, case_file), kept)
    row = Referral.of(
        case_id=case_file.case.id,
        reference="",
        what="referral",
        route=taken,
        agency=texts.line(agency, "agency"),
        person=texts.line(person, "person"),
        at=past(at, "at", since=asking.known_at(case_file)),
        words=texts.passage(words, "words"),
        their_reference=texts.line(reference, "reference"),
        incident_log=texts.line(incident_log, "incident_log"),
        particulars=kept,
        recorded_at=clock.now(),
        recorded_by=book.user.uid,
    )
    return _keep(book, case_file, row)


def advice(
    book: Book,
    ref: str,
    route: str,
    person: str,
    words: str,
    *,
    at: When | None = None,
    told: worked.Told | None = None,
) -> ReferralView:
    """Record advice: who gave it, when, and what it was; what waited for it opens.

    Raises ValueUnknown, TextUnusable, ToldUnknown.
    """
    _, case_file = of(book, ref)
    case_file.require_open()
    taken = _route(route)
    kept = worked.particulars(case_file, taken, "advice", told, {})
    row = Referral.of(
        case_id=case_file.case.id,
        reference="",
        what="advice",
        route=taken,
        person=texts.line(texts.needed(person, "person"), "person"),
        at=past(at, "at"),
        words=texts.needed(words, "words"),
        particulars=kept,
        recorded_at=clock.now(),
        recorded_by=book.user.uid,
    )
    return _keep(book, case_file, row)


def answered(
    book: Book,
    referral: str,
    words: str,
    *,
    reference: str = "",
    incident_log: str = "",
    at: When | None = None,
    told: worked.Told | None = None,
) -> ReferralView:
    """Record what an agency answered, the references that it gave, and what was told by name."""
    compartment, case_file, wanted = named(book, referral, "referral")
    earlier = pick(case_file.referrals, wanted)
    before = locks.standing(case_file.duties)
    kept = worked.particulars(case_file, earlier.route, worked.ANSWERED, told, {})
    with compartment.changing() as change:
        row = change.session.get_one(Referral, earlier.id)
        change.amend(
            "answered",
            row,
            answer=texts.needed(words, "words"),
            answered_at=past(at, "at", since=earlier.at),
            answer_recorded_at=clock.now(),
            particulars={**row.particulars, **kept},
            their_reference=texts.line(reference, "reference") or row.their_reference,
            incident_log=texts.line(incident_log, "incident_log") or row.incident_log,
        )
        opened = _opened(change, case_file, [row], before)
    _, now_reads = of(book, case_file.case.reference)
    return Viewer(book, now_reads).referral(pick(now_reads.referrals, wanted), opened=opened)


def _keep(book: Book, file: CaseFile, row: Referral) -> ReferralView:
    """Write a contact with all that follows from it."""
    before = locks.standing(file.duties)
    with book.compartment(file.compartment).changing() as change:
        row.reference = change.number(file.case, "referral")
        change.add("referred" if row.what == "referral" else "advised", row)
        finished = _finish(book, change, file, row) if row.what == "referral" else ""
        opened = _opened(change, file, [row], before)
        actions.follow(book, change, file, worked.Taken(row.route, row.particulars, row.at))
    _, now_reads = of(book, file.case.reference)
    kept = pick(now_reads.referrals, row.reference)
    return Viewer(book, now_reads).referral(kept, finished, opened)


def _finish(book: Book, change: Change, file: CaseFile, row: Referral) -> str:
    """Finish the action of the route that was taken; gives its reference."""
    for action in file.actions:
        if action.route == row.route and action.state in {"open", "ruled-out"}:
            actions.finish(
                change,
                change.session.get_one(Action, action.id),
                outcome=f"Referred, {row.reference}",
                reference=row.their_reference or row.incident_log,
                at=row.at,
                by=book.user.called,
                with_whom=row.agency or row.person,
            )
            return action.reference
    return ""


def _opened(
    change: Change, file: CaseFile, contacts: list[Referral], before: list[str]
) -> tuple[str, ...]:
    """The locks that `contacts` opened; what may now be told is due at the end of that day."""
    kept = [each for each in file.referrals if each.id not in {row.id for row in contacts}]
    after = locks.standing(_with(file, [*kept, *contacts]))
    opened = tuple(each for each in before if each not in after)
    if locks.TELL_NOBODY in opened:
        due = _end_of(contacts[0].answered_at or contacts[0].at)
        for action in file.actions:
            if action.route in locks.TELLING and action.state == "open":
                row = change.session.get_one(Action, action.id)
                change.amend("asked-anew", row, clock="T1", due_by=due)
    return opened


def _with(file: CaseFile, contacts: list[Referral]) -> Duties:
    """The duties of a case as they will be with these contacts."""
    return Duties(file.case, file.actions, file.assessments, contacts)


def _end_of(moment: datetime) -> datetime:
    """T1 from `moment`: 23:59 of its day in London."""
    day = clock.local(moment)
    return max(datetime.combine(day.date(), END_OF_DAY, clock.LONDON), day)


def route_or_kind(route: str) -> str:
    """A route of the catalogue, or a kind of action that a person adds; raises ValueUnknown."""
    return texts.one_of(route, (*catalogue.load().routes, *actions.ADDED), "route")


def _route(route: str) -> str:
    """A route of the catalogue; raises ValueUnknown."""
    return texts.one_of(route, tuple(catalogue.load().routes), "route")
