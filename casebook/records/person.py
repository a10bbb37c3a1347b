"""Somebody a case speaks of."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Record


class Person(Record, table=True):
    """A child or an adult, as this compartment knows them."""

    kind: ClassVar[str] = "person"

    name: str = Field(index=True)
    person_kind: str
    """What they are to the school: a kind of the triage question, such as `pupil` or `staff`."""
    born: date | None = None
    age: int | None = None
    """In whole years when first written down; none where only the day of birth is known."""
    year_group: str = ""
    social_worker: str = ""
    """The social worker's name and number, where the child has one."""
    not_to_be_told: str = ""
    """Who must not be told about this person or where they live, and why."""
    user: str = ""
    """Their short name, where this person works with the casebook."""
