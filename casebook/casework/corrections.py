"""Corrections: a later entry that puts an earlier one right; the earlier stays readable.

The rules are: what identifies, proves or steers a case is not corrected but done anew (whose wish
it is and what about, among it: another wish is recorded); what triage was told may be corrected,
and the case is then triaged again before it is closed; a corrected reading counts for every rule
from then on, so it is checked as strictly as the first; one that would bring the case before
somebody it concerns is refused, with whom to ring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casebook import clock
from casebook.casework import placing, readings, texts
from casebook.casework.case_file import CaseFile, of, pick
from casebook.casework.case_views import Viewer
from casebook.casework.incident_details import (
    ALREADY_DONE,
    BULLYING,
    INTENTS,
    KNOWN,
    THREAD_KEPT,
)
from casebook.casework.incident_reading import PRECISIONS
from casebook.casework.people import parts_of
from casebook.casework.registers import underage
from casebook.casework.views import CorrectionView
from casebook.errors.given import FieldFixed, ReadingInvalid, RecordNotFound, ReferenceInvalid
from casebook.errors.rules import CaseMustMove
from casebook.identifiers import exhibit_reference, parse_case, parse_child, parse_exhibit
from casebook.records.correction import Correction
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.store.book import Book
from casebook.triage import catalogue
from casebook.triage.question import KINDS, OLDEST, ROLES

LONGEST_NAME: Final = 40
"""Characters of a field's name: what is longer is no name of ours."""

CORRECTABLE: Final = {
    "case": ("title", "summary"),
    "incident": (
        "title",
        "summary",
        "words",
        "happened_from",
        "happened_to",
        "precision",
        "known_at",
        "known_to",
        "medium",
        "site_platform",
        "site_url",
        "site_handle",
        "site_account_id",
        "site_place",
        "site_audience",
        "seen_how",
        "reported_by_name",
        "reported_by_kind",
        "reported_by_themselves",
        "near_miss",
        "contact_begun_by",
        "contact_answered",
        "contact_automatic",
        "site_thread_kept",
        "spread_shared",
        "spread_lasting",
        "bullying_does",
        "bullying_for_power",
        "intent",
        "already_done",
        "policies",
        "concerns",
        "signs",
    ),
    "person": (
        "name",
        "person_kind",
        "born",
        "age",
        "year_group",
        "social_worker",
        "not_to_be_told",
        "user",
    ),
    "involvement": ("role",),
    "carer": ("name", "relationship_words", "parental_responsibility", "must_not_be_told"),
    "wish": ("words", "limits_explained", "expressed_at", "answered_words"),
    "exhibit": (
        "description",
        "captured_at",
        "captured_by",
        "source",
        "device",
        "device_clock",
        "where_kept",
        "disposal_words",
    ),
    "custody": ("at", "from_whom", "to_whom", "why", "receipt"),
    "assessment": ("override_reason",),
    "action": (
        "words",
        "outcome",
        "outside_reference",
        "done_at",
        "done_by",
        "done_with",
        "ruled_out_reason",
        "ruled_out_authority",
        "ruled_out_at",
    ),
    "referral": (
        "agency",
        "person",
        "at",
        "words",
        "their_reference",
        "incident_log",
        "answer",
        "answered_at",
    ),
    "decision": ("why",),
    "note": ("words", "at"),
    "removal": ("site", "asked_by", "whom", "words", "answer"),
    "underage-report": (
        "platform",
        "account",
        "parents_told",
        "not_told_why",
        "their_reference",
        "answer",
    ),
    "closing": ("outcome_words", "told_reporter", "lessons", "rechecked_words"),
    "release": ("recipient", "purpose", "basis"),
    "support": ("for_whom", "offered", "taken", "offered_at"),
    "withholding": ("why",),
}
"""The fields of each kind that a correction can put right."""

CALLED: Final = {
    ("incident", "happened_at"): ("happened_from", "happened_to"),
    ("incident", "platform"): ("site_platform",),
    ("incident", "url"): ("site_url",),
    ("incident", "handle"): ("site_handle",),
    ("incident", "account_id"): ("site_account_id",),
    ("incident", "place"): ("site_place",),
    ("incident", "audience"): ("site_audience",),
    ("person", "kind"): ("person_kind",),
    ("carer", "relationship"): ("relationship_words",),
    ("wish", "at"): ("expressed_at",),
    ("action", "reference"): ("outside_reference",),
    ("referral", "reference"): ("their_reference",),
}
"""The fields that a view shows under another name than their column's."""

WORDS: Final = {
    "role": ROLES,
    "person_kind": KINDS,
    "reported_by_kind": KINDS,
    "precision": PRECISIONS,
    "contact_answered": KNOWN,
    "site_thread_kept": THREAD_KEPT,
    "spread_lasting": KNOWN,
    "bullying_for_power": KNOWN,
    "intent": INTENTS,
}
"""The fields whose reading is one of a few words."""

SEVERAL: Final = {"bullying_does": BULLYING, "already_done": ALREADY_DONE}
"""The fields whose reading is several of a few words."""

SHORTEST_ID = 8
"""Digits of a record's identifier that are enough to name it."""


@dataclass(frozen=True)
class Target:
    """The record that is to be put right."""

    record: Record
    reference: str


