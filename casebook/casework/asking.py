"""The question that a case asks the catalogue, and what the strictest answer allows to be kept.

The rules are: the people, concerns and signs of all incidents of a case are asked together; the
clocks start at the earliest moment the school knew of any of it; what is not asked anew is asked
as at the last triage, and so is a moment that only triage was told; before a case is triaged, and
when an incident was added since, the concerns written down with the incidents count already.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from casebook import clock
from casebook.casework import adopting
from casebook.casework.case_file import CaseFile
from casebook.casework.people import Part, parts_of
from casebook.errors.asked import EditionNotInForce
from casebook.store.book import Book
from casebook.triage import catalogue, engine
from casebook.triage.rules import CAPTURES


def known_at(file: CaseFile) -> datetime:
    """When the school first knew of any of it."""
    return min(each.known_at for each in file.incidents)


def question_of(
    book: Book,
    file: CaseFile,
    concerns: Iterable[str] = (),
    signs: Iterable[str] = (),
    since: datetime | None = None,
) -> dict[str, Any]:
    """The question of `file`, with `concerns` and `signs` added to those of its incidents.

    Where none are given, those of the last triage are asked again.
    """
    concerns = tuple(concerns) or _added_before(file, "concerns")
    signs = tuple(signs) or _added_before(file, "signs")
    settings = book.compartment(file.compartment).settings()
    return {
        "concerns": _union((each.concerns for each in file.incidents), concerns),
        "signs": _union((each.signs for each in file.incidents), signs),
        "people": [_person(each) for each in parts_of(file)],
        "known_at": clock.iso(since or _earliest(known_at(file), _told_to_triage(file))),
        "profile": settings.profile,
        "calendar": settings.calendar,
    }


def _told_to_triage(file: CaseFile) -> datetime | None:
    """The moment that the last triage was given and no incident ever said; none without one."""
    if file.assessment is None:
        return None
    asked = datetime.fromisoformat(str(file.assessment.question["known_at"]))
    said = {each.known_at for each in file.incidents}
    said |= {
        datetime.fromisoformat(each.earlier)
        for each in file.corrections
        if each.field == "known_at" and each.target_kind == "incident"
    }
    return None if asked in said else asked


def _earliest(said: datetime, told: datetime | None) -> datetime:
    """The earlier of what the incidents say and what triage was told."""
    return said if told is None else min(said, told)


def asks_otherwise(book: Book, file: CaseFile, asked: Mapping[str, Any]) -> bool:
    """Whether the case as it reads now asks something else than `asked`, or has known it longer."""
    present = question_of(book, file)
    if any(present[key] != asked[key] for key in ("people", "concerns", "signs")):
        return True
    return datetime.fromisoformat(str(present["known_at"])) < datetime.fromisoformat(
        str(asked["known_at"])
    )


def answer_to(
    book: Book, file: CaseFile, question: Mapping[str, Any], edition: str = ""
) -> dict[str, Any]:
    """The catalogue's answer, by `edition`, else by the one in force when it became known.

    Raises QuestionValueUnknown, EditionNotInForce or CatalogueRefused.
    """
    if edition:
        _in_force(edition)
    return dict(engine.answer(rules_for(book, file, question, edition), question))


def rules_for(
    book: Book, file: CaseFile, question: Mapping[str, Any], edition: str = ""
) -> catalogue.Catalogue:
    """The catalogue of `edition`, else of the day it became known, with the school's own profile.

    The profile is the one that the question names, in the state in which it was adopted then.
    Raises QuestionValueUnknown or CatalogueRefused.
    """
    moment = datetime.fromisoformat(str(question["known_at"]))
    loaded = catalogue.edition_called(edition) if edition else catalogue.load(moment)
    return adopting.beside(book.compartment(file.compartment), loaded, str(question["profile"]))


def _in_force(name: str) -> catalogue.Catalogue:
    """The edition called `name`, which has taken effect by now."""
    found = catalogue.edition_called(name)
    if not found.edition.is_dated or found.edition.since > clock.now().date():
        raise EditionNotInForce(edition=found.edition.id)
    return found


def provisional(book: Book, file: CaseFile) -> dict[str, Any]:
    """What the incidents alone would be answered now; nothing of it is kept."""
    return answer_to(book, file, question_of(book, file))


def capture_of(book: Book, file: CaseFile) -> str:
    """What may be lodged: the strictest that any triage, or the incidents at any time, asked for.

    A milder triage or a correction does not loosen it: what was once held to be imagery of a child
    is not let in by one person's second thought.
    """
    question = question_of(book, file)
    for field in ("concerns", "signs"):
        question[field] = _union([question[field]], _ever_said(file, field))
    found = [str(answer_to(book, file, question)["evidence"]["capture"])]
    found += [str(each.answer["evidence"]["capture"]) for each in file.assessments]
    return min(found, key=CAPTURES.index)


def _ever_said(file: CaseFile, field: str) -> list[str]:
    """What the incidents of a case said in a field before it was put right."""
    earlier = (each.earlier.split(",") for each in file.corrections if each.field == field)
    known = getattr(catalogue.load(), field)
    return [each.strip() for some in earlier for each in some if each.strip() in known]


def wishes_rule(book: Book, file: CaseFile) -> str:
    """How far wishes about the police go, by the latest triage, else by the incidents."""
    answer = file.assessment.answer if file.assessment else provisional(book, file)
    return str(answer["wishes"])


def _person(part: Part) -> dict[str, Any]:
    """One person, as triage asks for them."""
    person: dict[str, Any] = {"role": part.role, "kind": part.kind}
    if part.age is not None:
        person["age"] = part.age
    return person


def _added_before(file: CaseFile, field: str) -> tuple[str, ...]:
    """What the last triage asked beyond what the incidents said, then or since put right."""
    if file.assessment is None:
        return ()
    taken_back = {
        each.strip()
        for fixed in file.corrections
        if fixed.field == field
        for each in fixed.earlier.split(",")
    }
    return tuple(each for each in file.assessment.question[field] if each not in taken_back)


def _union(listed: Iterable[Iterable[str]], added: Iterable[str]) -> list[str]:
    """Every one of several lists, once, sorted."""
    return sorted({each for some in listed for each in some} | set(added))
