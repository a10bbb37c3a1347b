"""Filters: which cases a person wants to see again and again, kept for themselves alone.

The rules are: a filter is sealed with what its person is typing, and nobody else reads its name;
it narrows what their keys open and never shows more.
"""

import json
from dataclasses import asdict, dataclass, fields

from casebook.casework import cases, drafts, texts
from casebook.casework.overviews import CaseLine
from casebook.casework.people import compared
from casebook.casework.persons import everything
from casebook.casework.together import Gist
from casebook.errors.figures import FilterUnknown
from casebook.errors.integrity import DraftDamaged
from casebook.store.book import Book
from casebook.triage import catalogue

KEPT_AS = "filters"
MOST_HITS = 10_000
"""So many places are looked at for a filter's words."""


@dataclass(frozen=True)
class Filter:
    """What a case must fit to be listed; what is left empty fits every case."""

    status: str = "open"
    overdue: bool = False
    mine: bool = False
    severity: int = 0
    """At least this serious, 1 to 5."""
    concern: str = ""
    platform: str = ""
    text: str = ""
    """Words that all stand in one record of the case."""


def chosen(book: Book, wanted: Filter) -> list[CaseLine]:
    """The cases that fit, the newest first; raises ValueUnknown."""
    if wanted.concern:
        texts.one_of(wanted.concern, catalogue.load().concerns, "concern")
    listed = cases.listed(book, wanted.status, overdue=wanted.overdue, mine=wanted.mine)
    fitting = [each for each in listed if (each.severity or 0) >= wanted.severity]
    if wanted.concern or wanted.platform:
        known = {each.case.reference for each in everything(book) if _fits(each, wanted)}
        fitting = [each for each in fitting if each.case in known]
    if wanted.text:
        hits = cases.search(book, wanted.text, limit=MOST_HITS)
        fitting = [each for each in fitting if each.case in {hit.case for hit in hits}]
    return fitting


def save(book: Book, name: str, wanted: Filter) -> None:
    """Keep a filter under `name`, in the place of what was kept there.

    What does not open any more is begun anew. Raises TextUnusable, ValueUnknown, BookReadOnly.
    """
    kept_name = texts.line(texts.needed(name, "name"), "name")
    texts.one_of(wanted.status, cases.STATUSES, "status")
    if wanted.concern:
        texts.one_of(wanted.concern, catalogue.load().concerns, "concern")
    texts.line(wanted.platform, "platform")
    texts.line(wanted.text, "text")
    try:
        before = drafts.own(book, KEPT_AS)
    except DraftDamaged:
        before = {}
    drafts.keep_own(book, KEPT_AS, {**before, kept_name: json.dumps(asdict(wanted))})


def listed(book: Book) -> dict[str, Filter]:
    """Every filter that this person keeps, by its name; raises DraftDamaged."""
    kept = drafts.own(book, KEPT_AS)
    return {name: _read(kept[name]) for name in sorted(kept)}


def named(book: Book, name: str) -> Filter:
    """The filter kept under `name`; raises FilterUnknown, DraftDamaged."""
    known = listed(book)
    if name.strip() not in known:
        raise FilterUnknown
    return known[name.strip()]


def forget(book: Book, name: str) -> None:
    """Keep a filter no more; raises FilterUnknown, BookReadOnly, DraftDamaged."""
    named(book, name)
    kept = drafts.own(book, KEPT_AS)
    del kept[name.strip()]
    drafts.keep_own(book, KEPT_AS, kept)


def _fits(gist: Gist, wanted: Filter) -> bool:
    """Whether a case is about the concern, and on the site, that are wanted."""
    sites = {compared(each.site_platform) for each in gist.incidents}
    return (not wanted.concern or wanted.concern in gist.concerns) and (
        not wanted.platform or compared(wanted.platform) in sites
    )


def _read(kept: str) -> Filter:
    """A filter as it was kept, without what this program does not know."""
    known = {each.name for each in fields(Filter)}
    return Filter(**{name: value for name, value in json.loads(kept).items() if name in known})
