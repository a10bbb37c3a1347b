"""Something that happened, at a time, in a place."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment, OfCase


class Incident(OfCase, table=True):
    """One incident, as it was reported."""

    kind: ClassVar[str] = "incident"

    reference: str = Field(unique=True)
    title: str
    summary: str = ""
    words: str = ""
    """The reporter's own words."""
    happened_from: datetime | None = Field(default=None, sa_type=Moment)
    happened_to: datetime | None = Field(default=None, sa_type=Moment)
    """The last moment it can have been; the same as the first where the time is exact."""
    precision: str = "unknown"
    """`exact`, `about`, `between` or `unknown`."""
    happened_typed: str = ""
    """What was typed as the time, where it was typed."""
    known_at: datetime = Field(sa_type=Moment)
    """When the school came to know of it: every clock starts here."""
    known_to: str = ""
    """Whom it was told to."""
    medium: str = ""
    """`text`, `e-mail`, `website`, `instant-message`, `social-media`, `game`, `call`, `other`."""
    site_platform: str = ""
    site_url: str = ""
    site_handle: str = ""
    site_account_id: str = ""
    """The account's number, which stays when its name is changed."""
    site_place: str = ""
    """Where on the site: the group, the thread, the page."""
    site_audience: str = ""
    """Who could see it, and how many."""
    seen_how: str = ""
    """How it came to be seen."""
    reported_by_name: str = ""
    reported_by_kind: str = ""
    concerns: list[str] = Field(default_factory=list, sa_type=JSON)
    """What worried the person who wrote this down: concerns of the catalogue."""
    signs: list[str] = Field(default_factory=list, sa_type=JSON)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