def correct(book: Book, reference: str, field: str, reading: str, why: str) -> CorrectionView:
    """Put one field of one record right; the earlier reading stays beside it.

    `reference`: a case, a record of a case, `CASE MARK` for an exhibit, or `CASE ID` for what has
    no reference of its own (a person, a carer, an offer of help). Raises ReferenceInvalid,
    RecordNotFound, FieldFixed, ReadingInvalid, ReasonMissing, BirthDayRefused, CaseMustMove.
    """
    case, rest = _parted(reference)
    compartment, file = of(book, case)
    target = _target(file, rest)
    fields = _fields(file, target, field)
    reason = texts.reason(why, "a correction")
    underage.refuse_corrected(file, target.record, fields[0][1], reading)
    made: list[Correction] = []
    with compartment.changing() as change:
        for record, column in fields:
            made.append(
                Correction.of(
                    case_id=file.case.id,
                    reference=change.number(file.case, "correction"),
                    target_kind=record.kind,
                    target_id=record.id,
                    target_reference=target.reference,
                    field=column,
                    reading=_checked(book, record, column, reading),
                    earlier=readings.text_of(getattr(record, column)),
                    why=reason,
                    recorded_at=clock.now(),
                    recorded_by=book.user.uid,
                )
            )
            change.add("corrected", made[-1])
        refuse_misplaced(book, file, made)
    return Viewer(book, file).correction(made[0])


def _parted(reference: str) -> tuple[str, str]:
    """The case of a reference, and what of the case it names; empty for the case itself."""
    first, _, second = reference.strip().partition(" ")
    if second.strip():
        return parse_case(first).text, second.strip()
    try:
        child = parse_child(first)
    except ReferenceInvalid:
        return parse_case(first).text, ""
    return child.case.text, child.text


def _target(file: CaseFile, named: str) -> Target:
    """The record of `file` that was named; raises RecordNotFound."""
    case = file.case.reference
    if not named or named.startswith(case):
        return Target(_with_reference(file, named or case), named or case)
    if "/" in named:
        mark = exhibit_reference(*parse_exhibit(named))
        return Target(pick(file.exhibits, mark), f"{case} {mark}")
    return _by_id(file, named)


def _with_reference(file: CaseFile, reference: str) -> Record:
    """The record with `reference`; raises RecordNotFound."""
    for each in file.with_references():
        if getattr(each, "reference", "") == reference:
            return each
    raise RecordNotFound(reference=reference)


def _by_id(file: CaseFile, digits: str) -> Target:
    """A record without a reference, by the first digits of its identifier."""
    rows: list[Record] = [
        *file.people,
        *file.carers,
        *file.supports,
        *file.custody,
        *file.withholdings,
        *file.involvements,
    ]
    wanted = digits.casefold()
    found = [each for each in rows if each.id.startswith(wanted)]
    if len(wanted) < SHORTEST_ID or len(found) != 1:
        raise RecordNotFound(reference=f"{file.case.reference} with that identifier")
    return Target(found[0], f"{file.case.reference} {found[0].id}")


def _fields(file: CaseFile, target: Target, field: str) -> list[tuple[Record, str]]:
    """The columns that a field stands for, each with its record; raises FieldFixed."""
    record = target.record
    wanted = field.strip().casefold().replace("-", "_").removeprefix("site.")
    if isinstance(record, Person) and wanted == "role":
        parts = [each for each in file.involvements if each.person_id == record.id]
        return [(parts[-1], "role")]
    known = CORRECTABLE.get(record.kind, ())
    columns = CALLED.get((record.kind, wanted), (wanted,))
    if any(each not in known for each in columns):
        raise FieldFixed(field=_fit(wanted), reference=target.reference, known=", ".join(known))
    return [(record, each) for each in columns]


def _checked(book: Book, record: Record, column: str, reading: str) -> str:
    """The reading as it is kept, in its one spelling; raises ReadingInvalid, TextUnusable."""
    texts.passage(reading, "reading")
    if column in WORDS:
        return texts.one_of(reading, WORDS[column], column)
    value = readings.value_of(type(record), column, reading)
    if column in {"title", "words"} and not reading.strip():
        raise ReadingInvalid(field=column, wanted="anything at all; it is empty")
    if column == "age" and isinstance(value, int) and not 0 <= value <= OLDEST:
        raise ReadingInvalid(field=column, wanted=f"from 0 to {OLDEST}")
    if isinstance(value, date) and column == "born" and value > clock.now().date():
        raise ReadingInvalid(field=column, wanted="a day that has been")
    if column == "user" and value and value not in {each.short for each in book.users()}:
        raise ReadingInvalid(field=column, wanted="the short name of a user")
    if column in {"concerns", "signs"} and isinstance(value, list):
        known = getattr(catalogue.load(), column)
        if any(each not in known for each in value):
            raise ReadingInvalid(field=column, wanted=f"a list of the catalogue's {column}")
    if column in SEVERAL and isinstance(value, list):
        for each in value:
            texts.one_of(each, SEVERAL[column], column)
    return readings.text_of(value)


def refuse_misplaced(book: Book, file: CaseFile, made: Sequence[Correction]) -> None:
    """Raise CaseMustMove where the corrected case may not stay where it is."""
    now_reads = _laid_over(file, made)
    parts = parts_of(now_reads)
    if not placing.fits(book, parts, file.compartment):
        raise CaseMustMove(case=file.case.reference, details=placing.call_now(parts))


def _laid_over(file: CaseFile, made: Sequence[Correction]) -> CaseFile:
    """The case as it reads with these corrections too, as far as its people go."""
    return CaseFile(
        **{
            **vars(file),
            "people": [readings.corrected(each, made) for each in file.people],
            "involvements": [readings.corrected(each, made) for each in file.involvements],
            "corrections": [*file.corrections, *made],
        }
    )


def _fit(field: str) -> str:
    """`field` as a refusal may show it: what could be a sentence becomes `?`."""
    is_a_name = field.isidentifier() and field.isascii() and len(field) <= LONGEST_NAME
    return field if is_a_name else "?"
