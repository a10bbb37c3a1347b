"""Building the catalogue's rules from the tables of its files, checking every name on the way."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from casebook.errors.asked import (
    CatalogueCycle,
    CatalogueEffectTwice,
    CatalogueIdTwice,
    ConditionUnreadable,
)
from casebook.triage.conditions import ALWAYS, FACTS, Condition
from casebook.triage.conditions import read as read_condition
from casebook.triage.reading import Table
from casebook.triage.rules import (
    ALWAYS_IN_EFFECT,
    CAPTURES,
    CLOCKS,
    DUTIES,
    ROLES,
    WISHES,
    Asks,
    Choice,
    Claim,
    Concern,
    Effect,
    Level,
    PeopleRule,
    Sign,
    Source,
    Word,
)

STATUSES = ("experimental", "test", "stable", "deprecated")
COMPARTMENTS = ("general", "staff", "governance")
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
_YEAR = re.compile(r"\b(18|19|20)\d\d\b")
AS_PUBLISHED = "as published"
"""The edition of a page that carries none: as it stood on the day it was checked."""
NOT_CONFIRMED = " (not confirmed: check locally)"
"""What stands after a source whose text nobody here has read."""


class Dated(Protocol):
    """A rule with an id and with the days on which it holds."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def effect(self) -> Effect:
        """When it holds."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that one file of the catalogue may use of the others."""

    routes: frozenset[str]
    contacts: frozenset[str]
    signs: frozenset[str]
    words: Mapping[str, Mapping[str, Word]]
    calendars: frozenset[str]

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
    if not seed and not source.edition and not _YEAR.search(source.name):
        table.refuse("edition", f"is missing; a page without one is `{AS_PUBLISHED}`")
    table.finish()
    edition = "" if source.edition == AS_PUBLISHED else source.edition
    named = " ".join(part for part in (source.name, edition, source.section) if part)
    mark = f" ({seed})" if seed else "" if source.confirmed else NOT_CONFIRMED
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
    concern_id = id_like_the_file(table)
    sources = sources_from(table)
    concern = Concern(
        id=concern_id,
        title=table.text("title"),
        number=table.text("number", ""),
        status=table.one_of("status", STATUSES),
        effect=effect_of(table, "since"),
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


def effect_of(table: Table, *required: str) -> Effect:
    """From when and until when a rule holds; always, where the file gives no dates."""
    dated = "since" in table.values or "since" in required
    since = table.day_or_never("since") if dated else ALWAYS_IN_EFFECT.since
    effect = Effect(since, table.day_or_none("until"))
    if effect.until is not None and effect.until <= effect.since:
        table.refuse("until", "is not after the day it begins")
    return effect


def id_like_the_file(table: Table) -> str:
    """The id, which the file's name up to its first point must repeat."""
    given = table.text("id")
    stem = table.file.rsplit("/", 1)[-1].split(".", 1)[0]
    if given != stem:
        table.refuse("id", f"must be `{stem}`, as the file is called")
    return given


def signs_from(table: Table, names: Names) -> list[Sign]:
    """The signs of signs.toml, of every edition."""
    signs: list[Sign] = []
    for each in table.tables("sign"):
        sources = sources_from(each)
        sign_id = each.text("id")
        sign = Sign(
            id=sign_id,
            title=each.text("title"),
            question=each.text("question"),
            sources=sources,
            effect=effect_of(each),
            asks=_asks(each, f"sign:{sign_id}", sources, names),
        )
        refuse_meeting(each, sign, signs)
        signs.append(sign)
        each.finish()
    table.finish()
    return signs


def refuse_meeting(table: Table, new: Dated, others: Sequence[Dated]) -> None:
    """Refuse a rule whose id another has at the same time.

    Raises CatalogueIdTwice, or CatalogueEffectTwice where both carry dates of their own.
    """
    for other in others:
        if other.id == new.id and other.effect.meets(new.effect):
            if other.effect == new.effect:
                fault = f"is `{new.id}`, which is also the id of another one"
                table.refuse("id", fault, kind=CatalogueIdTwice)
            fault = f"takes effect in two places: another `{new.id}` holds on the same days"
            table.refuse("since", fault, kind=CatalogueEffectTwice)


def people_rules_from(table: Table, names: Names) -> tuple[PeopleRule, ...]:
    """The people rules of people.toml, in the order in which they are applied."""
    rules: list[PeopleRule] = []
    for each in table.tables("rule"):
        rule = _people_rule_from(each, names)
        refuse_meeting(each, rule, rules)
        _refuse_round(each, rule, rules)
        rules.append(rule)
    table.finish()
    return tuple(rules)


def _refuse_round(table: Table, new: PeopleRule, before: Sequence[PeopleRule]) -> None:
    """Refuse routes that hand over to one another in a round, so that nobody takes them.

    Raises CatalogueCycle.
    """
    becomes = {old: to for rule in [*before, new] for old, to in rule.becomes.items()}
    for start in new.becomes:
        passed, route = [start], becomes[start]
        while route in becomes and route not in passed:
            passed.append(route)
            route = becomes[route]
        if route in passed:
            fault = f"goes round: {' to '.join([*passed, route])}"
            table.refuse(f"becomes.{start}", fault, kind=CatalogueCycle)


def _people_rule_from(table: Table, names: Names) -> PeopleRule:
    """One people rule."""
    sources = sources_from(table)
    rule_id = table.text("id")
    becomes = table.table("becomes")
    rule = PeopleRule(
        id=rule_id,
        number=table.whole("number", 1, 99),
        title=table.text("title"),
        when=_when(table, names, for_people=True),
        sources=sources,
        effect=effect_of(table),
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
