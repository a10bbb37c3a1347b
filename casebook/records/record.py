"""What every record shares: an identifier, and the name that the ledger knows it by."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import ConfigDict
from sqlalchemy import MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.types import String, TypeDecorator
from sqlmodel import Field, SQLModel

from casebook.identifiers import new_id


class Moment(TypeDecorator[datetime]):
    """A moment kept as text that sorts by instant, yet remembers the offset it was given in.

    `2026-07-01T15:40:00Z+01:00` is 16:40 on a clock one hour ahead of Greenwich.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """The text that is kept for `value`."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """The moment that was kept as `value`."""
        return None if value is None else moment_of(value)


def moment_text(moment: datetime) -> str:
    """`moment`, which carries an offset, as text that sorts by instant."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment carries its offset")
    stamp = (moment.replace(tzinfo=None) - offset).isoformat(timespec="seconds")
    return f"{stamp}Z{moment.isoformat(timespec='seconds')[19:]}"


def moment_of(text: str) -> datetime:
    """The moment that `moment_text` wrote as `text`."""
    stamp, offset = text.split("Z", 1)
    at_greenwich = datetime.fromisoformat(f"{stamp}+00:00")
    return at_greenwich.astimezone(datetime.fromisoformat(f"{stamp}{offset}").tzinfo)


class Record(SQLModel):
    """One kept thing."""

    metadata: ClassVar[MetaData] = MetaData()
    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment]

    kind: ClassVar[str]
    """What the ledger calls it."""

    id: str = Field(default_factory=new_id, primary_key=True, min_length=32, max_length=32)
    """128 random bits, in hexadecimal."""

    @classmethod
    def of(cls, **values: object) -> Self:
        """A record with `values`; raises pydantic's ValidationError when a type does not fit."""
        return cls.model_validate(values)


class OfCase(Record):
    """One kept thing that belongs to a case."""

    case_id: str = Field(foreign_key="case.id", index=True)
    """The case."""
