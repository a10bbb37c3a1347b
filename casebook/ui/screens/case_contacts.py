"""The deeds about others: a referral that was made, advice that was given, what was answered."""

from casebook.casework import referrals
from casebook.casework.views import ReferralView
from casebook.triage import catalogue
from casebook.ui.dialogs.agencies import (
    AdviceDialog,
    AdviceGiven,
    HeardDialog,
    HeardGiven,
    ReferDialog,
    ReferralGiven,
)
from casebook.ui.screens.case_deeds import CaseDeeds, routes


class ContactDeeds(CaseDeeds):
    """What can be recorded about other agencies in a case."""

    def action_refer(self) -> None:
        """Record a referral."""
        book, ref = self.book, self.ref

        def deed(given: ReferralGiven) -> ReferralView:
            """Keep it; the open action of that route is done with it."""
            return referrals.refer(
                book,
                ref,
                given.route,
                agency=given.agency,
                person=given.person,
                at=given.at or None,
                words=given.words,
                reference=given.reference,
                incident_log=given.incident_log,
            )

        self.open_form(ReferDialog(deed, ref, routes()), kept_contact)

    def action_advice(self) -> None:
        """Record advice."""
        book, ref = self.book, self.ref

        def deed(given: AdviceGiven) -> ReferralView:
            """Keep it; what waited for it opens."""
            return referrals.advice(
                book, ref, given.route, given.person, given.words, at=given.at or None
            )

        self.open_form(AdviceDialog(deed, ref, routes()), kept_contact)

    def action_heard_back(self) -> None:
        """Record what an agency answered."""
        made = self.view.referrals if self.view else ()
        if not made:
            self.tell("Nothing was referred yet: R records a referral.")
            return
        book, ref = self.book, self.ref

        def deed(given: HeardGiven) -> ReferralView:
            """Keep it; what waited for it opens."""
            return referrals.answered(
                book,
                given.referral,
                given.words,
                reference=given.reference,
                incident_log=given.incident_log,
                at=given.at or None,
            )

        self.open_form(HeardDialog(deed, ref, made), kept_contact)


def kept_contact(contact: ReferralView) -> str:
    """What was kept of a contact, what it finished and what it opened."""
    kind = "the answer to" if contact.answer else contact.what
    finished = f"; action {contact.action} is done with it" if contact.action else ""
    words = catalogue.load().words["locks"]
    opened = [words[each].title for each in contact.opened if each in words]
    lifted = f"; no longer held back: {', '.join(opened)}" if opened else ""
    return f"{kind} {contact.reference}{finished}{lifted}"
