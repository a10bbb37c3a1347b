"""Times in law that run for the person concerned: told in good time, and never decided here.

The limits are data, in schema/limits.toml, each with its source. One counts from the latest act
that a case tells of, another from each publication, at its earliest; where nobody knows when it
was, from when the school knew: that is later, and is said.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from dateutil.relativedelta import relativedelta
from sqlmodel import Session, col, select

from casebook import clock
from casebook.casework import case_file
from casebook.casework.case_file import CaseFile
from casebook.casework.people import parts_of
from casebook.casework.retention import concerns_of
from casebook.casework.views import LimitView
from casebook.datafiles import data_folder
from casebook.records.case import Case
from casebook.records.incident import Incident

SOON = 60
"""Days before its end from which a limit stands in `today`."""


@dataclass(frozen=True)
class Limit:
    """One time in law."""

    id: str
    title: str
    concerns: frozenset[str]
    counts_from: str
    months: int
    words: str
    source: Mapping[str, object]

    @property
    def cited(self) -> str:
        """The source as it is shown."""
        unsure = "" if self.source["confirmed"] else " (not confirmed: check locally)"
        return f"{self.source['name']}, {self.source['edition']}{unsure}"


@cache
def known() -> tuple[Limit, ...]:
    """What schema/limits.toml lists."""
    text = (data_folder("schema") / "limits.toml").read_text(encoding="utf-8")
    return tuple(
        Limit(**(each | {"concerns": frozenset(each["concerns"])}))
        for each in tomllib.loads(text)["limit"]
    )


def running(file: CaseFile) -> Sequence[LimitView]:
    """The limits that run in a case for an adult it happened to."""
    adults = [each for each in parts_of(file) if each.role == "target" and each.kind != "pupil"]
    found = concerns_of(file)
    if not adults or not file.incidents:
        return ()
    return tuple(_view(file, each) for each in known() if not each.concerns.isdisjoint(found))


def _begun(file: CaseFile, limit: Limit) -> tuple[date, bool]:
    """The day from which a limit counts, and whether it is when the school knew for want of better.

    Of several publications the one whose limit ends next; the last one where all have ended.
    """
    each_first = limit.counts_from == "publication"
    acts = [each.happened_from if each_first else each.happened_to for each in file.incidents]
    told = [each for each in acts if each is not None]
    begun = sorted(clock.local(each).date() for each in told or _known(file))
    if each_first:
        today = clock.local(clock.now()).date()
        running_on = [each for each in begun if _last_day(each, limit) >= today]
        return next(iter(running_on), begun[-1]), not told
    return begun[-1], not told


def _known(file: CaseFile) -> list[datetime]:
    """When the school knew of each incident."""
    return [each.known_at for each in file.incidents]


def _last_day(begun: date, limit: Limit) -> date:
    """The last day of a limit that counts from `begun`."""
    return begun + relativedelta(months=limit.months)


def pressing(session: Session, compartment: str, today: date) -> list[LimitView]:
    """The limits that end within sixty days, in the open cases of a compartment.

    Only cases whose acts lie so long back that one can end now are read.
    """
    found = []
    for case in session.exec(select(Case).where(col(Case.id).in_(_candidates(session, today)))):
        ends = running(case_file.read(session, compartment, case))
        found += [each for each in ends if _ends_soon(each.last_day, today)]
    return found


def _candidates(session: Session, today: date) -> set[str]:
    """The open cases with an incident from which a limit may end within sixty days."""
    rows = session.exec(
        select(Incident.case_id, Incident.happened_from, Incident.happened_to, Incident.known_at)
        .join(Case, col(Case.id) == col(Incident.case_id))
        .where(col(Case.status) != "closed")
    ).all()
    return {
        case_id
        for case_id, first, last, heard in rows
        for limit in known()
        for act in (first or heard, last or heard)
        if _ends_soon(_last_day(clock.local(act).date(), limit), today)
    }


def _ends_soon(last: date, today: date) -> bool:
    """Whether a last day lies within the next sixty days."""
    return 0 <= (last - today).days <= SOON


def _view(file: CaseFile, limit: Limit) -> LimitView:
    """One limit as it runs in a case."""
    begun, assumed = _begun(file, limit)
    last = _last_day(begun, limit)
    return LimitView(
        case=file.case.reference,
        limit=limit.id,
        title=limit.title,
        counted_from=begun,
        assumed=assumed,
        last_day=last,
        passed=last < clock.local(clock.now()).date(),
        words=limit.words,
        source=limit.cited,
    )
