"""A person who works with the casebook."""

from typing import ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Record


class User(Record, table=True):
    """A person with keys, or a recovery sheet; `id` is the one in the slot's name."""

    kind: ClassVar[str] = "user"

    short: str = Field(unique=True)
    """What they type to say who they are."""
    role: str
    """`dsl`, `deputy-dsl`, `head`, `chair`, `vice-chair`, `staff` or a recovery sheet's."""
    full_name: str = ""
    """As it should stand on documents; empty until somebody entered it."""
    sign_key: str
    """The public half of the key that signs what they enter, in hexadecimal."""
    seal_key: str
    """The public half of the key that things are sealed to for them, in hexadecimal."""
    holds: list[str] = Field(default_factory=list, sa_type=JSON)
    """The compartments that they held when this was written."""
    active: bool = True
