"""Forms for going against a wish: one person decides for a listed reason, a second agrees."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from casebook.casework.views import DecisionView, WishView
from casebook.casework.wishes import REASONS
from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.pages.typeset import Page, fact, heading, moment, passage, quiet
from casebook.ui.pages.wishes import reason_against, wish_page
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, WordsField

Done = TypeVar("Done")


@dataclass(frozen=True)
class OverrideGiven:
    """Why a wish is gone against."""

    wish: str
    """Its reference."""
    reason: str
    """One of the listed reasons."""
    words: str
    """Why, in words."""


class OverrideDialog(FormDialog[OverrideGiven, Done]):
    """Asks why a wish is gone against; it counts only once a second person agreed."""

    def __init__(
        self, deed: Callable[[OverrideGiven], Done], about: str, wishes: Sequence[WishView]
    ) -> None:
        """Take the deed, the case, and the wishes that stand."""
        super().__init__(deed, about)
        self._wishes = {each.reference: each for each in wishes}

    @property
    def heading(self) -> Content:
        """What is decided."""
        return Content.assemble("Go against a wish in ", line(self.about))

    @property
    def reading(self) -> Page:
        """What it takes, and the wish where there is one only."""
        first = next(iter(self._wishes.values()))
        return (
            quiet(
                "Only for a listed reason, and only once a second person has agreed with their "
                "own key (Z). It travels with every bundle."
            ),
            *(wish_page(first) if len(self._wishes) == 1 else ()),
        )

    def fields(self) -> Iterator[Field]:
        """Which wish, where there are several; the listed reason; and why."""
        if len(self._wishes) > 1:
            wishes = [
                Choice(each.reference, f"{each.whose}, about {each.about}: {each.words}")
                for each in self._wishes.values()
            ]
            yield ChoiceField("wish", "Which wish", wishes, needed=True)
        reasons = [Choice(code, says) for code, says in REASONS.items()]
        yield ChoiceField("reason", "Because", reasons, needed=True)
        yield WordsField("words", "Why, in words", needed=True)

    def given(self) -> OverrideGiven:
        """The form as filled in."""
        only = next(iter(self._wishes))
        wish = only if len(self._wishes) == 1 else self.value("wish")
        return OverrideGiven(wish, self.value("reason"), self.value("words"))

    def read_back(self, given: OverrideGiven) -> Page:
        """Whose wish, what they said, and why it is gone against."""
        return (
            *wish_page(self._wishes[given.wish]),
            Content(""),
            fact("Gone against", f"because {REASONS[given.reason]}"),
            passage(given.words),
        )


@dataclass(frozen=True)
class AgreeGiven:
    """A second person's agreement."""

    decision: str
    """The reference of the decision."""
    words: str
    """What they say to it."""


class AgreeDialog(FormDialog[AgreeGiven, Done]):
    """Shows a decision to go against a wish, and asks the second person to agree."""

    def __init__(
        self,
        deed: Callable[[AgreeGiven], Done],
        decision: DecisionView,
        wish: WishView | None,
    ) -> None:
        """Take the deed, the decision, and the wish that it goes against."""
        super().__init__(deed, decision.reference)
        self._decision = decision
        self._wish = wish

    @property
    def heading(self) -> Content:
        """What is agreed to."""
        return Content("Do you agree, as the second person, to go against this wish?")

    @property
    def reading(self) -> Page:
        """The wish, then the decision."""
        return (
            *(wish_page(self._wish) if self._wish else ()),
            Content(""),
            *override_page(self._decision),
        )

    def fields(self) -> Iterator[Field]:
        """What the second person says to it."""
        yield WordsField("words", "What you say to it, if anything")

    def given(self) -> AgreeGiven:
        """The form as filled in."""
        return AgreeGiven(self._decision.reference, self.value("words"))


def override_page(decision: DecisionView) -> Page:
    """A decision to go against a wish, with its reason in words."""
    return (
        heading(f"{decision.reference}  {decision.decided_by}, {moment(decision.decided_at)}"),
        fact("Gone against", f"because {reason_against(decision)}"),
        passage(decision.why),
    )
