"""Forms for what goes to and comes from others: a referral that was made, advice that was given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
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
        yield MomentField("at", "When, if not now", hint="today 15:15")

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
        yield MomentField("at", "When, if not now", hint="today 15:15")

    def given(self) -> AdviceGiven:
        """The form as typed."""
        return AdviceGiven(*(self.value(name) for name in ("route", "person", "words", "at")))
