"""The wishes page: whose, about what, in their words, and how each was answered."""

from collections.abc import Iterator

from casebook.casework.views import CaseView, DecisionView, WishView
from casebook.casework.wishes import OVERRIDE, REASONS
from casebook.casework.wording import WANTED, WISHED_ABOUT, said
from casebook.ui.pages.readings import corrected
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet, spaced


def wishes_page(case: CaseView) -> Page:
    """The whole page."""
    if not case.wishes:
        return (quiet("Nobody has been asked yet. W records a wish."),)
    return tuple(
        spaced(
            [
                [
                    *wish_page(each),
                    *_answer(each),
                    *_against(case, each),
                    *corrected(each.corrections),
                ]
                for each in case.wishes
            ]
        )
    )


def wish_page(wish: WishView) -> Page:
    """One wish: whose, about what, what they said, in their words."""
    replaced = "" if wish.is_latest else "  (a later wish stands)"
    return (
        heading(f"{wish.reference}  {wish.whose}{replaced}"),
        *facts(
            [
                ("About", said(WISHED_ABOUT, wish.about)),
                ("They said", said(WANTED, wish.answer)),
                ("When", moment(wish.at)),
                ("Limits", "explained first" if wish.limits_explained else "NOT EXPLAINED YET"),
            ]
        ),
        passage(wish.words),
    )


def is_unanswered(wish: WishView) -> bool:
    """Whether it stands, and its person was not told yet what the school would do."""
    return wish.is_latest and not wish.answered_words


def _answer(wish: WishView) -> Iterator[Part]:
    """What its person was told."""
    if wish.answered_words:
        yield quiet(f"Answered {moment(wish.answered_at)} by {wish.answered_by}:")
        yield passage(wish.answered_words)
    elif wish.is_latest:
        yield quiet("NOT ANSWERED YET: V writes what they were told.")


def _against(case: CaseView, wish: WishView) -> Iterator[Part]:
    """Each decision to go against it, and whether it counts."""
    for each in case.decisions:
        if each.about == wish.reference and each.what.startswith(OVERRIDE):
            reason = reason_against(each)
            second = f"agreed to by {each.seconded_by}" if each.seconded_by else "NOT AGREED TO YET"
            yield quiet(
                f"{each.reference}: gone against by {each.decided_by}, because {reason}; {second}."
            )
            yield passage(each.why)


def reason_against(decision: DecisionView) -> str:
    """The listed reason of a decision to go against a wish, in words."""
    return REASONS.get(decision.what.removeprefix(OVERRIDE), decision.what)
