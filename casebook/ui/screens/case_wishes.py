"""The deeds about wishes: recorded, answered, gone against by two people."""

from casebook.casework import wishes
from casebook.casework.views import DecisionView, WishView
from casebook.ui.dialogs.overriding import AgreeDialog, AgreeGiven, OverrideDialog, OverrideGiven
from casebook.ui.dialogs.writing import AnswerDialog, AnswerGiven, WishDialog, WishGiven
from casebook.ui.pages.wishes import is_unanswered
from casebook.ui.screens.case_deeds import CaseDeeds


class WishDeeds(CaseDeeds):
    """What can be done about wishes in a case."""

    def action_wish(self) -> None:
        """Record a wish."""
        book, ref = self.book, self.ref

        def deed(given: WishGiven) -> WishView:
            """Keep it."""
            return wishes.record(
                book,
                ref,
                given.whose,
                given.about,
                given.words,
                at=given.at or None,
                answer=given.answer,
                limits_explained=given.limits_explained == "yes",
            )

        self.open_form(
            WishDialog(deed, ref, reads_back=True), lambda wish: f"wish {wish.reference}"
        )

    def action_answer_wish(self) -> None:
        """Answer a wish that waits for it."""
        waiting = [each for each in (self.view.wishes if self.view else ()) if is_unanswered(each)]
        if not waiting:
            self.tell("No wish waits for an answer.")
            return
        book, ref = self.book, self.ref

        def deed(given: AnswerGiven) -> WishView:
            """Keep it."""
            return wishes.answer(book, given.wish, given.words)

        self.open_form(
            AnswerDialog(deed, ref, waiting), lambda wish: f"the answer to wish {wish.reference}"
        )

    def action_go_against(self) -> None:
        """Decide to go against a wish."""
        listed = self.view.wishes if self.view else ()
        standing = [each for each in listed if each.is_latest and each.answer != "yes"]
        if not standing:
            self.tell("Nobody has said no: there is no wish to go against.")
            return
        book, ref = self.book, self.ref

        def deed(given: OverrideGiven) -> DecisionView:
            """Keep it; it waits for the second person."""
            return wishes.override(book, given.wish, given.reason, given.words)

        self.open_form(
            OverrideDialog(deed, ref, standing),
            lambda decided: f"decision {decided.reference}; a second person now agrees with Z",
        )

    def action_agree(self) -> None:
        """Agree, as the second person, to going against a wish."""
        waiting = self._waiting_for_second()
        if waiting is None:
            self.tell("No decision to go against a wish waits for a second person.")
            return
        book, listed = self.book, self.view.wishes if self.view else ()
        if waiting.decided_by == book.user.short:
            self.tell(f"{waiting.reference} is your own: a second person agrees to it.")
            return
        wish = next((each for each in listed if each.reference == waiting.about), None)

        def deed(given: AgreeGiven) -> DecisionView:
            """Keep it: the wish is gone against from now on."""
            return wishes.agree(book, given.decision, given.words)

        self.open_form(
            AgreeDialog(deed, waiting, wish),
            lambda agreed: f"{agreed.reference}, your agreement to {agreed.about}",
        )

    def _waiting_for_second(self) -> DecisionView | None:
        """The earliest decision to go against a wish that nobody agreed to yet."""
        listed = self.view.decisions if self.view else ()
        for each in listed:
            if each.what.startswith(wishes.OVERRIDE) and not each.seconded_by:
                return each
        return None
