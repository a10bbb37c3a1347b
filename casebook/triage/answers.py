"""Answers: what triage says, and the two forms in which it leaves: data, and a line of JSON.

The rules are: both forms say the same, key for key; a line is put together from parts that were
written once, because ten thousand answers repeat the same few hundred rules and sources.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from casebook.triage.rules import CLOCKS, DUTIES

ONE_OF = DUTIES.index("one-of")

_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


class RouteAnswer(NamedTuple):
    """One route of an answer."""

    route: str
    duty: int
    """Its place in DUTIES."""
    group: str
    clock: int
    """Its place in CLOCKS."""
    due: str
    because: Mapping[str, str]
    """The rules that ask for it, each with its source."""

    def as_data(self) -> dict[str, object]:
        """The route as the answer carries it."""
        return {
            "route": self.route,
            "duty": DUTIES[self.duty],
            **({"group": self.group} if self.duty == ONE_OF else {}),
            "clock": CLOCKS[self.clock],
            "due": self.due,
            "because": [{"rule": rule, "source": source} for rule, source in self.because.items()],
        }

    def as_line(self) -> str:
        """The same as JSON."""
        group = f'"group": {_quoted(self.group)}, ' if self.duty == ONE_OF else ""
        because = ", ".join([_reason(rule, source) for rule, source in self.because.items()])
        return (
            f'{{"route": {_quoted(self.route)}, "duty": "{DUTIES[self.duty]}", {group}'
            f'"clock": "{CLOCKS[self.clock]}", "due": "{self.due}", "because": [{because}]}}'
        )


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
    because: tuple[tuple[str, int, str], ...]
    """Every rule that asks for a severity: its name, the level, its source."""

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
            "because": [
                {"rule": rule, "says": _asks_for(severity), "source": source}
                for rule, severity, source in self.because
            ],
        }

    def as_line(self) -> str:
        """The answer as one line of JSON, letter for letter what `as_data` would be encoded to."""
        return "".join(
            (
                f'{{"id": {_ENCODER.encode(self.id)}, "catalogue": {_quoted(self.catalogue)}, ',
                f'"severity": {self.severity}, "severity_name": {_quoted(self.severity_name)}, ',
                f'"routes": [{", ".join([each.as_line() for each in self.routes])}], ',
                f'"evidence": {{"capture": {_quoted(self.capture)}, ',
                f'"hold_device": {_flag(self.hold_device)}, ',
                f'"staff_logs": {_flag(self.staff_logs)}}}, "wishes": {_quoted(self.wishes)}, ',
                f'"handling": {{"compartment": {_quoted(self.compartment)}, ',
                f'"excluded": {_listed(self.excluded)}}}, "locks": {_listed(self.locks)}, ',
                f'"first_actions": {_listed(self.first_actions)}, ',
                f'"closure": {_listed(self.closure)}, ',
                f'"because": [{", ".join([_level(*each) for each in self.because])}]}}',
            )
        )


def _asks_for(severity: int) -> str:
    """How an answer says that a rule asks for a severity."""
    return f"severity at least {severity}"


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A text of the catalogue as JSON."""
    return _ENCODER.encode(text)


@lru_cache(maxsize=4096)
def _reason(rule: str, source: str) -> str:
    """A rule and its source as JSON."""
    return _ENCODER.encode({"rule": rule, "source": source})


@lru_cache(maxsize=4096)
def _level(rule: str, severity: int, source: str) -> str:
    """A rule that asks for a severity as JSON."""
    return _ENCODER.encode({"rule": rule, "says": _asks_for(severity), "source": source})


def _listed(codes: Iterable[str]) -> str:
    """Codes as a JSON list."""
    return f"[{', '.join([_quoted(code) for code in codes])}]"


def _flag(value: bool) -> str:  # noqa: FBT001 - what is written is the value itself
    """True or false as JSON."""
    return "true" if value else "false"
