"""Cases: listed, shown, searched, closed, approved, reopened; and what is due today."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from casebook import clock
from casebook.casework import (
    actions,
    asking,
    assessments,
    covering,
    drops,
    duties,
    finds,
    keyring,
    letters,
    limits,
    locks,
    retention,
    reviewing,
)
from casebook.casework.case_file import CaseFile, of, read
from casebook.casework.case_views import Viewer
from casebook.casework.closings import (
    ALLEGATION_OUTCOMES,
    OUTCOMES,
    approve,
    close,
    reopen,
    send_back,
)
from casebook.casework.duties import Duties
from casebook.casework.overviews import CaseLine, SearchHit, Today, Waiting
from casebook.casework.people import called
from casebook.casework.registers import overview, removals, underage
from casebook.casework.texts import one_of
from casebook.casework.views import CaseView, Closing, LimitView
from casebook.records.case import Case
from casebook.store.book import Book
from casebook.store.compartment import Compartment

__all__ = [
    "ALLEGATION_OUTCOMES",
    "OUTCOMES",
    "Closing",
    "approve",
    "close",
    "listed",
    "reopen",
    "search",
    "send_back",
    "shown",
    "today",
]

STATUSES = ("open", "closed", "all")
AHEAD = timedelta(days=7)
"""How far `today` looks ahead."""


def listed(
    book: Book,
    status: str = "open",
    *,
    overdue: bool = False,
    mine: bool = False,
    limit: int | None = None,
) -> list[CaseLine]:
    """The cases that this person's keys open, the newest first; `open` includes those that wait.

    `mine`: those this person leads, or has an open action in.
    """
    wanted = one_of(status, STATUSES, "status")
    found: list[tuple[CaseLine, bool]] = []
    for compartment in book.compartments():
        with compartment.reading() as session:
            rows = _cases(session, wanted, limit)
            found.extend(
                (_line(book, compartment, each), _is_mine(book, each))
                for each in duties.of_cases(session, rows)
            )
    chosen = [line for line, own in found if (own or not mine) and (line.overdue or not overdue)]
    return sorted(chosen, key=_newest, reverse=True)[:limit]


def shown(book: Book, ref: str) -> CaseView:
    """Everything about a case, as it reads now.

    Viewing a case in staff or governance is itself an entry, where the book is open for writing.
    """
    compartment, file = of(book, ref)
    if compartment.name != "general" and book.is_writer:
        with compartment.changing() as change:
            change.witness("viewed", "case", file.case.id)
    return view(book, compartment, file)


def view(book: Book, compartment: Compartment, file: CaseFile) -> CaseView:
    """The view of a case that was read."""
    viewer, case = Viewer(book, file), file.case
    line = _line(book, compartment, file.duties)
    return CaseView(
        case=line.case,
        title=line.title,
        status=line.status,
        severity=line.severity,
        severity_name=assessments.severity_name(line.severity),
        due=line.due,
        compartment=line.compartment,
        overdue=line.overdue,
        owner=line.owner,
        opened_at=case.opened_at,
        opened_by=called(book, case.opened_by),
        summary=case.summary,
        capture=asking.capture_of(book, file),
        locks=tuple(locks.standing(file.duties)),
        incidents=tuple(viewer.incident(each) for each in file.incidents),
        people=viewer.people(),
        wishes=tuple(viewer.wish(each) for each in file.wishes),
        assessments=tuple(assessments.view(book, file, each) for each in file.assessments),
        actions=tuple(actions.lines(book, file.duties)),
        exhibits=tuple(viewer.exhibit(each) for each in file.exhibits),
        notes=tuple(viewer.note(each) for each in file.notes),
        releases=tuple(viewer.release(each) for each in file.releases),
        decisions=tuple(viewer.decision(each) for each in file.decisions),
        referrals=tuple(viewer.referral(each) for each in file.referrals),
        **covering.fields(book, case),
        corrections=tuple(viewer.correction(each) for each in file.corrections),
        closings=tuple(viewer.closing(each) for each in file.closings),
        supports=tuple(viewer.support(each) for each in file.supports),
        removals=tuple(removals.view(book, each) for each in file.removals),
        underage_reports=tuple(underage.view(book, each) for each in file.underage_reports),
        letters=tuple(letters.view(book, file, each) for each in file.letters),
        limits=tuple(limits.running(file)),
    )


def search(book: Book, text: str, limit: int = 50) -> list[SearchHit]:
    """Where every word of `text` stands, in every case that this person's keys open."""
    found: list[SearchHit] = []
    for compartment in book.compartments():
        hits = compartment.search(text, limit)
        with compartment.reading() as session:
            found.extend(finds.read(session, compartment.name, hits))
    return found[:limit]


