"""Log an incident: what happened, when, where, who, and what they want. It opens a case."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.casework import drops, incidents
from casebook.casework.received import LeftReport
from casebook.casework.wording import MEDIA, PERSON_KINDS, said
from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line, stacked
from casebook.ui.desk import PLACE
from casebook.ui.dialogs.confirm import ConfirmDialog, Confirmed
from casebook.ui.dialogs.people import PersonDialog, PersonGiven
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.dialogs.writing import WishDialog, WishGiven
from casebook.ui.incident_form import (
    field_of,
    incident_of,
    packed,
    person_line,
    rows_for,
    unpacked,
    wish_line,
)
from casebook.ui.pages.left import LEFT_TITLE, left_page
from casebook.ui.pages.readback import read_back
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.room import Room
from casebook.ui.widgets.fields import (
    ChoiceField,
    Field,
    LineField,
    MomentField,
    WordsField,
    choices_of,
)

if TYPE_CHECKING:
    from casebook.casework.incident_draft import IncidentDraft
    from casebook.casework.received import Logged

FIRST_SAID = "Needed: a title, and when it became known. The rest can come later."
"""What is said before any key was pressed."""


class IncidentRoom(Room):
    """A form; only a title and when it became known are needed."""

    CSS_PATH = "incident.tcss"
    BINDINGS = keys.of("incident")

    def __init__(self, case: str | None = None) -> None:
        """Take the case that the incident belongs to; None opens a new one."""
        super().__init__()
        self.case = case
        self.people: list[PersonGiven] = []
        self.wishes: list[WishGiven] = []
        self._said = Content(FIRST_SAID)

    @property
    def named(self) -> Content:
        """Whether a case is opened or one grows."""
        if self.case is None:
            return Content("Log an incident")
        return Content.assemble("Another incident in ", line(self.case))

    @property
    def draft_name(self) -> str:
        """Where this form lies in the draft."""
        return f"incident:{self.case or 'new'}"

    def furniture(self) -> Iterator[Widget]:
        """The fields, with what was being typed in them before a lock."""
        draft = self.desk.noted(self.draft_name)
        self.people, self.wishes = unpacked(draft)
        with VerticalScroll(id="incident-form", can_focus=False):
            for field in _fields():
                field.initial = draft.get(field.field, field.initial)
                yield field
        yield Static(self._involved(), id="incident-involved")

    def on_mount(self) -> None:
        """Note in the draft where the person is."""
        self.desk.note(PLACE, {"room": "incident", "case": self.case or ""})

    def _involved(self) -> Content:
        """The people and wishes that were added."""
        people = [line(f"  {person_line(each)}") for each in self.people]
        wishes = [line(f"  {wish_line(each)}") for each in self.wishes]
        of_people, of_wishes = rows_for(len(people), len(wishes))
        return stacked(
            [
                self._said,
                _head("People", people, of_people, "nobody yet; F2 adds somebody"),
                *people[len(people) - of_people :],
                _head("Wishes", wishes, of_wishes, "none yet; F3 adds one"),
                *wishes[len(wishes) - of_wishes :],
            ]
        )

    @on(Field.Changed)
    def _draft_it(self) -> None:
        """Keep what is typed in the sealed draft."""
        typed = {field.field: field.value for field in self.query(Field) if field.value}
        if typed or self.people or self.wishes:
            self.desk.note(self.draft_name, typed | packed(self.people, self.wishes))

    def _show_involved(self, said: str) -> None:
        """Show people and wishes as they are now, with what was just done to them."""
        self._tell(line(said, "$accent"))
        self._draft_it()

    def _tell(self, said: Content) -> None:
        """Say what a key just did, where it stays to be read."""
        self._said = said
        self.query_one("#incident-involved", Static).update(self._involved())

    def action_person(self) -> None:
        """Add somebody involved."""
        self.app.push_screen(PersonDialog(lambda given: given, "incident"), self._with_person)

    def _with_person(self, person: PersonGiven | None) -> None:
        """Somebody was added, or not."""
        if person is not None:
            self.people.append(person)
            self._show_involved(f"Added; Ctrl+S keeps it with the rest: {person_line(person)}")

    def action_wish(self) -> None:
        """Add what somebody wants."""
        dialog = WishDialog[WishGiven](lambda given: given, "incident")
        self.app.push_screen(dialog, self._with_wish)

    def _with_wish(self, wish: WishGiven | None) -> None:
        """A wish was added, or not."""
        if wish is not None:
            self.wishes.append(wish)
            self._show_involved(f"Added; Ctrl+S keeps it with the rest: {wish_line(wish)}")

    def action_remove(self) -> None:
        """Take out what was added last: a wish, else a person."""
        if self.wishes:
            self._show_involved(f"Taken out: {wish_line(self.wishes.pop())}")
        elif self.people:
            self._show_involved(f"Taken out: {person_line(self.people.pop())}")
        else:
            self._tell(Content("There is nobody, and no wish, to take out."))

    def action_keep(self) -> None:
        """Have everything that was typed read, and read it back before it is kept."""
        self.after_typing(self._have_it_read)

    def _have_it_read(self) -> None:
        """Have the form read, unless something is missing."""
        wrong = [field for field in self.query(Field) if field.complain()]
        if wrong:
            self._tell(
                Content.styled("Not kept: look at what is said where the cursor is.", "$error")
            )
            self.set_focus(wrong[0].query("Input, TextArea, Select").first())
        elif not (self.book.held and self.refuse_readers()):
            typed = {field.field: field.value for field in self.query(Field)}
            data = incident_of(typed, self.people, self.wishes)
            self.ask(lambda: incidents.read(data), self._read_back, self._refused)

    def _read_back(self, draft: "IncidentDraft") -> None:
        """Read back, in full words, what would be kept."""
        self._tell(Content("Read back; nothing is kept before you agree."))
        page = read_back(draft, said(MEDIA, draft.medium))
        dialog = ConfirmDialog("Is this right? It is signed, and corrected only openly.", page)
        self.app.push_screen(dialog, partial(self._confirmed, draft))

    def _confirmed(self, draft: "IncidentDraft", answer: Confirmed | None) -> None:
        """Keep it, once it was agreed to."""
        if answer is not None:
            book, case = self.book, self.case
            self.ask(lambda: drops.hand_in(book, draft, case), self._kept, self._refused)

    def _kept(self, logged: "Logged | LeftReport") -> None:
        """It is kept, here or for others: forget the draft, and go where the case now is."""
        self.desk.forget(self.draft_name)
        if isinstance(logged, LeftReport):
            dialog = ReadingDialog(LEFT_TITLE, left_page(logged))
            self.app.push_screen(dialog, self._go_back)
            return
        said = f"Kept as {logged.incident}, and signed by you."
        self.app.notify(said, markup=False, timeout=6)
        if self.case == logged.case:
            self.dismiss()
        else:
            self.app.switch_screen(CaseRoom(logged.case))

    def _go_back(self, _read: None) -> None:
        """Leave the form, once it was read whom to ring."""
        self.dismiss()

    def _refused(self, fault: CasebookError) -> None:
        """Show what is wrong at the field it belongs to, and as a whole."""
        for each in fault.details:
            name = field_of(each.get("field", ""))
            for field in self.query(f"#field-{name}").results(Field):
                field.say(cleaned(each.get("message", "")), wrong=True)
        self._tell(Content.styled("Not kept: nothing was written.", "$error"))
        self.show_fault(fault)


def _head(name: str, rows: Sequence[Content], shown: int, empty: str) -> Content:
    """The head of a list: how many there are, and whether all of them are in sight."""
    if not rows:
        said = f"  {empty}"
    elif shown < len(rows):
        said = f"  {len(rows)}; the last {shown} in sight, Ctrl+S reads all of them back"
    else:
        said = f"  {len(rows)}"
    return Content.assemble((name, "$secondary"), (said, "$text-muted"))


def _fields() -> Iterator[Field]:
    """The form's fields, in the order in which people tell it."""
    yield LineField("title", "Title: what this is about, in a few words", needed=True)
    yield MomentField(
        "known_at",
        "When the school came to know of it",
        needed=True,
        hint="today 15:15 · yesterday at 4pm · 17/11 at 1515",
    )
    yield MomentField(
        "happened_at",
        "When it happened",
        hint="last Tuesday 3.15pm · about 9pm on 12/11 · unknown",
        exact=False,
    )
    yield WordsField("summary", "What happened, as far as it is known")
    yield WordsField("words", "What was said, in their own words")
    yield LineField("reporter_name", "Who told the school")
    yield ChoiceField("reporter_kind", "They are", choices_of(PERSON_KINDS))
    yield ChoiceField("medium", "Where online", choices_of(MEDIA))
    yield LineField("platform", "Site or app")
    yield LineField("url", "Address (link)")
    yield LineField("handle", "Account name")
    yield LineField("account_id", "Account number, if the site shows one")
    yield LineField("place", "Group, channel or page")
    yield LineField("audience", "Who could see it")
    yield LineField("seen_how", "How it came to be seen, without opening anything again")
