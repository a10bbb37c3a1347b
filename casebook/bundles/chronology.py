"""The chronology of a bundle, read out of what leaves and of nothing else.

The rules are: only chosen records are looked at, so a line can tell nothing that the profile
keeps back; a line stands at the earliest moment that its record gives for it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.bundles.selecting import Kept, Selection


@dataclass(frozen=True)
class Line:
    """One line: when, what, in whose words, by whom, and in which record it stands."""

    at: str
    """ISO 8601 with its offset."""
    shown: str
    """The same in words, on London's clocks; a span or a rough time says so."""
    what: str
    words: str = ""
    who: str = ""
    reference: str = ""


def lines_of(selection: Selection) -> list[Line]:
    """Every line, in order of time; of one moment by kind, then reference, AP/2 before AP/10."""
    ordered = [
        line
        for kind, read in _READERS.items()
        for line in sorted(
            (
                line
                for row in selection.records.get(kind, ())
                for line in read({key: _text(value) for key, value in row.items()})
            ),
            key=_number,
        )
    ]
    return sorted(ordered, key=lambda line: datetime.fromisoformat(line.at))


def _number(line: Line) -> list[tuple[str, int]]:
    """What lines of one kind are sorted by: numbers in a reference count as numbers."""
    parts = re.findall(r"(\D*)(\d*)", line.reference)
    return [(text, int(digits or 0)) for text, digits in parts]


def _text(value: object) -> str:
    """A value as text; a structured one tells nothing here."""
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def spoken(at: str, until: str = "", precision: str = "") -> str:
    """A moment in words."""
    words = clock.words(datetime.fromisoformat(at))
    if precision == "about":
        return f"about {words}"
    if until and until != at:
        return f"between {words} and {clock.words(datetime.fromisoformat(until))}"
    return words


def _line(
    row: Mapping[str, str], at: str, what: str, words: str = "", who: str = ""
) -> Iterator[Line]:
    """One line at the moment that `row` gives as `at`; none if it gives none."""
    if row.get(at):
        moment = row[at]
        yield Line(
            moment,
            spoken(moment),
            what.strip(),
            row.get(words, ""),
            row.get(who, ""),
            row.get("reference", "") or row.get("exhibit", ""),
        )


def _said(*parts: str) -> str:
    """The parts that say something, joined."""
    return ", ".join(part for part in parts if part)


def _of_case(row: Mapping[str, str]) -> Iterator[Line]:
    """When the case was opened."""
    yield from _line(row, "opened_at", "Case opened", who="opened_by")


def _of_incident(row: Mapping[str, str]) -> Iterator[Line]:
    """When it happened, and when it became known."""
    title = row.get("title", "")
    if row.get("happened_from"):
        at = row["happened_from"]
        shown = spoken(at, row.get("happened_to", ""), row.get("precision", ""))
        what = f"Incident: {title}".strip(": ")
        yield Line(at, shown, what, row.get("words", ""), "", row.get("reference", ""))
    told = f"Became known to {row['known_to']}" if row.get("known_to") else "Became known"
    yield from _line(row, "known_at", _said(told, title), who="reported_by_name")


def _of_wish(row: Mapping[str, str]) -> Iterator[Line]:
    """When a wish was expressed, and when it was answered."""
    what = f"Wish of {row.get('whose', 'a person')} about {row.get('about', 'this')}"
    answer = row.get("answer", "")
    yield from _line(row, "expressed_at", _said(what, answer), words="words", who="recorded_by")
    answered = f"{what}: the school's answer"
    yield from _line(row, "answered_at", answered, words="answered_words", who="answered_by")


def _of_assessment(row: Mapping[str, str]) -> Iterator[Line]:
    """When triage was answered."""
    edition = f"Triage by {row['edition']}" if row.get("edition") else "Triage"
    severity = f"severity {row['severity']}" if row.get("severity") else ""
    yield from _line(row, "assessed_at", _said(edition, severity), who="assessed_by")


