"""The deeds that end a case: closed, reviewed by the second person, opened again."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from casebook.casework import cases, closing_gate, closings, leaving, seconds
from casebook.casework.case_file import of
from casebook.casework.leaving import LeftDeed
from casebook.casework.views import Closing
from casebook.casework.wording import STATUSES
from casebook.errors.rules import NothingToApprove, SecondRefused
from casebook.store.book import Book
from casebook.ui.dialogs.closing import CloseDialog, ClosingGiven, ReasonGiven, ReopenDialog
from casebook.ui.dialogs.missing import MissingDialog
from casebook.ui.dialogs.reviewing import ReviewDialog, ReviewGiven
from casebook.ui.pages.missing import Missing, Wanted, wanted
from casebook.ui.screens.case_deeds import LEFT, CaseDeeds
from casebook.ui.widgets.fields import Choice

SAID_IN_THE_FORM = "said in the form"
"""Stands for what the reporter was told, which the form asks for."""


@dataclass(frozen=True)
class Ending:
    """What stands between a case and its end."""

    missing: Sequence[Missing]
    """What is still missing."""
    outcomes: Sequence[str]
    """The words with which it can end."""


@dataclass(frozen=True)
class Review:
    """What somebody may do about a closing that was proposed."""

    why_not: str
    """Why they may not sign it; empty where they may."""
    may_return: bool
    """Whether they may return it."""


class ClosingDeeds(CaseDeeds):
    """What can be done about the end of a case."""

    @abstractmethod
    def go_to(self, wanted: Wanted) -> None:
        """Show where a missing thing is settled."""

    def action_close(self) -> None:
        """Close the case, unless something is missing."""
        if self.refuse_readers():
            return
        book, ref = self.book, self.ref

        def look() -> Ending:
            """What is missing, but for what the form asks, and how the case can end."""
            _, file = of(book, ref)
            file.require_open()
            missing = closing_gate.missing(book, file, SAID_IN_THE_FORM)
            return Ending(missing, closings.outcomes_of(file))

        self.ask(look, self._ask_how_it_ends)

    def _ask_how_it_ends(self, ending: Ending) -> None:
        """Show what is missing; where nothing is, ask how the case ends."""
        if self.view is None:
            return
        if ending.missing:
            dialog = MissingDialog(self.ref, wanted(self.view, ending.missing))
            self.app.push_screen(dialog, self._to_what_is_missing)
            return
        book, ref = self.book, self.ref

        def deed(given: ClosingGiven) -> Closing:
            """Close it, or propose it to the second person."""
            own = given.outcome == closings.OTHER
            return cases.close(
                book,
                ref,
                given.words if own else given.outcome,
                told_reporter=given.told_reporter,
                words="" if own else given.words,
            )

        teller = book.user.full_name or book.user.short
        choices = outcomes(ending.outcomes)
        self.open_form(CloseDialog(deed, self.view, choices, teller), kept_closing)

    def _to_what_is_missing(self, chosen: Wanted | None) -> None:
        """Go where the thing that was chosen is settled."""
        if chosen is not None:
            self.go_to(chosen)

    def action_reopen(self) -> None:
        """Open the case again."""
        if self.view is not None and self.view.status == "open":
            self.tell(f"{self.ref} is open: there is nothing to open again.")
            return
        book, ref = self.book, self.ref

        def deed(given: ReasonGiven) -> Closing:
            """Open it."""
            return cases.reopen(book, ref, given.reason)

        self.open_form(ReopenDialog(deed, ref), kept_closing)

    def action_approve(self) -> None:
        """Read a closing that was proposed, and sign or return it as far as one may."""
        book, ref = self.book, self.ref
        self.ask(lambda: review_of(book, ref), self._review)

    def _review(self, review: Review) -> None:
        """Show the case on one page."""
        if self.view is None:
            return
        book, ref = self.book, self.ref

        def deed(given: ReviewGiven) -> Closing | LeftDeed:
            """Sign it, or return it; where somebody else writes, leave that for them."""
            if not book.is_writer:
                if given.is_return:
                    return leaving.send_back(book, ref, given.words)
                return leaving.approve(book, ref, given.words)
            if given.is_return:
                return cases.send_back(book, ref, given.words)
            return cases.approve(book, ref, given.words)

        form = ReviewDialog(deed, self.view, why_not=review.why_not, may_return=review.may_return)
        self.app.push_screen(form, partial(self.after, kept_closing))


def review_of(book: Book, ref: str) -> Review:
    """What the person at the desk may do about the closing of a case.

    Raises NothingToApprove where none was proposed.
    """
    compartment, file = of(book, ref)
    proposed = next((each for each in file.closings if each.state == "proposed"), None)
    if proposed is None:
        raise NothingToApprove(case=ref)
    try:
        seconds.refuse_unless_second(book, compartment, file, proposed.proposed_by)
    except SecondRefused as refusal:
        return Review(refusal.named["why"], may_return=proposed.proposed_by == book.user.uid)
    return Review("", may_return=True)


def kept_closing(closing: Closing | LeftDeed) -> str:
    """How the case stands after it."""
    if isinstance(closing, LeftDeed):
        return f"the closing as {closing.deed}, {LEFT}"
    stands = "open again" if closing.status == "open" else STATUSES[closing.status]
    return f"closing {closing.closing}; the case is {stands}"


def outcomes(words: Sequence[str]) -> list[Choice]:
    """The words for how a case can end; words of one's own too, unless it is an allegation."""
    choices = [Choice(word, word.replace("-", " ")) for word in words]
    if words is closings.ALLEGATION_OUTCOMES:
        return choices
    return [*choices, Choice(closings.OTHER, "something else, said below")]
