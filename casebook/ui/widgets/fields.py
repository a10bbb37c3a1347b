"""Labelled places to type in: a line, words, a choice, a moment.

The rules are: the label stands above, what is wrong stands below; a moment is read back in full
words while it is typed, and is never guessed.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static, TextArea

from casebook import clock, dates
from casebook.dates import WhenRead
from casebook.errors import CasebookError
from casebook.ui.cleaning import cleaned, line


class Field(Vertical):
    """A label, a place to type, and room for what is wrong with it."""

    is_secret: ClassVar[bool] = False
    """Whether what is typed stands in no draft."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        margin: 0 0 1 0;

        .field-label { color: $secondary; }
        .field-said { color: $text-muted; height: auto; display: none; }
        .field-said.-said { display: block; }
        .field-said.-wrong { color: $error; }
        Input { height: 1; border: none; padding: 0 1; background: $panel; }
        Input:focus { background-tint: $foreground 10%; border: none; }
        TextArea {
            height: 4; border: none; padding: 0 1; background: $panel; color: $foreground;
        }
        TextArea:focus { background-tint: $foreground 10%; border: none; }
        Select SelectCurrent { border: none; height: 1; padding: 0 1; background: $panel; }
        Select:focus SelectCurrent { border: none; background-tint: $foreground 10%; }
        Select { height: auto; }
    }
    """

    MISSING = "This is needed."
    """What is said, after the label, of a needed field that is empty."""

    class Changed(Message):
        """Something was typed or chosen in the field `name`."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, name: str, label: str, *, needed: bool = False, initial: str = "") -> None:
        """Take the field's name and label; `needed` ones may not be left empty."""
        super().__init__(id=f"field-{name}")
        self.field = name
        self.label = label
        self.needed = needed
        self.initial = initial

    def compose(self) -> ComposeResult:
        """The label, the place to type, and what is said about it."""
        yield Label(
            cleaned(f"{self.label} (needed)" if self.needed else self.label), classes="field-label"
        )
        yield from self.place()
        yield Static(classes="field-said")

    @abstractmethod
    def place(self) -> Iterator[Widget]:
        """Where a person types."""

    @property
    @abstractmethod
    def value(self) -> str:
        """What is typed, without blanks around it."""

    def say(self, said: Content | None, *, wrong: bool = False) -> None:
        """Say something below the place, or nothing."""
        below = self.query_one(".field-said", Static)
        below.set_class(said is not None, "-said")
        below.set_class(wrong, "-wrong")
        below.update(said or Content())

    def complain(self) -> bool:
        """Say what is missing or wrong here, and answer whether there is anything."""
        missing = self.needed and not self.value
        if missing:
            self.say(cleaned(f"{self.label}. {self.MISSING}"), wrong=True)
        return missing

    def on_descendant_focus(self) -> None:
        """Bring the whole field into view, its label too, once Textual has brought the cursor."""
        self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """Scroll the form as little as shows this field; where it is too tall, its label."""
        form = self.parent
        if not self.is_attached:
            return
        if not isinstance(form, VerticalScroll):
            self.scroll_visible(animate=False)
            return
        top, room = self.virtual_region.y, form.scrollable_content_region.height
        bottom = top + self.virtual_region.height
        if top < form.scroll_y or bottom - top > room:
            form.scroll_to(y=top, animate=False, force=True, immediate=True)
        elif bottom > form.scroll_y + room:
            form.scroll_to(y=bottom - room, animate=False, force=True, immediate=True)


class LineField(Field):
    """One line of text."""

    def __init__(
        self, name: str, label: str, *, needed: bool = False, initial: str = "", hint: str = ""
    ) -> None:
        """Take the field as Field does; `hint` stands in the empty place."""
        super().__init__(name, label, needed=needed, initial=initial)
        self.hint = hint

    def place(self) -> Iterator[Widget]:
        """An input of one line."""
        yield Input(self.initial, placeholder=self.hint, select_on_focus=False)

    @property
    def value(self) -> str:
        """What is typed, without blanks around it."""
        return self.query_one(Input).value.strip()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Tell that something was typed."""
        event.stop()
        self.say(None)
        self.typed(event.value)
        self.post_message(self.Changed(self.field))

    def typed(self, value: str) -> None:
        """Something was typed: a field that has something to say about it says so here."""


class MomentField(LineField):
    """A date and time as people write them, read back in full words below."""

    moment: WhenRead | None = None
    """What was read, or None when it cannot be read."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        needed: bool = False,
        initial: str = "",
        hint: str = "",
        past_only: bool = True,
        exact: bool = True,
    ) -> None:
        """Take the field as LineField does.

        `past_only`: what lies ahead is refused; `exact`: a day without its time is not enough, as
        is the rule wherever a moment is needed; only what happened can be known less well.
        """
        super().__init__(name, label, needed=needed, initial=initial, hint=hint)
        self._past_only = past_only
        self._exact = exact

    def typed(self, value: str) -> None:
        """Read what was typed, and say how it was understood."""
        self.moment = None
        if not value.strip():
            return
        try:
            read = dates.read(value, now=clock.now(), past_only=self._past_only)
        except CasebookError as fault:
            self.say(cleaned(fault.message), wrong=True)
            return
        if self._exact and read.precision != "exact":
            self.say(cleaned(f"{read.said}: give one time of day, such as 15:15."), wrong=True)
            return
        self.moment = read
        self.say(cleaned(read.said))

    def complain(self) -> bool:
        """Say what is missing or wrong here, and answer whether there is anything."""
        if not self.value:
            return super().complain()
        self.typed(self.value)
        return self.moment is None


class WordsField(Field):
    """Several lines of text."""

    def place(self) -> Iterator[Widget]:
        """A text of several lines; Tab moves on."""
        yield TextArea(self.initial, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)

    @property
    def value(self) -> str:
        """What is typed, without blanks around it."""
        return self.query_one(TextArea).text.strip()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        """Tell that something was typed."""
        event.stop()
        self.say(None)
        self.post_message(self.Changed(self.field))


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    value: str
    """What is kept."""
    title: str
    """What is read."""


def choices_of(words: Mapping[str, str]) -> tuple[Choice, ...]:
    """The codes of `words` to choose from, by their words."""
    return tuple(Choice(code, title) for code, title in words.items())


def title_of(choices: Sequence[Choice], value: str) -> str:
    """The words for `value`."""
    return next((choice.title for choice in choices if choice.value == value), value)


class ChoiceField(Field):
    """One of a few answers; unless one is proposed, a needed one waits at “—” to be chosen."""

    MISSING = "This is needed: choose with Enter."

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[Choice],
        *,
        needed: bool = False,
        initial: str = "",
    ) -> None:
        """Take the field as Field does, and the answers to choose from."""
        super().__init__(name, label, needed=needed, initial=initial)
        self.choices = choices

    def place(self) -> Iterator[Widget]:
        """A list that opens on Enter."""
        options = [(line(choice.title), choice.value) for choice in self.choices]
        chosen = self.initial or Select.NULL
        blank = not (self.needed and self.initial)
        yield Select(options, prompt="—", value=chosen, allow_blank=blank)

    @property
    def value(self) -> str:
        """The value chosen, or nothing."""
        chosen = self.query_one(Select).value
        return chosen if isinstance(chosen, str) else ""

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        """Tell that something was chosen."""
        event.stop()
        self.say(None)
        self.post_message(self.Changed(self.field))
