"""A reading that can be put right, in words: of which record, which field, and how it reads."""

from collections.abc import Mapping, Sequence
from typing import Final

from casebook import clock
from casebook.casework.correctable import Correctable
from casebook.casework.views import CorrectionView
from casebook.triage import catalogue
from casebook.ui.pages.typeset import Part, passage, quiet

KINDS: Final[Mapping[str, str]] = {
    "case": "Case",
    "incident": "Incident",
    "person": "Person",
    "carer": "Carer",
    "wish": "Wish",
    "exhibit": "Exhibit",
    "custody": "Exhibit's chain",
    "assessment": "Assessment",
    "action": "Action",
    "referral": "Referral or advice",
    "decision": "Decision",
    "removal": "Taken down",
    "underage-report": "Account reported",
    "note": "Note",
    "closing": "Closing",
    "release": "Bundle",
    "withholding": "Withheld",
    "support": "Help offered",
}
"""The kinds of record, in words."""

FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "summary": "what happened",
    "words": "the words",
    "happened_at": "when it happened",
    "happened_from": "when it happened, from",
    "happened_to": "when it happened, to",
    "precision": "how exactly the time is known",
    "known_at": "when the school came to know",
    "known_to": "to whom it became known",
    "medium": "where online",
    "site_platform": "site or app",
    "site_url": "address",
    "site_handle": "account name",
    "site_account_id": "account number",
    "site_place": "group, channel or page",
    "site_audience": "who could see it",
    "seen_how": "how it came to be seen",
    "reported_by_name": "who told the school",
    "reported_by_kind": "what the reporter is",
    "concerns": "concerns that triage was told",
    "signs": "signs that triage was told",
    "name": "name",
    "person_kind": "what they are to the school",
    "born": "day of birth",
    "age": "age",
    "year_group": "year group or form",
    "social_worker": "social worker",
    "not_to_be_told": "must not be told, and why",
    "user": "short name as a user here",
    "role": "their part in the latest incident",
    "relationship_words": "relationship",
    "parental_responsibility": "parental responsibility",
    "must_not_be_told": "must not be told, and why",
    "limits_explained": "whether the limits were explained",
    "expressed_at": "when they said so",
    "answered_words": "what they were told",
    "description": "what it is",
    "captured_at": "when it was captured",
    "captured_by": "who captured it",
    "source": "where it comes from",
    "device": "device",
    "device_clock": "the device's clock",
    "where_kept": "where it is kept",
    "disposal_words": "why it was disposed of so",
    "at": "when",
    "from_whom": "from whom",
    "to_whom": "to whom",
    "why": "why",
    "receipt": "receipt",
    "override_reason": "why the severity was set otherwise",
    "outcome": "what came of it",
    "outside_reference": "their reference",
    "done_at": "when it was done",
    "done_by": "who did it",
    "done_with": "with whom",
    "ruled_out_reason": "why it was ruled out",
    "ruled_out_authority": "who ruled it out",
    "ruled_out_at": "when it was ruled out",
    "agency": "agency",
    "person": "whom",
    "their_reference": "their reference",
    "incident_log": "police log number",
    "answer": "what they answered",
    "answered_at": "when they answered",
    "outcome_words": "more about the outcome",
    "told_reporter": "what the reporter was told",
    "recipient": "recipient",
    "purpose": "purpose",
    "basis": "basis",
    "for_whom": "for whom",
    "offered": "what was offered",
    "taken": "whether it was taken up",
    "offered_at": "when it was offered",
}
"""The fields, in words."""

MOMENTS: Final = frozenset(
    {"happened_from", "happened_to", "at", *(each for each in FIELDS if each.endswith("_at"))}
)
"""The fields that hold a moment."""


def field_title(field: str) -> str:
    """A field in words, also where a view calls it by its column."""
    return FIELDS.get(field, field.replace("_", " "))


def named(reading: Correctable) -> str:
    """Of which record a reading is, and which field."""
    record = f"{KINDS.get(reading.kind, reading.kind)} {reading.called}".strip()
    return f"{record}: {field_title(reading.field)}"


def said(reading: Correctable) -> str:
    """How it reads now, as a person reads it."""
    if not reading.reading:
        return "nothing"
    if reading.holds == "moment":
        return clock.words(clock.read_iso(reading.reading))
    if reading.holds == "codes":
        return ", ".join(code_title(reading.field, each) for each in codes(reading.reading))
    return reading.reading


def corrected(corrections: Sequence[CorrectionView]) -> list[Part]:
    """What was put right, each with how it read before."""
    return [part for each in corrections for part in _corrected(each)]


def _corrected(correction: CorrectionView) -> list[Part]:
    """One thing that was put right: by whom, why, and how it read before."""
    by = f"{correction.recorded_by}, {clock.words(correction.recorded_at)}"
    said = f"{correction.reference}: {field_title(correction.field)} was put right by {by}."
    return [quiet(f"{said} It read:"), passage(_earlier(correction))]


def _earlier(correction: CorrectionView) -> str:
    """The earlier reading as a person reads it."""
    if correction.field in MOMENTS and correction.earlier:
        return clock.words(clock.read_iso(correction.earlier))
    if correction.field in {"concerns", "signs"}:
        return ", ".join(code_title(correction.field, each) for each in codes(correction.earlier))
    return correction.earlier or "nothing"


def codes(text: str) -> list[str]:
    """The codes in a reading of several."""
    return [each.strip() for each in text.split(",") if each.strip()]


def code_title(field: str, code: str) -> str:
    """A concern or a sign by its title."""
    listed = catalogue.load()
    if field == "signs":
        return listed.signs[code].title if code in listed.signs else code
    return listed.concerns[code].title if code in listed.concerns else code
