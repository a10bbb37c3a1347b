"""Forms for what goes to and comes from others: a referral that was made, advice that was given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.casework.views import ReferralView
from casebook.ui.cleaning import line
from casebook.ui.dialogs.acting import WHEN
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.answer import route_title
from casebook.ui.pages.typeset import moment
from casebook.ui.widgets.fields import (
    Choice,
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
)

Done = TypeVar("Done")


@dataclass(frozen=True)
class ReferralGiven:
    """A referral as it was made."""

    route: str
    """The route it took."""
    agency: str
    """The agency, by its own name."""
    person: str
    """Whom one spoke or wrote to."""
    words: str
    """What was said, asked and agreed."""
    reference: str
    """Theirs: the crime reference, or the agency's own."""
    incident_log: str
    """The police log number."""
    at: str
    """When, if not now."""


class ReferDialog(FormDialog[ReferralGiven, Done]):
    """Asks about a referral that was made."""

    def __init__(
        self, deed: Callable[[ReferralGiven], Done], about: str, routes: Sequence[Choice]
    ) -> None:
        """Take the deed, the case, and the routes there are."""
        super().__init__(deed, about)
        self._routes = routes

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Referral in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """To whom, what, when, and their reference."""
        yield ChoiceField("route", "To", self._routes, needed=True)
        yield LineField("agency", "Agency, by name")
        yield LineField("person", "Whom you reached (name, post)")
        yield WordsField("words", "What was said and agreed", needed=True)
        yield LineField("reference", "Crime reference, or their own")
        yield LineField("incident_log", "Police log number")
        yield MomentField("at", "When, if not now", hint=WHEN)

    def given(self) -> ReferralGiven:
        """The form as typed."""
        names = ("route", "agency", "person", "words", "reference", "incident_log", "at")
        return ReferralGiven(*(self.value(name) for name in names))


@dataclass(frozen=True)
class AdviceGiven:
    """Advice as it was received."""

    route: str
    """The route it came by."""
    person: str
    """Who gave it."""
    words: str
    """What they advised, as near to their words as can be."""
    at: str
    """When, if not now."""


class AdviceDialog(FormDialog[AdviceGiven, Done]):
    """Asks about advice; once it is recorded, what waited for it may go on as advised."""

    def __init__(
        self, deed: Callable[[AdviceGiven], Done], about: str, routes: Sequence[Choice]
    ) -> None:
        """Take the deed, the case, and the routes there are."""
        super().__init__(deed, about)
        self._routes = routes

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("Advice in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """From whom, what, when."""
        yield ChoiceField("route", "From", self._routes, needed=True)
        yield LineField("person", "Who gave it (name, post)", needed=True)
        yield WordsField("words", "What they advised", needed=True)
        yield MomentField("at", "When, if not now", hint=WHEN)

    def given(self) -> AdviceGiven:
        """The form as typed."""
        return AdviceGiven(*(self.value(name) for name in ("route", "person", "words", "at")))


@dataclass(frozen=True)
class HeardGiven:
    """What an agency answered."""

    referral: str
    """The reference of the referral that it answers."""
    words: str
    """What they answered."""
    reference: str
    """Theirs: the crime reference, or the agency's own."""
    incident_log: str
    """The police log number."""
    at: str
    """When, if not now."""


class HeardDialog(FormDialog[HeardGiven, Done]):
    """Asks what an agency answered to a referral; the newest that is unanswered is proposed."""

    def __init__(
        self, deed: Callable[[HeardGiven], Done], about: str, referrals: Sequence[ReferralView]
    ) -> None:
        """Take the deed, the case, and its referrals."""
        super().__init__(deed, about)
        self._referrals = referrals

    @property
    def heading(self) -> Content:
        """Which case."""
        return Content.assemble("What was heard back in ", line(self.about))

    def fields(self) -> Iterator[Field]:
        """Which referral, what, their references, when."""
        choices = [Choice(each.reference, contact_title(each)) for each in self._referrals]
        waiting = [each.reference for each in self._referrals if not each.answer]
        proposed = (waiting or [self._referrals[-1].reference])[-1]
        yield ChoiceField("referral", "From", choices, needed=True, initial=proposed)
        yield WordsField("words", "What they answered", needed=True)
        yield LineField("reference", "Crime reference, or their own")
        yield LineField("incident_log", "Police log number")
        yield MomentField("at", "When, if not now", hint=WHEN)

    def given(self) -> HeardGiven:
        """The form as typed."""
        names = ("referral", "words", "reference", "incident_log", "at")
        return HeardGiven(*(self.value(name) for name in names))


def contact_title(contact: ReferralView) -> str:
    """A contact on a line: the route, whom, when, and whether it was answered."""
    whom = contact.agency or contact.person
    parts = [route_title(contact.route), whom, moment(contact.at)]
    answered = " (answered)" if contact.answer else ""
    return " · ".join(filter(None, parts)) + answered
