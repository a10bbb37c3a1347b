"""An official account of the school."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from casebook.records.record import Moment
from casebook.records.registered import Registered


class Channel(Registered, table=True):
    """One account that speaks for the school, or was asked for; it never holds a password."""

    kind: ClassVar[str] = "channel"

    platform: str
    name: str
    """The account's or page's name."""
    address: str = ""
    purpose: str
    audience: str = ""
    promoted: str = ""
    """How people are to hear of it."""
    reach: str = ""
    """`open` to anybody, or `closed`."""
    master: str = ""
    """Who holds the master rights."""
    run_by: list[str] = Field(default_factory=list, sa_type=JSON)
    """Who runs it, by name."""
    posted_by: list[str] = Field(default_factory=list, sa_type=JSON)
    """Who may post, by name, beside those who run it."""
    left_school: list[str] = Field(default_factory=list, sa_type=JSON)
    """Who of all these is said to have left."""
    trained: str = ""
    """That those who run it read the policy and were trained, and when."""
    watched_by: str = ""
    """Who watches it on which days."""
    watched_in_holidays: str = ""
    """Who watches it while the school is closed."""
    school_owns: bool = False
    """The school holds the master rights."""
    school_oversees: bool = False
    """The school has editorial oversight of all that is published."""
    rights_limited: bool = False
    """No more people than necessary may administer it."""
    risk: str = ""
    """What the risk assessment found, or where it is."""
    risk_on: date | None = None
    applied_by: str
    """Who asked for it, by name."""
    approvals: list[str] = Field(default_factory=list, sa_type=JSON)
    """Each approval, as `office: who, day, where it is written`."""
    opened_on: date | None = None
    password_place: str = ""
    """Where its password is kept, and never the password."""
    mfa: str = ""
    """Whether a second factor was found to be on: `yes`, `no`, or empty while nobody looked."""
    mfa_on: date | None = None
    privacy_notice: str = ""
    """Whether it was found in the privacy notice, likewise."""
    privacy_notice_on: date | None = None
    voice_for: str = ""
    """The matter during which this account alone speaks for the school; empty for none."""
    voice_since: datetime | None = Field(default=None, sa_type=Moment)
