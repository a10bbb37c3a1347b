"""An incident as it was handed in: checked, and not yet kept."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class TimeRead:
    """A time as it was given, and as it was understood."""

    earliest: datetime | None = None
    latest: datetime | None = None
    """The same as the earliest where the time is exact."""
    precision: str = "unknown"
    """`exact`, `about`, `between` or `unknown`."""
    said: str = ""
    """In full words, to be read back."""
    typed: str = ""
    """What was typed, where it was not ISO 8601."""


@dataclass(frozen=True)
class SiteDraft:
    """Where on the net it was."""

    platform: str = ""
    url: str = ""
    handle: str = ""
    account_id: str = ""
    place: str = ""
    audience: str = ""
    thread_kept: str = ""


@dataclass(frozen=True)
class ReporterDraft:
    """Who brought it."""

    name: str = ""
    kind: str = ""
    themselves: bool | None = None
    """Whether they report what they did themselves."""


@dataclass(frozen=True)
class ContactDraft:
    """How a contact between two people began."""

    begun_by: str = ""
    answered: str = ""
    automatic: bool | None = None


@dataclass(frozen=True)
class ExchangeDraft:
    """One message or call of an exchange."""

    sender: str
    words: str
    at: TimeRead | None = None


@dataclass(frozen=True)
class SpreadDraft:
    """How far something went, and whether it lasts."""

    shared: str = ""
    lasting: str = ""


@dataclass(frozen=True)
class BullyingDraft:
    """What a policy's test of online bullying finds."""

    does: tuple[str, ...] = ()
    for_power: str = ""


@dataclass(frozen=True)
class CarerDraft:
    """Somebody who cares for a child."""

    name: str
    relationship: str = ""
    parental_responsibility: bool | None = None
    must_not_be_told: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who took part."""

    kind: str
    role: str
    name: str = ""
    age: int | None = None
    born: date | None = None
    year_group: str = ""
    social_worker: str = ""
    not_to_be_told: str = ""
    user: str = ""
    carers: tuple[CarerDraft, ...] = ()


@dataclass(frozen=True)
class WishDraft:
    """What somebody said they want."""

    whose: str
    about: str
    words: str
    answer: str = "unsure"
    limits_explained: bool = False
    at: TimeRead | None = None


@dataclass(frozen=True)
class IncidentDraft:
    """Everything that was handed in about one incident."""

    title: str
    known: TimeRead
    summary: str = ""
    words: str = ""
    happened: TimeRead = field(default_factory=TimeRead)
    known_to: str = ""
    medium: str = ""
    site: SiteDraft = field(default_factory=SiteDraft)
    seen_how: str = ""
    reported_by: ReporterDraft = field(default_factory=ReporterDraft)
    near_miss: bool | None = None
    contact: ContactDraft = field(default_factory=ContactDraft)
    exchanges: tuple[ExchangeDraft, ...] = ()
    spread: SpreadDraft = field(default_factory=SpreadDraft)
    bullying: BullyingDraft = field(default_factory=BullyingDraft)
    intent: str = ""
    already_done: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    wishes: tuple[WishDraft, ...] = ()
    concerns: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def known_at(self) -> datetime:
        """When the school came to know of it."""
        if self.known.earliest is None:
            raise ValueError("a draft that was read has the moment it became known")
        return self.known.earliest
