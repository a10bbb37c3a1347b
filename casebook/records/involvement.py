"""A person's part in one incident."""

from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import OfCase


class Involvement(OfCase, table=True):
    """The part that one person had in one incident; it is never carried to another."""

    kind: ClassVar[str] = "involvement"

    incident_id: str = Field(foreign_key="incident.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: str
    """`target`, `alleged`, `reporter`, `witness` or `bystander`."""
    person_kind: str
    """What the person was to the school at that time."""
    age: int | None = None
    """In whole years at that time."""
