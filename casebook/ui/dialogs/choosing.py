"""Choosing one of many: a list that narrows to what is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.widgets.fields import Choice

CUT = 200
"""Characters of a title that are listed; the whole is read once it is chosen."""


@dataclass(frozen=True)
class Chosen:
    """What was chosen."""

    value: str
    """Of one of the choices."""


class ChooseDialog(Sheet[Chosen]):
    """A place to type a word, and the choices that hold it; Enter takes one."""

    DEFAULT_CSS = """
    ChooseDialog {
        #sheet { height: 96%; }
        #sheet-matter { height: 1fr; }
        #choose-find { height: 1; border: none; padding: 0 1; background: $panel; }
        OptionList {
            height: 1fr; border: none; padding: 0 1; margin: 1 0 0 0; background: $surface;
            text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
        }
        OptionList:focus { border: none; }
    }
    """
    BINDINGS = keys.of("choose")
    AUTO_FOCUS = "#choose-find"

    def __init__(self, question: str, choices: Sequence[Choice]) -> None:
        """Take the question and the choices."""
        super().__init__()
        self._question = question
        self._choices = choices
        self._shown = list(choices)

    @property
    def heading(self) -> Content:
        """The question."""
        return cleaned(self._question)

    def matter(self) -> Iterator[Widget]:
        """Where to type, and the choices."""
        yield Input(placeholder="type a word to narrow the list", id="choose-find")
        yield OptionList(id="choose-list")

    def buttons(self) -> Iterator[Button]:
        """Take it, or leave."""
        yield Button("This one", id="accept", compact=True)
        yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Show every choice."""
        self._fill("")

    @on(Input.Changed, "#choose-find")
    def _typed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

    @on(Input.Submitted, "#choose-find")
    def _found(self, event: Input.Submitted) -> None:
        """Take what is under the cursor of the list."""
        event.stop()
        self.action_accept()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen."""
        event.stop()
        self.action_accept()

    def action_next_one(self) -> None:
        """Go down the list."""
        self.query_one(OptionList).action_cursor_down()

    def action_previous_one(self) -> None:
        """Go up the list."""
        self.query_one(OptionList).action_cursor_up()

    def action_accept(self) -> None:
        """Answer with what is under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._shown):
            self.dismiss(Chosen(self._shown[at].value))

    def _fill(self, typed: str) -> None:
        """List the choices that hold every word that is typed."""
        words = typed.casefold().split()
        self._shown = [
            each for each in self._choices if all(word in each.title.casefold() for word in words)
        ]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(Option(line(each.title[:CUT])) for each in self._shown)
        listed.highlighted = 0 if self._shown else None
