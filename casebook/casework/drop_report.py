"""An incident as it lies in a drop: read once by whoever left it, and never read anew.

The rules are: every time is a moment, because "yesterday" would mean another day to whoever takes
the report in; what comes out of a drop is checked as strictly as what somebody types.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from casebook import clock
from casebook.casework.incident_draft import (
    ExchangeDraft,
    IncidentDraft,
    PersonDraft,
    TimeRead,
    WishDraft,
)
from casebook.casework.incident_reading import PRECISIONS, draft_of, refuse
from casebook.casework.moments import YEARS
from casebook.casework.strict import Faults, Reader
from casebook.casework.texts import LINE
from casebook.errors.given import MomentInvalid

KEYS = ("incident", "happened")
HAPPENED = ("from", "to", "precision", "said", "typed")


def packed(draft: IncidentDraft) -> dict[str, object]:
    """A draft as a drop keeps it."""
    when = draft.happened
    happened = {"precision": when.precision, "said": when.said, "typed": when.typed}
    for name, moment in (("from", when.earliest), ("to", when.latest)):
        happened[name] = clock.iso(moment) if moment else ""
    incident: dict[str, object] = {
        "title": draft.title,
        "known_at": clock.iso(draft.known_at),
        "summary": draft.summary,
        "words": draft.words,
        "known_to": draft.known_to,
        "medium": draft.medium,
        "site": _filled(vars(draft.site)),
        "seen_how": draft.seen_how,
        "reported_by": _filled(vars(draft.reported_by)),
        "contact": _filled(vars(draft.contact)),
        "exchanges": [_exchange(each) for each in draft.exchanges],
        "spread": _filled(vars(draft.spread)),
        "bullying": _filled(vars(draft.bullying)),
        "already_done": list(draft.already_done),
        "policies": list(draft.policies),
        **_filled({"near_miss": draft.near_miss, "intent": draft.intent}),
        "people": [_person(each) for each in draft.people],
        "wishes": [_wish(each) for each in draft.wishes],
        "concerns": list(draft.concerns),
        "signs": list(draft.signs),
    }
    return {"incident": incident, "happened": _filled(happened)}


def unpacked(report: Mapping[str, object]) -> IncidentDraft:
    """The draft in a drop; raises IncidentInvalid."""
    faults = Faults()
    reader = Reader(report, "", faults, KEYS)
    incident = report.get("incident")
    happened = _happened(reader.part("happened", HAPPENED))
    refuse(faults)
    draft = draft_of(incident if isinstance(incident, Mapping) else {})
    return replace(draft, happened=happened)


def _happened(reader: Reader) -> TimeRead:
    """When it happened, as whoever left the report had it read back to them."""
    first, last = _moment(reader, "from"), _moment(reader, "to")
    if (first is None) != (last is None) or (first and last and first > last):
        reader.fault("to", "order", "does not follow the moment before it")
    precision = reader.one_of("precision", PRECISIONS, "unknown")
    said, typed = reader.text("said", 10 * LINE), reader.text("typed", 10 * LINE)
    return TimeRead(first, last, precision, said, typed)


def _moment(reader: Reader, key: str) -> datetime | None:
    """The moment under `key`; none where it was left out."""
    if not reader.has(key):
        return None
    try:
        moment = clock.read_iso(reader.text(key, LINE))
    except MomentInvalid:
        moment = None
    if moment is None or moment.year not in YEARS:
        reader.fault(key, "time", "must be a real moment with its offset from Greenwich")
        return None
    return moment


def _person(draft: PersonDraft) -> dict[str, object]:
    """Somebody who took part; what is not known is left out."""
    written = _filled(vars(draft)) | {"carers": [_filled(vars(each)) for each in draft.carers]}
    if draft.born is not None:
        written["born"] = draft.born.isoformat()
    return written


def _exchange(draft: ExchangeDraft) -> dict[str, object]:
    """One message of an exchange, its time as it was given."""
    at = draft.at
    when = clock.iso(at.earliest) if at and at.earliest and at.precision == "exact" else ""
    typed = at.typed if at else ""
    return _filled({"from": draft.sender, "words": draft.words, "at": when or typed})


def _wish(draft: WishDraft) -> dict[str, object]:
    """A wish, with the moment at which it was expressed."""
    written = {**vars(draft)}
    at = draft.at.earliest if draft.at else None
    return _filled(written | {"at": clock.iso(at) if at else None})


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """What was said; an empty place is left out."""
    return {name: each for name, each in values.items() if each is not None and each != ""}
