"""The summary page of a case: how it stands, what must not be done yet, and its incidents."""

from collections.abc import Iterator

from textual.content import Content

from casebook.casework.views import CaseView, IncidentView
from casebook.casework.wording import MEDIA, PERSON_KINDS, STATUSES, said
from casebook.ui.pages.answer import words_of
from casebook.ui.pages.readings import corrected
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet, spaced
from casebook.ui.words import due_words, severity_content


def summary_page(case: CaseView) -> Page:
    """The whole page."""
    groups = [_standing(case), *_returned(case), *_locks(case), *map(_incident, case.incidents)]
    return tuple(spaced(groups))


def _standing(case: CaseView) -> list[Part]:
    """How the case stands now."""
    return [
        heading(case.title),
        Content.assemble(("Severity        ", "$secondary"), severity_content(case.severity)),
        *facts(
            [
                ("Status", _status(case)),
                ("Next due", due_words(case.due, overdue=case.overdue)),
                ("Compartment", case.compartment),
                ("Owner", case.owner),
                ("Opened", f"{moment(case.opened_at)} by {case.opened_by}"),
                ("May be lodged", word("capture", case.capture)),
            ]
        ),
    ]


def _status(case: CaseView) -> str:
    """How it stands, and the key that goes with it."""
    key = " (P)" if case.status == "awaiting-second" else ""
    return said(STATUSES, case.status) + key


def _returned(case: CaseView) -> Iterator[list[Part]]:
    """What is still wanted, where the last closing was returned."""
    for each in case.closings[-1:]:
        if each.state == "returned":
            yield [
                heading(f"Closing {each.reference} was returned"),
                quiet(f"By {each.seconded_by}, {moment(each.seconded_at)}. Still wanted:"),
                passage(each.second_words),
            ]


def _locks(case: CaseView) -> Iterator[list[Part]]:
    """What must not be done yet, if there is anything."""
    if case.locks:
        words = words_of("locks")
        known = [words[each] for each in case.locks if each in words]
        yield [heading("Not yet"), *(quiet(f"{each.title}: {each.meaning}") for each in known)]


def _incident(incident: IncidentView) -> list[Part]:
    """One incident, as it reads now."""
    site = incident.site
    return [
        heading(f"{incident.reference}  {incident.title}"),
        *facts(
            [
                ("Happened", happened(incident)),
                ("Known since", moment(incident.known_at)),
                ("Told by", _reporter(incident)),
                ("Where", " · ".join(filter(None, (_medium(incident), site.get("platform", ""))))),
                ("Address", site.get("url", "")),
                ("Account", " / ".join(filter(None, (site.get("handle"), site.get("account_id"))))),
                ("Group or page", site.get("place", "")),
                ("Seen by", site.get("audience", "")),
                ("How seen", incident.seen_how),
                ("Recorded", f"{moment(incident.recorded_at)} by {incident.recorded_by}"),
            ]
        ),
        *([passage(incident.summary)] if incident.summary else []),
        *([quiet("In their own words:"), passage(incident.words)] if incident.words else []),
        *corrected(incident.corrections),
    ]


def _medium(incident: IncidentView) -> str:
    """Where online it was, in words."""
    return said(MEDIA, incident.medium)


def happened(incident: IncidentView) -> str:
    """When it happened, with how exactly that is known."""
    if incident.happened_between is not None:
        first, last = incident.happened_between
        return f"between {moment(first)} and {moment(last)}"
    if incident.happened_at is None:
        return "not known"
    about = "about " if incident.precision == "about" else ""
    return about + moment(incident.happened_at)


def _reporter(incident: IncidentView) -> str:
    """Who told the school."""
    name, kind = (
        incident.reported_by.get("name", ""),
        said(PERSON_KINDS, incident.reported_by.get("kind", "")),
    )
    return f"{name} ({kind})" if name and kind else name or kind


def word(family: str, code: str) -> str:
    """The catalogue's words for a code."""
    found = words_of(family).get(code)
    return found.title if found else code
