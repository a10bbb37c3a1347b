"""Building the catalogue's values from the tables of its files, checking every name on the way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from casebook.errors.given import ConditionUnreadable
from casebook.triage.conditions import ALWAYS, FACTS, Condition
from casebook.triage.conditions import read as read_condition
from casebook.triage.reading import Table
from casebook.triage.rules import (
    CAPTURES,
    CLOCKS,
    DUTIES,
    ROLES,
    WISHES,
    Asks,
    Choice,
    Claim,
    Concern,
    Contact,
    Level,
    PeopleRule,
    Profile,
    Route,
    Sign,
    Source,
    Word,
)
from casebook.workingdays import CALENDARS

STATUSES = ("experimental", "test", "stable", "deprecated")
COMPARTMENTS = ("general", "staff", "governance")
APPROVERS = ("head", "governors", "slt")
"""Who may approve an official account: `slt` is the senior leadership team."""
SCALES = (
    "severity",
    "duty",
    "clock",
    "capture",
    "wishes",
    "locks",
    "first_actions",
    "closure",
    "chip",
)
HIGHEST = 5
"""The highest severity: Emergency."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that one file of the catalogue may use of the others."""

    routes: frozenset[str]
    contacts: frozenset[str]
    signs: frozenset[str]
    words: Mapping[str, Mapping[str, Word]]

    def is_fact(self, fact: str) -> bool:
        """Whether a concern's or a sign's condition may name `fact`."""
        return fact in FACTS or (fact.removeprefix("sign:") in self.signs and ":" in fact)

    def is_fact_for_people(self, fact: str) -> bool:
        """Whether a people rule's condition may name `fact`: the severity so far as well."""
        severities = [f"severity:{level}" for level in range(1, HIGHEST + 1)]
        return fact in severities or self.is_fact(fact)


def words_from(table: Table) -> dict[str, dict[str, Word]]:
    """The words of words.toml, each scale in its own order."""
    words: dict[str, dict[str, Word]] = {}
    for scale in SCALES:
        listed = table.table(scale)
        words[scale] = {}
        for code in listed.values:
            entry = listed.table(code)
            words[scale][code] = Word(entry.text("title"), entry.text("meaning"))
            entry.finish()
        if not words[scale]:
            table.refuse(scale, "is missing")
    table.finish()
    return words


def sources_from(table: Table) -> tuple[Source, ...]:
    """The sources of a rule or route; there is at least one."""
    sources = tuple(_source_from(each) for each in table.tables("sources"))
    if not sources:
        table.refuse("sources", "is missing: every rule says where it comes from")
    return sources


def _source_from(table: Table) -> Source:
    """One source: a seed policy's line, or law and guidance with the day it was checked."""
    seed = table.text("seed", "")
    source = Source(
        cite="",
        seed=seed,
        name=table.text("policy" if seed else "name"),
        edition=table.text("edition", ""),
        section=table.text("section"),
        line=table.whole("line", 1, 10_000) if seed else 0,
        checked=None if seed else table.day("checked"),
        confirmed=table.flag("confirmed", default=True),
    )
    table.finish()
    named = " ".join(part for part in (source.name, source.edition, source.section) if part)
    mark = f" ({seed})" if seed else "" if source.confirmed else " (not confirmed)"
    return replace(source, cite=named + mark)


def cited(sources: tuple[Source, ...]) -> str:
    """What an answer cites: the first seed statement, and the first law or guidance."""
    seeds = [source.cite for source in sources if source.seed]
    others = [source.cite for source in sources if not source.seed]
    return "; ".join(seeds[:1] + others[:1])


def _when(table: Table, names: Names, *, for_people: bool = False) -> Condition:
    """The condition under `when`."""
    said = table.text("when", "")
    try:
        return read_condition(said, names.is_fact_for_people if for_people else names.is_fact)
    except ConditionUnreadable as fault:
        signs = {f"sign:{sign}" for sign in names.signs}
        given = fault.named["fact"]
        table.refuse("when", fault.named["fault"], given=given, valid={*FACTS, *signs})


def _choices(table: Table, key: str, valid: Collection[str], names: Names) -> tuple[Choice, ...]:
    """The choices under `key`, in the file's order."""
    choices = []
    for each in table.tables(key):
        choices.append(Choice(each.one_of("is", valid), _when(each, names, for_people=True)))
        each.finish()
    return tuple(choices)


def _claims(table: Table, names: Names, *, for_people: bool) -> tuple[Claim, ...]:
    """The routes under `must`, `one-of`, `should` and `consider`."""
    claims = []
    for duty in DUTIES:
        for each in table.tables(duty):
            role = each.one_of("role", ROLES, "") if duty != "one-of" else ""
            claim = Claim(
                duty=DUTIES.index(duty),
                clock=CLOCKS.index(each.one_of("clock", CLOCKS)),
                route="" if role else each.one_of("route", names.routes),
                role=role,
                group=each.text("group") if duty == "one-of" else "",
                when=_when(each, names, for_people=for_people),
            )
            each.finish()
            claims.append(claim)
    return tuple(claims)


