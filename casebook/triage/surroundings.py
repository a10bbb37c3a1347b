"""What surrounds the rules: routes, schools' profiles, calendars, ages, helplines; all checked."""

from collections.abc import Collection

from casebook.errors.asked import CatalogueIdTwice
from casebook.triage.building import (
    STATUSES,
    Names,
    effect_of,
    id_like_the_file,
    refuse_meeting,
    sources_from,
)
from casebook.triage.reading import Table
from casebook.triage.rules import ROLES, Age, Contact, Helpline, Profile, Route
from casebook.workingdays import OwnDays

APPROVERS = ("head", "governors", "slt")
"""Who may approve an official account: `slt` is the senior leadership team."""
MAJORITY = "majority"
VERY_YOUNG = "very-young"
"""The ages that the engine itself goes by, whatever else a catalogue lists."""


def route_from(table: Table) -> Route:
    """The route of one file, which is named after it."""
    route = Route(
        id=id_like_the_file(table),
        title=table.text("title"),
        who=table.text("who"),
        needs=table.text("needs"),
        by_when=table.text("by_when"),
        not_yet=table.text("not_yet", ""),
        out_of_hours=table.text("out_of_hours", ""),
        contact=table.text("contact", ""),
        sources=sources_from(table),
    )
    table.finish()
    return route


def profile_from(table: Table, names: Names, calendar: str) -> Profile:
    """The profile of one file, which is named after it; `calendar` is its edition's."""
    roles = table.table("roles")
    terms = list(table.tables("terms"))
    profile = Profile(
        id=id_like_the_file(table),
        title=table.text("title"),
        status=table.one_of("status", STATUSES),
        policy=table.text("policy"),
        calendar=table.one_of("calendar", names.calendars, calendar),
        closing=table.hour("closing"),
        target_working_days=table.whole("target_working_days", 1, 60),
        friday_evening=table.one_of("friday_evening", ("unset", "next-working-day"), "unset"),
        roles={role: roles.texts(role, names.routes) for role in ROLES},
        accounts_approved_by=table.texts("accounts_approved_by", APPROVERS),
        contacts=_contacts(table.table("contacts"), names),
        term_dates=tuple((each.day("first"), each.day("last")) for each in terms),
    )
    for part in (roles, *terms, table):
        part.finish()
    return profile


def _contacts(table: Table, names: Names) -> dict[str, Contact]:
    """How the school reaches those whom routes lead to."""
    contacts = {}
    for key in table.values:
        if key not in names.contacts:
            table.refuse(key, "is not a known key", given=key, valid=names.contacts)
        entry = table.table(key)
        contacts[key] = Contact(entry.text("reach"), entry.day_or_none("verified_on"))
        entry.finish()
    return contacts


def calendars_from(table: Table) -> dict[str, OwnDays]:
    """The calendars that a catalogue lists itself, day by day."""
    calendars: dict[str, OwnDays] = {}
    for each in table.tables("calendar"):
        name = each.text("id")
        if name in calendars:
            each.refuse("id", "is also the id of another one", kind=CatalogueIdTwice)
        each.text("title")
        sources_from(each)
        holidays = []
        for day in each.tables("holiday"):
            holidays.append((day.day("day"), day.text("name")))
            day.finish()
        calendars[name] = OwnDays(name, tuple(holidays))
        each.finish()
    table.finish()
    return calendars


def ages_from(table: Table) -> list[Age]:
    """The ages that rules and services go by, of every edition; the engine's own are among them."""
    ages: list[Age] = []
    for each in table.tables("age"):
        age = Age(
            id=each.text("id"),
            title=each.text("title"),
            years=each.whole("years", 1, 30),
            says=each.text("says"),
            effect=effect_of(each),
            sources=sources_from(each),
        )
        refuse_meeting(each, age, ages)
        ages.append(age)
        each.finish()
    table.finish()
    for name in (MAJORITY, VERY_YOUNG):
        if name not in {age.id for age in ages}:
            table.refuse(name, "is missing: the engine goes by it")
    return ages


def helplines_from(table: Table, concerns: Collection[str]) -> tuple[Helpline, ...]:
    """The helplines, each with the concerns that it helps with."""
    helplines: dict[str, Helpline] = {}
    for each in table.tables("helpline"):
        helpline = Helpline(
            id=each.text("id"),
            title=each.text("title"),
            who_for=each.text("who_for"),
            reach=each.text("reach"),
            hours=each.text("hours", ""),
            concerns=each.texts("concerns", concerns, []),
            sources=sources_from(each),
        )
        if helpline.id in helplines:
            each.refuse("id", "is also the id of another one", kind=CatalogueIdTwice)
        helplines[helpline.id] = helpline
        each.finish()
    table.finish()
    return tuple(helplines.values())
