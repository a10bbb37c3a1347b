"""A list of things to tick, narrowed by typing a word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from casebook.triage.finding import Findable, ranked
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line, stacked

SOME = "Not with every word:"
"""Stands above what holds only some of the words that are typed."""


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

    @property
    def findable(self) -> Findable:
        """What is searched of it."""
        return Findable(self.title, self.also_called, self.question)


class TickList(OptionList):
    """The list itself: Space and Enter tick what is under the cursor; letters go to the finder."""

    BINDINGS = keys.of("ticks")

    def __init__(self, *options: Option, find: Callable[[str], None] | None = None) -> None:
        """Take the options, and what takes letters that are typed here, where there is a finder."""
        super().__init__(*options)
        self._find = find

    async def _on_key(self, event: events.Key) -> None:
        """Hand letters on, so that a word typed without “/” ticks nothing.

        Once the finder has the cursor, a blank that was typed ahead belongs to the word as well.
        """
        is_tick = event.key == "space" and self.has_focus
        if self._find and event.is_printable and event.character and not is_tick:
            event.stop()
            event.prevent_default()
            self._find(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        """Hand on what is pasted, up to the end of its first line."""
        if self._find:
            event.stop()
            self._find("".join(event.text.splitlines()[:1]))


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

    @property
    def ticked(self) -> list[str]:
        """What is ticked, in the order of the list."""
        return [each for each in self._things if each in self._ticked]

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Input(placeholder="type a word to find", select_on_focus=False, id="ticks-find")
        yield TickList(*map(self._option, self._things.values()), find=self._take)
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

    def _take(self, typed: str) -> None:
        """Go to the finder with what was typed on the list."""
        field = self.query_one("#ticks-find", Input)
        self.find()
        field.insert_text_at_cursor(typed)

    def _fill(self) -> None:
        """Fill the list with what holds the words typed: all of them first, then some."""
        typed = self.query_one("#ticks-find", Input).value
        things = list(self._things.values())
        full, some = ranked(typed, [each.findable for each in things])
        listed = self.query_one(TickList)
        listed.clear_options()
        listed.add_options(self._option(things[at]) for at in full)
        if some:
            listed.add_option(Option(Content.styled(SOME, "$secondary"), disabled=True))
            listed.add_options(self._option(things[at]) for at in some)
        if full or some:
            listed.action_first()
        else:
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
