"""A case as it reads now: frozen values whose field names are the keys of the JSON answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casebook.casework.registers.views import RemovalView, UnderageView


@dataclass(frozen=True)
class CorrectionView:
    """One field put right; the earlier reading stands beside the later."""

    reference: str
    target: str
    """The reference of the record that was put right."""
    field: str
    earlier: str
    reading: str
    why: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class PartView:
    """Somebody's part in one incident."""

    name: str
    kind: str
    role: str
    age: int | None
    year_group: str


@dataclass(frozen=True)
class IncidentView:
    """One incident, under the keys it was handed in with."""

    reference: str
    title: str
    summary: str
    words: str
    happened_at: datetime | None
    happened_between: tuple[datetime, datetime] | None
    precision: str
    happened_typed: str
    known_at: datetime
    known_to: str
    medium: str
    site: Mapping[str, str]
    seen_how: str
    reported_by: Mapping[str, Any]
    near_miss: bool | None
    contact: Mapping[str, str | bool]
    exchanges: Sequence[Mapping[str, str]]
    spread: Mapping[str, str]
    bullying: Mapping[str, str | Sequence[str]]
    intent: str
    already_done: Sequence[str]
    policies: Sequence[str]
    people: Sequence[PartView]
    concerns: Sequence[str]
    signs: Sequence[str]
    recorded_at: datetime
    recorded_by: str
    corrections: Sequence[CorrectionView]


@dataclass(frozen=True)
class CarerView:
    """Somebody who cares for a child."""

    id: str
    name: str
    relationship: str
    parental_responsibility: bool | None
    must_not_be_told: str


@dataclass(frozen=True)
class RoleView:
    """The part somebody had in one incident."""

    incident: str
    role: str
    kind: str
    age: int | None


@dataclass(frozen=True)
class PersonView:
    """Somebody a case speaks of."""

    id: str
    """Names the person in a correction, after the case's reference."""
    mark: str
    """`P1`; it stays theirs, whoever else was taken for one or for two."""
    name: str
    kind: str
    role: str
    """Their part in the latest incident they took part in."""
    age: int | None
    born: date | None
    year_group: str
    social_worker: str
    not_to_be_told: str
    user: str
    parts: Sequence[RoleView]
    carers: Sequence[CarerView]
    corrections: Sequence[CorrectionView]


@dataclass(frozen=True)
class WishView:
    """What somebody wants."""

    reference: str
    whose: str
    about: str
    answer: str
    words: str
    limits_explained: bool
    at: datetime
    is_latest: bool
    """Whether no later wish of the same person speaks of the same thing."""
    answered_words: str
    answered_at: datetime | None
    answered_by: str
    recorded_at: datetime
    recorded_by: str
    corrections: Sequence[CorrectionView]


@dataclass(frozen=True)
class AssessmentView:
    """A triage answer that was kept."""

    reference: str
    case: str
    catalogue: str
    profile: str
    """The school's profile it went by, in words; an own one with the beginning of its hash."""
    severity: int
    """As it stands."""
    severity_name: str
    catalogue_severity: int
    """As the catalogue answered."""
    override_reason: str
    known_at: str
    concerns: Sequence[str]
    signs: Sequence[str]
    routes: Sequence[Mapping[str, Any]]
    evidence: Mapping[str, Any]
    wishes: str
    handling: Mapping[str, Any]
    locks: Sequence[str]
    first_actions: Sequence[str]
    closure: Sequence[str]
    because: Sequence[Mapping[str, Any]]
    assessed_at: datetime
    assessed_by: str
    actions: Sequence["ActionLine"] = ()
    """The action list as this answer left it."""


@dataclass(frozen=True)
class ActionLine:
    """One action, as a list shows it."""

    id: str
    """Its reference."""
    case: str
    route: str
    duty: str
    due: datetime
    state: str
    owner: str
    why: str
    overdue: bool
    held_by: str
    """The lock that keeps it back now; empty where none does."""
    group: str
    clock: str
    words: str
    outcome: str
    reference: str
    """The other side's reference."""
    done_at: datetime | None
    done_by: str
    done_with: str
    ruled_out_reason: str
    ruled_out_authority: str
    ruled_out_at: datetime | None
    because: Sequence[Mapping[str, Any]]
    met: bool = False
    """Whether it is open, but another of its `one-of` group is done, so that it need not be."""
    particulars: Mapping[str, str] = field(default_factory=dict)
    """What was told by name."""
    wanted: Sequence[Mapping[str, str]] = ()
    """What its route is told besides, and was not; said when it is done."""
    first_due: datetime | None = None
    """When it was due before somebody gave it another time."""
    cover: str = ""
    """Who does it in the owner's place; empty once the cover is over."""
    cover_until: date | None = None


