"""What the catalogue is made of: concerns, signs, people rules, routes, profiles and their sources.

Everything here is a frozen value; `casebook.triage.catalogue` builds it from schema/triage/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from casebook.triage.conditions import Condition

DUTIES = ("must", "one-of", "should", "consider")
"""What a route asks of the school, strongest first."""
CLOCKS = ("T0", "T1", "T2", "T3", "T4")
"""How soon, lowest number first."""
CAPTURES = ("never", "wait-for-advice", "link-only", "victim-own", "text-only", "full")
"""What may be kept of what was seen, strictest first."""
WISHES = ("cannot-veto", "weigh", "victim-decides", "none")
"""How far somebody's wishes about the police go, strictest first."""
ROLES = ("pupil-contact", "parent-contact", "under-age-decision", "account-moderator")
"""The parts that a school's policy gives to different people."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a line of a seed policy, a law, or guidance."""

    cite: str
    """The short form, as answers carry it."""
    seed: str
    """The seed statement's number (`S105`); empty for law and guidance."""
    name: str
    """The policy, act or guidance."""
    edition: str
    """Its year or edition, where it has several."""
    section: str
    """The heading, section or part."""
    line: int
    """The line of a seed policy; 0 for law and guidance."""
    checked: date | None
    """When somebody last looked it up; None for a seed, which does not change."""
    confirmed: bool
    """Whether the text was read at its source. What is not confirmed says so when cited."""


@dataclass(frozen=True, slots=True)
class Effect:
    """From when, and until when, a rule holds."""

    since: date
    """The first day; the last of all days where it is not known yet."""
    until: date | None
    """The first day on which it no longer holds; None where no end is known."""

    def takes_in(self, day: date) -> bool:
        """Whether the rule holds on `day`."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: "Effect") -> bool:
        """Whether there is a day on which both hold."""
        return self.takes_in(other.since) or other.takes_in(self.since)


ALWAYS_IN_EFFECT = Effect(date.min, None)
"""The dates of a rule that has none."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One route that a rule asks for."""

    duty: int
    """Its place in DUTIES: the lower, the stronger."""
    clock: int
    """Its place in CLOCKS."""
    route: str
    """The route; empty where the school's profile decides by `role`."""
    role: str
    group: str
    """For `one-of`: the group of which at least one must be done."""
    when: Condition


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of several, with when it applies; of several choices the first that holds is it."""

    value: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Level:
    """A severity, 1 to 5, and when it applies; of several levels the highest that holds is it."""

    severity: int
    when: Condition


@dataclass(frozen=True, slots=True, eq=False)
class Asks:
    """What one rule asks for. Equal only to itself."""

    rule: str
    """`concern:<id>`, `sign:<id>` or `people:<id>`."""
    source: str
    """Its sources in short, as answers carry them."""
    levels: tuple[Level, ...]
    claims: tuple[Claim, ...]
    capture: tuple[Choice, ...]
    wishes: tuple[Choice, ...]
    hold_device: bool
    staff_logs: bool


@dataclass(frozen=True, slots=True)
class Concern:
    """What somebody may be worried about."""

    id: str
    title: str
    number: str
    """Its place in the domain's list (`C22`); empty for `uncategorised`."""
    status: str
    effect: Effect
    question: str
    """The one question that tells a DSL whether this is it."""
    also_called: tuple[str, ...]
    """Everyday words by which it is found; no rule looks at them."""
    sources: tuple[Source, ...]
    sexual: bool
    """Whether it belongs to the sexual family, which several people rules ask about."""
    asks: Asks
    first_actions: tuple[str, ...]
    closure: tuple[str, ...]
    remember: tuple[str, ...]
    """What a DSL must keep in mind that no code says."""
    wrong_when: str
    """What it is often mistaken for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something about what happened that raises how serious it is, or adds a route."""

    id: str
    title: str
    question: str
    sources: tuple[Source, ...]
    effect: Effect
    asks: Asks


@dataclass(frozen=True, slots=True)
class PeopleRule:
    """A rule about who is involved, applied in order after concerns and signs."""

    id: str
    number: int
    """Its place in the order in which they are applied."""
    title: str
    when: Condition
    sources: tuple[Source, ...]
    effect: Effect
    asks: Asks
    becomes: Mapping[str, str]
    """Routes that change hands because whoever takes them is accused."""
    excluded: tuple[Choice, ...]
    """Who is kept out; every choice that holds counts."""
    compartment: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A place that a matter can or must go."""

    id: str
    title: str
    who: str
    needs: str
    """What they need to hear from you."""
    by_when: str
    not_yet: str
    """Who must not be told yet; empty where nobody need be kept waiting."""
    out_of_hours: str
    contact: str
    """The key of the profile's contacts that says how to reach them; empty where there is none."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is reached."""

    reach: str
    verified_on: date | None
    """When somebody last made sure that it is right."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Who does what in one school, and its hours. Equal only to itself."""

    id: str
    title: str
    status: str
    policy: str
    """The policy it was drawn from."""
    calendar: str
    """The calendar of its working days; its edition's where it names none."""
    closing: time
    """When the school closes: the evening begins."""
    target_working_days: int
    friday_evening: str
    """`next-working-day`, or `unset`."""
    roles: Mapping[str, tuple[str, ...]]
    accounts_approved_by: tuple[str, ...]
    contacts: Mapping[str, Contact]
    term_dates: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What one code or level of an answer means, in words."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Age:
    """An age that a rule or a service goes by."""

    id: str
    title: str
    years: int
    says: str
    """What follows from it."""
    effect: Effect
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody outside whom a school or a child can ask or tell, besides the routes."""

    id: str
    title: str
    who_for: str
    reach: str
    hours: str
    concerns: tuple[str, ...]
    """The concerns with which it helps."""
    sources: tuple[Source, ...]
