"""Answers: what triage says, and the two forms in which it leaves: data, and a line of JSON.

The rules are: both forms say the same, key for key; a line is put together from parts that were
written once, because ten thousand answers repeat the same few hundred rules and sources.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from casebook.triage.rules import CLOCKS, DUTIES

ONE_OF = DUTIES.index("one-of")

_FLAGS = ("false", "true")
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


class Reason(NamedTuple):
    """A rule that asks for something, and where it comes from."""

    rule: str
    source: str
    line: str
    """The same as JSON."""

    def as_data(self) -> dict[str, object]:
        """The reason as the answer carries it."""
        return {"rule": self.rule, "source": self.source}


class Raised(NamedTuple):
    """A rule that asks for a severity, and where it comes from."""

    rule: str
    severity: int
    source: str
    line: str
    """The same as JSON."""

    def as_data(self) -> dict[str, object]:
        """The reason as the answer carries it."""
        says = f"severity at least {self.severity}"
        return {"rule": self.rule, "says": says, "source": self.source}


def reason(rule: str, source: str) -> Reason:
    """The reason that a rule gives for whatever it asks for."""
    return Reason(rule, source, _ENCODER.encode(Reason(rule, source, "").as_data()))


def raised(rule: str, severity: int, source: str) -> Raised:
    """The reason that a rule gives for a severity."""
    line = _ENCODER.encode(Raised(rule, severity, source, "").as_data())
    return Raised(rule, severity, source, line)


class RouteAnswer(NamedTuple):
    """One route of an answer."""

    route: str
    duty: int
    """Its place in DUTIES."""
    group: str
    clock: int
    """Its place in CLOCKS."""
    due: str
    because: Sequence[Reason]
    """The rules that ask for it, in the order in which they spoke."""

    def as_data(self) -> dict[str, object]:
        """The route as the answer carries it."""
        return {
            "route": self.route,
            "duty": DUTIES[self.duty],
            **({"group": self.group} if self.duty == ONE_OF else {}),
            "clock": CLOCKS[self.clock],
            "due": self.due,
            "because": [each.as_data() for each in self.because],
        }

    def as_line(self) -> str:
        """The same as JSON."""
        because = ", ".join([each.line for each in self.because])
        return f'{_asked_of(*self[:4])}"due": "{self.due}", "because": [{because}]}}'


class Answer(NamedTuple):
    """The whole answer to one question."""

    id: str | int | float | None
    catalogue: str
    severity: int
    severity_name: str
    routes: tuple[RouteAnswer, ...]
    capture: str
    hold_device: bool
    staff_logs: bool
    wishes: str
    compartment: str
    excluded: tuple[str, ...]
    locks: tuple[str, ...]
    first_actions: tuple[str, ...]
    closure: tuple[str, ...]
    because: tuple[Raised, ...]
    """Every rule that asks for a severity."""

    def as_data(self) -> dict[str, object]:
        """The answer as a new dictionary ready for JSON."""
        return {
            "id": self.id,
            "catalogue": self.catalogue,
            "severity": self.severity,
            "severity_name": self.severity_name,
            "routes": [each.as_data() for each in self.routes],
            "evidence": {
                "capture": self.capture,
                "hold_device": self.hold_device,
                "staff_logs": self.staff_logs,
            },
            "wishes": self.wishes,
            "handling": {"compartment": self.compartment, "excluded": list(self.excluded)},
            "locks": list(self.locks),
            "first_actions": list(self.first_actions),
            "closure": list(self.closure),
            "because": [each.as_data() for each in self.because],
        }

    def as_line(self) -> str:
        """The answer as one line of JSON, letter for letter what `as_data` would be encoded to."""
        return (
            f'{{"id": {_identity(self.id)}, "catalogue": {_quoted(self.catalogue)}, '
            f'"severity": {self.severity}, "severity_name": {_quoted(self.severity_name)}, '
            f'"routes": [{", ".join([each.as_line() for each in self.routes])}], '
            f'"evidence": {{"capture": {_quoted(self.capture)}, '
            f'"hold_device": {_FLAGS[self.hold_device]}, '
            f'"staff_logs": {_FLAGS[self.staff_logs]}}}, "wishes": {_quoted(self.wishes)}, '
            f'"handling": {{"compartment": {_quoted(self.compartment)}, '
            f'"excluded": {_listed(self.excluded)}}}, "locks": {_listed(self.locks)}, '
            f'"first_actions": {_listed(self.first_actions)}, '
            f'"closure": {_listed(self.closure)}, '
            f'"because": [{", ".join([each.line for each in self.because])}]}}'
        )


@cache
def _quoted(text: str) -> str:
    """A text of the catalogue as JSON."""
    return _ENCODER.encode(text)


def _identity(given: object) -> str:
    """The question's `id` as JSON."""
    return str(given) if isinstance(given, int) else _ENCODER.encode(given)


@cache
def _asked_of(route: str, duty: int, group: str, clock: int) -> str:
    """What is asked of a route, as the beginning of its JSON."""
    member = f'"group": {_quoted(group)}, ' if duty == ONE_OF else ""
    return (
        f'{{"route": {_quoted(route)}, "duty": "{DUTIES[duty]}", {member}'
        f'"clock": "{CLOCKS[clock]}", '
    )


def _listed(codes: tuple[str, ...]) -> str:
    """Codes as a JSON list."""
    return f"[{', '.join([_quoted(code) for code in codes])}]" if codes else "[]"