def _levels(table: Table, names: Names, *, for_people: bool) -> tuple[Level, ...]:
    """The severities under `severity`."""
    levels = []
    for each in table.tables("severity"):
        when = _when(each, names, for_people=for_people)
        levels.append(Level(each.whole("level", 1, HIGHEST), when))
        each.finish()
    return tuple(levels)


def _asks(
    table: Table, rule: str, sources: tuple[Source, ...], names: Names, *, for_people: bool = False
) -> Asks:
    """What one rule asks for."""
    return Asks(
        rule=rule,
        source=cited(sources),
        levels=_levels(table, names, for_people=for_people),
        claims=_claims(table, names, for_people=for_people),
        capture=_choices(table, "capture", CAPTURES, names),
        wishes=_choices(table, "wishes", WISHES, names),
        hold_device=table.flag("hold_device", default=False),
        staff_logs=table.flag("staff_logs", default=False),
    )


def concern_from(table: Table, names: Names) -> Concern:
    """The concern of one file, which is named after it."""
    concern_id = _id_like_the_file(table)
    sources = sources_from(table)
    concern = Concern(
        id=concern_id,
        title=table.text("title"),
        number=table.text("number", ""),
        status=table.one_of("status", STATUSES),
        since=table.day("since"),
        until=table.day_or_none("until"),
        question=table.text("question"),
        also_called=table.texts("also_called", default=[]),
        sources=sources,
        sexual=table.flag("sexual", default=False),
        asks=_asks(table, f"concern:{concern_id}", sources, names),
        first_actions=table.texts("first_actions", names.words["first_actions"]),
        closure=table.texts("closure", names.words["closure"]),
        remember=table.texts("remember", default=[]),
        wrong_when=table.text("wrong_when"),
    )
    if ALWAYS not in [level.when for level in concern.asks.levels]:
        table.refuse("severity", "needs a level that always applies")
    for key, choices in (("capture", concern.asks.capture), ("wishes", concern.asks.wishes)):
        if not choices or choices[-1].when is not ALWAYS:
            table.refuse(key, "needs a last line that always applies")
    table.finish()
    return concern


def _id_like_the_file(table: Table) -> str:
    """The id, which the file's name up to its first point must repeat."""
    given = table.text("id")
    stem = table.file.rsplit("/", 1)[-1].split(".", 1)[0]
    if given != stem:
        table.refuse("id", f"must be `{stem}`, as the file is called")
    return given


def signs_from(table: Table, names: Names) -> list[Sign]:
    """The signs of signs.toml."""
    signs: list[Sign] = []
    for each in table.tables("sign"):
        sources = sources_from(each)
        sign_id = each.text("id")
        if sign_id in {sign.id for sign in signs}:
            each.refuse("id", "is also the id of another sign")
        signs.append(
            Sign(
                id=sign_id,
                title=each.text("title"),
                question=each.text("question"),
                sources=sources,
                asks=_asks(each, f"sign:{sign_id}", sources, names),
            )
        )
        each.finish()
    table.finish()
    return signs


def people_rules_from(table: Table, names: Names) -> tuple[PeopleRule, ...]:
    """The people rules of people.toml, in the order in which they are applied."""
    rules = tuple(_people_rule_from(each, names) for each in table.tables("rule"))
    table.finish()
    return rules


def _people_rule_from(table: Table, names: Names) -> PeopleRule:
    """One people rule."""
    sources = sources_from(table)
    rule_id = table.text("id")
    becomes = table.table("becomes")
    rule = PeopleRule(
        id=rule_id,
        number=table.whole("number", 1, 9),
        title=table.text("title"),
        when=_when(table, names, for_people=True),
        sources=sources,
        asks=_asks(table, f"people:{rule_id}", sources, names, for_people=True),
        becomes={route: becomes.one_of(route, names.routes) for route in becomes.values},
        excluded=_choices(
            table, "excluded", ("head", "dsl", "governor", "chair", "proprietor"), names
        ),
        compartment=_choices(table, "compartment", COMPARTMENTS, names),
    )
    for route in rule.becomes:
        if route not in names.routes:
            becomes.refuse(route, "is not a route", given=route, valid=names.routes)
    table.finish()
    return rule


def route_from(table: Table) -> Route:
    """The route of one file, which is named after it."""
    route = Route(
        id=_id_like_the_file(table),
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


def profile_from(table: Table, names: Names) -> Profile:
    """The profile of one file, which is named after it."""
    roles = table.table("roles")
    terms = list(table.tables("terms"))
    profile = Profile(
        id=_id_like_the_file(table),
        title=table.text("title"),
        status=table.one_of("status", STATUSES),
        policy=table.text("policy"),
        calendar=table.one_of("calendar", CALENDARS),
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