def today(book: Book) -> Today:
    """What is overdue, what is due within a week, and what waits for this person."""
    now = clock.now()
    listed_open = actions.listed(book, None, "open")
    undone = [each for each in listed_open if not (each.held_by or each.met)]
    late = [each for each in undone if each.overdue]
    return Today(
        at=now,
        overdue=tuple(late),
        due=tuple(each for each in undone if not each.overdue and each.due <= now + AHEAD),
        waiting=tuple(
            each for compartment in book.compartments() for each in _waiting(book, compartment)
        ),
        untriaged=tuple(each for each in listed(book) if each.severity is None),
        left=tuple(book.received),
        left_waiting=0 if book.is_writer else drops.waiting(book),
        rechecks=tuple(reviewing.rechecks(book)),
        covering=tuple(reviewing.covered(book)),
        reviews=tuple(overview.due(book)),
        limits=tuple(_limits(book, clock.local(now).date())),
        sheets=tuple(keyring.due(book)),
        kept_long_enough=tuple(retention.due(book, clock.local(now).date())),
    )


def _cases(session: Session, status: str, limit: int | None) -> Sequence[Case]:
    """The cases of one compartment by status, the newest first."""
    query = select(Case).order_by(col(Case.opened_at).desc(), col(Case.reference).desc())
    if status == "open":
        query = query.where(col(Case.status) != "closed")
    elif status == "closed":
        query = query.where(col(Case.status) == "closed")
    return session.exec(query.limit(limit) if limit is not None else query).all()


def _line(book: Book, compartment: Compartment, each: Duties) -> CaseLine:
    """One case, as a list shows it."""
    return CaseLine(
        case=each.case.reference,
        title=each.case.title,
        status=each.case.status,
        severity=each.case.severity,
        due=actions.earliest_due(each) if each.case.status == "open" else None,
        compartment=compartment.name,
        overdue=actions.is_overdue(each),
        owner=called(book, each.case.owner),
        opened_at=each.case.opened_at,
    )


def _limits(book: Book, today: date) -> Iterator[LimitView]:
    """The times in law that end soon, in every compartment that this person holds."""
    for compartment in book.compartments():
        with compartment.reading() as session:
            yield from limits.pressing(session, compartment.name, today)


def _is_mine(book: Book, each: Duties) -> bool:
    """Whether a case, or something undone in it, falls to the person at the desk."""
    me = book.user.uid
    if each.case.owner == me or bool(covering.for_me(book, each.case, each.actions)):
        return True
    return any(row.owner == me and duties.is_undecided(each, row) for row in each.actions)


def _newest(line: CaseLine) -> tuple[float, str]:
    """What a list of cases is sorted by."""
    return line.opened_at.timestamp(), line.case


def _waiting(book: Book, compartment: Compartment) -> list[Waiting]:
    """The closings of one compartment that this person may sign."""
    with compartment.reading() as session:
        query = select(Case).where(col(Case.status) == "awaiting-second")
        files = [read(session, compartment.name, each) for each in session.exec(query).all()]
    return [each for file in files for each in reviewing.waiting_in(book, file)]
