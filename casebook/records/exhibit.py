"""A kept thing."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Exhibit(OfCase, table=True):
    """A file, photograph, message or object, with its producer's initials and number."""

    kind: ClassVar[str] = "exhibit"

    reference: str
    """`AP/1`, within its case."""
    sealed_id: str | None = Field(default=None, foreign_key="sealedfile.id")
    """The sealed file; none for an object that is kept elsewhere."""
    description: str = ""
    original_name: str = ""
    """The name the file came with, as it was."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    """Of the bytes as they came, taken while they were first read."""
    media_type: str = ""
    """What the first bytes say it is; the file is never opened to find out more."""
    captured_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the picture was taken or the copy made, by the person who made it."""
    captured_by: str = ""
    source: str = ""
    """Where it was captured from: the site, the group, the telephone."""
    device: str = ""
    device_clock: str = ""
    """What the device's own clock showed, where it differs."""
    file_time: datetime | None = Field(default=None, sa_type=Moment)
    """The file's own time of last change when it was lodged."""
    gate_answer: str
    """The answer to the imagery question; only `no` lets a file in."""
    same_as: str = ""
    """The mark of an exhibit of this case with the same bytes."""
    where_kept: str = ""
    """For an object: where it is."""
    disposal: str = ""
    """`held`, `handed-over`, `returned`, `destroyed`; empty while undecided."""
    disposal_words: str = ""
    lodged_at: datetime = Field(sa_type=Moment)
    lodged_by: str
