"""The catalogue: one edition of what policies and guidance ask for, read from schema/triage/.

The rules are: a file that does not hold together is refused whole, with its name, the key and the
nearest valid one; what is loaded never changes, so it is loaded once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from casebook import clock
from casebook.errors.asked import (
    CatalogueIdTwice,
    CatalogueInvalid,
    CatalogueRouteUnreachable,
    QuestionValueUnknown,
)
from casebook.triage.building import (
    Names,
    concern_from,
    people_rules_from,
    refuse_meeting,
    signs_from,
    words_from,
)
from casebook.triage.editions import Edition, editions_in, triage_folder
from casebook.triage.question import UNCATEGORISED, USUAL_PROFILE
from casebook.triage.reading import Table, nearest, read_table, toml_files
from casebook.triage.rulebook import Rulebook
from casebook.triage.rules import (
    Age,
    Concern,
    PeopleRule,
    Profile,
    Route,
    Sign,
    Word,
)
from casebook.triage.surroundings import (
    MAJORITY,
    VERY_YOUNG,
    ages_from,
    calendars_from,
    profile_from,
    route_from,
)
from casebook.workingdays import CALENDARS, OwnDays


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
    ages: Mapping[str, Age]
    calendars: Mapping[str, OwnDays]
    """The calendars that this catalogue lists itself, besides those of the United Kingdom."""

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """Each group of `one-of` routes, with its members."""
        return groups_of([*self.concerns.values(), *self.people])

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules, made ready to be asked."""
        return Rulebook(self)

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The codes of each concern's first actions and closure, in the order of the words."""
        return {
            which: {
                name: tuple(code for code in self.words[which] if code in getattr(each, which))
                for name, each in self.concerns.items()
            }
            for which in ("first_actions", "closure")
        }

    @cached_property
    def majority(self) -> int:
        """The age from which somebody is no child."""
        return self.ages[MAJORITY].years

    @cached_property
    def very_young(self) -> int:
        """The age under which a target of the sexual family is always referred."""
        return self.ages[VERY_YOUNG].years

    @cached_property
    def calendar_names(self) -> frozenset[str]:
        """Every calendar that a question or a profile may name."""
        return frozenset({*CALENDARS, *self.calendars})


def load(
    edition_for: datetime | None = None,
    *,
    school: Path | None = None,
    folder: Path | None = None,
) -> Catalogue:
    """The catalogue in force at `edition_for`, or now, with the `school`’s own profiles, if any.

    With `folder`, that one is read and not the built-in one. Raises CatalogueRefused where a file
    does not hold together.
    """
    moment = clock.now() if edition_for is None else clock.local(edition_for)
    return _in_force(moment.date(), school, folder)


@lru_cache(maxsize=1024)
def _in_force(day: date, school: Path | None, folder: Path | None) -> Catalogue:
    """The catalogue in force on `day`."""
    return edition_called(edition_on(day, folder).id, school=school, folder=folder)


def edition_on(day: date, folder: Path | None = None) -> Edition:
    """The edition in force on `day`: the latest that has taken effect, else the first of all."""
    dated = [edition for edition in editions(folder) if edition.is_dated]
    in_force = [edition for edition in dated if edition.since <= day]
    return in_force[-1] if in_force else dated[0]


@lru_cache(maxsize=8)
def editions(folder: Path | None = None) -> tuple[Edition, ...]:
    """Every edition, the earliest first; those whose day is not known come last.

    Raises CatalogueRefused.
    """
    return editions_in(folder or triage_folder())


@lru_cache(maxsize=8)
def edition_called(
    name: str, *, school: Path | None = None, folder: Path | None = None
) -> Catalogue:
    """The catalogue of the edition called `name`, loaded once.

    Raises CatalogueRefused; QuestionValueUnknown where there is no such edition.
    """
    for each in editions(folder):
        if each.id == name:
            return read_catalogue(folder or triage_folder(), each, school)
    raise QuestionValueUnknown(
        field="EDITION",
        wanted="edition of the catalogue",
        nearest=nearest(name, [each.id for each in editions(folder)]),
        next_step="Run `casebook catalogue editions` for all of them.",
    )


def read_catalogue(folder: Traversable, edition: Edition, school: Path | None = None) -> Catalogue:
    """The catalogue in `folder` as it stands in `edition`, read afresh.

    Raises CatalogueRefused.
    """
    words = words_from(read_table(folder / "words.toml", "words.toml"))
    routes = files_of(folder, "routes")
    built = [route_from(each) for each in routes]
    signs_file = read_table(folder / "signs.toml", "signs.toml")
    calendars = _calendars(folder)
    names = Names(
        routes=frozenset(route.id for route in built),
        contacts=frozenset(route.contact for route in built if route.contact),
        signs=frozenset(str(each.values.get("id")) for each in signs_file.tables("sign")),
        words=words,
        calendars=frozenset({*CALENDARS, *calendars}),
    )
    _check_calendar(edition, names)
    concerns = _concerns(folder, names)
    signs = signs_from(signs_file, names)
    people = people_rules_from(read_table(folder / "people.toml", "people.toml"), names)
    profiles = _profiles(folder, school, names, edition.calendar)
    _check_reached(routes, [*concerns, *signs, *people], people, profiles)
    day = edition.since
    return Catalogue(
        edition=edition,
        concerns=_with_uncategorised({x.id: x for x in concerns if x.effect.takes_in(day)}),
        signs={each.id: each for each in signs if each.effect.takes_in(day)},
        people=tuple(each for each in people if each.effect.takes_in(day)),
        routes={route.id: route for route in built},
        profiles=profiles,
        words=words,
        ages={each.id: each for each in _ages(folder) if each.effect.takes_in(day)},
        calendars=calendars,
    )


