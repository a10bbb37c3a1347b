"""The form for somebody involved in an incident."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from casebook.casework.wording import PERSON_KINDS, ROLES
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import ChoiceField, Field, LineField, choices_of


@dataclass(frozen=True)
class PersonGiven:
    """Somebody involved, as typed."""

    name: str
    """Their name; empty when it is not known."""
    kind: str
    """What they are to the school."""
    role: str
    """Their part in this incident."""
    age: str
    """Their age in years, if it is known."""
    year_group: str
    """Their year group or form."""
    user: str
    """Their short name, if they sit at this casebook: an accused person must not hold the case."""


class PersonDialog(FormDialog[PersonGiven, PersonGiven]):
    """Asks who was involved, and in which part."""

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("Somebody involved")

    def fields(self) -> Iterator[Field]:
        """Name, what they are, their part, age."""
        yield LineField("name", "Name, if it is known")
        yield ChoiceField("kind", "They are", choices_of(PERSON_KINDS), needed=True)
        yield ChoiceField("role", "In this incident", choices_of(ROLES), needed=True)
        yield AgeField("age", "Age, if it is known")
        yield LineField("year_group", "Year group or form")
        yield LineField("user", "Their short name here, if they are a user of this casebook")

    def given(self) -> PersonGiven:
        """The form as typed."""
        names = ("name", "kind", "role", "age", "year_group", "user")
        return PersonGiven(*(self.value(name) for name in names))


class AgeField(LineField):
    """An age in whole years."""

    def complain(self) -> bool:
        """Say that an age is a whole number up to 120, where it is none."""
        wrong = bool(self.value) and not (self.value.isdecimal() and int(self.value) <= _OLDEST)
        if wrong:
            self.say(Content("An age is a whole number of years, up to 120."), wrong=True)
        return wrong


_OLDEST = 120
