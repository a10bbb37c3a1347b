"""Something left out of a bundle."""

from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import OfCase


class Withholding(OfCase, table=True):
    """One thing left out of one release, and the reason."""

    kind: ClassVar[str] = "withholding"

    release_id: str = Field(foreign_key="release.id", index=True)
    what: str
    why: str
