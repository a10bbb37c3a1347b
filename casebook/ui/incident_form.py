"""The incident form: what is typed there, as the incident that casework reads.

The rule is: an empty place is left out, so that what was not said is not said to be empty.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from casebook.casework.wording import PERSON_KINDS, ROLES, WANTED, WISHED_ABOUT, said
from casebook.ui.dialogs.people import PersonGiven
from casebook.ui.dialogs.writing import WishGiven

SITE = ("platform", "url", "handle", "account_id", "place", "audience")
"""The fields that say where on the net it was."""
REPORTER = {"reporter_name": "name", "reporter_kind": "kind"}
"""The fields that say who brought it, and their names in an incident."""
PLAIN = ("title", "known_at", "happened_at", "summary", "words", "medium", "seen_how")
"""The fields that an incident has by the same name."""


def incident_of(
    typed: Mapping[str, str], people: Sequence[PersonGiven], wishes: Sequence[WishGiven]
) -> dict[str, Any]:
    """The incident as `casework.incidents.read` takes it."""
    parts: dict[str, Any] = {name: typed.get(name, "") for name in PLAIN}
    parts["site"] = _filled((name, typed.get(name, "")) for name in SITE)
    parts["reported_by"] = _filled((key, typed.get(name, "")) for name, key in REPORTER.items())
    parts["people"] = [_person(each) for each in people]
    parts["wishes"] = [_wish(each) for each in wishes]
    return _filled(parts.items())


def field_of(path: str) -> str:
    """The form's field that a fault at `path` belongs to; people and wishes are fields too."""
    first, _, rest = path.partition(".")
    if first == "site":
        return rest or "platform"
    if first == "reported_by":
        return f"reporter_{rest or 'name'}"
    return first


def person_line(person: PersonGiven) -> str:
    """Somebody on a line: name, what they are, their part."""
    age = f", {person.age}" if person.age else ""
    name = person.name or "name not known"
    return f"{name} · {said(PERSON_KINDS, person.kind)}{age} · {said(ROLES, person.role)}"


def wish_line(wish: WishGiven) -> str:
    """A wish on a line: whose, about what, and what they said."""
    about, answer = said(WISHED_ABOUT, wish.about), said(WANTED, wish.answer)
    return f"{wish.whose} · about {about}: {answer}"


def packed(people: Sequence[PersonGiven], wishes: Sequence[WishGiven]) -> dict[str, str]:
    """People and wishes as a draft keeps them."""
    return {
        "people": json.dumps([asdict(each) for each in people]),
        "wishes": json.dumps([asdict(each) for each in wishes]),
    }


def unpacked(draft: Mapping[str, str]) -> tuple[list[PersonGiven], list[WishGiven]]:
    """People and wishes as a draft kept them."""
    people = json.loads(draft.get("people") or "[]")
    wishes = json.loads(draft.get("wishes") or "[]")
    return [PersonGiven(**each) for each in people], [WishGiven(**each) for each in wishes]


def _person(person: PersonGiven) -> dict[str, Any]:
    """Somebody involved, as an incident has them."""
    written = _filled(asdict(person).items())
    if person.age:
        written["age"] = int(person.age)
    return written


def _wish(wish: WishGiven) -> dict[str, Any]:
    """A wish, as an incident has it."""
    written = _filled(asdict(wish).items())
    return written | {"limits_explained": wish.limits_explained == "yes"}


def _filled(parts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The parts that are not empty."""
    return {name: value for name, value in parts if value}


ROWS = 5
"""Rows that people and wishes have together below the form, at the smallest window."""


def rows_for(people: int, wishes: int) -> tuple[int, int]:
    """How many of the people and of the wishes are in sight, the last ones, without a cut row."""
    of_wishes = min(wishes, max(ROWS - people, min(wishes, ROWS // 2)))
    return min(people, ROWS - of_wishes), of_wishes
