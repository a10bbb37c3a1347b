"""How long a case is kept: the day on which somebody looks at it again, and what holds it longer.

The rules are data, in schema/retention.toml. Of those that fit the latest day counts; a day that
rests on a birthday nobody knows is the latest it can be; nothing is destroyed by a day alone; a
legal hold goes before everything.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta
from sqlmodel import col, select

from casebook import clock
from casebook.casework import texts
from casebook.casework.case_file import CaseFile, of
from casebook.casework.people import called, parts_of, was_allegation
from casebook.datafiles import data_folder
from casebook.errors.retaining import HoldNotThere, ReviewDayEarly, ReviewDayPast
from casebook.records.case import Case
from casebook.records.person import Person
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.triage.question import WORKERS

MAJORITY = 18
SETS = ("concerns", "routes", "unless_only")
"""What a rule lists without an order."""
BY_HAND = "by-hand"
"""What stands for the rule where a person set the day."""


@dataclass(frozen=True)
class Rule:
    """One rule of keeping, with its source."""

    id: str
    title: str
    counts_from: str
    years: int
    words: str
    source: Mapping[str, object]
    concerns: frozenset[str] = frozenset()
    """Any of these concerns; of no account where it is empty."""
    routes: frozenset[str] = frozenset()
    """Any of these was taken, or asked for; of no account where it is empty."""
    about: str = ""
    """`child`, `accused-worker`, or anybody."""
    unless_only: frozenset[str] = frozenset()
    """The concerns of which alone it does not speak."""

    @property
    def cited(self) -> str:
        """The source as it is shown."""
        unsure = "" if self.source["confirmed"] else " (not confirmed: check locally)"
        return f"{self.source['name']}, {self.source['edition']}{unsure}"


@dataclass(frozen=True)
class Schedule:
    """Every rule, and when people usually stop working."""

    rules: tuple[Rule, ...]
    working_life_ends: int
    """In years of age."""


@dataclass(frozen=True)
class Keeping:
    """How long a case is kept, and why."""

    case: str
    status: str
    review_on: date | None
    """The day on which somebody looks at it again; none before it is closed."""
    rule: str
    title: str
    source: str
    words: str
    legal_hold: str
    """Why nothing of it may be destroyed; empty where there is no such reason."""
    lifted: str = ""
    """When a hold was last lifted, by whom and why; empty where none was."""


@cache
def schedule() -> Schedule:
    """What schema/retention.toml lists."""
    text = (data_folder("schema") / "retention.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)
    rules = tuple(
        Rule(
            **{key: value for key, value in each.items() if key not in SETS},
            concerns=frozenset(each.get("concerns", ())),
            routes=frozenset(each.get("routes", ())),
            unless_only=frozenset(each.get("unless_only", ())),
        )
        for each in listed["rule"]
    )
    return Schedule(rules, listed["working_life_ends"])


def decided(file: CaseFile, ended: date) -> tuple[date, Rule]:
    """The day on which a case that ended on `ended` is looked at again, and the rule that says so.

    Where two rules give the same day, the one that stands first in the list counts.
    """
    fitting = [each for each in schedule().rules if _fits(file, each)]
    days = {each.id: _day(file, each, ended) for each in fitting}
    rule = max(fitting, key=lambda each: (days[each.id], -fitting.index(each)))
    return days[rule.id], rule


def on_closing(file: CaseFile) -> dict[str, object]:
    """What closing a case sets of its keeping; nothing where a person set the day themselves."""
    if file.case.review_rule == BY_HAND:
        return {}
    day, rule = decided(file, clock.now().date())
    return {"review_on": day, "review_rule": rule.id}


def keeping(book: Book, ref: str) -> Keeping:
    """How long a case is kept; raises ReferenceInvalid, NotAHolder, CaseNotFound."""
    compartment, file = of(book, ref)
    lifted = [
        f"{clock.words(clock.read_iso(each.at))} by {called(book, each.actor)}: "
        f"{(each.values or {}).get('reason')}"
        for each in compartment.entries([file.case.id])
        if each.verb == "lifted" and each.kind.startswith("witness:")
    ]
    return replace(_keeping(file.case), lifted=lifted[-1] if lifted else "")


def retain(book: Book, ref: str, until: date, reason: str) -> Keeping:
    """Set by hand when a case is looked at again; later than the rule says, or as late.

    Raises ReviewDayPast, ReviewDayEarly, ReasonMissing, and what `keeping` raises.
    """
    compartment, file = of(book, ref)
    today = clock.now().date()
    if until <= today:
        raise ReviewDayPast(case=file.case.reference)
    earliest, rule = decided(file, today)
    if until < earliest:
        raise ReviewDayEarly(case=file.case.reference, rule=rule.id, earliest=earliest.isoformat())
    said = texts.reason(reason, "when a case is looked at again")
    with compartment.changing() as change:
        row = change.session.get_one(Case, file.case.id)
        change.witness("retained", "case", row.id, reference=row.reference, reason=said)
        kept = change.amend("retained", row, review_on=until, review_rule=BY_HAND)
    return _keeping(kept)


def due(book: Book, by: date) -> list[Keeping]:
    """The closed cases whose review day is `by` or earlier, the earliest first."""
    found = [each for one in book.compartments() for each in _due_in(one, by)]
    return sorted(found, key=lambda each: (str(each.review_on), each.case))


def _due_in(compartment: Compartment, by: date) -> list[Keeping]:
    """The closed cases of a compartment whose review day is `by` or earlier."""
    with compartment.reading() as session:
        query = select(Case).where(Case.status == "closed", col(Case.review_on) <= by)
        return [_keeping(each) for each in session.exec(query).all()]


def hold(book: Book, ref: str, reason: str) -> Keeping:
    """Put a case under a legal hold: nothing of it is returned or destroyed.

    Raises ReasonMissing.
    """
    said = texts.reason(reason, "a legal hold")
    return _set_hold(book, ref, "held", said)


def lift(book: Book, ref: str, reason: str) -> Keeping:
    """Lift a legal hold, on whose word the reason says; raises HoldNotThere, ReasonMissing."""
    _, file = of(book, ref)
    if not file.case.legal_hold:
        raise HoldNotThere(case=file.case.reference)
    texts.reason(reason, "lifting a legal hold")
    return _set_hold(book, ref, "lifted", "", reason)


def _set_hold(book: Book, ref: str, verb: str, legal_hold: str, lifted: str = "") -> Keeping:
    """Enter that a hold begins or ends, and why it ends."""
    compartment, file = of(book, ref)
    with compartment.changing() as change:
        row = change.session.get_one(Case, file.case.id)
        if lifted:
            change.witness(verb, "case", row.id, reference=row.reference, reason=lifted)
        kept = change.amend(verb, row, legal_hold=legal_hold)
    return _keeping(kept)


def _keeping(case: Case) -> Keeping:
    """What a case says of its keeping."""
    rules = {each.id: each for each in schedule().rules}
    rule = rules.get(case.review_rule)
    by_hand = "Set by hand; the ledger says by whom and why." if case.review_rule else ""
    return Keeping(
        case=case.reference,
        status=case.status,
        review_on=case.review_on,
        rule=case.review_rule,
        title=rule.title if rule else "",
        source=rule.cited if rule else "",
        words=rule.words if rule else by_hand,
        legal_hold=case.legal_hold,
    )


def _fits(file: CaseFile, rule: Rule) -> bool:
    """Whether a rule speaks of this case."""
    if rule.concerns and rule.concerns.isdisjoint(concerns_of(file)):
        return False
    if rule.unless_only and concerns_of(file) <= rule.unless_only:
        return False
    if rule.routes and rule.routes.isdisjoint(_routes(file)):
        return False
    if rule.about == "child":
        return any(_is_child(each.kind, each.age) for each in parts_of(file))
    if rule.about == "accused-worker":
        return was_allegation(file)
    return True


def _routes(file: CaseFile) -> set[str]:
    """Every route that was taken, or was asked for as more than a thing to consider."""
    asked = {each.route for each in file.actions if each.duty != "consider" or each.state == "done"}
    return asked | {each.route for each in file.referrals}


def concerns_of(file: CaseFile) -> set[str]:
    """Every concern that a case was ever triaged or recorded with."""
    found = {str(each) for one in file.incidents for each in one.concerns}
    for assessment in file.assessments:
        asked = assessment.question.get("concerns", ())
        found |= {str(each) for each in asked}
    return found


def _is_child(kind: str, age: int | None) -> bool:
    """A pupil of any age, or anyone under 18."""
    return kind == "pupil" or (age is not None and age < MAJORITY)


def _day(file: CaseFile, rule: Rule, ended: date) -> date:
    """The day that a rule gives."""
    if rule.counts_from == "birth":
        return max(_births(file, ended)) + relativedelta(years=rule.years)
    if rule.counts_from == "work":
        known = min(each.known_at for each in file.incidents).date()
        least = known + relativedelta(years=rule.years)
        return max([least, *_ends_of_work(file, known)])
    return ended + relativedelta(years=rule.years)


def _births(file: CaseFile, ended: date) -> Iterable[date]:
    """The latest day on which each child of a case can have been born."""
    for person in file.people:
        ages = [each for each in file.involvements if each.person_id == person.id]
        if any(_is_child(each.person_kind, each.age) for each in ages):
            yield _latest_birth(file, person) or ended


def _ends_of_work(file: CaseFile, known: date) -> Iterable[date]:
    """When each accused worker would usually stop working, at the latest."""
    ends = schedule().working_life_ends
    accused = {each.person_id for each in file.involvements if each.role == "alleged"}
    for person in file.people:
        if person.id in accused and person.person_kind in WORKERS:
            born = _latest_birth(file, person) or known - relativedelta(years=MAJORITY)
            yield born + relativedelta(years=ends)


def _latest_birth(file: CaseFile, person: Person) -> date | None:
    """The latest day on which somebody can have been born; none where nothing is known of it."""
    if person.born is not None:
        return person.born
    if person.age is None:
        return None
    seen = max(each.known_at for each in file.incidents).date()
    return seen - relativedelta(years=person.age)
