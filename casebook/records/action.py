"""Something a named person must do by a time."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Action(OfCase, table=True):
    """One thing to do, from a route of the triage answer or added by a person."""

    kind: ClassVar[str] = "action"

    reference: str = Field(unique=True)
    assessment_id: str | None = Field(default=None, foreign_key="assessment.id")
    """The answer that asked for it; none for one that a person added."""
    route: str
    duty: str
    """`must`, `one-of`, `should`, `consider`."""
    group: str = ""
    """For `one-of`: the group of which one at least is done."""
    clock: str
    due_by: datetime = Field(sa_type=Moment, index=True)
    because: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """The rules that asked for it, each with its source."""
    words: str = ""
    """What to do, where a person added it."""
    owner: str | None = None
    """The user it falls to; none while it falls to whoever leads the case."""
    cover: str | None = None
    """Who does it in the owner's place, until `cover_until`."""
    cover_until: date | None = None
    """The last day of the cover."""
    first_due_by: datetime | None = Field(default=None, sa_type=Moment)
    """When it was due before somebody gave it another time; none while nobody did."""
    state: str = Field(default="open", index=True)
    """`open`, `done`, `ruled-out`, or `superseded` by a later triage."""
    outcome: str = ""
    outside_reference: str = ""
    """The other side's reference."""
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str = ""
    done_with: str = ""
    particulars: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What schema/worked.toml asks of its route, by name."""
    settled_recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was entered that it was done or ruled out, which can be later."""
    ruled_out_reason: str = ""
    ruled_out_authority: str = ""
    ruled_out_at: datetime | None = Field(default=None, sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
