"""The review queue: what waits for a person's signature, what changed since they last looked.

The rules are: a look is an entry of each compartment that was looked at, so that it is known what
was seen and when; what one did oneself is no news; a closing that asks for another look is due on
its day, and stays due until somebody has looked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from casebook import clock
from casebook.casework import actions, covering, seconds, texts, wishes
from casebook.casework.case_file import CaseFile, of, read
from casebook.casework.case_views import Viewer
from casebook.casework.chronology import Line, lines_of
from casebook.casework.covering import CoverView
from casebook.casework.moments import When, past
from casebook.casework.overviews import Recheck, Waiting
from casebook.casework.people import called
from casebook.casework.views import ClosingView, DecisionView
from casebook.errors.working import NothingToRecheck
from casebook.records.action import Action
from casebook.records.case import Case
from casebook.records.closing import Closing
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.ledger import Entry

LOOKED = "looked"
REVIEW = "review"
FIRST_LOOK = timedelta(days=7)
"""How far somebody sees back who never looked before."""


@dataclass(frozen=True)
class Changed:
    """A case in which something happened since somebody last looked."""

    case: str
    title: str
    status: str
    severity: int | None
    lines: Sequence[Line]
    """What was entered since, by others, in order of entry."""


@dataclass(frozen=True)
class Review:
    """What a head or a chair looks through."""

    at: datetime
    since: datetime
    """When this person last looked; a week ago where they never did."""
    waiting: Sequence[Waiting]
    """Closings that this person may sign."""
    agreements: Sequence[DecisionView]
    """Decisions to go against a wish that wait for this person's agreement."""
    overdue: Sequence[str]
    """The cases in which something is overdue."""
    restricted: Sequence[str]
    """The open cases that lie where few can read them."""
    changed: Sequence[Changed]
    rechecks: Sequence[Recheck]
    recorded: bool = False
    """Whether this look was entered."""


def review(book: Book, since: When | None = None) -> Review:
    """What waits and what changed; entered as a look where the casebook can be written."""
    now = clock.now()
    last = past(since, "since") if since is not None else _last_look(book)
    files = [each for held in book.compartments() for each in _files(held, last)]
    open_ones = [each for each in files if each.case.status != "closed"]
    found = Review(
        at=now,
        since=last,
        waiting=tuple(each for file in open_ones for each in waiting_in(book, file)),
        agreements=tuple(each for file in open_ones for each in _agreements(book, file)),
        overdue=tuple(each.case.reference for each in open_ones if actions.is_overdue(each.duties)),
        restricted=tuple(
            each.case.reference for each in open_ones if each.compartment != "general"
        ),
        changed=tuple(each for file in files for each in _changed(book, file, last)),
        rechecks=tuple(rechecks(book)),
        recorded=book.is_writer,
    )
    if book.is_writer:
        for compartment in book.compartments():
            with compartment.changing() as change:
                change.witness(LOOKED, REVIEW, book.user.uid)
    return found


def waiting_in(book: Book, file: CaseFile) -> Iterator[Waiting]:
    """The closing of a case that this person may sign; none where none waits for them."""
    for row in file.closings:
        if row.state == "proposed":
            others = {each.uid for each in seconds.others_who_may(book, file, row.proposed_by)}
            if book.user.uid in others:
                yield Waiting(
                    case=file.case.reference,
                    closing=row.reference,
                    title=file.case.title,
                    outcome=row.outcome,
                    proposed_by=called(book, row.proposed_by),
                    proposed_at=row.proposed_at,
                )


def rechecks(book: Book) -> list[Recheck]:
    """The closed cases that are to be looked at again by today, the earliest first."""
    today = clock.local(clock.now()).date()
    found = []
    for compartment in book.compartments():
        with compartment.reading() as session:
            query = (
                select(Closing, Case)
                .join(Case, col(Closing.case_id) == col(Case.id))
                .where(col(Closing.recheck_on) <= today, col(Closing.rechecked_at).is_(None))
                .where(Closing.state == "closed")
            )
            for row, case in session.exec(query).all():
                on = row.recheck_on or today
                found.append(Recheck(case.reference, row.reference, case.title, on, row.lessons))
    return sorted(found, key=lambda each: (each.on, each.case))


