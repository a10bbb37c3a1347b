"""The catalogue: one edition of what policies and guidance ask for, read from schema/triage/.

The rules are: a file that does not hold together is refused whole, with its name, the key and the
nearest valid one; what is loaded never changes, so it is loaded once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from casebook import clock
from casebook.datafiles import data_folder
from casebook.errors.given import CatalogueInvalid
from casebook.triage.building import (
    Names,
    concern_from,
    people_rules_from,
    profile_from,
    route_from,
    signs_from,
    words_from,
)
from casebook.triage.question import UNCATEGORISED, USUAL_PROFILE
from casebook.triage.reading import Table, read_table
from casebook.triage.rules import Concern, PeopleRule, Profile, Route, Sign, Word


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated state of the catalogue; a case keeps the edition it was triaged under."""

    id: str
    title: str
    jurisdiction: str
    calendar: str
    since: date
    """The day it takes effect. The first edition answers everything before it as well."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that triage needs to answer a question, and to say why. Equal only to itself."""

    edition: Edition
    concerns: Mapping[str, Concern]
    signs: Mapping[str, Sign]
    people: tuple[PeopleRule, ...]
    routes: Mapping[str, Route]
    profiles: Mapping[str, Profile]
    words: Mapping[str, Mapping[str, Word]]
    """The words for severities, duties, clocks, captures, wishes, locks and codes."""

    @property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """Each group of `one-of` routes, with its members."""
        return groups_of(self.concerns)


def load(edition_for: datetime | None = None, *, school: Path | None = None) -> Catalogue:
    """The catalogue in force at `edition_for`, or now, with the `school`’s own profiles, if any.

    Raises CatalogueInvalid where a file does not hold together.
    """
    moment = clock.now() if edition_for is None else clock.local(edition_for)
    return _edition(edition_on(moment.date()).id, school)


def edition_on(day: date) -> Edition:
    """The edition in force on `day`: the latest that has taken effect, else the first of all."""
    in_force = [edition for edition in editions() if edition.since <= day]
    return in_force[-1] if in_force else editions()[0]


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition, the earliest first."""
    table = read_table(triage_folder() / "editions.toml", "editions.toml")
    listed = [_edition_from(each) for each in table.tables("edition")]
    table.finish()
    if not listed:
        table.refuse("edition", "is missing")
    return tuple(sorted(listed, key=lambda edition: edition.since))


def _edition_from(table: Table) -> Edition:
    """One edition of editions.toml."""
    edition = Edition(
        id=table.text("id"),
        title=table.text("title"),
        jurisdiction=table.text("jurisdiction"),
        calendar=table.text("calendar"),
        since=table.day("since"),
    )
    table.finish()
    return edition


def triage_folder() -> Traversable:
    """The folder that holds the catalogue."""
    return data_folder("schema") / "triage"


@lru_cache(maxsize=8)
def _edition(edition: str, school: Path | None) -> Catalogue:
    """The catalogue of one edition, loaded once."""
    chosen = next(each for each in editions() if each.id == edition)
    return read_catalogue(triage_folder(), chosen, school)


def read_catalogue(folder: Traversable, edition: Edition, school: Path | None = None) -> Catalogue:
    """The catalogue in `folder` as it stands in `edition`, read afresh.

    Raises CatalogueInvalid.
    """
    words = words_from(read_table(folder / "words.toml", "words.toml"))
    routes = {each.id: each for each in map(route_from, files_of(folder, "routes"))}
    signs_file = read_table(folder / "signs.toml", "signs.toml")
    names = Names(
        routes=frozenset(routes),
        contacts=frozenset(route.contact for route in routes.values() if route.contact),
        signs=frozenset(str(each.values.get("id")) for each in signs_file.tables("sign")),
        words=words,
    )
    profiles = _profiles(folder, school, names)
    return Catalogue(
        edition=edition,
        concerns=_concerns(folder, edition, names),
        signs={each.id: each for each in signs_from(signs_file, names)},
        people=people_rules_from(read_table(folder / "people.toml", "people.toml"), names),
        routes=routes,
        profiles=profiles,
        words=words,
    )


def files_of(folder: Traversable, name: str) -> list[Table]:
    """Every TOML file of one folder of the catalogue, in order of its name."""
    found = sorted((folder / name).iterdir(), key=lambda file: file.name)
    return [
        read_table(file, f"{name}/{file.name}") for file in found if file.name.endswith(".toml")
    ]


def _profiles(folder: Traversable, school: Path | None, names: Names) -> dict[str, Profile]:
    """The built-in profiles, and a school's own; a school's own never replaces a built-in one."""
    tables = files_of(folder, "profiles")
    if school is not None:
        tables += [read_table(file, file.name) for file in sorted(school.glob("*.toml"))]
    profiles: dict[str, Profile] = {}
    for table in tables:
        profile = profile_from(table, names)
        if profile.id in profiles:
            table.refuse("id", "is also the id of another profile")
        profiles[profile.id] = profile
    if USUAL_PROFILE not in profiles:
        raise CatalogueInvalid(file="profiles", key=USUAL_PROFILE, fault="is missing", nearest="")
    return profiles


def _concerns(folder: Traversable, edition: Edition, names: Names) -> dict[str, Concern]:
    """The concerns that hold in an edition; a route belongs to one group only."""
    concerns: dict[str, Concern] = {}
    group_of: dict[str, str] = {}
    for table in files_of(folder, "concerns"):
        concern = concern_from(table, names)
        if not _holds_in(concern, edition):
            continue
        if concern.id in concerns:
            table.refuse("id", "is also the id of another concern of this edition")
        concerns[concern.id] = concern
        for claim in concern.asks.claims:
            if claim.group and group_of.setdefault(claim.route, claim.group) != claim.group:
                table.refuse("one-of", f"puts `{claim.route}` into a second group")
    if UNCATEGORISED not in concerns:
        raise CatalogueInvalid(
            file="concerns", key=UNCATEGORISED, fault="is missing from this edition", nearest=""
        )
    return concerns


def _holds_in(concern: Concern, edition: Edition) -> bool:
    """Whether a concern's dates of effect take in the edition's."""
    return concern.since <= edition.since and (
        concern.until is None or edition.since < concern.until
    )


def groups_of(concerns: Mapping[str, Concern]) -> Mapping[str, frozenset[str]]:
    """Each group of `one-of` routes, with its members, over all concerns."""
    groups: dict[str, set[str]] = {}
    for concern in concerns.values():
        for claim in concern.asks.claims:
            if claim.group:
                groups.setdefault(claim.group, set()).add(claim.route)
    return {group: frozenset(members) for group, members in groups.items()}
