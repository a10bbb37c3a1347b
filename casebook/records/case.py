"""A matter being managed."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field

from casebook.records.record import Moment, Record


class Case(Record, table=True):
    """One matter, opened by a report and possibly gathering further incidents."""

    kind: ClassVar[str] = "case"

    reference: str = Field(unique=True)
    """`C-2026-0014`."""
    title: str
    summary: str = ""
    status: str = Field(default="open", index=True)
    """`open`, `awaiting-second` (closing was proposed) or `closed`."""
    severity: int | None = None
    """1 to 5 by the latest triage; none before the first."""
    owner: str | None = None
    """The user who leads it."""
    cover: str | None = None
    """Who works it in the leader's place, until `cover_until`."""
    cover_until: date | None = None
    """The last day of the cover; after it the case is its leader's again, by itself."""
    opened_at: datetime = Field(sa_type=Moment, index=True)
    opened_by: str
    review_on: date | None = None
    """When its keeping is looked at again."""
    review_rule: str = ""
    """The rule that gave that day."""
    legal_hold: str = ""
    """Why nothing of it may be destroyed; empty where there is no such reason."""
