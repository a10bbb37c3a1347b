"""Dialogs that are filled in: fields, then one deed; what was typed stays until it is kept."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.errors import CasebookError
from casebook.ui.deeds import Working
from casebook.ui.dialogs.confirm import ConfirmDialog, Confirmed
from casebook.ui.dialogs.fault import fault_page
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Page
from casebook.ui.widgets.fields import Field
from casebook.ui.widgets.reader import PageText

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp
    from casebook.ui.desk import Desk

Given = TypeVar("Given")
Done = TypeVar("Done")


class FormDialog(Sheet[Done], Working[Done | None], Generic[Given, Done]):
    """A form. It reads itself into a `Given`, has the deed done, and answers with what came of it.

    The form stays open, with everything in it, while the deed refuses.
    """

    def __init__(self, deed: Callable[[Given], Done], about: str = "") -> None:
        """Take the deed that keeps what is given; `about` is the reference it is about."""
        super().__init__()
        self._deed = deed
        self.about = about

    @property
    def reading(self) -> Page:
        """What is read above the fields: what it is about, and what to mind first."""
        return ()

    def read_back(self, given: Given) -> Page:  # noqa: ARG002 - for the forms that read back
        """What is read back and agreed to before the deed; nothing where that is not asked."""
        return ()

    @abstractmethod
    def fields(self) -> Iterator[Field]:
        """The fields, in the order in which they are filled in."""

    @abstractmethod
    def given(self) -> Given:
        """The form as it is filled in."""

    def matter(self) -> Iterator[Widget]:
        """What is read first, then the fields with what was being typed in them before a lock."""
        if page := self.reading:
            yield PageText(page, id="form-reading")
        draft = self._desk.noted(self._draft_name)
        for field in self.fields():
            field.initial = draft.get(field.field, field.initial)
            yield field

    def buttons(self) -> Iterator[Button]:
        """Keep, or leave."""
        yield Button("Keep", id="accept", compact=True)
        yield Button("Cancel", id="cancel", compact=True)

    def value(self, name: str) -> str:
        """What is typed in the field `name`."""
        return self.query_one(f"#field-{name}", Field).value

    def action_accept(self) -> None:
        """Have the deed done with everything that was typed."""
        self.after_typing(self._accept)

    def _accept(self) -> None:
        """Have the deed done, unless something is missing."""
        wrong = [field for field in self.query(Field) if field.complain()]
        if wrong:
            self.set_focus(wrong[0].query("Input, TextArea, Select").first())
            return
        given = self.given()
        if page := self.read_back(given):
            dialog = ConfirmDialog("Is this right? It is signed, and corrected only openly.", page)
            self.app.push_screen(dialog, partial(self._agreed, given))
        else:
            self._have_it_done(given)

    def _agreed(self, given: Given, answer: Confirmed | None) -> None:
        """What was read back is right, or the form is gone back to."""
        if answer is not None:
            self._have_it_done(given)

    def _have_it_done(self, given: Given) -> None:
        """Have the deed done."""
        self.say((Content("Keeping…"),))
        self.ask(lambda: self._deed(given), self._kept, self._refused)

    def action_cancel(self) -> None:
        """Leave; what was typed here is forgotten."""
        self._forget()
        self.dismiss(None)

    def _kept(self, done: Done) -> None:
        """The deed was done."""
        self._forget()
        self.dismiss(done)

    def _refused(self, fault: CasebookError) -> None:
        """Say why the deed was refused; everything typed stays."""
        self.say(fault_page(fault))

    @on(Field.Changed)
    def _draft_it(self) -> None:
        """Keep what is typed in the sealed draft."""
        values = {each.field: each.value for each in self.query(Field) if not each.is_secret}
        self._desk.note(self._draft_name, {name: value for name, value in values.items() if value})

    def _forget(self) -> None:
        """Take this form out of the draft."""
        self._desk.forget(self._draft_name)

    @property
    def _desk(self) -> "Desk":
        """The desk with the open casebook."""
        desk = cast("CasebookApp", self.app).desk
        if desk is None:
            raise RuntimeError("a form needs an open casebook")
        return desk

    @property
    def _draft_name(self) -> str:
        """Where this form lies in the draft: what it is, and what about."""
        return f"{type(self).__name__}:{self.about}"
