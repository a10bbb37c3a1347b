"""Incidents: read from JSON, and logged where they belong.

The rules are: an incident opens a case of its own or is added to one; it goes where its people
say it belongs, and nowhere in between; whoever may not keep it there is told whom to ring now, and
nothing of it is written; every time is read back in full words.
"""

from collections.abc import Mapping, Sequence

from casebook import clock
from casebook.casework import namesakes, placing
from casebook.casework.case_file import CaseFile, of
from casebook.casework.incident_draft import (
    ExchangeDraft,
    IncidentDraft,
    PersonDraft,
    TimeRead,
)
from casebook.casework.incident_reading import draft_of, refuse
from casebook.casework.moments import spoken
from casebook.casework.people import Part, age_at, compared, parts_of
from casebook.casework.received import Alike, Logged
from casebook.casework.strict import Faults
from casebook.errors.rules import AddedToHigher, BelongsElsewhere
from casebook.records.carer import Carer
from casebook.records.case import Case
from casebook.records.incident import Incident
from casebook.records.involvement import Involvement
from casebook.records.person import Person
from casebook.records.wish import Wish
from casebook.store.book import Book
from casebook.store.change import Change


def read(data: Mapping[str, object]) -> IncidentDraft:
    """The incident in `data`, checked against every rule of the schema.

    Raises IncidentInvalid, with each fault's dotted path and code in its details.
    """
    return draft_of(data)


def log(book: Book, draft: IncidentDraft, case: str | None = None) -> Logged:
    """Keep an incident: in a case of its own, or added to `case`.

    Raises BelongsElsewhere, NeedsSeparateCasebook, AddedToHigher, CaseNotOpen, NotAHolder,
    CaseNotFound; nothing is written then.
    """
    _refuse_unknown_users(book, draft)
    parts = [part_in(draft, each) for each in draft.people]
    if case is None:
        wanted = placing.belongs(book, parts)
        if wanted not in book.held:
            raise BelongsElsewhere(details=placing.call_now(parts, wanted))
        return _open_case(book, draft, wanted)
    _, file = of(book, case)
    file.require_open()
    together = [*parts_of(file), *parts]
    if not placing.fits(book, together, file.compartment):
        raise AddedToHigher(case=file.case.reference, details=placing.call_now(together))
    return _add_to(book, draft, file)


def part_in(draft: IncidentDraft, person: PersonDraft) -> Part:
    """The part that a draft gives to somebody."""
    return Part(person.role, person.kind, _age(draft, person), person.name, person.user)


def read_back(draft: IncidentDraft) -> list[str]:
    """Each time of a draft in full words, and each wish left open, for the person to confirm."""
    said = [f"The school knew of it from {spoken(draft.known_at)}."]
    if draft.happened.precision == "unknown":
        said.append("When it happened is not known.")
    else:
        said.append(f"It happened {_when(draft.happened)}.")
    for place, wish in enumerate(draft.wishes, 1):
        if wish.at is not None and wish.at.earliest is not None:
            said.append(f"Wish {place} was expressed on {spoken(wish.at.earliest)}.")
        if wish.answer == "unsure":
            said.append(f"Wish {place} is kept as undecided: neither yes nor no was given.")
    return said


def _when(time: TimeRead) -> str:
    """A time of happening in words."""
    if time.precision == "exact" and time.earliest is not None:
        return f"on {spoken(time.earliest)}"
    return time.said


def _refuse_unknown_users(book: Book, draft: IncidentDraft) -> None:
    """Raise IncidentInvalid where a person is marked as a user whom nobody knows."""
    faults, known = Faults(), {each.short for each in placing.people_of(book)}
    for place, person in enumerate(draft.people):
        if person.user and person.user not in known:
            faults.add(f"people.{place}.user", "unknown", "is nobody's short name here")
    refuse(faults)


def _open_case(book: Book, draft: IncidentDraft, name: str) -> Logged:
    """Open a case in the compartment `name` with this incident."""
    kept = namesakes.known_to(book, [each.name for each in draft.people])
    with book.compartment(name).changing() as change:
        case, incident = open_with(book, change, draft)
    return Logged(
        case.reference,
        incident.reference,
        name,
        tuple(read_back(draft)),
        alike=_alike(draft, kept),
        questions=tuple(namesakes.questions(draft)),
        tell_now=tuple(namesakes.told_now(draft)),
    )


