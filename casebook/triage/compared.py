"""Compared: what a later answer to the same case asks for that an earlier one did not.

A case keeps the edition it was triaged under; when it is triaged again, because more is known or a
later edition is in force, this says what changed. Two editions of the catalogue are compared rule
by rule in the same way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.triage.catalogue import Catalogue
from casebook.triage.rules import CLOCKS, DUTIES, Asks, Profile


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two answers."""

    what: str
    """What differs: `severity`, `route police`, `lock no-deletion`, `concern:fraud must head`."""
    before: str
    """How it was; empty where it was not there."""
    after: str
    """How it is now; empty where it is gone."""


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """Every difference between two answers that somebody must act on, in a fixed order."""
    return _differences(_facts(before), _facts(after))


def rule_changes(before: Catalogue, after: Catalogue) -> tuple[Change, ...]:
    """Every difference in what the rules of two editions ask for; texts are left aside."""
    return _differences(dict(_rules(before)), dict(_rules(after)))


def profile_changes(before: Profile, after: Profile) -> tuple[Change, ...]:
    """Every difference between two schools' profiles that changes an answer or a contact."""
    return _differences(dict(_arrangements(before)), dict(_arrangements(after)))


def _arrangements(profile: Profile) -> Iterator[tuple[str, str]]:
    """Who does what in a school, when it works, and how those outside are reached."""
    yield "profile", profile.id
    yield "calendar", profile.calendar
    yield "closing", f"{profile.closing:%H:%M}"
    yield "target working days", str(profile.target_working_days)
    yield "Friday evening", profile.friday_evening
    for role, taken in profile.roles.items():
        yield role.replace("-", " "), ", ".join(taken)
    yield "accounts approved by", ", ".join(profile.accounts_approved_by)
    for name, contact in profile.contacts.items():
        yield f"contact {name}", contact.reach


def _differences(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    """What differs between two sets of facts, new ones in their order, then those that are gone."""
    return tuple(
        Change(what, then.get(what, ""), now.get(what, ""))
        for what in [*now, *(what for what in then if what not in now)]
        if then.get(what, "") != now.get(what, "")
    )


def _facts(answered: Mapping[str, object]) -> dict[str, str]:
    """Everything an answer asks for, by what it is about."""
    facts = {key: str(answered[key]) for key in ("catalogue", "severity", "wishes")}
    for each in _sequence(answered["routes"]):
        route = _mapping(each)
        group = f" of {route['group']}" if "group" in route else ""
        facts[f"route {route['route']}"] = (
            f"{route['duty']}{group}, {route['clock']} {route['due']}"
        )
    for whole in ("evidence", "handling"):
        for key, value in _mapping(answered[whole]).items():
            facts[f"{whole} {key}"] = ", ".join(value) if isinstance(value, list) else str(value)
    for key, name in (("locks", "lock"), ("first_actions", "first action"), ("closure", "closure")):
        facts.update({f"{name} {code}": "stands" for code in _sequence(answered[key])})
    return facts


def _rules(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Everything the rules of an edition ask for, by the rule and what it is about."""
    for concern in catalogue.concerns.values():
        name = concern.asks.rule
        yield f"{name} sexual", str(concern.sexual)
        yield f"{name} first actions", ", ".join(concern.first_actions)
        yield f"{name} closure", ", ".join(concern.closure)
        yield from _asked(concern.asks)
    for sign in catalogue.signs.values():
        yield from _asked(sign.asks)
    for rule in catalogue.people:
        yield f"{rule.asks.rule} when", rule.when.said
        for accused, instead in rule.becomes.items():
            yield f"{rule.asks.rule} {accused} becomes", instead
        yield from _asked(rule.asks)


def _asked(asks: Asks) -> Iterator[tuple[str, str]]:
    """What one rule asks for."""
    for level in asks.levels:
        yield f"{asks.rule} severity {level.severity}", level.when.said or "always"
    for claim in asks.claims:
        duty = DUTIES[claim.duty]
        condition = f" when {claim.when.said}" if claim.when.said else ""
        yield f"{asks.rule} {duty} {claim.route or claim.role}", CLOCKS[claim.clock] + condition
    for scale, choices in (("capture", asks.capture), ("wishes", asks.wishes)):
        said = [f"{each.value} when {each.when.said}".removesuffix(" when ") for each in choices]
        yield f"{asks.rule} {scale}", ", else ".join(said)
    yield f"{asks.rule} hold device", str(asks.hold_device)
    yield f"{asks.rule} staff logs", str(asks.staff_logs)


def _mapping(value: object) -> Mapping[str, object]:
    """A part of an answer that is an object."""
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[object]:
    """A part of an answer that is a list."""
    return value if isinstance(value, list) else ()