def names_of(catalogue: Catalogue) -> Names:
    """The names that a further file may use of a catalogue that was read."""
    return Names(
        routes=frozenset(catalogue.routes),
        contacts=frozenset(each.contact for each in catalogue.routes.values() if each.contact),
        signs=frozenset(catalogue.signs),
        words=catalogue.words,
        calendars=catalogue.calendar_names,
    )


def files_of(folder: Traversable, name: str) -> list[Table]:
    """Every TOML file of one folder of the catalogue, in order of its name."""
    return [
        read_table(file, f"{name}/{file.name}") for file in toml_files(folder / name, f"{name}/")
    ]


def _calendars(folder: Traversable) -> dict[str, OwnDays]:
    """The calendars that the catalogue lists itself; none where it lists none."""
    file = folder / "calendars.toml"
    return calendars_from(read_table(file, "calendars.toml")) if file.is_file() else {}


def _ages(folder: Traversable) -> list[Age]:
    """The ages that the catalogue goes by."""
    return ages_from(read_table(folder / "ages.toml", "ages.toml"))


def _check_calendar(edition: Edition, names: Names) -> None:
    """Refuse an edition whose calendar nobody knows."""
    if edition.calendar not in names.calendars:
        near = nearest(edition.calendar, names.calendars)
        raise CatalogueInvalid(
            file="editions.toml",
            line=1,
            key="calendar",
            fault=f"of `{edition.id}` is not a known value",
            nearest=f" The nearest valid one is `{near}`.",
        )


def _check_reached(
    routes: Sequence[Table],
    rules: Sequence[Concern | Sign | PeopleRule],
    people: Sequence[PeopleRule],
    profiles: Mapping[str, Profile],
) -> None:
    """Refuse a route that no rule of any edition and no profile leads to."""
    reached = {claim.route for rule in rules for claim in rule.asks.claims}
    reached.update(to for rule in people for to in rule.becomes.values())
    for profile in profiles.values():
        reached.update(route for taken in profile.roles.values() for route in taken)
    for table in routes:
        if table.values["id"] not in reached:
            fault = "is a route that no rule and no profile leads to"
            table.refuse("id", fault, kind=CatalogueRouteUnreachable)


def _profiles(
    folder: Traversable, school: Path | None, names: Names, calendar: str
) -> dict[str, Profile]:
    """The built-in profiles, and a school's own; a school's own never replaces a built-in one."""
    tables = files_of(folder, "profiles")
    if school is not None:
        tables += [read_table(file, file.name) for file in toml_files(school, str(school.name))]
    profiles: dict[str, Profile] = {}
    for table in tables:
        profile = profile_from(table, names, calendar)
        if profile.id in profiles:
            table.refuse("id", "is also the id of another profile", kind=CatalogueIdTwice)
        profiles[profile.id] = profile
    if USUAL_PROFILE not in profiles:
        raise CatalogueInvalid(
            file="profiles/", line=1, key=USUAL_PROFILE, fault="is missing", nearest=""
        )
    return profiles


def _concerns(folder: Traversable, names: Names) -> list[Concern]:
    """The concerns of every edition; a route belongs to one group only."""
    concerns: list[Concern] = []
    group_of: dict[str, str] = {}
    for table in files_of(folder, "concerns"):
        concern = concern_from(table, names)
        refuse_meeting(table, concern, concerns)
        concerns.append(concern)
        for claim in concern.asks.claims:
            if claim.group and group_of.setdefault(claim.route, claim.group) != claim.group:
                table.refuse("one-of", f"puts `{claim.route}` into a second group")
    return concerns


def _with_uncategorised(concerns: dict[str, Concern]) -> dict[str, Concern]:
    """The concerns of an edition, where the one that applies by default is among them."""
    if UNCATEGORISED not in concerns:
        raise CatalogueInvalid(
            file="concerns/",
            line=1,
            key=UNCATEGORISED,
            fault="is missing from this edition",
            nearest="",
        )
    return concerns


def groups_of(rules: Iterable[Concern | PeopleRule]) -> Mapping[str, frozenset[str]]:
    """Each group of `one-of` routes, with its members, over all rules."""
    groups: dict[str, set[str]] = {}
    for rule in rules:
        for claim in rule.asks.claims:
            if claim.group:
                groups.setdefault(claim.group, set()).add(claim.route)
    return {group: frozenset(members) for group, members in groups.items()}
