"""Explained: an answer in plain words, for the person who has to act on it and to defend it.

For each route why, by when and how the time was counted; why it is as serious as it is; which sign
nobody chose would change the answer; and what was not known when it was asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casebook import clock
from casebook.triage.catalogue import Catalogue
from casebook.triage.engine import answer
from casebook.triage.question import UNCATEGORISED, Question, read
from casebook.workingdays import skipped


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule, in words, and where it comes from."""

    rule: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class RouteExplained:
    """One route of an answer, in words."""

    route: str
    title: str
    duty: str
    """What is asked, and what counts as done."""
    due: str
    """By when, and how that was counted."""
    not_counted: str
    """The days that its clock passed over; empty where it counts every day, or passed over none."""
    who: str
    needs: str
    not_yet: str
    """Who must not be told yet; empty where nobody need be kept waiting."""
    out_of_hours: str
    contact: str
    """How to reach them, from the school's profile; empty where the profile does not say."""
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A sign that nobody chose and that would change the answer."""

    sign: str
    question: str
    effect: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A whole answer, in words."""

    severity: str
    severity_why: tuple[Reason, ...]
    """The rules that set it: those that ask for the highest."""
    routes: tuple[RouteExplained, ...]
    capture: str
    wishes: str
    locks: tuple[str, ...]
    first_actions: tuple[str, ...]
    closure: tuple[str, ...]
    remember: tuple[str, ...]
    would_change: tuple[WouldChange, ...]
    """Those that would raise the severity first, the smallest raise first; then the others."""
    not_known: tuple[str, ...]
    """What was not given and can change the answer."""

    @property
    def not_counted(self) -> str:
        """The days that the longest of the clocks passed over; empty where none did."""
        return max((each.not_counted for each in self.routes), key=len, default="")


def explain(catalogue: Catalogue, question: Mapping[str, object]) -> Explained:
    """The answer to `question` under `catalogue`, in words.

    Raises a leaf of QuestionRefused, as the engine does.
    """
    asked = read(catalogue, question)
    given = answer(catalogue, question)
    words = catalogue.words
    evidence = _mapping(given["evidence"])
    severity = str(given["severity"])
    return Explained(
        severity=f"{severity} {words['severity'][severity].title}. "
        f"{words['severity'][severity].meaning}",
        severity_why=_severity_why(catalogue, given),
        routes=tuple(_route(catalogue, asked, each) for each in _mappings(given["routes"])),
        capture=_said(catalogue, "capture", str(evidence["capture"])),
        wishes=_said(catalogue, "wishes", str(given["wishes"])),
        locks=tuple(_said(catalogue, "locks", code) for code in _texts(given["locks"])),
        first_actions=_coded(catalogue, "first_actions", given),
        closure=_coded(catalogue, "closure", given),
        remember=tuple(
            dict.fromkeys(
                line for concern in asked.concerns for line in catalogue.concerns[concern].remember
            )
        ),
        would_change=_would_change(catalogue, asked, question, given),
        not_known=_not_known(catalogue, asked),
    )


def reason(catalogue: Catalogue, rule: str, source: str) -> Reason:
    """The rule called `concern:…`, `sign:…` or `people:…`, in words."""
    kind, _, name = rule.partition(":")
    titles: Mapping[str, str] = {
        "concern": catalogue.concerns[name].title if name in catalogue.concerns else "",
        "sign": catalogue.signs[name].title if name in catalogue.signs else "",
        "people": next((each.title for each in catalogue.people if each.id == name), ""),
    }
    return Reason(rule, titles.get(kind, "") or rule, source)


def _severity_why(catalogue: Catalogue, given: Mapping[str, object]) -> tuple[Reason, ...]:
    """The rules that ask for the severity that came out."""
    highest = f"severity at least {given['severity']}"
    return tuple(
        reason(catalogue, str(each["rule"]), str(each["source"]))
        for each in _mappings(given["because"])
        if each["says"] == highest
    )


def _route(catalogue: Catalogue, asked: Question, given: Mapping[str, object]) -> RouteExplained:
    """One route of the answer, in words."""
    route = catalogue.routes[str(given["route"])]
    contact = catalogue.profiles[asked.profile].contacts.get(route.contact)
    duty = _said(catalogue, "duty", str(given["duty"]))
    not_counted = _not_counted(asked, str(given["clock"]), str(given["due"]))
    group = given.get("group")
    members = sorted(catalogue.groups[str(group)]) if group else []
    return RouteExplained(
        route=route.id,
        title=route.title,
        duty=f"{duty} The group: {', '.join(members)}." if members else duty,
        due=_due(catalogue, str(given["clock"]), str(given["due"]), not_counted),
        not_counted=not_counted,
        who=route.who,
        needs=route.needs,
        not_yet=route.not_yet,
        out_of_hours=route.out_of_hours,
        contact=contact.reach if contact else "",
        why=tuple(
            reason(catalogue, str(each["rule"]), str(each["source"]))
            for each in _mappings(given["because"])
        ),
    )


