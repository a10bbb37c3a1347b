"""A list of things to tick, narrowed by typing a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line, stacked


@dataclass(frozen=True)
class Tickable:
    """One thing to tick."""

    id: str
    """What is answered for it."""
    title: str
    """What is read in the list."""
    question: str
    """What is asked, below the list."""
    mistaken: str
    """What it is often mistaken for."""
    also_called: tuple[str, ...] = ()
    """Everyday words by which it is found."""

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        called = " ".join(self.also_called)
        text = f"{self.id} {self.title} {self.question} {called}".casefold()
        return all(word in text for word in words)


class TickList(OptionList):
    """The list itself: Space and Enter tick what is under the cursor."""

    BINDINGS = keys.of("ticks")


class Ticks(Vertical):
    """The word to narrow by, the list, and the question of what is under the cursor."""

    DEFAULT_CSS = """
    Ticks {
        #ticks-find { height: 1; border: none; padding: 0 1; background: $surface; }
        #ticks-find:focus { background: $panel; }
        TickList {
            height: 1fr; border: none; padding: 0 1; background: $background;
            scrollbar-size-vertical: 1;
        }
        TickList:focus { border: none; }
        #ticks-asked {
            height: auto; max-height: 8; padding: 0 1; color: $text-muted;
            border-top: solid $border-blurred;
        }
    }
    """

    class Changed(Message):
        """Something was ticked, or no longer."""

    def __init__(
        self, things: Iterable[Tickable], ticked: Iterable[str] = (), *, nothing: str = ""
    ) -> None:
        """Take the things, which are ticked to begin with, and what helps who finds `nothing`."""
        super().__init__()
        self._nothing = nothing
        self._things = {each.id: each for each in things}
        self._ticked = {each for each in ticked if each in self._things}
        self._shown = list(self._things.values())

    @property
    def ticked(self) -> list[str]:
        """What is ticked, in the order of the list."""
        return [each for each in self._things if each in self._ticked]

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Input(placeholder="/ to find", id="ticks-find")
        yield TickList(*map(self._option, self._shown))
        yield Static(id="ticks-asked")

    def _option(self, thing: Tickable) -> Option:
        """A thing as it stands in the list."""
        return Option(self._prompt(thing), id=thing.id)

    def _prompt(self, thing: Tickable) -> Content:
        """A thing with its tick, or with none."""
        if thing.id in self._ticked:
            return Content.assemble(("[x] ", "bold $accent"), line(thing.title, "bold"))
        return Content.assemble(("[ ] ", "$secondary"), line(thing.title))

    def tick(self, ids: Iterable[str]) -> None:
        """Tick these as well, and show what is ticked first."""
        self._ticked |= {each for each in ids if each in self._things}
        order = [*self.ticked, *(each for each in self._things if each not in self._ticked)]
        self._things = {each: self._things[each] for each in order}
        self._fill()

    def find(self) -> None:
        """Put the cursor where one types."""
        self.screen.set_focus(self.query_one("#ticks-find", Input))

    def _fill(self) -> None:
        """Fill the list with what holds the words that are typed."""
        typed = self.query_one("#ticks-find", Input).value
        words = typed.casefold().split()
        self._shown = [each for each in self._things.values() if each.holds(words)]
        listed = self.query_one(TickList)
        listed.clear_options()
        listed.add_options(map(self._option, self._shown))
        listed.highlighted = 0 if self._shown else None
        if not self._shown:
            nothing = f"Nothing here holds “{typed.strip()}”. {self._nothing}"
            self.query_one("#ticks-asked", Static).update(cleaned(nothing, "$foreground"))

    @on(Input.Changed, "#ticks-find")
    def _typed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill()

    @on(Input.Submitted, "#ticks-find")
    def _found(self, event: Input.Submitted) -> None:
        """Go into the list."""
        event.stop()
        listed = self.query_one(TickList)
        self.screen.set_focus(listed)
        listed.action_first()

    @on(OptionList.OptionHighlighted)
    def _ask(self, event: OptionList.OptionHighlighted) -> None:
        """Ask the question of what is under the cursor."""
        event.stop()
        thing = self._things[event.option_id or ""]
        asked = [cleaned(thing.question, "$foreground")]
        asked += [cleaned(thing.mistaken)] if thing.mistaken else []
        self.query_one("#ticks-asked", Static).update(stacked(asked))

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        """Tick it, or take the tick away."""
        event.stop()
        thing = self._things[event.option_id or ""]
        self._ticked ^= {thing.id}
        listed = self.query_one(TickList)
        listed.replace_option_prompt_at_index(event.option_index, self._prompt(thing))
        self.post_message(self.Changed())