def _alike(draft: IncidentDraft, kept: Sequence[Alike]) -> tuple[Alike, ...]:
    """Who is kept already under a name like one of the draft's, each once."""
    names = dict.fromkeys(each.name for each in draft.people if each.name)
    found = [each for name in names for each in namesakes.alike(name, kept)]
    return tuple(dict.fromkeys(found))[: namesakes.MOST_ALIKE]


def open_with(book: Book, change: Change, draft: IncidentDraft) -> tuple[Case, Incident]:
    """Open a case with this incident, inside a change that somebody else ends."""
    case = Case.of(
        reference=change.number_case(),
        title=draft.title,
        summary=draft.summary,
        owner=book.user.uid,
        opened_at=clock.now(),
        opened_by=book.user.uid,
    )
    change.add("opened", case)
    return case, _write(book, change, case, draft, _Known({}))


def _add_to(book: Book, draft: IncidentDraft, file: CaseFile) -> Logged:
    """Add this incident to a case that is open."""
    by_name: dict[str, list[Person]] = {}
    for person in file.people:
        by_name.setdefault(compared(person.name), []).append(person)
    here = file.case.reference
    names = [each.name for each in draft.people]
    kept = [each for each in namesakes.known_to(book, names) if each.case != here]
    with book.compartment(file.compartment).changing() as change:
        incident = _write(book, change, file.case, draft, _Known(by_name))
    _, now_reads = of(book, here)
    parts = [each for each in now_reads.involvements if each.incident_id == incident.id]
    known_before = {each.id for each in file.people}
    joined = {now_reads.marks[each.person_id] for each in parts if each.person_id in known_before}
    near = [each for each in namesakes.known_to(book, names) if each.case == here]
    return Logged(
        here,
        incident.reference,
        file.compartment,
        tuple(read_back(draft)),
        alike=(*_near_in(now_reads, parts, near), *_alike(draft, kept)),
        joined=tuple(sorted(joined)),
        questions=tuple(namesakes.questions(draft)),
        tell_now=tuple(namesakes.told_now(draft)),
    )


def _near_in(
    file: CaseFile, parts: Sequence[Involvement], everybody: Sequence[Alike]
) -> tuple[Alike, ...]:
    """Who of the same case has a name like somebody's of a new incident, and is kept apart."""
    new = {file.marks[each.person_id]: file.person(each.person_id).name for each in parts}
    others = [each for each in everybody if each.mark not in new]
    return tuple(
        dict.fromkeys(each for name in new.values() for each in namesakes.alike(name, others))
    )


class _Known:
    """Finds people of a draft among those of its case: one name, one kind, nothing against it."""

    def __init__(self, by_name: Mapping[str, Sequence[Person]]) -> None:
        self._by_name = by_name
        self._here: list[tuple[PersonDraft, Person]] = []

    def find(self, draft: PersonDraft) -> Person | None:
        """The person meant by `draft`; none where it may be somebody else of that name."""
        if not draft.name:
            return None
        for earlier, person in self._here:
            if earlier.role != draft.role and _same(earlier, draft):
                return person
        found = [
            each
            for each in self._by_name.get(compared(draft.name), ())
            if each.person_kind == draft.kind
            and (draft.born is None or draft.born == each.born)
            and (draft.age is None or each.age is None or 0 <= draft.age - each.age <= 1)
        ]
        return found[0] if len(found) == 1 else None

    def remember(self, draft: PersonDraft, person: Person) -> None:
        """Keep in mind who was just written down."""
        self._here.append((draft, person))


def _same(one: PersonDraft, other: PersonDraft) -> bool:
    """Whether two entries of one draft, in different roles, are the same person."""
    return (compared(one.name), one.kind, one.age, one.born, one.year_group) == (
        compared(other.name),
        other.kind,
        other.age,
        other.born,
        other.year_group,
    )


