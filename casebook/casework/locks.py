"""What must not be done yet in a case, and what opens it.

The rules are: `no-investigation-before-advice` stands until the advice (who, when, what) is
recorded; `tell-nobody-yet` until the LADO's is. Where the LADO is a `must`, only the LADO's advice
opens anything; elsewhere HR's or the police's does as well.
"""

from collections.abc import Iterable
from typing import Any

from casebook.casework.duties import Duties
from casebook.errors.rules import AdviceAwaited, TellNobodyYet
from casebook.records.referral import Referral
from casebook.triage import catalogue

NO_INVESTIGATION = "no-investigation-before-advice"
TELL_NOBODY = "tell-nobody-yet"

INVESTIGATING = frozenset({"interview", "viewing", "statement", "search"})
"""What a person adds as an action that would be an investigation."""
TELLING = frozenset({"parents", "letter", "meeting", "behaviour-step"})
"""Routes and actions by which the person concerned, or parents, would come to know."""

ADVISERS = ("lado", "hr", "police")


def standing(duties: Duties) -> list[str]:
    """The locks of the latest triage that still stand, in the alphabet's order."""
    latest = duties.assessment
    if latest is None:
        return []
    locks = [str(each) for each in latest.answer.get("locks", ())]
    lifted = set()
    if advice_on(duties) is not None:
        lifted.add(NO_INVESTIGATION)
    if lado_advice(duties) is not None:
        lifted.add(TELL_NOBODY)
    return [each for each in locks if each not in lifted]


def in_words(lock: str) -> str:
    """A lock as a person reads it: what must not be done yet, and until when."""
    word = catalogue.load().words["locks"].get(lock)
    return f"{word.title}: {word.meaning}" if word else lock


def advice_on(duties: Duties) -> Referral | None:
    """The first advice that opens an investigation; none while it is awaited."""
    latest = duties.assessment
    advisers = ("lado",) if latest and _lado_is_must(latest.answer) else ADVISERS
    return _first(each for each in duties.referrals if each.route in advisers and is_advice(each))


def lado_advice(duties: Duties) -> Referral | None:
    """The first advice of the LADO; none while it is awaited."""
    return _first(each for each in duties.referrals if each.route == "lado" and is_advice(each))


def is_advice(contact: Referral) -> bool:
    """Whether a contact brought advice: it was recorded as that, or its answer was."""
    return contact.what == "advice" or bool(contact.answer)


def held_by(duties: Duties, route: str) -> str:
    """The lock that keeps an action on `route` from being done now; empty where none does."""
    locks = standing(duties)
    if route in TELLING and TELL_NOBODY in locks:
        return TELL_NOBODY
    if route in INVESTIGATING and NO_INVESTIGATION in locks:
        return NO_INVESTIGATION
    return ""


def refuse_held(duties: Duties, route: str) -> None:
    """Raise TellNobodyYet or AdviceAwaited while a lock keeps `route` back."""
    lock = held_by(duties, route)
    if lock == TELL_NOBODY:
        raise TellNobodyYet(case=duties.case.reference, lock=lock)
    if lock == NO_INVESTIGATION:
        raise AdviceAwaited(case=duties.case.reference, lock=lock)


def _lado_is_must(answer: dict[str, Any]) -> bool:
    """Whether an answer makes the LADO a `must`."""
    return any(
        each["route"] == "lado" and each["duty"] == "must" for each in answer.get("routes", ())
    )


def _first(contacts: Iterable[Referral]) -> Referral | None:
    """The earliest of some contacts."""
    return min(contacts, key=lambda each: each.at, default=None)
