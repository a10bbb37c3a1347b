"""What is asked before people and keys change: a passphrase, somebody new, who holds what.

The rules are: a passphrase is never shown while it is typed, and never in a draft; words that are
drawn for somebody are shown once; every taking and ending is read back first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from casebook.errors.given import PassphrasesDiffer
from casebook.ui import keys
from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.form import Done, FormDialog
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.listening import Unhurried
from casebook.ui.pages.typeset import Page, fact, quiet
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField
from casebook.ui.widgets.reader import PageText
from casebook.ui.widgets.shown_once import ShownOnce
from casebook.vault import passphrases

ROLES = ("dsl", "deputy-dsl", "head", "chair", "vice-chair", "staff")
KEPT = "What they opened or copied before, they keep; older backups open with the old key."


class SecretField(LineField):
    """One line that is not shown while it is typed, and stands in no draft."""

    is_secret: ClassVar[bool] = True

    def place(self) -> Iterator[Widget]:
        """An input that shows no letter."""
        yield Input(password=True, placeholder=self.hint, select_on_focus=False)


@dataclass(frozen=True)
class PassphraseGiven:
    """A passphrase, typed twice."""

    first: str
    again: str

    def checked(self) -> str:
        """The passphrase; raises PassphrasesDiffer."""
        if self.first != self.again:
            raise PassphrasesDiffer
        return self.first


class PassphraseDialog(FormDialog[PassphraseGiven, Done]):
    """Asks for one's own new passphrase, and offers five words that were drawn."""

    def __init__(self, deed: Callable[[PassphraseGiven], Done], user: str) -> None:
        """Take the deed, and whose passphrase it is."""
        super().__init__(deed, user)
        self._drawn = passphrases.generated()

    @property
    def heading(self) -> Content:
        """What is asked for."""
        return Content("Change my passphrase")

    @property
    def reading(self) -> Page:
        """The words that were drawn, and what a passphrase of one's own must be."""
        return (
            cleaned("These were drawn for you. Write them down, then type them twice:"),
            fact("Five words", self._drawn),
            quiet("Or use a sentence of your own: fifteen characters at least. Spaces count."),
            quiet("Copies and backups made before today still open with the old one."),
        )

    def fields(self) -> Iterator[Field]:
        """The passphrase, and once more."""
        yield SecretField("first", "New passphrase", needed=True)
        yield SecretField("again", "The same once more", needed=True)

    def given(self) -> PassphraseGiven:
        """Both as they were typed."""
        typed = [each.value for each in self.query(Input)]
        return PassphraseGiven(*typed)


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to be taken in."""

    short: str
    role: str
    full_name: str


class AddDialog(FormDialog[NewPerson, Done]):
    """Asks who is taken in; whoever does it vouches for them."""

    @property
    def heading(self) -> Content:
        """What is asked for."""
        return Content("Take a person in")

    @property
    def reading(self) -> Page:
        """What it means."""
        return (
            quiet("You vouch for them. They hold nothing until somebody lets them into a part."),
            quiet("Five words are drawn for them and shown to you once: give them over in person."),
        )

    def fields(self) -> Iterator[Field]:
        """Their short name, their role, their name."""
        yield LineField("short", "Short name, such as deputy", needed=True)
        yield ChoiceField("role", "Role", [Choice(each, each) for each in ROLES], needed=True)
        yield LineField("full-name", "Full name, as documents print it")

    def given(self) -> NewPerson:
        """Who it is."""
        return NewPerson(self.value("short"), self.value("role"), self.value("full-name"))


@dataclass(frozen=True)
class HoldingGiven:
    """Who, which part of the casebook, and the six words that were heard."""

    short: str
    compartment: str
    words: str = ""


class HoldingDialog(FormDialog[HoldingGiven, Done]):
    """Asks whom to let into a part of the casebook, or from whom to take it."""

    def __init__(
        self,
        deed: Callable[[HoldingGiven], Done],
        people: Sequence[str],
        held: Sequence[str],
        *,
        is_grant: bool,
    ) -> None:
        """Take the deed, whom there is, and what one holds oneself."""
        super().__init__(deed, "grant" if is_grant else "revoke")
        self._people = [Choice(each, each) for each in people]
        self._held = [Choice(each, each) for each in held]
        self._is_grant = is_grant

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content(
            "Let somebody hold a part" if self._is_grant else "Take a part from somebody"
        )

    @property
    def reading(self) -> Page:
        """What it does."""
        if self._is_grant:
            return (quiet("Ring them: they find the six words of their key in this room."),)
        return (quiet("That part gets a new key, which they do not have."), quiet(KEPT))

    def fields(self) -> Iterator[Field]:
        """Who, what, and the words that were heard."""
        yield ChoiceField("who", "Who", self._people, needed=True)
        yield ChoiceField("what", "Which part", self._held, needed=True)
        if self._is_grant:
            yield LineField("words", "The six words that they read to you")

    def given(self) -> HoldingGiven:
        """Who and what."""
        words = self.value("words") if self._is_grant else ""
        return HoldingGiven(self.value("who"), self.value("what"), words)

    def read_back(self, given: HoldingGiven) -> Page:
        """What is about to happen."""
        if self._is_grant:
            said = f"{given.short} will read everything in {given.compartment}."
            return (cleaned(said),)
        return (cleaned(f"{given.short} will hold {given.compartment} no more."), quiet(KEPT))


@dataclass(frozen=True)
class DisableGiven:
    """Who is to open nothing any more."""

    short: str


class DisableDialog(FormDialog[DisableGiven, Done]):
    """Asks who is to open nothing any more."""

    def __init__(self, deed: Callable[[DisableGiven], Done], people: Sequence[str]) -> None:
        """Take the deed, and whom there is."""
        super().__init__(deed, "disable")
        self._people = [Choice(each, each) for each in people]

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("End what somebody opens")

    def fields(self) -> Iterator[Field]:
        """Who it is."""
        yield ChoiceField("who", "Who", self._people, needed=True)

    def given(self) -> DisableGiven:
        """Who it is."""
        return DisableGiven(self.value("who"))

    def read_back(self, given: DisableGiven) -> Page:
        """What is about to happen."""
        said = f"{given.short} will open this casebook no more; their entries and name stay."
        return (cleaned(said), quiet(KEPT))


@dataclass(frozen=True)
class Added:
    """Somebody who was just taken in."""

    short: str
    words: str
    """The five words that open it for them."""
    fingerprint: str


class AddedDialog(Unhurried, Sheet[None]):
    """The new person's words, shown once: no key closes this but the one that says so."""

    BINDINGS = keys.of("words")

    def __init__(self, added: Added) -> None:
        """Take who was taken in."""
        super().__init__()
        self._added = added

    @property
    def heading(self) -> Content:
        """That they are in."""
        return cleaned(f"{self._added.short} is taken in")

    def matter(self) -> Iterator[Widget]:
        """The words, and what to do with them."""
        yield Static(
            "Their passphrase. Write it down now and give it to them in person; it is kept "
            "nowhere, and they should change it when they first sit here."
        )
        yield ShownOnce(cleaned(self._added.words), id="added-words")
        yield PageText(
            (
                fact("Six words", self._added.fingerprint),
                quiet("of their key: they read the same to whoever lets them into a part."),
            )
        )

    def buttons(self) -> Iterator[Button]:
        """One way out, said plainly."""
        yield Button("Press W: the words are written down", id="written", compact=True)

    def action_accept(self) -> None:
        """Say which key closes it."""
        self.say((Content("The words are shown only now. Once they are written down: W."),))

    def action_cancel(self) -> None:
        """Do as accepting does: nothing here is taken back."""
        self.action_accept()

    def action_written_down(self) -> None:
        """Close; the words are gone."""
        self.dismiss(None)
