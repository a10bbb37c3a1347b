"""Views of a case's records, built from one reading of the case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from casebook.casework import worked
from casebook.casework.case_file import PERSON_ID, CaseFile
from casebook.casework.media import caution_for
from casebook.casework.people import called, compared, part_of
from casebook.casework.views import (
    CarerView,
    ClosingView,
    CorrectionView,
    CustodyView,
    DecisionView,
    ExhibitLine,
    IncidentView,
    NoteView,
    PartView,
    PersonView,
    ReferralView,
    ReleaseView,
    RoleView,
    SupportView,
    WishView,
)
from casebook.records.closing import Closing
from casebook.records.correction import Correction
from casebook.records.custody import Custody
from casebook.records.decision import Decision
from casebook.records.exhibit import Exhibit
from casebook.records.incident import Incident
from casebook.records.note import Note
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.records.referral import Referral
from casebook.records.release import Release
from casebook.records.support import Support
from casebook.records.wish import Wish
from casebook.store.book import Book

Said = TypeVar("Said")


@dataclass(frozen=True)
class Viewer:
    """Builds the views of one case for one open book."""

    book: Book
    file: CaseFile

    @property
    def case(self) -> str:
        """The case's reference."""
        return self.file.case.reference

    def who(self, uid: str | None) -> str:
        """The short name of a user."""
        return called(self.book, uid)

    def corrections(self, record: Record) -> tuple[CorrectionView, ...]:
        """What was put right about `record`."""
        return tuple(self.correction(each) for each in self.file.corrections_of(record))

    def correction(self, row: Correction) -> CorrectionView:
        """One correction."""
        return CorrectionView(
            reference=row.reference,
            target=row.target_reference,
            field="person" if row.field == PERSON_ID else row.field,
            earlier=self.reading(row, row.earlier),
            reading=self.reading(row, row.reading),
            why=row.why,
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
        )

    def reading(self, row: Correction, text: str) -> str:
        """What a correction says; somebody by their mark and name where it says whose a part is."""
        if row.field != PERSON_ID:
            return text
        mark = self.file.marks_ever.get(text, "")
        name = self.file.person(text).name if text in self.file.marks else ""
        return f"{mark} {name}".strip()

    def incident(self, row: Incident) -> IncidentView:
        """One incident, under the keys it was handed in with."""
        at, between = _times(row)
        return IncidentView(
            reference=row.reference,
            title=row.title,
            summary=row.summary,
            words=row.words,
            happened_at=at,
            happened_between=between,
            precision=row.precision,
            happened_typed=row.happened_typed,
            known_at=row.known_at,
            known_to=row.known_to,
            medium=row.medium,
            site=_site(row),
            seen_how=row.seen_how,
            reported_by=_reporter(row),
            near_miss=row.near_miss,
            contact=_contact(row),
            exchanges=tuple(row.exchanges),
            spread=filled({"shared": row.spread_shared, "lasting": row.spread_lasting}),
            bullying=filled(
                {"does": tuple(row.bullying_does), "for_power": row.bullying_for_power}
            ),
            intent=row.intent,
            already_done=tuple(row.already_done),
            policies=tuple(row.policies),
            people=self._parts(row),
            concerns=tuple(row.concerns),
            signs=tuple(row.signs),
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
            corrections=self.corrections(row),
        )

    def _parts(self, incident: Incident) -> tuple[PartView, ...]:
        """Everybody's part in one incident."""
        found = []
        for each in self.file.involvements:
            if each.incident_id == incident.id:
                person = self.file.person(each.person_id)
                part = part_of(self.file, each, person, incident)
                found.append(
                    PartView(person.name, part.kind, part.role, part.age, person.year_group)
                )
        return tuple(found)

    def people(self) -> tuple[PersonView, ...]:
        """Everybody, in the order in which they come into the case."""
        return tuple(self._person(self.file.person(each)) for each in self.file.marks)

    def _person(self, row: Person) -> PersonView:
        """One person with their parts and carers."""
        parts = self._roles(row)
        return PersonView(
            id=row.id,
            mark=self.file.marks[row.id],
            name=row.name,
            kind=parts[-1].kind,
            role=parts[-1].role,
            age=parts[-1].age,
            born=row.born,
            year_group=row.year_group,
            social_worker=row.social_worker,
            not_to_be_told=row.not_to_be_told,
            user=row.user,
            parts=parts,
            carers=tuple(
                CarerView(
                    each.id,
                    each.name,
                    each.relationship_words,
                    each.parental_responsibility,
                    each.must_not_be_told,
                )
                for each in self.file.carers
                if each.person_id == row.id
            ),
            corrections=self.corrections(row),
        )

    def _roles(self, person: Person) -> tuple[RoleView, ...]:
        """The parts that `person` had, incident by incident."""
        incidents = {each.id: each for each in self.file.incidents}
        found = []
        for each in self.file.involvements:
            if each.person_id == person.id:
                incident = incidents[each.incident_id]
                part = part_of(self.file, each, person, incident)
                found.append(RoleView(incident.reference, part.role, part.kind, part.age))
        return tuple(found)

    def wish(self, row: Wish) -> WishView:
        """One wish, and whether a later one has taken its place."""
        return WishView(
            reference=row.reference,
            whose=row.whose,
            about=row.about,
            answer=row.answer,
            words=row.words,
            limits_explained=row.limits_explained,
            at=row.expressed_at,
            is_latest=row.reference in {each.reference for each in latest_wishes(self.file)},
            answered_words=row.answered_words,
            answered_at=row.answered_at,
            answered_by=self.who(row.answered_by),
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
            corrections=self.corrections(row),
        )

    def exhibit(self, row: Exhibit) -> ExhibitLine:
        """One exhibit."""
        return ExhibitLine(
            reference=row.reference,
            case=self.case,
            sha256=row.sha256,
            size=row.size,
            original_name=row.original_name,
            media_type=row.media_type,
            description=row.description,
            captured_at=row.captured_at,
            captured_by=row.captured_by,
            source=row.source,
            device=row.device,
            device_clock=row.device_clock,
            file_time=row.file_time,
            same_as=row.same_as,
            where_kept=row.where_kept,
            caution=caution_for(row.media_type, row.original_name),
            disposal=row.disposal,
            disposal_words=row.disposal_words,
            lodged_at=row.lodged_at,
            lodged_by=self.who(row.lodged_by),
            corrections=self.corrections(row),
        )

    def custody(self, row: Custody) -> CustodyView:
        """One link of an exhibit's chain."""
        return CustodyView(
            at=row.at,
            what=row.what,
            from_whom=row.from_whom,
            to_whom=row.to_whom,
            why=row.why,
            receipt=row.receipt,
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
        )

    def note(self, row: Note) -> NoteView:
        """One note."""
        return NoteView(
            reference=row.reference,
            case=self.case,
            words=row.words,
            at=row.at,
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
            corrections=self.corrections(row),
        )

    def referral(self, row: Referral, action: str = "", opened: Sequence[str] = ()) -> ReferralView:
        """One contact with an agency."""
        return ReferralView(
            reference=row.reference,
            case=self.case,
            what=row.what,
            route=row.route,
            agency=row.agency,
            person=row.person,
            at=row.at,
            words=row.words,
            their_reference=row.their_reference,
            incident_log=row.incident_log,
            answer=row.answer,
            answered_at=row.answered_at,
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
            particulars=dict(row.particulars),
            wanted=tuple(_wanted(row)),
            action=action,
            opened=opened,
            corrections=self.corrections(row),
        )

    def decision(self, row: Decision) -> DecisionView:
        """One decision."""
        return DecisionView(
            reference=row.reference,
            case=self.case,
            what=row.what,
            why=row.why,
            about=row.about,
            seconded_by=self.who(row.seconded_by or self.file.second_of(row)),
            decided_at=row.decided_at,
            decided_by=self.who(row.decided_by),
            recorded_at=row.recorded_at or row.decided_at,
            corrections=self.corrections(row),
        )

    def closing(self, row: Closing) -> ClosingView:
        """One closing."""
        return ClosingView(
            reference=row.reference,
            outcome=row.outcome,
            outcome_words=row.outcome_words,
            told_reporter=row.told_reporter,
            needs_second=row.needs_second,
            state=row.state,
            proposed_at=row.proposed_at,
            proposed_by=self.who(row.proposed_by),
            seconded_at=row.seconded_at,
            seconded_by=self.who(row.seconded_by),
            second_words=row.second_words,
            reopened_at=row.reopened_at,
            reopened_by=self.who(row.reopened_by),
            reopened_reason=row.reopened_reason,
            lessons=row.lessons,
            recheck_on=row.recheck_on,
            rechecked_at=row.rechecked_at,
            rechecked_by=self.who(row.rechecked_by),
            rechecked_words=row.rechecked_words,
        )

    def release(self, row: Release) -> ReleaseView:
        """One bundle that left."""
        return ReleaseView(
            reference=row.reference,
            bundle=row.bundle,
            profile=row.profile,
            recipient=row.recipient,
            purpose=row.purpose,
            basis=row.basis,
            seal=row.seal,
            exhibits=tuple(row.exhibits),
            file_count=row.file_count,
            log_size=row.log_size,
            log_root=row.log_root,
            wish_overridden=row.wish_overridden,
            withholdings=tuple(
                {"what": each.what, "why": each.why}
                for each in self.file.withholdings
                if each.release_id == row.id
            ),
            released_at=row.released_at,
            released_by=self.who(row.released_by),
        )

    def support(self, row: Support) -> SupportView:
        """One offer of help."""
        return SupportView(
            id=row.id,
            case=self.case,
            for_whom=row.for_whom,
            offered=row.offered,
            taken=row.taken,
            offered_at=row.offered_at,
            recorded_at=row.recorded_at,
            recorded_by=self.who(row.recorded_by),
        )