def _of_action(row: Mapping[str, str]) -> Iterator[Line]:
    """When an action was done or ruled out."""
    route = row.get("route", "")
    what = _said(f"Done: {route}", row.get("outside_reference", ""), row.get("done_with", ""))
    yield from _line(row, "done_at", what, words="outcome", who="done_by")
    ruled_out = _said(f"Ruled out: {route}", row.get("ruled_out_authority", ""))
    yield from _line(row, "ruled_out_at", ruled_out, words="ruled_out_reason")


def _of_referral(row: Mapping[str, str]) -> Iterator[Line]:
    """When an agency was spoken with, and when it answered."""
    kind = "Advice asked" if row.get("what") == "advice" else "Referred"
    whom = _said(row.get("route", ""), row.get("agency", ""), row.get("person", ""))
    theirs = row.get("their_reference", "")
    log = f"incident log {row['incident_log']}" if row.get("incident_log") else ""
    yield from _line(row, "at", _said(f"{kind}: {whom}", theirs, log), "words", "recorded_by")
    yield from _line(row, "answered_at", f"Answer from {whom}", words="answer")


def _of_decision(row: Mapping[str, str]) -> Iterator[Line]:
    """When something was decided."""
    what = f"Decided: {row.get('what', '')}"
    second = f"seconded by {row['seconded_by']}" if row.get("seconded_by") else ""
    yield from _line(row, "decided_at", _said(what, second), words="why", who="decided_by")


def _of_note(row: Mapping[str, str]) -> Iterator[Line]:
    """The time that a note speaks of."""
    yield from _line(row, "at", "Note", words="words", who="recorded_by")


def _of_correction(row: Mapping[str, str]) -> Iterator[Line]:
    """When something was put right."""
    what = _said(f"Correction of {row.get('target_reference', '')}", row.get("field", ""))
    yield from _line(row, "recorded_at", what, words="reading", who="recorded_by")


def _of_exhibit(row: Mapping[str, str]) -> Iterator[Line]:
    """When an exhibit was captured, and when it was lodged."""
    mark = row.get("reference", "")
    source = f" ({row['source']})" if row.get("source") else ""
    captured = f"Exhibit {mark} captured{source}"
    yield from _line(row, "captured_at", captured, words="description", who="captured_by")
    yield from _line(row, "lodged_at", f"Exhibit {mark} lodged", who="lodged_by")


def _of_custody(row: Mapping[str, str]) -> Iterator[Line]:
    """When an exhibit moved after it was lodged."""
    if row.get("what") not in {"captured", "lodged"}:
        mark, what = row.get("exhibit", ""), row.get("what", "moved").replace("-", " ")
        whom = f"to {row['to_whom']}" if row.get("to_whom") else ""
        moved = _said(f"Exhibit {mark} {what} {whom}".strip(), row.get("receipt", ""))
        yield from _line(row, "at", moved, words="why", who="recorded_by")


def _of_support(row: Mapping[str, str]) -> Iterator[Line]:
    """When help was offered."""
    yield from _line(
        row, "offered_at", f"Help offered to {row.get('for_whom', 'a person')}", "offered"
    )


_READERS: Mapping[str, Callable[[Mapping[str, str]], Iterator[Line]]] = {
    "case": _of_case,
    "incident": _of_incident,
    "wish": _of_wish,
    "assessment": _of_assessment,
    "action": _of_action,
    "referral": _of_referral,
    "decision": _of_decision,
    "note": _of_note,
    "correction": _of_correction,
    "exhibit": _of_exhibit,
    "custody": _of_custody,
    "support": _of_support,
}


def continuity(selection: Selection) -> list[tuple[str, Sequence[Kept]]]:
    """Each exhibit's mark with its links in order of time: who had it, from when, and why."""
    links = sorted(selection.records.get("custody", ()), key=lambda row: str(row.get("at", "")))
    marks = [str(row["reference"]) for row in selection.records.get("exhibit", ())]
    return [(mark, [row for row in links if row.get("exhibit") == mark]) for mark in marks]
