"""People told apart and brought together: matched, merged, split, and put right by their mark.

The rules are: nobody is joined because a name is alike: it is said, and a person decides; two are
merged only where nothing that is known of them differs, and the merging is a correction of each
part, so that it stands in the ledger, keeps what was written first, and is undone by splitting;
a part stays that of its incident, whoever it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casebook import clock
from casebook.casework import corrections, namesakes, texts
from casebook.casework.case_file import PERSON_ID, CaseFile, of
from casebook.casework.case_views import Viewer
from casebook.casework.people import compared
from casebook.casework.received import Alike
from casebook.casework.views import CarerView, CorrectionView, PersonView
from casebook.errors.working import NobodyMarked, PartsNotParted, PeopleDiffer
from casebook.records.carer import Carer
from casebook.records.correction import Correction
from casebook.records.involvement import Involvement
from casebook.records.person import Person
from casebook.store.book import Book
from casebook.store.change import Change

UNSAID = "unknown"
"""The kind of somebody of whom nobody knows what they are to the school."""


def listed(book: Book, ref: str) -> tuple[PersonView, ...]:
    """Everybody a case speaks of, with their mark, parts and carers."""
    _, file = of(book, ref)
    return Viewer(book, file).people()


def marked(file: CaseFile, mark: str) -> Person:
    """The person whose mark is `mark`; raises NobodyMarked."""
    wanted = mark.strip().upper()
    for person_id, each in file.marks.items():
        if each == wanted:
            return file.person(person_id)
    raise NobodyMarked(case=file.case.reference, known=", ".join(file.marks.values()))


def match(book: Book, ref: str) -> list[tuple[str, Alike]]:
    """For each person of a case, who of this and the other cases held here has a name like it."""
    _, file = of(book, ref)
    everybody = namesakes.known_to(book, [file.person(each).name for each in file.marks])
    found: list[tuple[str, Alike]] = []
    for person_id, mark in file.marks.items():
        name = file.person(person_id).name
        others = [
            each for each in everybody if (each.case, each.mark) != (file.case.reference, mark)
        ]
        found += [(mark, each) for each in namesakes.alike(name, others)]
    return found


def merge(book: Book, ref: str, mark: str, into: str, why: str) -> PersonView:
    """Take two people of a case for one: every part of `mark` is now that of `into`.

    Raises NobodyMarked, PeopleDiffer, ReasonMissing, CaseMustMove.
    """
    compartment, file = of(book, ref)
    gone, stays = marked(file, mark), marked(file, into)
    _refuse_different(file, gone, stays)
    reason = texts.reason(why, "taking two people for one")
    rows: list[Involvement | Carer] = [
        each for each in file.involvements if each.person_id == gone.id
    ]
    rows += [each for each in file.carers if each.person_id == gone.id]
    with compartment.changing() as change:
        moving = _Moving(book, change, file, reason)
        made = [moving.to(each, stays.id) for each in rows]
        corrections.refuse_misplaced(book, file, made)
    return _person(book, ref, stays.id)


def split(book: Book, ref: str, mark: str, incident: str, why: str) -> PersonView:
    """Part somebody's part in one incident from them: it is another's of the same name.

    What a merging brought together goes back to who it was. Raises NobodyMarked, PartsNotParted,
    ReasonMissing.
    """
    compartment, file = of(book, ref)
    person = marked(file, mark)
    reason = texts.reason(why, "taking one person for two")
    parts = _parts_to_split(file, person, incident)
    first = file.first_person(parts[0])
    with compartment.changing() as change:
        back = first if first != person.id else change.add("named", _another(person)).id
        rows: list[Involvement | Carer] = list(parts)
        if back == first:
            rows += [each for each in file.carers if file.first_person(each) == back]
        moving = _Moving(book, change, file, reason)
        for each in rows:
            moving.to(each, back)
    return _person(book, ref, back)


def amend(book: Book, ref: str, mark: str, field: str, *, reading: str, why: str) -> CorrectionView:
    """Put one field of somebody right, by their mark; raises what `corrections.correct` raises."""
    _, file = of(book, ref)
    person = marked(file, mark)
    return corrections.correct(book, f"{file.case.reference} {person.id}", field, reading, why)


def add_carer(
    book: Book,
    ref: str,
    mark: str,
    name: str,
    *,
    relationship: str = "",
    parental_responsibility: bool | None = None,
    must_not_be_told: str = "",
) -> CarerView:
    """Write down who cares for somebody, and whether they may be told.

    Raises NobodyMarked, TextUnusable.
    """
    compartment, file = of(book, ref)
    person = marked(file, mark)
    with compartment.changing() as change:
        carer = Carer.of(
            case_id=file.case.id,
            person_id=person.id,
            name=texts.line(texts.needed(name, "name"), "name"),
            relationship_words=texts.line(relationship, "relationship"),
            parental_responsibility=parental_responsibility,
            must_not_be_told=texts.passage(must_not_be_told, "must_not_be_told"),
        )
        change.add("named", carer)
    return CarerView(
        carer.id,
        carer.name,
        carer.relationship_words,
        carer.parental_responsibility,
        carer.must_not_be_told,
    )


def _refuse_different(file: CaseFile, gone: Person, stays: Person) -> None:
    """Raise PeopleDiffer where something that is known of two people differs."""
    why = ""
    if gone.id == stays.id:
        why = "that is the same mark twice"
    elif (
        gone.name.strip()
        and stays.name.strip()
        and not namesakes.alikeness(compared(gone.name), compared(stays.name))
    ):
        why = "their names are not alike"
    elif gone.born and stays.born and gone.born != stays.born:
        why = "they were born on two days"
    elif UNSAID not in {gone.person_kind, stays.person_kind} and (
        gone.person_kind != stays.person_kind
    ):
        why = "they are not the same to the school"
    elif gone.user != stays.user and gone.user and stays.user:
        why = "they are two users"
    if why:
        raise PeopleDiffer(case=file.case.reference, why=why)


def _parts_to_split(file: CaseFile, person: Person, incident: str) -> Sequence[Involvement]:
    """The parts of `person` in `incident` that are to be another's; raises PartsNotParted."""
    numbers = {each.reference: each.id for each in file.incidents}
    numbers |= {each.reference.rpartition("-")[2]: each.id for each in file.incidents}
    wanted = numbers.get(incident.strip().upper())
    own = [each for each in file.involvements if each.person_id == person.id]
    there = [each for each in own if each.incident_id == wanted]
    merged = [each for each in there if file.first_person(each) != person.id]
    why = ""
    if not there:
        why = "they have no part in that incident"
    elif not merged and len(there) == len(own):
        why = "it is the only incident they have a part in"
    if why:
        raise PartsNotParted(case=file.case.reference, mark=file.marks[person.id], why=why)
    return [each for each in merged if file.first_person(each) == file.first_person(merged[0])] or (
        there
    )


def _another(person: Person) -> Person:
    """Somebody of the same name, of whom the same is known as yet."""
    return Person.of(**person.model_dump(exclude={"id"}))


@dataclass(frozen=True)
class _Moving:
    """Gives parts and carers to somebody else, within one change and for one reason."""

    book: Book
    change: Change
    file: CaseFile
    why: str

    def to(self, row: Involvement | Carer, person: str) -> Correction:
        """Write that a part, or a carer, is somebody else's than it was."""
        made = Correction.of(
            case_id=self.file.case.id,
            reference=self.change.number(self.file.case, "correction"),
            target_kind=row.kind,
            target_id=row.id,
            target_reference=f"{self.file.case.reference} {row.id}",
            field=PERSON_ID,
            reading=person,
            earlier=row.person_id,
            why=self.why,
            recorded_at=clock.now(),
            recorded_by=self.book.user.uid,
        )
        return self.change.add("corrected", made)


def _person(book: Book, ref: str, person_id: str) -> PersonView:
    """One person as the case reads now."""
    return next(each for each in listed(book, ref) if each.id == person_id)
