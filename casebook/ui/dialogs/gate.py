"""The imagery gate: asked before any file is even looked at, and where yes or unsure leads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from casebook import clock
from casebook.casework.gate_answers import Answered
from casebook.casework.views import NoteView
from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Behind, Page, Part, quiet
from casebook.ui.widgets.fields import Field, WordsField
from casebook.ui.widgets.reader import PageText

Imagery = Literal["no", "yes", "unsure"]


@dataclass(frozen=True)
class GateAnswer:
    """What was answered at the gate."""

    imagery: Imagery
    """Whether it could show anyone under 18 nude, partly nude or sexual."""


class GateDialog(Sheet[GateAnswer]):
    """Asks the one question that comes before every file."""

    BINDINGS = keys.of("gate")

    def __init__(self, question: str, before: Answered | None = None) -> None:
        """Take the question, as casework asks it, and an answer `before` that still stands."""
        super().__init__()
        self._question = question
        self._before = before

    @property
    def heading(self) -> Content:
        """Where one stands."""
        return Content("Before any file is opened")

    def matter(self) -> Iterator[Widget]:
        """The question, and what each answer does."""
        if self._before is not None:
            yield Static(_recalled(self._before), id="gate-before")
        yield Static(cleaned(self._question, "bold"), id="gate-question")
        yield Static(
            "\nDo not open it to find out. Answer from what you were told.\n\n"
            "Yes, or unsure: nothing is opened, looked at, copied or kept, and you are shown "
            "what to do instead.\n\n"
            "N  no, it could not     Y  yes, it could     U  unsure",
            id="gate-answers",
        )

    def buttons(self) -> Iterator[Button]:
        """The three answers; the careful one has the cursor."""
        yield Button("Unsure", id="unsure", compact=True)
        yield Button("Yes, it could", id="yes", compact=True)
        yield Button("No, it could not", id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button for its key."""
        event.stop()
        event.prevent_default()  # else the sheet takes the button for its own as well
        self.action_answer(event.button.id or "unsure")

    def action_accept(self) -> None:
        """Assume no answer: one of the three keys is pressed."""

    def action_answer(self, imagery: str) -> None:
        """Answer; anything but a plain no counts as unsure or yes."""
        answers: dict[str, Imagery] = {"no": "no", "yes": "yes"}
        self.dismiss(GateAnswer(answers.get(imagery, "unsure")))


class AgainDialog(FormDialog[str, NoteView | None]):
    """Asks why the answer is *no* now, after a *yes* or an *unsure* that stands in the case."""

    def __init__(
        self, deed: Callable[[str], NoteView | None], about: str, before: Answered
    ) -> None:
        """Take the deed that keeps the reason, the case, and the answer that stands."""
        super().__init__(deed, about)
        self._before = before

    @property
    def heading(self) -> Content:
        """What is changed."""
        return Content.assemble("Another answer in ", line(self.about))

    @property
    def reading(self) -> Page:
        """The answer that stands, and what to do in doubt."""
        return (
            _recalled(self._before),
            quiet("If it is still not certain, leave with Escape: nobody looks to find out."),
        )

    def fields(self) -> Iterator[Field]:
        """The reason."""
        yield WordsField("reason", "Why it is no: who looked, and how it is known", needed=True)

    def given(self) -> str:
        """The reason as typed."""
        return self.value("reason")


class GuidedPath(Sheet[None]):
    """What to do instead of lodging: nothing was opened, and these are the steps."""

    def __init__(self, refusal: CasebookError) -> None:
        """Take the gate's refusal; the steps are its details."""
        super().__init__()
        self._refusal = refusal

    @property
    def heading(self) -> Content:
        """That nothing was opened."""
        return Content("Nothing was opened or kept")

    def matter(self) -> Iterator[Widget]:
        """The steps, numbered, each with what it asks."""
        yield PageText(
            (
                cleaned(self._refusal.message),
                quiet(self._refusal.next_step),
                *(
                    part
                    for at, each in enumerate(self._refusal.details, 1)
                    for part in _step(at, each)
                ),
            )
        )

    def buttons(self) -> Iterator[Button]:
        """One way out."""
        yield Button("Understood", id="accept", compact=True)

    def action_accept(self) -> None:
        """Go back to the case."""
        self.dismiss(None)


def _step(at: int, step: Mapping[str, str]) -> tuple[Part, ...]:
    """One step of the guided path: its number and name, then what it asks."""
    return (
        Content(""),
        cleaned(f"{at}  {step.get('step', '').capitalize()}", "bold"),
        Behind("   ", cleaned(step.get("do", ""))),
    )


def _recalled(before: Answered) -> Content:
    """The answer that stands, when and by whom it was given, and where the case says so."""
    return cleaned(
        f"This was answered {before.answer} on {clock.words(before.at)} by {before.who} "
        f"({before.note}). A no now needs its reason in words.\n",
        "$warning",
    )
