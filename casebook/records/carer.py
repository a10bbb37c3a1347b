"""Who cares for a child."""

from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import OfCase


class Carer(OfCase, table=True):
    """A carer of a child, as one case knows them."""

    kind: ClassVar[str] = "carer"

    person_id: str = Field(foreign_key="person.id", index=True)
    """The child."""
    name: str
    relationship_words: str = ""
    """Mother, foster carer, grandfather."""
    parental_responsibility: bool | None = None
    """None where nobody has established it."""
    must_not_be_told: str = ""
    """Why this carer must not be told; empty where they may be."""
