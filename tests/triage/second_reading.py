"""A second reading of what triage must answer, written from the tables by hand and by other means.

It shares nothing with the catalogue or the engine but the names of things, so that a slip in either
shows as a difference. It reads no TOML, knows the public holidays of 2026 and 2027 as typed here,
and takes questions that are already known to be sound.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

# Each row: base | must | should | consider | capture, device, logs | wishes | sexual family.
# `C` = a child is a target, `Ca` = a child is alleged, `Aa` = an adult is alleged, `W` = a worker
# is alleged, `+name` = the sign was chosen, `pupil` = a pupil is a target or alleged.
ROWS = """
indecent-image-staff | 4 | police T1, lado T1, head T1, dsl T1 | social-care T1 | hr T4 | never hold | cannot-veto | S
indecent-image-outside | 4 | police T1, dsl T1 | iwf T1 | lado T2 | never | cannot-veto | S
pupil-nudes-trigger | 4 | dsl T1, referral:police T1, referral:social-care T1 | parents T1, report-remove T1 | - | never | cannot-veto | S
pupil-nudes | 3 | dsl T1, head T4 | parents T1 | police T2, social-care T2, report-remove T2 | never | weigh | S
deepfake-of-pupil | 4 | police T1, dsl T1 | social-care T1, parents T1, report-remove T1 | - | never | cannot-veto | S
adult-intimate-image | 3 | head T1, dsl T1 [C/Ca], police T1 [C] | platform T1, lado T2 [W], hr T4 [W] | police T2 | never [C] else victim-own | cannot-veto [C] else victim-decides | S
unsolicited-sexual-content | 3 | dsl T1 [C/Ca], head T1 [!C!Ca] | - | police T2 | never [C] else victim-own | cannot-veto [C] else victim-decides | S
sextortion | 5 | police T0, dsl T0, social-care T1 | parents T1, report-remove T1, ceop T1 | - | never | cannot-veto | S
grooming-outside | 4 | police T1, social-care T1, dsl T1 | parents T1, ceop T1 | - | text-only hold | cannot-veto | S
grooming-by-staff | 4 | lado T1, police T1, head T1, dsl T1 | social-care T1 | hr T4 | wait-for-advice hold | cannot-veto | S
staff-private-contact | 3 | head T2, dsl T2 | lado T2 | hr T4 | wait-for-advice | weigh | -
pupil-contacts-staff | 2 | @contact T1 | - | parents T4 | full | none | -
undeclared-relationship | 2 | head T4 | - | hr T4, lado T4 | full logs | weigh | -
harm-threshold-allegation | 4 | lado T2, head T1, police T1 [+crime-suspected], social-care T1 [+child-harmed] | - | - | wait-for-advice hold | cannot-veto | -
low-level-concern | 1 | head T4 | lado T2 [+pattern] | lado T4 | full logs | weigh | -
unsuitable-lawful-material | 3 | head T2, advice:hr T2, advice:lado T2 | - | - | wait-for-advice | weigh | -
extreme-material | 3, 4 [Aa] | head T1, dsl T1, police T1 [Aa], lado T2 [W] | police T2, hr T4 [W], social-care T1 [Ca] | - | link-only hold | cannot-veto | -
credible-threat | 5 | police T0, head T0, dsl T0 | social-care T1 [C/Ca] | prevent T2 | full hold | cannot-veto | -
harassment-of-adult | 3, 4 [+fear-of-violence] | head T1 | union T4 | police T2, legal T4 | full | victim-decides | -
bullying-of-adult | 2 | head T1 | union T4, platform T1, hr T4 [W] | police T2 | full | victim-decides | -
bullying-of-child | 2, 3 [+repeated/+send-or-looked-after] | dsl T1 | parents T1 | police T2, social-care T2 | full | weigh | -
hate-incident | 3, 4 [+stirring-up-hatred/+violence-threatened] | head T1, dsl T1 | police T1, parents T1 [pupil] | - | full | weigh | -
radicalisation | 4 | dsl T1, prevent T1 | lado T2 [W] | - | link-only | cannot-veto | -
terrorist-content | 4 | police T1, dsl T1, prevent T1 | - | - | link-only hold | cannot-veto | -
self-harm-risk | 5 | health T0, dsl T0 [C], social-care T1 [C], head T0 [!C], police T1 [+encouraged-by-another] | parents T1 [C], platform T1 | - | full | cannot-veto | -
false-or-malicious-message | 3 | head T1 | - | police T2, platform T2, legal T4 | full | victim-decides [adults] else weigh | -
parent-post | 1, 2 [+malicious/+defamatory] | head T1 | @parents T4, complaints T4 | legal T4 | full | victim-decides [adults] else weigh | -
parent-posts-pupil-photo | 2 | head T1 | parents T1, platform T1 | - | full | weigh | -
staff-inflammatory-post | 3 | head T1, hr T2 | - | legal T4, police T2 | full | weigh | -
data-breach | 3 | head T1, data-protection T1 | hr T4 | - | full | weigh | -
unlawful-identification | 4 | head T1, legal T1, police T1 | lado T2 | - | full | cannot-veto | -
image-without-consent | 2 | head T1, dsl T1, data-protection T2 | - | - | never [+may-be-indecent] else full | weigh | -
impersonation | 2 | head T1 | platform T1 | police T2 | full | victim-decides [adults] else weigh | -
hacking | 3 | head T1, data-protection T1, it-support T1, dsl T1 [Ca] | report-fraud T2, hr T4 [W] | police T2 | full hold logs | weigh | -
fraud | 3 | head T1, dsl T1 [C] | report-fraud T1 | social-care T2 [C] | full | victim-decides [adults] else weigh | -
child-exploitation | 4 | dsl T1, police T1, social-care T1 | parents T1 | - | full hold | cannot-veto | -
filmed-assault | 3, 4 [+sexual-content] | dsl T1, police T1 [+sexual-content/+serious-injury] | parents T1, platform T1 | - | never [+sexual-content] else full | cannot-veto [+sexual-content] else weigh | -
harmful-lawful-content | 2 | dsl T3, it-support T3 | parents T4 | - | full logs | weigh | -
copyright | 1 | head T4 | - | hr T4 | full | none | -
underage-account | 1 | @young T4 | parents T4, platform T4 | - | full | weigh | -
official-account-message | 1 | @account T3 | - | complaints T4, data-protection T4 | full | none | -
uncategorised | 3 | dsl T1, head T1 | - | - | full | weigh | -
"""  # noqa: E501 - a table is read across

# Each row: floor | must | should | consider | capture.
SIGNS = """
imminent-danger | 5 | police T0, dsl T0 [C], head T0 [!C] | - | - | -
self-harm | 5 | health T0, dsl T0 [C], social-care T1 [C], head T0 [!C] | - | - | -
violence-threatened | 4 | - | police T1 | - | -
fear-of-violence | 4 | - | police T1 | - | -
racist-element | 3 | - | police T1 | - | -
stirring-up-hatred | 4 | police T1 | - | - | -
coercion | 4 | police T1 [C] | police T1 [!C] | - | -
court-order-breached | 4 | police T1 [C] | police T1 [!C] | - | -
serious-injury | 4 | police T1 | - | - | -
crime-suspected | 3 | - | police T1 | - | -
child-harmed | 4 | social-care T1 | - | - | -
protected-child | 4 | social-care T1 | - | - | -
repeated | 3 | - | - | - | -
several-targets | 3 | - | - | - | -
send-or-looked-after | 3 | - | - | - | -
sexual-content | 3 | - | - | - | never [C/Ca]
may-be-indecent | 3 | dsl T1 | - | - | never
widely-shared | 2 | - | platform T1 | - | -
malicious | 2 | - | - | legal T4 | -
defamatory | 2 | - | - | legal T4 | -
pattern | 2 | - | - | - | -
encouraged-by-another | 0 | - | - | - | -
"""

# What each school's policy says: pupil contact, parent contact, too young, account.
SCHOOLS = {
    "default": ("dsl", "head", "head", "head"),
    "crofton": ("dsl", "head", "head", "head"),
    "ashgrove": ("head", "parents", "head", "head"),
    "rosewood": ("dsl", "head", "dsl", "head"),
    "st-nicholas": ("dsl", "governors", "dsl", "head"),
    "coton": ("head", "head", "head", "head"),
}

FIRST_AND_CLOSURE = """
indecent-image-staff: 1 2 5 10 / 1 2 8
indecent-image-outside: 1 2 9 / 1 4
pupil-nudes-trigger: 1 2 6 8 / 1 3 4
pupil-nudes: 1 7 8 14 / 3 4
deepfake-of-pupil: 1 2 6 8 / 1 3 4
adult-intimate-image: 8 11 9 / 1 4
unsolicited-sexual-content: 1 8 11 / 1 3
sextortion: 1 3 6 8 / 1 3 4
grooming-outside: 1 3 6 / 1 3
grooming-by-staff: 1 5 10 / 1 2 3
staff-private-contact: 4 5 / 2 5
pupil-contacts-staff: 3 / 3 5
undeclared-relationship: 4 / 5
harm-threshold-allegation: 1 5 10 / 2
low-level-concern: 4 / 5
unsuitable-lawful-material: 2 5 10 / 5
extreme-material: 2 4 / 1 8
credible-threat: 1 3 4 / 1 3 7
harassment-of-adult: 1 3 8 11 / 1 6
bullying-of-adult: 3 8 11 9 / 4 6
bullying-of-child: 1 3 7 14 / 3 4
hate-incident: 3 8 4 / 1 3 7
radicalisation: 1 4 6 / 1 3
terrorist-content: 1 2 / 1 8
self-harm-risk: 1 6 8 / 3 4
false-or-malicious-message: 3 11 / 1 4
parent-post: 3 13 8 / 4 6
parent-posts-pupil-photo: 1 13 9 / 4
staff-inflammatory-post: 3 4 10 / 5
data-breach: 3 12 9 / 4 5 7
unlawful-identification: 3 9 12 / 1 4
image-without-consent: 4 12 / 4 7
impersonation: 3 9 8 / 4
hacking: 2 12 / 1 7
fraud: 1 3 / 1 3
child-exploitation: 1 3 6 / 1 3
filmed-assault: 1 3 8 / 1 3 4
harmful-lawful-content: 1 14 / 3 7
copyright: 4 / 4 5
underage-account: 4 7 9 / 4 6
official-account-message: 3 / 6
uncategorised: /
"""

_EVERYWHERE = "0101 0403 0504 0525 1225 1228", "0101 0326 0503 0531 1227 1228"
_ENGLAND = "0406 0831", "0329 0830"
HOLIDAYS = {
    "england-and-wales": tuple(map(" ".join, zip(_EVERYWHERE, _ENGLAND, strict=True))),
    "scotland": (
        _EVERYWHERE[0] + " 0102 0615 0803 1130",
        _EVERYWHERE[1] + " 0104 0802 1130",
    ),
    "northern-ireland": tuple(
        map(" ".join, zip(_EVERYWHERE, _ENGLAND, ("0317 0713", "0317 0712"), strict=True))
    ),
}
"""Weekdays on which offices are closed in 2026 and 2027, as the government lists them."""

Person = Mapping[str, object]


def rows(table: str) -> dict[str, list[str]]:
    """A table's rows by their first cell."""
    cells = [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]
    return {row[0]: row[1:] for row in cells}


