"""People and keys: who holds what, who was here when, the sheets, the last copy; their deeds."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.casework import holding, keyring
from casebook.casework.keyring import Keyring
from casebook.store import membership
from casebook.store.membership import Disabled, Newcomer
from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.dialogs.keyring import (
    AddDialog,
    Added,
    AddedDialog,
    DisableDialog,
    DisableGiven,
    HoldingDialog,
    HoldingGiven,
    NewPerson,
    PassphraseDialog,
    PassphraseGiven,
)
from casebook.ui.pages.keyring import keyring_page
from casebook.ui.screens.room import Room
from casebook.ui.widgets.reader import PageText, Reader
from casebook.vault import passphrases

Done = TypeVar("Done")


class PeopleRoom(Room):
    """One page, and the keys that change what stands on it."""

    CSS_PATH = "people.tcss"
    BINDINGS = keys.of("people")
    AUTO_FOCUS = "#people-page"

    def __init__(self) -> None:
        """Begin with an empty page; what is there is read when the room is in sight."""
        super().__init__()
        self._ring: Keyring | None = None

    @property
    def named(self) -> Content:
        """The room's name."""
        return Content("People and keys")

    def furniture(self) -> Iterator[Widget]:
        """The page, and a line for what was done."""
        yield Reader(id="people-page")
        yield Static("", id="people-said")

    def on_mount(self) -> None:
        """Have it read."""
        self._reload()

    def _reload(self) -> None:
        """Have everything read afresh."""
        book = self.book
        self.ask(lambda: keyring.seen(book), self._show)

    def _show(self, ring: Keyring) -> None:
        """Show it."""
        self._ring = ring
        self.query_one("#people-page PageText", PageText).show(keyring_page(ring))

    def _open(self, form: FormDialog[Any, Done], said: Callable[[Done], str]) -> None:
        """Open a form, and say what came of it."""
        self.app.push_screen(form, partial(self._after, said))

    def _after(self, said: Callable[[Done], str], done: Done | None) -> None:
        """Something was done, or not."""
        if done is not None:
            self.query_one("#people-said", Static).update(line(said(done)))
            self._reload()

    def _shorts(self, *, but_me: bool = False) -> list[str]:
        """The short names of whoever is active."""
        people = self._ring.people if self._ring else ()
        me = self._ring.me if self._ring and but_me else ""
        return [each.short for each in people if each.active and each.short != me]

    def action_passphrase(self) -> None:
        """Change one's own passphrase."""
        if self.refuse_readers():
            return
        book = self.book

        def deed(given: PassphraseGiven) -> str:
            """Change it; the new one was tried before the old one goes."""
            membership.change_passphrase(book, given.checked())
            return book.user.short

        self._open(
            PassphraseDialog(deed, book.user.short),
            lambda short: f"The passphrase of {short} is changed; it was tried, and it opens.",
        )

    def action_add(self) -> None:
        """Take somebody in."""
        if self.refuse_readers():
            return
        book = self.book

        def deed(given: NewPerson) -> Added:
            """Make their keys under five words that are drawn now."""
            words = passphrases.generated()
            newcomer = Newcomer(given.short, given.role, words, given.full_name)
            return Added(given.short, words, membership.take_in(book, newcomer).fingerprint)

        self.app.push_screen(AddDialog(deed), self._added)

    def _added(self, added: Added | None) -> None:
        """Show their words, once."""
        if added is not None:
            self.app.push_screen(AddedDialog(added))
            self._after(lambda new: f"{new.short} is taken in, and you vouch for them.", added)

    def action_grant(self) -> None:
        """Let somebody hold a part."""
        if self.refuse_readers():
            return
        book = self.book

        def deed(given: HoldingGiven) -> HoldingGiven:
            """Give it a new key, theirs among others'."""
            holding.grant(book, given.short, given.compartment, given.words)
            return given

        form = HoldingDialog(deed, self._shorts(but_me=True), book.held, is_grant=True)
        self._open(form, lambda given: f"{given.short} holds {given.compartment} now.")

    def action_revoke(self) -> None:
        """Take a part from somebody."""
        if self.refuse_readers():
            return
        book = self.book

        def deed(given: HoldingGiven) -> HoldingGiven:
            """Give it a new key without theirs."""
            membership.revoke(book, given.short, given.compartment)
            return given

        form = HoldingDialog(deed, self._shorts(), book.held, is_grant=False)
        self._open(form, lambda given: f"{given.short} holds {given.compartment} no more.")

    def action_disable(self) -> None:
        """End what somebody opens."""
        if self.refuse_readers():
            return
        book = self.book

        def deed(given: DisableGiven) -> Disabled:
            """End it."""
            return membership.disable(book, given.short)

        self._open(
            DisableDialog(deed, self._shorts(but_me=True)),
            lambda done: f"{done.card.short} opens this casebook no more.",
        )
