"""The engine: one question in, one answer out, the same for everyone who asks it.

The rules are: concerns first, then signs, then the people rules in their order; severity is the
highest that any rule asks for; where rules meet on a route, the strongest duty and the earliest due
win, each for itself; locks and wishes look at what came out.
"""

from collections.abc import Mapping

from casebook.triage.answers import ONE_OF, Answer, RouteAnswer
from casebook.triage.catalogue import Catalogue
from casebook.triage.clocks import Due
from casebook.triage.gathering import Gathered, gather
from casebook.triage.question import Question, read
from casebook.triage.rulebook import (
    BITS,
    CAPTURE_BITS,
    HOLD_DEVICE,
    STAFF_LOGS,
    WAIT_FOR_ADVICE,
    clocks_in,
    duty_in,
    severity_in,
    strongest,
    wishes_in,
)
from casebook.triage.rules import CAPTURES, DUTIES, WISHES

MUST = DUTIES.index("must")
KEPT_BEFORE_DELETING = ("full", "text-only")


def answer(catalogue: Catalogue, question: Mapping[str, object]) -> dict[str, object]:
    """The answer to `question` under `catalogue`, as a new dictionary ready for JSON.

    Raises a leaf of QuestionRefused, whose `code`, `field` and `message` say what is wrong.
    """
    return answered(catalogue, question).as_data()


def answered(catalogue: Catalogue, question: Mapping[str, object]) -> Answer:
    """The answer to `question` under `catalogue`; raises as `answer` does."""
    asked = read(catalogue, question)
    gathered = gather(catalogue, asked)
    severity = severity_in(gathered.facts)
    captures = gathered.marks & CAPTURE_BITS
    capture = CAPTURES[strongest(captures)] if captures else "full"
    routes = _routes(gathered, Due(asked, catalogue.profiles[asked.profile]))
    return Answer(
        id=asked.id,
        catalogue=catalogue.edition.id,
        severity=severity,
        severity_name=catalogue.words["severity"][str(severity)].title,
        routes=routes,
        capture=capture,
        hold_device=bool(gathered.marks & HOLD_DEVICE),
        staff_logs=bool(gathered.marks & STAFF_LOGS),
        wishes=_wishes(gathered),
        compartment=gathered.compartment,
        excluded=tuple(sorted(gathered.excluded)),
        locks=tuple(_locks(gathered, routes, capture)),
        first_actions=_codes(catalogue, asked, "first_actions"),
        closure=_codes(catalogue, asked, "closure"),
        because=tuple(gathered.levels),
    )


def _routes(gathered: Gathered, due: Due) -> tuple[RouteAnswer, ...]:
    """The routes as the answer carries them, by due time, then by name."""
    in_order = []
    for route, asked in gathered.routes.items():
        first = due.first(clocks_in(asked))
        in_order.append((first.at, route, asked, first))
    in_order.sort()
    because, groups = gathered.because, gathered.groups
    answers = [
        RouteAnswer(
            route, duty_in(asked), groups.get(route, ""), first.clock, first.said, because[route]
        )
        for _, route, asked, first in in_order
    ]
    return tuple(answers)


def _wishes(gathered: Gathered) -> str:
    """How far wishes about the police go, given what became of the police route."""
    police = gathered.routes.get("police")
    if police is not None and duty_in(police) == MUST:
        return "cannot-veto"
    asked = wishes_in(gathered.marks)
    wishes = WISHES[strongest(asked)] if asked else "none"
    return "weigh" if wishes == "none" and police is not None else wishes


def _locks(gathered: Gathered, routes: tuple[RouteAnswer, ...], capture: str) -> list[str]:
    """What must not be done yet, in order of the alphabet."""
    lado = gathered.routes.get("lado")
    lado_must = lado is not None and duty_in(lado) == MUST
    locks = []
    if capture == "never":
        locks.append("no-deletion")
    if capture in KEPT_BEFORE_DELETING:
        locks.append("no-deletion-before-capture")
    if lado_must or gathered.marks & WAIT_FOR_ADVICE or _advice_is_open(gathered, routes):
        locks.append("no-investigation-before-advice")
    if lado_must and gathered.facts & BITS["alleged-worker"]:
        locks.append("tell-nobody-yet")
    return locks


def _advice_is_open(gathered: Gathered, routes: tuple[RouteAnswer, ...]) -> bool:
    """Whether one of several that give advice is still to be asked."""
    if "advice" not in gathered.groups.values():
        return False
    return any(each.duty == ONE_OF and each.group == "advice" for each in routes)


def _codes(catalogue: Catalogue, asked: Question, which: str) -> tuple[str, ...]:
    """The codes of first actions or closure over all concerns, A2 before A10."""
    of_each = catalogue.codes[which]
    if len(asked.concerns) == 1:
        return of_each[asked.concerns[0]]
    wanted = {code for concern in asked.concerns for code in of_each[concern]}
    return tuple([code for code in catalogue.words[which] if code in wanted])
