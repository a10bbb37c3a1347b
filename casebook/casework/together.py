"""All cases of a compartment read at once, as far as counting and comparing them needs.

The rule is: corrections are laid over what was written, as they are wherever one case is read.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from casebook.casework import duties
from casebook.casework.duties import Duties, by_reference
from casebook.casework.readings import corrected
from casebook.records.case import Case
from casebook.records.correction import Correction
from casebook.records.incident import Incident
from casebook.records.involvement import Involvement
from casebook.records.person import Person
from casebook.records.record import OfCase, Record
from casebook.store.compartment import Compartment

Kept = TypeVar("Kept", bound=OfCase)
Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True)
class Somebody:
    """One person's part in one incident of a case."""

    person: Person
    part: Involvement


@dataclass(frozen=True)
class Gist:
    """One case, with its incidents, its people and its duties."""

    compartment: str
    duties: Duties
    incidents: Sequence[Incident]
    people: Sequence[Somebody]

    @property
    def case(self) -> Case:
        """The case, as it reads now."""
        return self.duties.case

    @property
    def concerns(self) -> set[str]:
        """What the latest triage asked about; what was written down first, where nobody triaged."""
        if self.duties.assessment is not None:
            return {str(each) for each in self.duties.assessment.question.get("concerns", [])}
        return {concern for each in self.incidents for concern in each.concerns}


def read(compartment: Compartment) -> list[Gist]:
    """Every case of a compartment, the earliest first."""
    with compartment.reading() as session:
        cases = session.exec(select(Case).order_by(col(Case.opened_at), col(Case.reference))).all()
        fixed = _by_target(session)
        people = {each.id: each for each in session.exec(select(Person)).all()}
        incidents = _by_case(session, Incident, fixed)
        parts = _by_case(session, Involvement, fixed)
        worked = duties.of_cases(session, cases)
    return [
        Gist(
            compartment=compartment.name,
            duties=each,
            incidents=sorted(incidents[each.case.id], key=by_reference),
            people=[
                Somebody(_now(people[part.person_id], fixed), part) for part in parts[each.case.id]
            ],
        )
        for each in worked
    ]


def _by_case(
    session: Session, table: type[Kept], fixed: Mapping[str, Sequence[Correction]]
) -> Mapping[str, list[Kept]]:
    """Every record of one kind, by its case."""
    found: dict[str, list[Kept]] = defaultdict(list)
    for row in session.exec(select(table)).all():
        found[row.case_id].append(_now(row, fixed))
    return found


def _by_target(session: Session) -> Mapping[str, Sequence[Correction]]:
    """Every correction in order, by what it puts right."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for each in sorted(session.exec(select(Correction)).all(), key=by_reference):
        found[each.target_id].append(each)
    return found


def _now(record: Row, fixed: Mapping[str, Sequence[Correction]]) -> Row:
    """A record as it reads now."""
    return corrected(record, fixed[record.id]) if record.id in fixed else record
