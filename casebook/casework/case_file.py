"""Everything that is kept about one case, read at once, as it reads now.

The rules of casework, the views, the chronology and the bundles all work from this one reading,
so that they cannot differ about what the case says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from sqlmodel import Session, col, select

from casebook.casework.duties import Duties, by_reference
from casebook.casework.readings import corrected
from casebook.errors.given import RecordNotFound
from casebook.errors.rules import CaseNotOpen
from casebook.identifiers import parse_child
from casebook.records.action import Action
from casebook.records.assessment import Assessment
from casebook.records.carer import Carer
from casebook.records.case import Case
from casebook.records.closing import Closing
from casebook.records.correction import Correction
from casebook.records.custody import Custody
from casebook.records.decision import Decision
from casebook.records.exhibit import Exhibit
from casebook.records.incident import Incident
from casebook.records.involvement import Involvement
from casebook.records.letter import Letter
from casebook.records.note import Note
from casebook.records.person import Person
from casebook.records.record import OfCase, Record
from casebook.records.referral import Referral
from casebook.records.release import Release
from casebook.records.removal import Removal
from casebook.records.support import Support
from casebook.records.underage import UnderageReport
from casebook.records.wish import Wish
from casebook.records.withholding import Withholding
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.triage.question import ROLES

Kept = TypeVar("Kept", bound=OfCase)

PERSON_ID = "person_id"
"""The field of a part, or of a carer, that says whose it is."""

AGREED = "agreed"
"""What a decision says by which a second person agrees to the one that it is about."""

CUSTODY_ORDER = (
    "captured",
    "lodged",
    "copied",
    "released",
    "handed-over",
    "returned",
    "destroyed",
)
"""The links of a chain that were written in the same second, in the order of a thing's life."""


@dataclass(frozen=True)
class CaseFile:
    """One case and its records, corrections laid over them, each kind in its own order."""

    compartment: str
    case: Case
    incidents: Sequence[Incident]
    people: Sequence[Person]
    involvements: Sequence[Involvement]
    carers: Sequence[Carer]
    wishes: Sequence[Wish]
    exhibits: Sequence[Exhibit]
    custody: Sequence[Custody]
    assessments: Sequence[Assessment]
    actions: Sequence[Action]
    referrals: Sequence[Referral]
    decisions: Sequence[Decision]
    notes: Sequence[Note]
    corrections: Sequence[Correction]
    closings: Sequence[Closing]
    releases: Sequence[Release]
    withholdings: Sequence[Withholding]
    supports: Sequence[Support]
    removals: Sequence[Removal]
    underage_reports: Sequence[UnderageReport]
    letters: Sequence[Letter]

    @property
    def assessment(self) -> Assessment | None:
        """The latest triage answer; none before the first."""
        return self.assessments[-1] if self.assessments else None

    @property
    def duties(self) -> Duties:
        """The part of it that its duties follow from."""
        return Duties(self.case, self.actions, self.assessments, self.referrals)

    @property
    def marks(self) -> dict[str, str]:
        """The mark of each person, `P1` first, in the order in which they come into the case.

        Nobody's mark changes because two others were taken for one, or one for two.
        """
        present = {each.person_id for each in self.involvements}
        return {person: mark for person, mark in self.marks_ever.items() if person in present}

    @property
    def marks_ever(self) -> dict[str, str]:
        """The same, with those whose parts were all taken for another's since."""
        written = {each.id: each.recorded_at for each in self.incidents}
        came = [(written[each.incident_id], self.first_person(each)) for each in self.involvements]
        came += [(each.recorded_at, each.reading) for each in self.corrections if _parts(each)]
        order = dict.fromkeys(person for _, person in sorted(came, key=itemgetter(0)))
        return {person: f"P{place}" for place, person in enumerate(order, 1)}

    def first_person(self, part: Involvement | Carer) -> str:
        """Whose a part or a carer was when it was written, whoever it belongs to now."""
        moved = [each for each in self.corrections_of(part) if each.field == PERSON_ID]
        return moved[0].earlier if moved else part.person_id

    def person(self, person_id: str) -> Person:
        """The person with that identifier."""
        return next(each for each in self.people if each.id == person_id)

    def corrections_of(self, record: Record) -> list[Correction]:
        """What was put right about `record`, in order."""
        return [each for each in self.corrections if each.target_id == record.id]

    def with_references(self) -> Iterator[Record]:
        """Every record of the case that has a reference of its own in any compartment."""
        yield self.case
        yield from self.incidents
        yield from self.wishes
        yield from self.assessments
        yield from self.actions
        yield from self.referrals
        yield from self.decisions
        yield from self.notes
        yield from self.corrections
        yield from self.closings
        yield from self.releases
        yield from self.removals
        yield from self.underage_reports
        yield from self.letters

    def second_of(self, decision: Decision) -> str:
        """The user who agreed, as the second person, to `decision`; empty while nobody did."""
        for each in self.decisions:
            if each.what == AGREED and each.about == decision.reference:
                return each.decided_by
        return ""

    def require_open(self) -> None:
        """Raise CaseNotOpen when the case is closed, or its closing waits for a signature."""
        if self.case.status != "open":
            said = {"closed": "closed", "awaiting-second": "waiting for its second signature"}
            raise CaseNotOpen(case=self.case.reference, status=said[self.case.status])


