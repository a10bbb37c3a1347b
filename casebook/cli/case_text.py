"""A whole case as flat text: the accessible reading, in the order in which it is told.

The rules are: somebody's own words stand behind a mark at the beginning of each line, so that
nothing they wrote can pass for the casebook's; what is empty is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casebook import clock
from casebook.casework.moments import looks_iso
from casebook.casework.wishes import OVERRIDE, REASONS
from casebook.casework.wording import (
    DISPOSED,
    MEDIA,
    PERSON_KINDS,
    ROLES,
    STATUSES,
    WANTED,
    WISHED_ABOUT,
    action_title,
    of_catalogue,
    said,
    spaced,
    triaged,
)
from casebook.cli.acting import action_lines, told_lines, wanted_lines
from casebook.cli.ending_text import at_words, closing_lines, release_lines
from casebook.cli.printing import counted, fields, quoted
from casebook.cli.removal_text import removal_lines, underage_lines
from casebook.dates.days import day_said

if TYPE_CHECKING:
    from casebook.casework.views import (
        AssessmentView,
        CaseView,
        CorrectionView,
        DecisionView,
        ExhibitLine,
        IncidentView,
        LetterView,
        LimitView,
        NoteView,
        PersonView,
        ReferralView,
        SupportView,
        WishView,
    )


def case_lines(case: "CaseView") -> list[str]:
    """Every line of a case."""
    parts = (
        _head(case),
        _several("Incidents", [_incident(each) for each in case.incidents]),
        _several("People", [_person(each) for each in case.people]),
        _several("Wishes", [_wish(each) for each in case.wishes]),
        _several("Triage", [_assessment(each) for each in case.assessments]),
        _several("Actions", [action_lines(each) for each in case.actions]),
        _several("Exhibits", [exhibit_lines(each) for each in case.exhibits]),
        _several("Referrals and advice", [_referral(each) for each in case.referrals]),
        _several("Help offered", [_support(each) for each in case.supports]),
        _several("Decisions", [_decision(each) for each in case.decisions]),
        _several("Taken down or hidden", [removal_lines(each) for each in case.removals]),
        _several("Accounts reported", [underage_lines(each) for each in case.underage_reports]),
        _several("Letters", [_letter(each) for each in case.letters]),
        _several("Times in law", [_limit(each) for each in case.limits]),
        _several("Notes", [_note(each) for each in case.notes]),
        _several("Corrections", [_correction(each) for each in case.corrections]),
        _several("Closings", [closing_lines(each) for each in case.closings]),
        _several("Releases", [release_lines(each) for each in case.releases]),
    )
    return [line for part in parts for line in part]


def _several(title: str, entries: Sequence[Sequence[str]]) -> Iterator[str]:
    """A part of the case under its title; nothing where it is empty."""
    if entries:
        yield ""
        yield title.upper()
        for each in entries:
            yield from each


def _head(case: "CaseView") -> list[str]:
    """What the case is and how it stands."""
    severity = f"{case.severity}, {case.severity_name}" if case.severity else "not triaged yet"
    return [
        case.case,
        *quoted(case.title),
        *fields(
            {
                "status": said(STATUSES, case.status),
                "severity": severity,
                "due": at_words(case.due) + (" · OVERDUE" if case.overdue else ""),
                "compartment": case.compartment,
                "led by": case.owner,
                "covered by": f"{case.cover} until {case.cover_until}" if case.cover else "",
                "opened": f"{at_words(case.opened_at)} by {case.opened_by}",
                "may be lodged": of_catalogue("capture", case.capture),
                "locks": ", ".join(of_catalogue("locks", each) for each in case.locks),
            }
        ),
        *quoted(case.summary),
    ]


def _support(offer: "SupportView") -> list[str]:
    """What help was offered to whom, and whether they took it."""
    return [
        f"{at_words(offer.offered_at)}  {offer.for_whom} · by {offer.recorded_by}",
        *quoted("\n".join(each for each in (offer.offered, offer.taken) if each)),
    ]


def _letter(letter: "LetterView") -> list[str]:
    """One letter, without its words: `letter show` has them."""
    return [f"{letter.reference}  {letter.state} · {letter.title}; to {letter.to}"]


def _limit(limit: "LimitView") -> list[str]:
    """One time in law, from what it counts, and for whom it runs."""
    assumed = " (when the school knew: nobody knows when it happened)" if limit.assumed else ""
    passed = ", PASSED" if limit.passed else ""
    return [
        f"{limit.title}: until {day_said(limit.last_day)}{passed}",
        f"  counted from {day_said(limit.counted_from)}{assumed}; {limit.source}",
        f"  {limit.words}",
    ]


def _incident(incident: "IncidentView") -> list[str]:
    """One incident."""
    return [
        incident.reference,
        *quoted(incident.title),
        *fields(
            {
                "happened": _happened(incident),
                "known": at_words(incident.known_at),
                "told to": incident.known_to,
                "medium": said(MEDIA, incident.medium),
                **{name.replace("_", " "): each for name, each in incident.site.items()},
                "seen": incident.seen_how,
                "reported by": _reporter(incident.reported_by),
                **_details(incident),
                "concerns": triaged(incident.concerns),
                "signs": triaged(incident.signs),
                "written by": f"{incident.recorded_by}, {at_words(incident.recorded_at)}",
            }
        ),
        *quoted(incident.summary),
        *quoted(incident.words),
        *(line for each in incident.exchanges for line in _exchange(each)),
    ]


def _details(incident: "IncidentView") -> dict[str, str]:
    """How a contact went, how far it spread, what it does and how it was meant, as far as told."""
    contact, spread, bullying = incident.contact, incident.spread, incident.bullying
    automatic = "made by the service itself" if contact.get("automatic") else ""
    return {
        "contact begun by": ", ".join(
            each for each in (str(contact.get("begun_by", "")), automatic) if each
        ),
        "answered": spaced(str(contact.get("answered", ""))),
        "passed on": spread.get("shared", ""),
        "lasts": spaced(spread.get("lasting", "")),
        "what it does": ", ".join(bullying.get("does", ())),
        "for power": spaced(str(bullying.get("for_power", ""))),
        "meant (told, not found)": incident.intent,
        "near miss": "yes" if incident.near_miss else "",
        "done already": ", ".join(spaced(each) for each in incident.already_done),
        "policies": ", ".join(spaced(each) for each in incident.policies),
    }


def _exchange(exchange: Mapping[str, str]) -> list[str]:
    """One message of an exchange: when, from whom, and its words."""
    at = exchange.get("at", "")
    when = clock.words(clock.read_iso(at)) if looks_iso(at) else at
    return [f"  sent {when}".rstrip(), *quoted(f"{exchange['from']}: {exchange['words']}")]


def _reporter(reporter: Mapping[str, Any]) -> str:
    """Who told the school, and what they are to it."""
    kind = said(PERSON_KINDS, str(reporter.get("kind", "")))
    own = "of themselves" if reporter.get("themselves") else ""
    return ", ".join(each for each in (str(reporter.get("name", "")), kind, own) if each)


def _happened(incident: "IncidentView") -> str:
    """When it happened, as exactly as it is known."""
    if incident.happened_between is not None:
        first, last = incident.happened_between
        return f"between {at_words(first)} and {at_words(last)}"
    about = "about " if incident.precision == "about" else ""
    return about + at_words(incident.happened_at) if incident.happened_at else "time unknown"


def _person(person: "PersonView") -> list[str]:
    """One person, their parts, and a warning where they must not be told."""
    age = f", {person.age}" if person.age is not None else ""
    kind = said(PERSON_KINDS, person.kind)
    parts = ", ".join(f"{said(ROLES, each.role)} ({each.incident})" for each in person.parts)
    warned = f"  NOT TO BE TOLD: {person.not_to_be_told}" if person.not_to_be_told else ""
    return [
        *quoted(person.name or "(no name)"),
        f"    {kind}{age}: {parts}{warned}",
    ]


def _wish(wish: "WishView") -> list[str]:
    """One wish and what was answered."""
    later = "" if wish.is_latest else " (a later one stands)"
    about = said(WISHED_ABOUT, wish.about)
    told = [f"    answered {at_words(wish.answered_at)}:", *quoted(wish.answered_words)]
    return [
        f"{wish.reference}  {at_words(wish.at)}, about {about}: {said(WANTED, wish.answer)}{later}",
        *quoted(f"{wish.whose}: {wish.words}"),
        *(told if wish.answered_at else ["    not answered yet"]),
    ]


def _assessment(kept: "AssessmentView") -> list[str]:
    """One triage."""
    asked = triaged([*kept.concerns, *kept.signs])
    return [
        (
            f"{kept.reference}  {at_words(kept.assessed_at)} by {kept.assessed_by}:"
            f" severity {kept.severity}, {kept.severity_name} ({kept.catalogue})"
        ),
        f"    {asked}",
        *quoted(kept.override_reason),
    ]


def exhibit_lines(exhibit: "ExhibitLine") -> list[str]:
    """One exhibit as a person reads it."""
    return [
        f"{exhibit.reference}  {counted(exhibit.size, 'byte', 'bytes')}, {exhibit.media_type}",
        *quoted(exhibit.original_name),
        *fields(
            {
                "    SHA-256": exhibit.sha256,
                "    captured": f"{at_words(exhibit.captured_at)} by {exhibit.captured_by}",
                "    source": exhibit.source,
                "    device": exhibit.device,
                "    kept at": exhibit.where_kept,
                "    same as": exhibit.same_as,
                "    mind": exhibit.caution,
                "    disposal": said(DISPOSED, exhibit.disposal),
            }
        ),
        *quoted(exhibit.description),
    ]


def _referral(referral: "ReferralView") -> list[str]:
    """One contact with an agency."""
    route = action_title(referral.route)
    whom = ", ".join(each for each in (referral.agency, referral.person) if each)
    theirs = f" · their reference {referral.their_reference}" if referral.their_reference else ""
    if referral.incident_log:
        theirs = f" · incident log {referral.incident_log}{theirs}"
    return [
        f"{referral.reference}  {at_words(referral.at)}, {referral.what}, {route}{theirs}",
        *quoted(whom),
        *quoted(referral.words),
        *quoted(referral.answer),
        *told_lines(referral.particulars),
        *(f"  {line}" for line in wanted_lines(referral.wanted)),
    ]


def _decision(decision: "DecisionView") -> list[str]:
    """One decision."""
    return [
        f"{decision.reference}  {at_words(decision.decided_at)} by {decision.decided_by}",
        *quoted(f"{_decided(decision)}: {decision.why}"),
    ]


def _decided(decision: "DecisionView") -> str:
    """What was decided, in words."""
    if decision.what.startswith(OVERRIDE):
        because = said(REASONS, decision.what.removeprefix(OVERRIDE))
        second = f", agreed to by {decision.seconded_by}" if decision.seconded_by else ""
        return f"to go against {decision.about}, because {because}{second}"
    about = f" ({action_title(decision.about)})" if decision.about else ""
    return f"{decision.what}{about}"


def _note(note: "NoteView") -> list[str]:
    """One note."""
    return [f"{note.reference}  {at_words(note.at)} by {note.recorded_by}", *quoted(note.words)]


def _correction(correction: "CorrectionView") -> list[str]:
    """One correction, the earlier reading first."""
    return [
        (
            f"{correction.reference}  {correction.target}, {correction.field}:"
            f" {at_words(correction.recorded_at)} by {correction.recorded_by}"
        ),
        *quoted(f"was: {correction.earlier}"),
        *quoted(f"reads: {correction.reading}"),
        *quoted(f"why: {correction.why}"),
    ]
