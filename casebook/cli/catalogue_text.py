"""The catalogue as text and as data: one rule whole, all of one kind, a policy's list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from casebook.triage.catalogue import Catalogue
    from casebook.triage.compared import Change
    from casebook.triage.lists import Item
    from casebook.triage.rules import (
        Asks,
        Choice,
        Concern,
        Helpline,
        PeopleRule,
        Profile,
        Route,
        Sign,
        Source,
    )

Pairs = list[tuple[str, str]]
"""Names, each with what it says."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something of the catalogue, as data and as lines."""

    data: Mapping[str, object]
    lines: Sequence[str]


def concerns() -> Pairs:
    """Every concern with its question."""
    return [(each.id, each.question) for each in _loaded().concerns.values()]


def signs() -> Pairs:
    """Every sign with its question."""
    return [(each.id, each.question) for each in _loaded().signs.values()]


def people() -> Pairs:
    """Every people rule with its title."""
    return [(each.id, each.title) for each in _loaded().people]


def routes() -> Pairs:
    """Every route with its title."""
    return [(each.id, each.title) for each in _loaded().routes.values()]


def profiles() -> Pairs:
    """Every profile with its title."""
    return [(each.id, each.title) for each in _loaded().profiles.values()]


def lists() -> Pairs:
    """Every list with its title."""
    from casebook.triage import lists as listed

    return [(each.id, each.title) for each in listed.load().values()]


def ages() -> Pairs:
    """Every age of every edition, with what follows from it."""
    from casebook.triage.catalogue import edition_called
    from casebook.triage.catalogue import editions as listed

    found = {}
    for edition in listed():
        for age in edition_called(edition.id).ages.values():
            found[age.id] = f"{age.years}. {age.title}. {age.says} {_sources(age.sources)}"
    return list(found.items())


def editions() -> Pairs:
    """Every edition, with where it holds and from when."""
    from casebook.triage.catalogue import editions as listed

    return [
        (
            each.id,
            f"{each.title}. {each.jurisdiction}, "
            + (
                f"since {said_day(each.since)}"
                if each.is_dated
                else "day not known: answers nothing yet"
            )
            + f". {each.note} {_sources(each.sources)}",
        )
        for each in listed()
    ]


def helplines() -> Pairs:
    """Every helpline, with how it is reached and for whom it is."""
    from casebook.triage import helplines as listed

    return [
        (
            each.id,
            f"{each.title}: {_reached(each)}. {each.who_for} {_sources(each.sources)}",
        )
        for each in listed.load()
    ]


def _reached(helpline: "Helpline") -> str:
    """How a helpline is reached, and when."""
    return f"{helpline.reach} ({helpline.hours})" if helpline.hours else helpline.reach


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


def policy_list(name: str) -> Told:
    """A list as a policy prints it, each item with the law, today, and where it leads.

    Raises QuestionValueUnknown.
    """
    from casebook.cli.printing import paragraph
    from casebook.triage import lists as listed

    found = listed.called(name, "NAME")
    lines = [f"{found.title}  ({found.policy}, {found.section})", *paragraph(found.note)]
    for number, item in enumerate(found.items, start=1):
        lines += ["", *_item_lines(number, item)]
    items = [_item(number, item) for number, item in enumerate(found.items, start=1)]
    return Told({"list": found.id, "title": found.title, "note": found.note, "items": items}, lines)


def _item_lines(number: int, item: "Item") -> Iterator[str]:
    """One item: what the policy says, how the law looks at it, and the concerns it leads to."""
    from casebook.triage.lists import law_of

    seen = ", ".join(
        part for part in (item.place, item.seed, f"line {item.line}" if item.line else "") if part
    )
    yield f"{number:>3}. The policy says: “{item.words}”  ({seen})"
    said = law_of(item)
    for each in said:
        yield f"       {each}"
    if said:
        yield f"       Looked up: {said_day(item.checked)}."
    for concern in item.concerns:
        yield f"     → {concern}: {_loaded().concerns[concern].question}"
    for kind, named in (("sign", item.signs), ("route", item.routes)):
        if named:
            yield f"     → {kind}: {', '.join(named)}"


def _item(number: int, item: "Item") -> dict[str, object]:
    """One item as data."""
    return {
        "number": number,
        "words": item.words,
        "place": item.place,
        "seed": item.seed,
        "line": item.line,
        "chip": item.chip,
        "law": item.law,
        "today": item.today,
        "confirmed": item.confirmed,
        "checked": item.checked.isoformat(),
        "concerns": list(item.concerns),
        "signs": list(item.signs),
        "routes": list(item.routes),
    }


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


def _sources(sources: Sequence["Source"]) -> str:
    """Sources in brackets, after what they say."""
    return f"[{'; '.join(source_line(each) for each in sources)}]"


def said_day(day: "date") -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def _loaded() -> "Catalogue":
    """The catalogue in force now."""
    from casebook.triage.catalogue import load

    return load()