def of(book: Book, reference: str) -> tuple[Compartment, CaseFile]:
    """The case `reference` and everything in it.

    Raises ReferenceInvalid, NotAHolder, CaseNotFound.
    """
    compartment, case = book.find_case(reference)
    with compartment.reading() as session:
        return compartment, read(session, compartment.name, case)


def read(session: Session, compartment: str, case: Case) -> CaseFile:
    """Everything in `case`, read in `session`."""
    corrections = _in_order(session, Correction, case)
    written = _rows(session, Involvement, case)
    involvements = [corrected(each, corrections) for each in written]
    wanted = {each.person_id for each in involvements}
    people = session.exec(select(Person).where(col(Person.id).in_(wanted))).all()
    incidents = _in_order(session, Incident, case)
    custody = _rows(session, Custody, case)
    exhibits = _rows(session, Exhibit, case)

    def now(rows: Sequence[Kept]) -> tuple[Kept, ...]:
        return tuple(corrected(each, corrections) for each in rows)

    return CaseFile(
        compartment=compartment,
        case=corrected(case, corrections),
        incidents=now(incidents),
        people=tuple(corrected(each, corrections) for each in people),
        involvements=sorted(involvements, key=_by_incident(incidents, written)),
        carers=now(sorted(_rows(session, Carer, case), key=lambda each: each.name)),
        wishes=now(_in_order(session, Wish, case)),
        exhibits=now(sorted(exhibits, key=_by_mark)),
        custody=now(sorted(custody, key=_by_life)),
        assessments=now(_in_order(session, Assessment, case)),
        actions=now(_in_order(session, Action, case)),
        referrals=now(_in_order(session, Referral, case)),
        decisions=now(_in_order(session, Decision, case)),
        notes=now(_in_order(session, Note, case)),
        corrections=corrections,
        closings=now(_in_order(session, Closing, case)),
        releases=now(_in_order(session, Release, case)),
        withholdings=now(_rows(session, Withholding, case)),
        supports=now(sorted(_rows(session, Support, case), key=lambda each: each.offered_at)),
        removals=now(_in_order(session, Removal, case)),
        underage_reports=now(_in_order(session, UnderageReport, case)),
        letters=now(_in_order(session, Letter, case)),
    )


def named(book: Book, reference: str, kind: str) -> tuple[Compartment, CaseFile, str]:
    """The case of the `kind` that `reference` names, and the reference as it is written.

    Raises ReferenceInvalid, NotAHolder, CaseNotFound.
    """
    child = parse_child(reference, kind)
    compartment, file = of(book, child.case.text)
    return compartment, file, child.text


def pick(records: Sequence[Kept], reference: str) -> Kept:
    """The one of `records` with `reference`; raises RecordNotFound."""
    for each in records:
        if getattr(each, "reference", "") == reference:
            return each
    raise RecordNotFound(reference=reference)


def _parts(correction: Correction) -> bool:
    """Whether a correction says whose a part or a carer is."""
    return correction.field == PERSON_ID


def _rows(session: Session, table: type[Kept], case: Case) -> Sequence[Kept]:
    """Every record of one kind in `case`."""
    return session.exec(select(table).where(col(table.case_id) == case.id)).all()


def _in_order(session: Session, table: type[Kept], case: Case) -> list[Kept]:
    """Every record of a kind that has references, in their order."""
    return sorted(_rows(session, table, case), key=by_reference)


def _by_incident(
    incidents: Sequence[Incident], written: Sequence[Involvement]
) -> Callable[[Involvement], tuple[int, int, str]]:
    """Parts in the order of their incidents, then of their weight in them as first written."""
    places = {each.id: place for place, each in enumerate(incidents)}
    first = {each.id: (ROLES.index(each.role), each.person_id) for each in written}

    def weight(part: Involvement) -> tuple[int, int, str]:
        return places[part.incident_id], *first[part.id]

    return weight


def _by_mark(exhibit: Exhibit) -> tuple[str, int]:
    """Exhibit marks by initials, then by number."""
    initials, _, number = exhibit.reference.partition("/")
    return initials, int(number)


def _by_life(link: Custody) -> tuple[object, ...]:
    """The links of a chain in the order in which they happened."""
    return link.exhibit_id, link.recorded_at, CUSTODY_ORDER.index(link.what)