def latest_wishes(file: CaseFile) -> list[Wish]:
    """The latest wish of each person about each thing, in order."""
    latest: dict[tuple[str, str], Wish] = {}
    for each in file.wishes:
        key = (compared(each.whose), each.about)
        if key not in latest or each.expressed_at >= latest[key].expressed_at:
            latest[key] = each
    return [each for each in file.wishes if each in latest.values()]


def _wanted(row: Referral) -> Iterator[dict[str, str]]:
    """What a route is told besides, and was not yet; advice asks for nothing more."""
    if row.what == "referral":
        known = {
            "agency": row.agency,
            "person": row.person,
            "words": row.words,
            "reference": row.their_reference,
            "incident_log": row.incident_log,
        }
        deed = worked.ANSWERED if row.answer else worked.REFER
        yield from worked.wanted(row.route, deed, {**known, **row.particulars})


def _site(row: Incident) -> dict[str, str]:
    """Where on the net it was, under the keys it was handed in with."""
    return {
        "platform": row.site_platform,
        "url": row.site_url,
        "handle": row.site_handle,
        "account_id": row.site_account_id,
        "place": row.site_place,
        "audience": row.site_audience,
        "thread_kept": row.site_thread_kept,
    }


def _reporter(row: Incident) -> dict[str, Any]:
    """Who brought it, and whether they tell of themselves, where that was asked."""
    named: dict[str, Any] = {"name": row.reported_by_name, "kind": row.reported_by_kind}
    return named | filled({"themselves": row.reported_by_themselves})


def _contact(row: Incident) -> dict[str, str | bool]:
    """How a contact began, as far as it was told."""
    return filled(
        {
            "begun_by": row.contact_begun_by,
            "answered": row.contact_answered,
            "automatic": row.contact_automatic,
        }
    )


def filled(values: Mapping[str, Said | None]) -> dict[str, Said]:
    """What was said of some things; what was left out is left out."""
    return {
        name: each for name, each in values.items() if each is not None and each not in ("", ())
    }


def _times(row: Incident) -> tuple[datetime | None, tuple[datetime, datetime] | None]:
    """When it happened: a moment, a span, or neither."""
    if row.happened_from is None or row.happened_to is None:
        return row.happened_from, None
    if row.happened_from == row.happened_to:
        return row.happened_from, None
    return None, (row.happened_from, row.happened_to)