@dataclass(frozen=True)
class CustodyView:
    """One link in an exhibit's chain."""

    at: datetime
    what: str
    from_whom: str
    to_whom: str
    why: str
    receipt: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class ExhibitLine:
    """One exhibit."""

    reference: str
    case: str
    sha256: str
    size: int
    original_name: str
    media_type: str
    description: str
    captured_at: datetime | None
    captured_by: str
    source: str
    device: str
    device_clock: str
    file_time: datetime | None
    same_as: str
    where_kept: str
    caution: str
    """What to mind before anybody opens a copy; empty where nothing is known."""
    disposal: str
    disposal_words: str
    lodged_at: datetime
    lodged_by: str
    corrections: Sequence[CorrectionView] = ()


@dataclass(frozen=True)
class NoteView:
    """One note."""

    reference: str
    case: str
    words: str
    at: datetime
    recorded_at: datetime
    recorded_by: str
    corrections: Sequence[CorrectionView] = ()


@dataclass(frozen=True)
class ReferralView:
    """One contact with an agency."""

    reference: str
    case: str
    what: str
    route: str
    agency: str
    person: str
    at: datetime
    words: str
    their_reference: str
    incident_log: str
    answer: str
    answered_at: datetime | None
    recorded_at: datetime
    recorded_by: str
    particulars: Mapping[str, str] = field(default_factory=dict)
    """What was told by name."""
    wanted: Sequence[Mapping[str, str]] = ()
    """What this route is told besides, and was not yet."""
    action: str = ""
    """The action that it finished, where it finished one."""
    opened: Sequence[str] = ()
    """The locks that it opened."""
    corrections: Sequence[CorrectionView] = ()


@dataclass(frozen=True)
class DecisionView:
    """One decision."""

    reference: str
    case: str
    what: str
    why: str
    about: str
    seconded_by: str
    decided_at: datetime
    decided_by: str
    recorded_at: datetime
    corrections: Sequence[CorrectionView] = ()


@dataclass(frozen=True)
class ClosingView:
    """One closing, whatever became of it."""

    reference: str
    outcome: str
    outcome_words: str
    told_reporter: str
    needs_second: bool
    state: str
    proposed_at: datetime
    proposed_by: str
    seconded_at: datetime | None
    seconded_by: str
    second_words: str
    reopened_at: datetime | None
    reopened_by: str
    reopened_reason: str
    lessons: str
    recheck_on: date | None
    rechecked_at: datetime | None
    rechecked_by: str
    rechecked_words: str


@dataclass(frozen=True)
class ReleaseView:
    """One bundle that left."""

    reference: str
    bundle: str
    profile: str
    recipient: str
    purpose: str
    basis: str
    seal: str
    exhibits: Sequence[str]
    file_count: int
    log_size: int
    log_root: str
    wish_overridden: str
    withholdings: Sequence[Mapping[str, str]]
    released_at: datetime
    released_by: str


@dataclass(frozen=True)
class SupportView:
    """One offer of help."""

    id: str
    case: str
    for_whom: str
    offered: str
    taken: str
    offered_at: datetime
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class LetterView:
    """A letter as a person reads it."""

    case: str
    reference: str
    template: str
    title: str
    to: str
    address: str
    subject: str
    words: str
    state: str
    blanks: Sequence[str]
    """What is still to be filled in."""
    names: Sequence[str]
    """The marks of people of the case whose names stand in it and were not agreed to."""
    drafted_at: str
    drafted_by: str
    final_at: str
    final_by: str
    sent_at: str
    sent_how: str
    withdrawn_why: str


@dataclass(frozen=True)
class LimitView:
    """One time in law, as it runs in a case."""

    case: str
    limit: str
    title: str
    counted_from: date
    assumed: bool
    """Whether it counts from when the school knew, since nobody knows when it happened."""
    last_day: date
    passed: bool
    words: str
    source: str


@dataclass(frozen=True)
class CaseView:
    """A whole case, as it reads now."""

    case: str
    title: str
    status: str
    severity: int | None
    severity_name: str
    due: datetime | None
    compartment: str
    overdue: bool
    owner: str
    opened_at: datetime
    opened_by: str
    summary: str
    capture: str
    """What may be lodged now, by the strictest rule that applies."""
    locks: Sequence[str]
    """What must not be done yet."""
    incidents: Sequence[IncidentView]
    people: Sequence[PersonView]
    wishes: Sequence[WishView]
    assessments: Sequence[AssessmentView]
    actions: Sequence[ActionLine]
    exhibits: Sequence[ExhibitLine]
    notes: Sequence[NoteView]
    releases: Sequence[ReleaseView]
    decisions: Sequence[DecisionView]
    referrals: Sequence[ReferralView]
    corrections: Sequence[CorrectionView]
    closings: Sequence[ClosingView]
    supports: Sequence[SupportView]
    removals: Sequence[RemovalView]
    underage_reports: Sequence[UnderageView]
    letters: Sequence[LetterView]
    limits: Sequence[LimitView]
    """Times in law that run for the person concerned."""
    cover: str = ""
    """Who works it today in the leader's place."""
    cover_until: date | None = None


@dataclass(frozen=True)
class Closing:
    """How a case stands after somebody closed, approved, returned or reopened it."""

    case: str
    status: str
    missing: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    closing: str = ""
    outcome: str = ""
