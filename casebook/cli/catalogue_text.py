"""One thing of the catalogue whole, as text and as data: a rule, a route, a school's profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from casebook.triage.catalogue import Catalogue
    from casebook.triage.compared import Change
    from casebook.triage.rules import (
        Asks,
        Choice,
        Concern,
        PeopleRule,
        Profile,
        Route,
        Sign,
        Source,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Something of the catalogue, as data and as lines."""

    data: Mapping[str, object]
    lines: Sequence[str]


def names(loaded: "Catalogue") -> set[str]:
    """Everything that `one` shows."""
    rules = {rule.id for rule in loaded.people}
    return {*loaded.concerns, *loaded.signs, *loaded.routes, *loaded.profiles, *rules}


def one(loaded: "Catalogue", name: str) -> Told | None:
    """Whatever of the catalogue is called `name`: a concern before a sign, rule, route, profile."""
    if name in loaded.concerns:
        return _concern(loaded, loaded.concerns[name])
    rules: dict[str, Sign | PeopleRule] = {rule.id: rule for rule in loaded.people}
    rules.update(loaded.signs)
    if name in rules:
        rule = rules[name]
        return _rule(rule.id, rule.title, getattr(rule, "question", ""), rule.asks, rule.sources)
    if name in loaded.routes:
        return _route(loaded.routes[name])
    return _profile(loaded.profiles[name]) if name in loaded.profiles else None


def _concern(loaded: "Catalogue", concern: "Concern") -> Told:
    """A concern whole: what it asks for, where that comes from, and which lists lead to it."""
    from casebook.triage.helplines import helping_with
    from casebook.triage.lists import pointing_at

    told = _rule(concern.id, concern.title, concern.question, concern.asks, concern.sources)
    codes = {
        "first_actions": [*concern.first_actions],
        "closure": [*concern.closure],
    }
    said = [
        f"  {code} {loaded.words[kind][code].title}: {loaded.words[kind][code].meaning}"
        for kind, listed in codes.items()
        for code in listed
    ]
    listed = [
        f"  {each.title}: “{item.words}” {f'({item.seed})' if item.seed else ''}".rstrip()
        for each, item in pointing_at(concern.id)
    ]
    helping = [f"  {each.title}: {each.reach}" for each in helping_with([concern.id])]
    lines = [*told.lines[:2], f"Often mistaken: {concern.wrong_when}", *told.lines[2:]]
    lines += [*(f"  keep in mind: {each}" for each in concern.remember), *said]
    lines += ["", "Lists that lead here:", *listed] if listed else []
    lines += ["", "Who helps besides:", *helping] if helping else []
    return Told({**told.data, **codes, "wrong_when": concern.wrong_when}, lines)


def _rule(name: str, title: str, question: str, asks: "Asks", sources: Sequence["Source"]) -> Told:
    """What any rule asks for, and where that comes from."""
    claimed = list(_claims(asks))
    levels = {str(each.severity): each.when.said for each in asks.levels}
    lines = [f"{name}: {title}", question]
    lines += [f"  severity {level}{_when(when)}" for level, when in levels.items()]
    lines += [
        f"  {each['duty']:<8} {each['route']:<18} {each['clock']}{_when(each['when'])}"
        for each in claimed
    ]
    for scale, choices in (("capture", asks.capture), ("wishes", asks.wishes)):
        lines += [f"  {scale}: {each.value}{_when(each.when.said)}" for each in choices]
    lines += ["  the device is held"] if asks.hold_device else []
    lines += ["  staff logs are kept"] if asks.staff_logs else []
    lines += [f"  source: {source_line(each)}" for each in sources]
    data = {
        "id": name,
        "title": title,
        "question": question,
        "severity": [{"level": int(level), "when": when} for level, when in levels.items()],
        "routes": claimed,
        "capture": _choices(asks.capture),
        "wishes": _choices(asks.wishes),
        "sources": [each.cite for each in sources],
    }
    return Told(data, [line for line in lines if line])


def _claims(asks: "Asks") -> Iterator[dict[str, str]]:
    """The routes that a rule asks for, with their conditions."""
    from casebook.triage.rules import CLOCKS, DUTIES

    for each in asks.claims:
        yield {
            "route": each.route or each.role,
            "duty": DUTIES[each.duty],
            "clock": CLOCKS[each.clock],
            "when": each.when.said,
        }


def _choices(choices: Sequence["Choice"]) -> list[dict[str, str]]:
    """Choices with when each of them is the one."""
    return [{"is": each.value, "when": each.when.said} for each in choices]


def _when(said: str) -> str:
    """A condition, where there is one."""
    return f"  when {said}" if said else ""


def _route(route: "Route") -> Told:
    """A route whole."""
    told = {
        "who": route.who,
        "needs": route.needs,
        "by_when": route.by_when,
        "not_yet": route.not_yet,
        "out_of_hours": route.out_of_hours,
    }
    lines = [f"{route.id}: {route.title}"]
    lines += [f"  {name.replace('_', ' ')}: {said}" for name, said in told.items() if said]
    lines += [f"  source: {source_line(each)}" for each in route.sources]
    data = {"id": route.id, "title": route.title, **told}
    return Told({**data, "sources": [each.cite for each in route.sources]}, lines)


def _profile(profile: "Profile") -> Told:
    """A school's profile whole."""
    roles = {role: list(taken) for role, taken in profile.roles.items()}
    reached = {
        name: (each.reach, said_day(each.verified_on) if each.verified_on else "no day written")
        for name, each in profile.contacts.items()
    }
    lines = [f"{profile.id}: {profile.title}", f"  drawn from {profile.policy}"]
    lines += [f"  {role}: {', '.join(taken)}" for role, taken in roles.items()]
    lines += [f"  accounts approved by: {', '.join(profile.accounts_approved_by)}"]
    lines += [f"  calendar {profile.calendar}, closes {profile.closing:%H:%M}"]
    lines += [f"  school target {profile.target_working_days} working days"]
    lines += [f"  Friday evening: {profile.friday_evening}"]
    lines += [f"  {name}: {reach} (looked up: {day})" for name, (reach, day) in reached.items()]
    data = {"id": profile.id, "title": profile.title, "policy": profile.policy, "roles": roles}
    return Told(data, lines)


def change_lines(changes: Sequence["Change"]) -> list[str]:
    """Differences, one to a line."""
    return [
        f"  {each.what}: {each.before or 'nothing'} → {each.after or 'nothing'}" for each in changes
    ]


def source_line(source: "Source") -> str:
    """A source with its line or with the day on which somebody looked it up."""
    if source.seed:
        return f"policy {source.name}, {source.section}, line {source.line} ({source.seed})"
    return f"{source.cite}, looked up {said_day(source.checked)}" if source.checked else source.cite


def said_day(day: "date") -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"
