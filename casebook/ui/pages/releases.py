"""The releases page: every bundle that left, to whom and on what basis; and how the case closed."""

from typing import Final

from casebook.casework.views import CaseView, ClosingView, ReleaseView
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet, spaced

SEALED: Final = {
    "zip": "as a ZIP with seven words, which are kept nowhere: if they are lost, export again",
    "none": "not: for a secure portal",
}
"""How a bundle was sealed, in words."""


def releases_page(case: CaseView) -> Page:
    """The whole page."""
    parts = [*map(_release, case.releases), *map(_closing, case.closings)]
    if not parts:
        return (quiet("Nothing has left. E makes a bundle for one recipient."),)
    return tuple(spaced(parts))


def _release(release: ReleaseView) -> list[Part]:
    """One bundle that left."""
    return [
        heading(f"{release.reference}  bundle {release.bundle}"),
        *facts(
            [
                ("For", " · ".join(filter(None, (release.profile, release.recipient)))),
                ("When", f"{moment(release.released_at)} by {release.released_by}"),
                ("Purpose", release.purpose),
                ("Basis", release.basis),
                ("Sealed", SEALED.get(release.seal, release.seal)),
                ("File", f"{release.bundle}{'.zip' if release.seal == 'zip' else ''}"),
                ("Exhibits", ", ".join(release.exhibits) or "none"),
                ("Log root", release.log_root),
            ]
        ),
        *(quiet(f"  withheld: {each['what']} — {each['why']}") for each in release.withholdings),
    ]


def _closing(closing: ClosingView) -> list[Part]:
    """One closing, whatever became of it."""
    second = f"{closing.seconded_by} {moment(closing.seconded_at)}" if closing.seconded_at else ""
    is_alone = bool(closing.needs_second and closing.second_words and not second)
    return [
        heading(f"{closing.reference}  closing: {closing.state}"),
        *([heading(closing.second_words)] if is_alone else []),
        *facts(
            [
                ("Outcome", closing.outcome.replace("-", " ")),
                ("", closing.outcome_words),
                ("Proposed", f"{moment(closing.proposed_at)} by {closing.proposed_by}"),
                ("Second person", second or _second(closing, is_alone=is_alone)),
                ("Opened again", moment(closing.reopened_at)),
            ]
        ),
        *_said("The reporter was told:", closing.told_reporter),
        *_said("The second person said:", "" if is_alone else closing.second_words),
        *_said("Opened again because:", closing.reopened_reason),
    ]


def _second(closing: ClosingView, *, is_alone: bool) -> str:
    """Whether a second person's signature is wanted, where there is none."""
    if is_alone:
        return "none: one person closed it"
    return "needed" if closing.needs_second else "not needed"


def _said(what: str, words: str) -> list[Part]:
    """What was said, if anything was."""
    return [quiet(what), passage(words)] if words else []
