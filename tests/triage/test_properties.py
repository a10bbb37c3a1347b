"""What must hold for any question at all, whatever the catalogue says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import clock
from casebook.triage.engine import answer
from casebook.triage.explained import explain
from casebook.triage.rules import DUTIES
from tests.triage.questions import CATALOGUE, moments, questions

concerns = st.sampled_from(sorted(CATALOGUE.concerns))
last_minutes = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 10)).map(  # noqa: DTZ001
    lambda day: day.replace(hour=23, minute=59, tzinfo=clock.LONDON).isoformat()
)
"""Moments in the last minute of London's day, after what is to be done the same day was due."""
accused = st.sampled_from(["head", "dsl", "chair", "proprietor", "governor"])
TAKES = {"head": "head", "dsl": "dsl", "chair": "governors", "proprietor": "governors"}
"""The route that falls to somebody who can be accused."""


def routes(question: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """The routes of an answer, by name."""
    listed = answer(CATALOGUE, question)["routes"]
    assert isinstance(listed, list)
    return {each["route"]: each for each in listed}


def with_more(question: Mapping[str, object], key: str, *more: object) -> dict[str, object]:
    """A question with something added to one of its lists."""
    given = question.get(key, [])
    assert isinstance(given, list)
    return {**question, key: [*given, *more]}


@settings(max_examples=100)
@given(questions, st.sampled_from(sorted(CATALOGUE.concerns)))
def test_the_strongest_duty_wins_and_the_earliest_due_stays(
    question: dict[str, object], concern: str
) -> None:
    """A further concern weakens no duty and puts nothing off."""
    base = with_more(question, "concerns", "uncategorised")
    _assert_asks_no_less(routes(base), routes(with_more(base, "concerns", concern)))


@settings(max_examples=150)
@given(questions, st.lists(concerns, min_size=2, max_size=2, unique=True))
def test_two_concerns_together_ask_for_no_less_than_either_alone(
    question: dict[str, object], pair: list[str]
) -> None:
    """Whichever of the two the engine reads last."""
    together = routes(question | {"concerns": pair})
    for alone in pair:
        _assert_asks_no_less(routes(question | {"concerns": [alone]}), together)


def _assert_asks_no_less(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> None:
    """Every route that was asked for is asked for as strongly, and as soon."""
    for name, route in before.items():
        assert DUTIES.index(after[name]["duty"]) <= DUTIES.index(route["duty"])
        assert datetime.fromisoformat(after[name]["due"]) <= datetime.fromisoformat(route["due"])


@settings(max_examples=100)
@given(questions, st.sampled_from(sorted(CATALOGUE.signs)))
def test_the_severity_never_falls_when_a_sign_is_added(
    question: dict[str, object], sign: str
) -> None:
    before = int(str(answer(CATALOGUE, question)["severity"]))
    after = int(str(answer(CATALOGUE, with_more(question, "signs", sign))["severity"]))

    assert after >= before


@settings(max_examples=150)
@given(questions, accused)
def test_whoever_is_accused_takes_no_route_and_is_kept_out(
    question: dict[str, object], kind: str
) -> None:
    """An accused governor who is not the chair takes no route anyway."""
    asked = with_more(question, "people", {"role": "alleged", "kind": kind})
    answered = answer(CATALOGUE, asked)
    handling = answered["handling"]
    assert isinstance(handling, dict)

    assert TAKES.get(kind, "") not in routes(asked)
    assert kind in handling["excluded"]
    assert handling["compartment"] != "general"


@settings(max_examples=150)
@given(questions, st.one_of(moments, last_minutes))
def test_nothing_is_due_before_it_was_known(question: dict[str, object], moment: str) -> None:
    question["known_at"] = moment
    known = datetime.fromisoformat(str(question["known_at"]))

    for route in routes(question).values():
        assert datetime.fromisoformat(route["due"]) >= known


@settings(max_examples=60)
@given(questions)
def test_every_must_is_explained_by_rules_that_there_are(question: dict[str, object]) -> None:
    musts = [name for name, route in routes(question).items() if route["duty"] == "must"]
    told = {route.route: route for route in explain(CATALOGUE, question).routes}
    rules = {
        *(concern.asks.rule for concern in CATALOGUE.concerns.values()),
        *(sign.asks.rule for sign in CATALOGUE.signs.values()),
        *(rule.asks.rule for rule in CATALOGUE.people),
    }

    for name in musts:
        assert told[name].why
        assert {reason.rule for reason in told[name].why} <= rules
        assert all(reason.source and reason.says != reason.rule for reason in told[name].why)


@settings(max_examples=60)
@given(questions)
def test_the_nearest_sign_that_would_raise_it_does_raise_it(question: dict[str, object]) -> None:
    now = int(str(answer(CATALOGUE, question)["severity"]))
    told = explain(CATALOGUE, question).would_change

    raising = [each for each in told if each.effect.startswith("severity ")]
    assert raising or now == 5
    assert list(told[: len(raising)]) == raising
    levels = [int(each.effect[len("severity ")]) for each in raising]
    assert levels == sorted(levels)
    if raising:
        then = answer(CATALOGUE, with_more(question, "signs", raising[0].sign))["severity"]
        assert raising[0].effect.startswith(f"severity {then}")
        assert int(str(then)) > now
