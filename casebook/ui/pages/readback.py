"""An incident read back before it is kept: everything that was typed, and how it was understood."""

from collections.abc import Iterator

from casebook.casework.incident_draft import IncidentDraft, PersonDraft, WishDraft
from casebook.casework.wording import PERSON_KINDS, ROLES, WANTED, WISHED_ABOUT, said
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Page, Part, fact, heading, passage, quiet, spaced

NOT_SAID = "not said; it can be added later"
LABEL = 14
"""Columns of the labels."""


def read_back(draft: IncidentDraft, medium: str) -> Page:
    """The whole of `draft`; `medium` in words. What was left out is said to be so."""
    return tuple(
        spaced(
            [
                [passage(draft.title)],
                list(_times(draft)),
                list(_told(draft)),
                list(_where(draft, medium)),
                list(_people(draft)),
                list(_wishes(draft)),
            ]
        )
    )


def _times(draft: IncidentDraft) -> Iterator[Part]:
    """When it became known and when it happened, each with its weekday and its zone."""
    yield fact("Known since", draft.known.said, LABEL)
    yield fact("Happened", draft.happened.said or "not known", LABEL)


def _told(draft: IncidentDraft) -> Iterator[Part]:
    """What happened, what was said, and who told the school."""
    yield heading("What happened")
    yield passage(draft.summary) if draft.summary else quiet(NOT_SAID)
    if draft.words:
        yield heading("In their own words")
        yield passage(draft.words)
    reporter = draft.reported_by
    kind = said(PERSON_KINDS, reporter.kind)
    yield fact("Told by", ", ".join(filter(None, (reporter.name, kind))) or NOT_SAID, LABEL)


def _where(draft: IncidentDraft, medium: str) -> Iterator[Part]:
    """Where online it was."""
    site = draft.site
    said = (
        ("Where", medium),
        ("Site or app", site.platform),
        ("Address", site.url),
        ("Account", " ".join(filter(None, (site.handle, site.account_id)))),
        ("Group or page", site.place),
        ("Seen by", site.audience),
        ("Came up", draft.seen_how),
    )
    filled = [fact(label, value, LABEL) for label, value in said if value]
    yield from filled or [fact("Where", NOT_SAID, LABEL)]


def _people(draft: IncidentDraft) -> Iterator[Part]:
    """Everybody involved, and their part."""
    yield heading("People")
    if not draft.people:
        yield quiet("Nobody is named yet.")
    for each in draft.people:
        yield fact(said(ROLES, each.role).capitalize(), _person(each), len(ROLES["alleged"]) + 2)


def _person(person: PersonDraft) -> str:
    """Somebody on a line: name, what they are, age, year."""
    age = "" if person.age is None else str(person.age)
    name = person.name or "name not known"
    return ", ".join(filter(None, (name, said(PERSON_KINDS, person.kind), age, person.year_group)))


def _wishes(draft: IncidentDraft) -> Iterator[Part]:
    """Every wish with its words."""
    yield heading("Wishes")
    if not draft.wishes:
        yield quiet("Nobody was asked yet, or nothing is written down.")
    for each in draft.wishes:
        yield from _wish(each)


def _wish(wish: WishDraft) -> Iterator[Part]:
    """A wish: whose, about what, the answer, when, and the words."""
    about, answer = said(WISHED_ABOUT, wish.about), said(WANTED, wish.answer)
    when = f", {wish.at.said}" if wish.at is not None else ""
    yield cleaned(f"{wish.whose}, about {about}: {answer}{when}")
    yield passage(wish.words)
