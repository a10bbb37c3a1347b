"""A route taken, or advice asked on one."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Referral(OfCase, table=True):
    """One contact with an agency: what went to it, or what it advised."""

    kind: ClassVar[str] = "referral"

    reference: str = Field(unique=True)
    what: str
    """`referral` or `advice`."""
    route: str
    agency: str = ""
    person: str = ""
    """Whom it was spoken of with."""
    at: datetime = Field(sa_type=Moment)
    words: str = ""
    """What was said or sent, or the advice given."""
    their_reference: str = ""
    """For the police: the crime reference."""
    incident_log: str = ""
    """The police incident or log number, which is not the crime reference."""
    answer: str = ""
    """What they answered; entered when it is known."""
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answer_recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the answer was entered, which can be later."""
    particulars: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What schema/worked.toml asks of this route, by name."""
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
