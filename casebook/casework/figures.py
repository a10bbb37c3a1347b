"""Figures for leaders: how many cases a term brought, by what, and how they were worked.

The rules are: only compartments whose keys somebody holds are counted, each by itself, so that two
people's reports cannot be taken from one another; a number of one to four is not shown, nor what
it could be worked out from (casebook.casework.suppressing, which says what that does not protect
against); no table crosses two of these; what somebody typed is a row only where five cases share
it, because a name can stand in it; the order of the rows does not follow the counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from casebook import clock
from casebook.bundles import spreadsheets
from casebook.casework import actions, assessments, outgoing
from casebook.casework.people import compared
from casebook.casework.suppressing import SMALL_UNDER, kept_back
from casebook.casework.terms import Period
from casebook.casework.together import Gist, read
from casebook.casework.wording import STATUSES, triaged
from casebook.store.book import Book
from casebook.triage import catalogue
from casebook.vault.layout import COMPARTMENTS

FEWER: Final = f"fewer than {SMALL_UNDER}"
NOT_SHOWN: Final = "not shown"
OTHERS: Final = "all others"
NONE_SAID: Final = "not said"
_WITHIN: Final = (
    ("within a day", timedelta(days=1)),
    ("within three days", timedelta(days=3)),
    ("within a week", timedelta(days=7)),
)
_LOOKED_AT: Final = (
    ("due now", timedelta(0)),
    ("within a year", timedelta(days=365)),
    ("within six years", timedelta(days=6 * 365)),
)
LATER: Final = "later"
NO_DAY: Final = "no day set"
NOTHING_YET: Final = "nothing done yet"


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    label: str
    count: int | None
    """None where it is kept back."""
    shown: str


@dataclass(frozen=True)
class Table:
    """How many cases, by one thing."""

    by: str
    title: str
    several: bool
    """Whether one case can count in several rows."""
    withheld: bool
    """Whether all of it is kept back, because a number could be worked out from the rest."""
    rows: Sequence[Row]


@dataclass(frozen=True)
class Section:
    """The cases of one compartment."""

    compartment: str
    cases: int | None
    shown: str
    tables: Sequence[Table]
    """None at all where fewer than five cases are counted."""


@dataclass(frozen=True)
class Termly:
    """One report."""

    period: Period
    made_at: datetime
    not_counted: Sequence[str]
    """Compartments whose keys the person does not hold, whatever is in them."""
    sections: Sequence[Section]


@dataclass(frozen=True)
class Thing:
    """Something by which cases are counted."""

    by: str
    title: str
    of: Callable[[Gist], Iterable[str]]
    """Every row in which a case counts; at least one."""
    rows: Sequence[str] = ()
    """The rows in their order; none where they are what somebody typed."""
    several: bool = False


def termly(book: Book, period: Period) -> Termly:
    """The cases that were opened on the days of `period`, as they stand now."""
    return _report(book, period, lambda each: _is_in(each, period), _things())


def keeping(book: Book) -> Termly:
    """How long the closed cases are kept: when somebody looks at them again, and what is held."""
    period = Period("", date.min, clock.now().date())
    return _report(book, period, lambda each: each.case.status == "closed", _kept_by())


def write_table(book: Book, made: Termly, target: Path) -> Path:
    """Write a report as a table for spreadsheets to a new file outside the casebook.

    Raises InsideCasebook, FolderMissing, TargetExists, and a MachineFault's leaves.
    """
    titles = ["compartment", "counted by", "row", "cases"]
    lines = [line for each in made.sections for line in _table_lines(each)]
    lines += [[each, "", "", "not counted"] for each in made.not_counted]
    data = spreadsheets.table(titles, lines)
    outgoing.refuse_missing(target.parent)
    place = outgoing.free_name(book, target.parent, target.name)
    outgoing.write_checked(place, BytesIO(data), sha256(data).hexdigest(), "the table")
    return place


def _table_lines(section: Section) -> Iterator[list[str]]:
    """One compartment's figures, line by line."""
    yield [section.compartment, "", "all cases", section.shown]
    for table in section.tables:
        if table.withheld:
            yield [section.compartment, table.title, "", NOT_SHOWN]
        for row in table.rows:
            yield [section.compartment, table.title, row.label, row.shown]


def section(compartment: str, cases: Sequence[Gist], things: Sequence[Thing] = ()) -> Section:
    """The figures of some cases of one compartment, by some things; else by all of a term's."""
    total = len(cases)
    if 0 < total < SMALL_UNDER:
        return Section(compartment, None, FEWER, ())
    tables = [_table(each, cases) for each in things or _things()] if total else []
    return Section(compartment, total, str(total), tuple(tables))


def _report(
    book: Book, period: Period, counts: Callable[[Gist], bool], things: Sequence[Thing]
) -> Termly:
    """The cases that count, compartment by compartment."""
    held = book.compartments()
    names = {each.name for each in held}
    return Termly(
        period=period,
        made_at=clock.now(),
        not_counted=tuple(each for each in COMPARTMENTS if each not in names),
        sections=tuple(
            section(each.name, [gist for gist in read(each) if counts(gist)], things)
            for each in held
        ),
    )


