"""What a search found, as the person reads it: in which case, under which reference.

The rules are: a person is found in each of their cases, since they belong to no one of them; what
a register keeps is found by itself, for it belongs to no case; what was found is looked up kind by
kind, so that a long list costs a few questions and no more.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from casebook.casework.overviews import SearchHit
from casebook.casework.readings import corrected
from casebook.casework.registers.overview import title_of
from casebook.records.case import Case
from casebook.records.correction import Correction
from casebook.records.involvement import Involvement
from casebook.records.kinds import KINDS
from casebook.records.record import Record
from casebook.records.registered import Registered
from casebook.store.finder import Hit


def read(session: Session, compartment: str, hits: Sequence[Hit]) -> Iterator[SearchHit]:
    """The `hits` of one compartment, in their order."""
    records = _records(session, hits)
    of_people = _cases_of_people(session, hits)
    wanted = {each.case_id for each in hits} | {one for each in of_people.values() for one in each}
    cases = _cases(session, wanted)
    for hit in hits:
        found = records.get(hit.object_id)
        own = str(getattr(found, "reference", ""))
        if isinstance(found, Registered):
            yield SearchHit("", title_of(found), hit.kind, own, compartment)
            continue
        for case_id in of_people.get(hit.object_id, [hit.case_id]):
            case = cases[case_id]
            mark = f"{case.reference} {own}" if hit.kind == "exhibit" else own or case.reference
            yield SearchHit(case.reference, case.title, hit.kind, mark, compartment)


def _cases(session: Session, wanted: set[str]) -> dict[str, Case]:
    """The cases `wanted`, as they read now."""
    query = select(Correction).where(col(Correction.target_id).in_(wanted))
    fixed = session.exec(query.order_by(col(Correction.recorded_at))).all()
    found = session.exec(select(Case).where(col(Case.id).in_(wanted))).all()
    return {each.id: corrected(each, fixed) for each in found}


def _records(session: Session, hits: Sequence[Hit]) -> dict[str, Record]:
    """What was found, by identifier; only of the kinds that have references of their own."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for each in hits:
        by_kind[each.kind].append(each.object_id)
    found: dict[str, Record] = {}
    for kind, wanted in by_kind.items():
        if "reference" in KINDS[kind].model_fields:
            table = KINDS[kind]
            rows = session.exec(select(table).where(col(table.id).in_(wanted))).all()
            found |= {each.id: each for each in rows}
    return found


def _cases_of_people(session: Session, hits: Sequence[Hit]) -> dict[str, list[str]]:
    """The cases of each person that was found."""
    people = [each.object_id for each in hits if each.kind == "person"]
    query = select(Involvement.person_id, Involvement.case_id)
    found: dict[str, list[str]] = {each: [] for each in people}
    for person_id, case_id in session.exec(query.where(col(Involvement.person_id).in_(people))):
        if case_id not in found[person_id]:
            found[person_id].append(case_id)
    return found