def _write(book: Book, change: Change, case: Case, draft: IncidentDraft, known: _Known) -> Incident:
    """Write the incident and everybody and everything in it."""
    incident = change.add("recorded", _incident(book, change, case, draft))
    for each in draft.people:
        person = known.find(each)
        if person is None:
            person = change.add("named", _person(each))
            _write_carers(change, case, person, each)
        known.remember(each, person)
        change.add(
            "involved",
            Involvement.of(
                case_id=case.id,
                incident_id=incident.id,
                person_id=person.id,
                role=each.role,
                person_kind=each.kind,
                age=_age(draft, each),
            ),
        )
    _write_wishes(book, change, case, draft)
    return incident


def _incident(book: Book, change: Change, case: Case, draft: IncidentDraft) -> Incident:
    """The incident's own record."""
    return Incident.of(
        case_id=case.id,
        reference=change.number(case, "incident"),
        title=draft.title,
        summary=draft.summary,
        words=draft.words,
        happened_from=draft.happened.earliest,
        happened_to=draft.happened.latest,
        precision=draft.happened.precision,
        happened_typed=draft.happened.typed,
        known_at=draft.known_at,
        known_to=draft.known_to,
        medium=draft.medium,
        site_platform=draft.site.platform,
        site_url=draft.site.url,
        site_handle=draft.site.handle,
        site_account_id=draft.site.account_id,
        site_place=draft.site.place,
        site_audience=draft.site.audience,
        site_thread_kept=draft.site.thread_kept,
        seen_how=draft.seen_how,
        reported_by_name=draft.reported_by.name,
        reported_by_kind=draft.reported_by.kind,
        reported_by_themselves=draft.reported_by.themselves,
        **_details(draft),
        concerns=list(draft.concerns),
        signs=list(draft.signs),
        recorded_at=clock.now(),
        recorded_by=book.user.uid,
    )


def _details(draft: IncidentDraft) -> dict[str, object]:
    """How a contact went, how far it spread and what it does, by the record's own names."""
    return {
        "near_miss": draft.near_miss,
        "contact_begun_by": draft.contact.begun_by,
        "contact_answered": draft.contact.answered,
        "contact_automatic": draft.contact.automatic,
        "exchanges": [_exchange(each) for each in draft.exchanges],
        "spread_shared": draft.spread.shared,
        "spread_lasting": draft.spread.lasting,
        "bullying_does": list(draft.bullying.does),
        "bullying_for_power": draft.bullying.for_power,
        "intent": draft.intent,
        "already_done": list(draft.already_done),
        "policies": list(draft.policies),
    }


def _exchange(draft: ExchangeDraft) -> dict[str, str]:
    """One message of an exchange, its time in full where it is known."""
    at = draft.at.earliest if draft.at else None
    said = {"from": draft.sender, "words": draft.words}
    if draft.at is None or at is None:
        return said
    exact = draft.at.precision == "exact"
    return said | {"at": clock.iso(at) if exact else draft.at.said}


def _person(draft: PersonDraft) -> Person:
    """A person's own record."""
    return Person.of(
        name=draft.name,
        person_kind=draft.kind,
        born=draft.born,
        age=draft.age,
        year_group=draft.year_group,
        social_worker=draft.social_worker,
        not_to_be_told=draft.not_to_be_told,
        user=draft.user,
    )


def _write_carers(change: Change, case: Case, person: Person, draft: PersonDraft) -> None:
    """Write down who cares for somebody."""
    for each in draft.carers:
        change.add(
            "named",
            Carer.of(
                case_id=case.id,
                person_id=person.id,
                name=each.name,
                relationship_words=each.relationship,
                parental_responsibility=each.parental_responsibility,
                must_not_be_told=each.must_not_be_told,
            ),
        )


def _write_wishes(book: Book, change: Change, case: Case, draft: IncidentDraft) -> None:
    """Write down what people said they want."""
    for each in draft.wishes:
        said = each.at.earliest if each.at and each.at.earliest else draft.known_at
        change.add(
            "recorded",
            Wish.of(
                case_id=case.id,
                reference=change.number(case, "wish"),
                whose=each.whose,
                about=each.about,
                answer=each.answer,
                words=each.words,
                limits_explained=each.limits_explained,
                expressed_at=said,
                recorded_at=clock.now(),
                recorded_by=book.user.uid,
            ),
        )


def _age(draft: IncidentDraft, person: PersonDraft) -> int | None:
    """Somebody's age when it happened, as far as it is known."""
    if person.born is None:
        return person.age
    return age_at(person.born, draft.happened.earliest or draft.known_at)
