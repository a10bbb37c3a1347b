"""The form for somebody involved in an incident."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from casebook.ui.dialogs.form import FormDialog
from casebook.ui.widgets.fields import Choice, ChoiceField, Field, LineField

KINDS = (
    Choice("pupil", "pupil"),
    Choice("former-pupil", "former pupil"),
    Choice("parent", "parent or carer"),
    Choice("staff", "member of staff (supply, volunteers, contractors too)"),
    Choice("head", "the head"),
    Choice("dsl", "the DSL"),
    Choice("governor", "a governor"),
    Choice("chair", "the chair of governors"),
    Choice("proprietor", "the proprietor"),
    Choice("outsider", "somebody outside the school"),
    Choice("unknown", "not known who"),
)
"""What somebody is to the school."""

ROLES = (
    Choice("target", "it happened to them"),
    Choice("alleged", "they are said to have done it"),
    Choice("reporter", "they told us"),
    Choice("witness", "they saw or heard it"),
    Choice("bystander", "they were there"),
)
"""What part somebody had in this incident."""


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
        yield ChoiceField("kind", "They are", KINDS, needed=True)
        yield ChoiceField("role", "In this incident", ROLES, needed=True)
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