def is_off(day: date, calendar: str) -> bool:
    """Whether a day of 2026 or 2027 is no working day."""
    return day.weekday() >= 5 or f"{day:%m%d}" in HOLIDAYS[calendar][day.year - 2026].split()


def working_day_after(day: date, calendar: str, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= not is_off(day, calendar)
    return day


def due_at(clock: str, known: datetime, calendar: str) -> datetime:
    """When a clock runs out in a built-in school."""
    at_five = time(17, tzinfo=LONDON)
    if clock == "T0":
        return known
    if clock == "T1":
        last_minute = known.replace(hour=23, minute=59, second=0, microsecond=0)
        return max(last_minute, known)
    if clock == "T3" and not is_off(known.date(), calendar):
        return (known.astimezone(UTC) + timedelta(days=1)).astimezone(LONDON)
    count = 5 if clock == "T4" else 1
    return datetime.combine(working_day_after(known.date(), calendar, count), at_five)


def is_child(person: Person) -> bool:
    age = person.get("age")
    return person["kind"] == "pupil" or (isinstance(age, int) and age <= 17)


def is_worker(person: Person) -> bool:
    return person["kind"] in ["staff", "head", "dsl", "governor", "chair", "proprietor"]


def is_adult(person: Person) -> bool:
    age = person.get("age")
    if is_worker(person) or person["kind"] == "parent":
        return True
    return age >= 18 if isinstance(age, int) else person["kind"] == "outsider"


class Reading:
    """The reading of one question."""

    def __init__(self, question: Mapping[str, object]) -> None:
        people = question.get("people", [])
        assert isinstance(people, list)
        self.targets = [p for p in people if p["role"] == "target"]
        self.alleged = [p for p in people if p["role"] == "alleged"]
        self.signs = sorted(set(_list(question, "signs")))
        self.concerns = sorted(set(_list(question, "concerns"))) or ["uncategorised"]
        school = SCHOOLS[str(question.get("profile", "default"))]
        self.roles = dict(zip(("@contact", "@parents", "@young", "@account"), school, strict=True))
        self.calendar = str(question.get("calendar", "england-and-wales"))
        known = str(question["known_at"]).replace("Z", "+00:00")
        self.known = datetime.fromisoformat(known).astimezone(LONDON)
        self.claims: list[tuple[str, str, str]] = []
        self.captures: list[str] = []
        self.wishes: list[str] = []
        self.hold = self.logs = False
        self.severity = 0
        self.excluded: set[str] = set()

    def holds(self, condition: str) -> bool:
        """Whether a condition in brackets holds."""
        child = any(map(is_child, self.targets))
        child_alleged = any(map(is_child, self.alleged))
        both = [*self.targets, *self.alleged]
        facts = {
            "C": child,
            "!C": not child,
            "Ca": child_alleged,
            "!C!Ca": not child and not child_alleged,
            "Aa": any(map(is_adult, self.alleged)),
            "W": any(map(is_worker, self.alleged)),
            "adults": bool(self.targets) and all(map(is_adult, self.targets)),
            "pupil": any(p["kind"] == "pupil" for p in both),
        }
        return any(
            each[1:] in self.signs if each[0] == "+" else facts[each]
            for each in condition.split("/")
        )

    def parts(self, cell: str, separator: str = ", ") -> list[str]:
        """The parts of a cell whose conditions hold, without their conditions."""
        held = []
        for part in cell.split(separator):
            match = re.fullmatch(r"([^\[]+?)(?: \[(.+)\])?", part)
            assert match is not None, part
            if part != "-" and (match[2] is None or self.holds(match[2])):
                held.append(match[1])
        return held

    def take(self, duty: str, cell: str) -> None:
        for part in self.parts(cell):
            route, clock = part.split()
            group, _, member = route.rpartition(":")
            self.claims.append((self.roles.get(member, member), group or duty, clock))

    def raised(self, level: int) -> None:
        self.severity = max(self.severity, level)

    def concerns_and_signs(self) -> None:
        for name in self.concerns:
            base, must, should, consider, evidence, wishes, _ = rows(ROWS)[name]
            self.raised(max(int(level) for level in self.parts(base)))
            for duty, cell in (("must", must), ("should", should), ("consider", consider)):
                self.take(duty, cell)
            self.hold = self.hold or evidence.endswith("hold") or "hold logs" in evidence
            self.logs = self.logs or evidence.endswith("logs")
            kept = evidence.replace(" hold", "").replace(" logs", "")
            self.captures.append(self.parts(kept, " else ")[0])
            self.wishes.append(self.parts(wishes, " else ")[0])
        for name in self.signs:
            floor, must, should, consider, evidence = rows(SIGNS)[name]
            self.raised(int(floor))
            for duty, cell in (("must", must), ("should", should), ("consider", consider)):
                self.take(duty, cell)
            self.captures += self.parts(evidence)

    def people_rules(self) -> None:
        sexual = any(rows(ROWS)[name][-1] == "S" for name in self.concerns)
        child = self.holds("C")
        worker = self.holds("W")
        if sexual and child and (self.holds("Aa") or worker):
            self.raised(4)
            self.claims += [("police", "must", "T1"), ("social-care", "must", "T1")]
        if (
            sexual
            and child
            and any(p["kind"] == "unknown" and "age" not in p for p in self.alleged)
        ):
            self.claims += [("police", "should", "T1"), ("social-care", "should", "T1")]
        if sexual and any(_age(p) < 13 for p in self.targets):
            self.raised(4)
            self.claims.append(("social-care", "must", "T1"))
        if self.holds("C/Ca") and not worker and self.severity >= 2:
            self.claims.append(("dsl", "must", "T1"))
        if worker and child:
            if self.severity >= 2:
                self.claims.append(("head", "must", "T1"))
            if self.severity >= 3:
                self.claims.append(("lado", "should", "T2"))
            if sexual:
                self.claims.append(("lado", "must", "T1"))
        self.accused(child)

    def accused(self, child: bool) -> None:
        kinds = {str(p["kind"]) for p in self.alleged}
        if "head" in kinds:
            self.handed("head", "governors")
        if "dsl" in kinds:
            self.handed("dsl", "deputy-dsl")
        if kinds & {"chair", "proprietor"}:
            self.handed("governors", "vice-chair")
            if child and self.severity >= 3:
                self.raised(4)
                self.claims.append(("lado", "must", "T1"))
        self.excluded = kinds & {"head", "dsl", "chair", "proprietor", "governor"}
        self.compartment = "staff" if self.holds("W") else "general"
        if kinds & {"head", "chair", "proprietor"}:
            self.compartment = "governance"

    def handed(self, old: str, new: str) -> None:
        self.claims = [(new if r == old else r, duty, clock) for r, duty, clock in self.claims]

    def routes(self) -> list[dict[str, object]]:
        order = ["must", "referral", "advice", "should", "consider"]
        found = []
        for route in {claim[0] for claim in self.claims}:
            mine = [claim for claim in self.claims if claim[0] == route]
            duty = min((claim[1] for claim in mine), key=order.index)
            due, clock = min((due_at(c, self.known, self.calendar), c) for _, _, c in mine)
            entry: dict[str, object] = {"route": route, "duty": duty}
            if duty in ("referral", "advice"):
                entry |= {"duty": "one-of", "group": duty}
            found.append(entry | {"clock": clock, "due": due.isoformat()})
        return sorted(found, key=lambda each: (_moment(each), str(each["route"])))


def _age(person: Person) -> int:
    age = person.get("age")
    return age if isinstance(age, int) else 99


def _moment(route: Mapping[str, object]) -> datetime:
    return datetime.fromisoformat(str(route["due"]))


def _list(question: Mapping[str, object], key: str) -> Sequence[str]:
    value = question.get(key, [])
    assert isinstance(value, list)
    return value


def codes(names: Sequence[str], which: int, letter: str) -> list[str]:
    """The first actions (0) or closure codes (1) over all concerns, in order of their number."""
    table = dict(row.split(":") for row in FIRST_AND_CLOSURE.strip().splitlines())
    numbers = {int(n) for name in names for n in table[name].split("/")[which].split()}
    return [f"{letter}{number}" for number in sorted(numbers)]


def expected(question: Mapping[str, object]) -> dict[str, object]:
    """The whole answer without its reasons."""
    reading = Reading(question)
    reading.concerns_and_signs()
    reading.people_rules()
    routes = reading.routes()
    duties = {str(each["route"]): each["duty"] for each in routes}
    strict = ["never", "wait-for-advice", "link-only", "victim-own", "text-only", "full"]
    capture = min(reading.captures, key=strict.index)
    wishes = min(reading.wishes, key=["cannot-veto", "weigh", "victim-decides", "none"].index)
    if duties.get("police") == "must":
        wishes = "cannot-veto"
    elif "police" in duties and wishes == "none":
        wishes = "weigh"
    lado = duties.get("lado") == "must"
    advice = any(each.get("group") == "advice" for each in routes)
    locks = {
        "no-deletion": capture == "never",
        "no-deletion-before-capture": capture in ("full", "text-only"),
        "no-investigation-before-advice": lado or advice or "wait-for-advice" in reading.captures,
        "tell-nobody-yet": lado and reading.holds("W"),
    }
    names = ["", "Low", "Moderate", "Serious", "Mandatory external", "Emergency"]
    return {
        "id": question.get("id"),
        "catalogue": "england-2026.1",
        "severity": reading.severity,
        "severity_name": names[reading.severity],
        "routes": routes,
        "evidence": {
            "capture": capture,
            "hold_device": reading.hold,
            "staff_logs": reading.logs,
        },
        "wishes": wishes,
        "handling": {
            "compartment": reading.compartment,
            "excluded": sorted(reading.excluded),
        },
        "locks": [lock for lock, stands in locks.items() if stands],
        "first_actions": codes(reading.concerns, 0, "A"),
        "closure": codes(reading.concerns, 1, "X"),
    }
