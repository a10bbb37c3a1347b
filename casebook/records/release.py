"""The recorded act that a bundle left."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Release(OfCase, table=True):
    """One bundle that left: for whom, on what basis, and what was withheld."""

    kind: ClassVar[str] = "release"

    reference: str = Field(unique=True)
    bundle: str = Field(unique=True)
    """The bundle's own identifier."""
    profile: str
    recipient: str = ""
    purpose: str
    basis: str
    seal: str
    """`zip` or `none`."""
    exhibits: list[str] = Field(default_factory=list, sa_type=JSON)
    """The marks of the exhibits that went."""
    file_count: int
    log_size: int
    log_root: str
    statement: str
    """The signed statement, byte for byte, so that any later claim can be held against it."""
    wish_overridden: str = ""
    """The wish that this went against, and the reason that was listed for it."""
    released_at: datetime = Field(sa_type=Moment)
    released_by: str
