"""The engine: one question in, one answer out, the same for everyone who asks it.

The rules are: concerns first, then signs, then the people rules in their order; severity is the
highest that any rule asks for; where rules meet on a route, the strongest duty and the earliest due
win, each for itself; locks and wishes look at what came out.
"""

from collections.abc import Mapping, Sequence

from casebook.triage.answers import ONE_OF, Answer, RouteAnswer
from casebook.triage.catalogue import Catalogue
from casebook.triage.clocks import Due
from casebook.triage.gathering import Gathered, gather
from casebook.triage.question import Question, read
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
    capture = strictest(CAPTURES, gathered.captures, "full")
    return Answer(
        id=asked.id,
        catalogue=catalogue.edition.id,
        severity=gathered.severity,
        severity_name=catalogue.words["severity"][str(gathered.severity)].title,
        routes=_routes(gathered, Due(asked, catalogue.profiles[asked.profile])),
        capture=capture,
        hold_device=gathered.hold_device,
        staff_logs=gathered.staff_logs,
        wishes=_wishes(gathered),
        compartment=gathered.compartment,
        excluded=tuple(sorted(gathered.excluded)),
        locks=tuple(_locks(gathered, capture)),
        first_actions=_codes(catalogue, asked, "first_actions"),
        closure=_codes(catalogue, asked, "closure"),
        because=tuple(gathered.levels),
    )


def strictest(scale: Sequence[str], values: Sequence[str], default: str) -> str:
    """Whichever of `values` stands first in `scale`."""
    return min(values, key=scale.index, default=default)


def _routes(gathered: Gathered, due: Due) -> tuple[RouteAnswer, ...]:
    """The routes as the answer carries them, by due time, then by name."""
    in_order = []
    for route, standing in gathered.routes.items():
        first = due.first(standing.clocks)
        in_order.append((due.by(first), route, first, standing))
    in_order.sort(key=lambda each: each[:2])
    return tuple(
        [
            RouteAnswer(
                route, standing.duty, standing.group, first, due.said(first), standing.because
            )
            for _, route, first, standing in in_order
        ]
    )


def _wishes(gathered: Gathered) -> str:
    """How far wishes about the police go, given what became of the police route."""
    police = gathered.routes.get("police")
    if police is not None and police.duty == MUST:
        return "cannot-veto"
    wishes = strictest(WISHES, gathered.wishes, "none")
    return "weigh" if wishes == "none" and police is not None else wishes


def _locks(gathered: Gathered, capture: str) -> list[str]:
    """What must not be done yet, in order of the alphabet."""
    lado = gathered.routes.get("lado")
    lado_must = lado is not None and lado.duty == MUST
    advice_open = any(
        each.duty == ONE_OF and each.group == "advice" for each in gathered.routes.values()
    )
    locks = {
        "no-deletion": capture == "never",
        "no-deletion-before-capture": capture in KEPT_BEFORE_DELETING,
        "no-investigation-before-advice": (
            lado_must or advice_open or "wait-for-advice" in gathered.captures
        ),
        "tell-nobody-yet": lado_must and "alleged-worker" in gathered.facts,
    }
    return [lock for lock, holds in locks.items() if holds]


def _codes(catalogue: Catalogue, asked: Question, which: str) -> tuple[str, ...]:
    """The codes of first actions or closure over all concerns, A2 before A10."""
    wanted: set[str] = set()
    for concern in asked.concerns:
        wanted.update(getattr(catalogue.concerns[concern], which))
    return tuple(code for code in catalogue.words[which] if code in wanted)
