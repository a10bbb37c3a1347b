"""Something that happened, at a time, in a place."""

from datetime import datetime
from typing import Any, ClassVar

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
    site_thread_kept: str = ""
    """How much of the thread was kept: `whole`, `part`, `none`; empty where nobody said."""
    seen_how: str = ""
    """How it came to be seen."""
    reported_by_name: str = ""
    reported_by_kind: str = ""
    reported_by_themselves: bool | None = None
    """Whether somebody brought what they did themselves."""
    near_miss: bool | None = None
    """Whether it could have led to misuse, and did not."""
    contact_begun_by: str = ""
    """Who made the first contact."""
    contact_answered: str = ""
    """Whether it was answered, which alone makes it an exchange: `yes`, `no`, `not-known`."""
    contact_automatic: bool | None = None
    """Whether the service made the contact by itself, as by following back."""
    exchanges: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """What went to and fro, in order: `from`, `at`, `words`."""
    spread_shared: str = ""
    """How far it was passed on."""
    spread_lasting: str = ""
    """Whether it lasts: `yes` where it cannot be taken back, `no`, `not-known`."""
    bullying_does: list[str] = Field(default_factory=list, sa_type=JSON)
    """What it does to somebody: `embarrass`, `humiliate`, `threaten`, `intimidate`."""
    bullying_for_power: str = ""
    """Whether it is done to gain power and control: `yes`, `no`, `not-known`."""
    intent: str = ""
    """How it was meant: `deliberate`, `negligent`, `reckless`, `unknown`; never a finding."""
    already_done: list[str] = Field(default_factory=list, sa_type=JSON)
    """What those concerned did before they told the school, such as `blocked`."""
    policies: list[str] = Field(default_factory=list, sa_type=JSON)
    """Which of the school's policies apply."""
    concerns: list[str] = Field(default_factory=list, sa_type=JSON)
    """What worried the person who wrote this down: concerns of the catalogue."""
    signs: list[str] = Field(default_factory=list, sa_type=JSON)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