def _due(catalogue: Catalogue, code: str, due: str, not_counted: str) -> str:
    """By when, how long that is, and which days were not counted."""
    runs_out = datetime.fromisoformat(due)
    said = f"{clock.words(runs_out)}. {catalogue.words['clock'][code].meaning}"
    return f"{said} Not counted: {not_counted}." if not_counted else said


def _not_counted(asked: Question, code: str, due: str) -> str:
    """The days that a clock passed over, each with the reason where it is a holiday."""
    if code in ("T0", "T1"):
        return ""
    runs_out = clock.local(datetime.fromisoformat(due)).date()
    days = skipped(asked.known_at.date(), runs_out, asked.calendar)
    return ", ".join(_day(day, name) for day, name in days)


def _day(day: date, name: str) -> str:
    """A day that was not counted, and why."""
    written = f"{day:%A} {day.day} {day:%B}"
    return written if name == f"{day:%A}" else f"{written} ({name})"


def _said(catalogue: Catalogue, scale: str, code: str) -> str:
    """A code of the answer, in words."""
    word = catalogue.words[scale][code]
    return f"{word.title}. {word.meaning}"


def _coded(catalogue: Catalogue, key: str, given: Mapping[str, object]) -> tuple[str, ...]:
    """Every code under `key` of the answer, with its words."""
    return tuple(f"{code} {_said(catalogue, key, code)}" for code in _texts(given[key]))


def _would_change(
    catalogue: Catalogue,
    asked: Question,
    question: Mapping[str, object],
    given: Mapping[str, object],
) -> tuple[WouldChange, ...]:
    """Every sign not chosen that would change the severity, a route or what may be kept."""
    now = int(str(given["severity"]))
    found: list[tuple[int, WouldChange]] = []
    for sign in catalogue.signs.values():
        if sign.id in asked.signs:
            continue
        then = answer(catalogue, {**question, "signs": [*asked.signs, sign.id]})
        raised = int(str(then["severity"]))
        effects = [f"severity {raised}"] if raised > now else []
        effects += _stronger(catalogue, given, then)
        if effects:
            change = WouldChange(sign.id, sign.question, "; ".join(effects))
            found.append((raised if raised > now else len(catalogue.words["severity"]) + 1, change))
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _stronger(
    catalogue: Catalogue, before: Mapping[str, object], after: Mapping[str, object]
) -> list[str]:
    """Routes that are new or more strongly asked for, and a stricter rule on keeping."""
    duties = {str(each["route"]): each["duty"] for each in _mappings(before["routes"])}
    changed = [
        f"{catalogue.routes[str(each['route'])].title}: {each['duty']}"
        for each in _mappings(after["routes"])
        if duties.get(str(each["route"])) != each["duty"]
    ]
    capture = _mapping(after["evidence"])["capture"]
    if capture != _mapping(before["evidence"])["capture"]:
        changed.append(catalogue.words["capture"][str(capture)].title.lower())
    return changed


def _not_known(catalogue: Catalogue, asked: Question) -> tuple[str, ...]:
    """What was not given and can change the answer."""
    roles = {person.role for person in asked.people}
    missing = []
    if asked.concerns == (UNCATEGORISED,):
        missing.append("No concern was chosen.")
    if "target" not in roles:
        missing.append("Nobody was named as a target: a child changes who must be told.")
    if "alleged" not in roles:
        missing.append("Nobody was named as alleged: an adult, or somebody who works here, does.")
    if any(person.role == "target" and person.age is None for person in asked.people):
        ages = f"under {catalogue.very_young} and under {catalogue.majority}"
        missing.append(f"A target's age was not given: {ages} matter.")
    alleged = [person for person in asked.people if person.role == "alleged"]
    if any(person.age is None and person.kind in ("unknown", "former-pupil") for person in alleged):
        missing.append("It is not known whether somebody alleged is an adult.")
    if not asked.signs:
        missing.append("No sign was chosen.")
    return tuple(missing)


def _mapping(value: object) -> Mapping[str, object]:
    """A part of the answer that is an object."""
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> Sequence[Mapping[str, object]]:
    """A part of the answer that is a list of objects."""
    return value if isinstance(value, list) else []


def _texts(value: object) -> Sequence[str]:
    """A part of the answer that is a list of codes."""
    return value if isinstance(value, list) else []