def _is_in(gist: Gist, period: Period) -> bool:
    """Whether a case was opened on one of the days, by London's calendar."""
    return period.first <= clock.local(gist.case.opened_at).date() <= period.last


def _things() -> Sequence[Thing]:
    """Everything by which cases are counted, in the order of the report."""
    concerns = [triaged([each]) for each in catalogue.load().concerns]
    levels = [assessments.severity_name(each) for each in range(1, 6)]
    first = [*(name for name, _ in _WITHIN), LATER, NOTHING_YET]
    return (
        Thing("concern", "Concern", _concerns, [*concerns, NONE_SAID], several=True),
        Thing("severity", "How serious", _severity, [*levels, "not triaged"]),
        Thing("platform", "Site or app", _platforms, several=True),
        Thing("year_group", "Year group of the pupils", _year_groups, several=True),
        Thing("first_action", "From becoming known to the first action", _first_action, first),
        Thing("overdue", "Something overdue", _overdue, ["yes", "no"]),
        Thing("status", "Open and closed", _status, list(STATUSES.values())),
    )


def _kept_by() -> Sequence[Thing]:
    """Everything by which closed cases are counted that are kept."""
    days = [*(name for name, _ in _LOOKED_AT), LATER, NO_DAY]
    return (
        Thing("review", "Looked at again", _review, days),
        Thing("legal_hold", "Under a legal hold", _held, ["yes", "no"]),
    )


def _table(thing: Thing, cases: Sequence[Gist]) -> Table:
    """How many of `cases`, by one thing, with small numbers kept back."""
    found = [set(thing.of(each)) for each in cases]
    rows = thing.rows or _shared(found)
    known = set(rows)
    counted = Counter(row for each in found for row in (each & known))
    if outside := sum(bool(each - known) for each in found):
        rows = [*rows, OTHERS]
        counted[OTHERS] = outside
    counts = [counted[each] for each in rows]
    why = kept_back(counts, len(cases), adds_up=not thing.several)
    if why is None:
        return Table(thing.by, thing.title, thing.several, withheld=True, rows=())
    shown = {"": "", "small": FEWER, "beside": NOT_SHOWN}
    listed = [
        Row(label, None if kept else count, shown[kept] or str(count))
        for label, count, kept in zip(rows, counts, why, strict=True)
        if count or not thing.several
    ]
    return Table(thing.by, thing.title, thing.several, withheld=False, rows=tuple(listed))


def _shared(found: Iterable[set[str]]) -> list[str]:
    """What five cases or more share of what people typed, in order of the alphabet."""
    counted = Counter(each for row in found for each in row)
    return sorted(each for each, count in counted.items() if count >= SMALL_UNDER)


def _concerns(gist: Gist) -> Iterable[str]:
    """What the case is about."""
    return [triaged([each]) for each in gist.concerns] or [NONE_SAID]


def _severity(gist: Gist) -> Iterable[str]:
    """How serious it is, by the latest triage."""
    severity = gist.case.severity
    return ["not triaged" if severity is None else assessments.severity_name(severity)]


def _platforms(gist: Gist) -> Iterable[str]:
    """Where it was, whatever the capitals it was typed in."""
    return [compared(each.site_platform) or NONE_SAID for each in gist.incidents] or [NONE_SAID]


def _year_groups(gist: Gist) -> Iterable[str]:
    """The year groups of its pupils."""
    pupils = [each.person for each in gist.people if each.person.person_kind == "pupil"]
    return [compared(each.year_group) or NONE_SAID for each in pupils] or ["no pupil"]


def _first_action(gist: Gist) -> Iterable[str]:
    """How long it took from becoming known until something was done."""
    done = [each.done_at for each in gist.duties.actions if each.done_at is not None]
    done += [each.at for each in gist.duties.referrals]
    known = min((each.known_at for each in gist.incidents), default=gist.case.opened_at)
    if not done:
        return [NOTHING_YET]
    took = min(done) - known
    return [next((name for name, span in _WITHIN if took <= span), LATER)]


def _overdue(gist: Gist) -> Iterable[str]:
    """Whether something in it is overdue now."""
    return ["yes" if actions.is_overdue(gist.duties) else "no"]


def _review(gist: Gist) -> Iterable[str]:
    """How soon somebody looks at it again."""
    if gist.case.review_on is None:
        return [NO_DAY]
    left = gist.case.review_on - clock.now().date()
    return [next((name for name, span in _LOOKED_AT if left <= span), LATER)]


def _held(gist: Gist) -> Iterable[str]:
    """Whether a legal hold stands over it."""
    return ["yes" if gist.case.legal_hold else "no"]


def _status(gist: Gist) -> Iterable[str]:
    """How it stands now."""
    return [STATUSES[gist.case.status]]
