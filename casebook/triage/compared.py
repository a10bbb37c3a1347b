"""Compared: what a later answer to the same case asks for that an earlier one did not.

A case keeps the edition it was triaged under; when it is triaged again, because more is known or a
later edition is in force, this says what changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two answers."""

    what: str
    """What differs: `severity`, `route police`, `evidence capture`, `lock tell-nobody-yet`."""
    before: str
    """How it was; empty where it was not there."""
    after: str
    """How it is now; empty where it is gone."""


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """Every difference between two answers that somebody must act on, in a fixed order."""
    then, now = _facts(before), _facts(after)
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


def _mapping(value: object) -> Mapping[str, object]:
    """A part of an answer that is an object."""
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[object]:
    """A part of an answer that is a list."""
    return value if isinstance(value, list) else ()
