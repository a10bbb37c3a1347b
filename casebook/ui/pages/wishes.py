"""The wishes page: whose, about what, in their words, and how each was answered."""

from casebook.casework.views import CaseView, WishView
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet, spaced


def wishes_page(case: CaseView) -> Page:
    """The whole page."""
    if not case.wishes:
        return (quiet("Nobody has been asked yet. W records a wish."),)
    return tuple(spaced([_wish(each) for each in case.wishes]))


def _wish(wish: WishView) -> list[Part]:
    """One wish and its answer."""
    replaced = "" if wish.is_latest else "  (a later wish stands)"
    answered = (
        [quiet(f"Answered {moment(wish.answered_at)} by {wish.answered_by}:")]
        if wish.answered_words
        else [quiet("NOT ANSWERED YET: V writes the answer to the earliest that is open.")]
    )
    return [
        heading(f"{wish.reference}  {wish.whose}{replaced}"),
        *facts(
            [
                ("About", wish.about),
                ("They said", wish.answer),
                ("When", moment(wish.at)),
                ("Limits", "explained first" if wish.limits_explained else "NOT EXPLAINED YET"),
            ]
        ),
        passage(wish.words),
        *answered,
        *([passage(wish.answered_words)] if wish.answered_words else []),
    ]