def recheck(book: Book, ref: str, words: str) -> ClosingView:
    """Record what was found when a closed case was looked at again.

    Raises NothingToRecheck, TextUnusable.
    """
    compartment, file = of(book, ref)
    asked = [each for each in file.closings if each.recheck_on and each.rechecked_at is None]
    if not asked or file.case.status != "closed":
        raise NothingToRecheck(case=file.case.reference)
    with compartment.changing() as change:
        row = change.amend(
            "rechecked",
            change.session.get_one(Closing, asked[-1].id),
            rechecked_at=clock.now(),
            rechecked_by=book.user.uid,
            rechecked_words=texts.needed(words, "words"),
        )
    return Viewer(book, file).closing(row)


def covered(book: Book) -> list[CoverView]:
    """What the person at the desk covers today."""
    today, me = clock.local(clock.now()).date(), book.user.uid
    found = []
    for compartment in book.compartments():
        with compartment.reading() as session:
            of_cases = select(Case).where(Case.cover == me, col(Case.cover_until) >= today)
            cases = session.exec(of_cases.where(Case.status != "closed")).all()
            of_actions = (
                select(Case, Action)
                .join(Action, col(Action.case_id) == col(Case.id))
                .where(Action.cover == me, col(Action.cover_until) >= today)
                .where(Action.state == "open", Case.status != "closed")
            )
            pairs = session.exec(of_actions).all()
        found += [view for each in cases for view in covering.for_me(book, each, ())]
        found += [view for case, each in pairs for view in covering.alone(book, case, each)]
    return sorted(found, key=lambda each: (each.until, each.reference))


def _files(compartment: Compartment, since: datetime) -> list[CaseFile]:
    """The cases of a compartment that are open, or about which something was entered `since`."""
    late = [each for each in compartment.entries() if datetime.fromisoformat(each.at) > since]
    about = {str((each.values or {}).get("case_id", "")) for each in late}
    about |= {each.object_id for each in late if each.kind == Case.kind}
    with compartment.reading() as session:
        rows = session.exec(select(Case).order_by(col(Case.reference))).all()
        wanted = [each for each in rows if each.status != "closed" or each.id in about]
        return [read(session, compartment.name, each) for each in wanted]


def _last_look(book: Book) -> datetime:
    """When this person last looked, as far as what they hold knows."""
    looks = [
        datetime.fromisoformat(each.at)
        for compartment in book.compartments()
        for each in compartment.entries([book.user.uid])
        if _is_look(each, book.user.uid)
    ]
    return max(looks, default=clock.now() - FIRST_LOOK)


def _is_look(entry: Entry, uid: str) -> bool:
    """Whether an entry says that somebody looked."""
    return entry.verb == LOOKED and entry.kind == f"witness:{REVIEW}" and entry.actor == uid


def _agreements(book: Book, file: CaseFile) -> Iterator[DecisionView]:
    """The decisions to go against a wish that this person may agree to."""
    for each in file.decisions:
        if each.what.startswith(wishes.OVERRIDE) and not file.second_of(each):
            others = {card.uid for card in seconds.others_who_may(book, file, each.decided_by)}
            if book.user.uid in others:
                yield Viewer(book, file).decision(each)


def _changed(book: Book, file: CaseFile, since: datetime) -> Iterator[Changed]:
    """A case in which others entered something since; nothing where nobody did."""
    me = {book.user.short, book.user.called}
    new = [each for each in lines_of(book, file) if each.recorded_at > since and each.who not in me]
    if new:
        new.sort(key=lambda each: each.recorded_at)
        yield Changed(
            case=file.case.reference,
            title=file.case.title,
            status=file.case.status,
            severity=file.case.severity,
            lines=tuple(new),
        )
