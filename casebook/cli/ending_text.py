"""How a case ended, as flat text: its closings, and what left it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from casebook import clock
from casebook.casework.wording import spaced
from casebook.cli.printing import fields, quoted

if TYPE_CHECKING:
    from casebook.casework.views import ClosingView, ReleaseView


def at_words(moment: datetime | None) -> str:
    """A moment as a reader sees it; empty where there is none."""
    return "" if moment is None else clock.words(moment)


def closing_lines(closing: "ClosingView") -> list[str]:
    """One closing, whatever became of it."""
    return [
        (
            f"{closing.reference}  {spaced(closing.outcome)}, {spaced(closing.state)}:"
            f" {at_words(closing.proposed_at)} by {closing.proposed_by}{_seconded(closing)}"
        ),
        *_second_words(closing),
        *quoted(closing.outcome_words),
        *quoted(closing.told_reporter),
        *quoted(f"learnt: {closing.lessons}" if closing.lessons else ""),
        *fields({"    look again on": closing.recheck_on or ""}),
        *quoted(closing.rechecked_words),
        *quoted(closing.reopened_reason),
    ]


def _seconded(closing: "ClosingView") -> str:
    """Who signed or returned a closing, and when; nothing where nobody has."""
    if closing.seconded_at is None:
        return ""
    did = "returned" if closing.state == "returned" else "signed"
    return f"; {did} {at_words(closing.seconded_at)} by {closing.seconded_by}"


def _second_words(closing: "ClosingView") -> list[str]:
    """What the second person said; where one person closed it alone, that stands first."""
    if closing.needs_second and closing.second_words and not closing.seconded_by:
        return [f"  {closing.second_words}"]
    return quoted(closing.second_words)


def release_lines(release: "ReleaseView") -> list[str]:
    """One bundle that left."""
    return [
        (
            f"{release.reference}  {release.bundle} for {release.profile}:"
            f" {at_words(release.released_at)} by {release.released_by}"
        ),
        *quoted(f"{release.recipient}: {release.purpose} ({release.basis})"),
        *_withheld(release.withholdings),
    ]


def _withheld(withholdings: Sequence[Mapping[str, str]]) -> list[str]:
    """What was left out of a bundle, and why."""
    return [
        line for each in withholdings for line in quoted(f"withheld {each['what']}: {each['why']}")
    ]
