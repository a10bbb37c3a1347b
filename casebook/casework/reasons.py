"""Reasons: why the latest triage of a case came out as it did, and what it changed.

The rules are: an answer is explained under the edition that gave it; a later edition that is in
force by now is asked beside it, and nothing of that is kept.
"""

from dataclasses import dataclass

from casebook import clock
from casebook.casework import asking
from casebook.casework.case_file import of
from casebook.store.book import Book
from casebook.triage import catalogue
from casebook.triage.compared import Change, changes
from casebook.triage.explained import Explained, explain


@dataclass(frozen=True)
class Reasons:
    """What is to be said about the latest triage of a case."""

    explained: Explained
    changed: tuple[Change, ...]
    """What differs from the triage before; nothing where there was none."""
    newer_edition: str
    """An edition in force by now that was not asked; empty where there is none."""
    newer_changes: tuple[Change, ...]
    """What that edition would ask otherwise."""


def of_latest(book: Book, ref: str) -> Reasons | None:
    """The reasons of the latest triage of a case; None before the first."""
    _, file = of(book, ref)
    latest = file.assessment
    if latest is None:
        return None
    earlier = [each for each in file.assessments if each.id != latest.id]
    before = max(earlier, key=lambda each: each.assessed_at, default=None)
    today = catalogue.edition_on(clock.now().date()).id
    is_newer = today != latest.edition
    then = asking.answer_to(book, file, latest.question, today) if is_newer else latest.answer
    rules = asking.rules_for(book, file, latest.question, latest.edition)
    return Reasons(
        explained=explain(rules, latest.question),
        changed=changes(before.answer, latest.answer) if before is not None else (),
        newer_edition=today if is_newer else "",
        newer_changes=changes(latest.answer, then),
    )
