"""The list of what keeps a case from being closed; Enter goes to where a thing is settled."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from casebook.ui.cleaning import cleaned, line, stacked
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.missing import Wanted


class MissingDialog(Sheet[Wanted]):
    """Everything that is still missing, each with the key that settles it."""

    DEFAULT_CSS = """
    MissingDialog {
        OptionList {
            height: auto; max-height: 15; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1;
        }
        OptionList:focus { border: none; }
    }
    """

    def __init__(self, ref: str, wanted: Sequence[Wanted]) -> None:
        """Take the case's reference, and what is missing."""
        super().__init__()
        self._ref = ref
        self._wanted = wanted

    @property
    def heading(self) -> Content:
        """How much is missing."""
        count = len(self._wanted)
        things = "one thing is" if count == 1 else f"{count} things are"
        return Content.assemble(line(self._ref), f" cannot be closed yet: {things} missing")

    def matter(self) -> Iterator[Widget]:
        """The list."""
        prompts = [Option(_prompt(each)) for each in self._wanted]
        yield OptionList(*prompts, id="missing-list")

    def buttons(self) -> Iterator[Button]:
        """Go to what is under the cursor, or leave."""
        yield Button("Go there (Enter)", id="accept", compact=True)
        yield Button("Go back", id="cancel", compact=True)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """Go to it."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Answer with what is under the cursor."""
        at = self.query_one(OptionList).highlighted
        self.dismiss(None if at is None else self._wanted[at])


def _prompt(wanted: Wanted) -> Content:
    """One thing: what is missing, and below it what settles it."""
    said, _, how = wanted.said.rpartition(": ")
    return stacked([cleaned(said), cleaned(f"   {how}", "$accent")])
