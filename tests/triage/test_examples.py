"""The worked examples of schema/triage/examples: each is asked, and comes out as it says."""

from dataclasses import replace

import pytest

from casebook.errors.given import CatalogueInvalid
from casebook.triage.engine import answer
from casebook.triage.examples import Example, Unmet, load, unmet
from casebook.triage.examples import _example_from as example_from
from casebook.triage.reading import Table
from tests.triage.questions import CATALOGUE

EXAMPLES = list(load())


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{each.concern}: {each.title}" for each in EXAMPLES]
)
def test_a_worked_example_is_answered_as_it_says(example: Example) -> None:
    assert unmet(CATALOGUE, example) == ()


def test_every_concern_has_a_worked_example_that_chooses_it() -> None:
    assert {example.concern for example in EXAMPLES} == set(CATALOGUE.concerns)
    for example in EXAMPLES:
        chosen = example.question.get("concerns") or ["uncategorised"]
        assert example.concern in list(_texts(chosen)), example.title


def test_every_route_is_reached_by_a_worked_example() -> None:
    reached = {route for example in EXAMPLES for route in _routes_of(example)}

    assert reached == set(CATALOGUE.routes)


def test_every_profile_is_used_by_a_worked_example_or_answers_like_the_default() -> None:
    used = {str(example.question.get("profile", "default")) for example in EXAMPLES}

    assert set(CATALOGUE.profiles) - used == {"crofton"}
    assert CATALOGUE.profiles["crofton"].roles == CATALOGUE.profiles["default"].roles


def test_every_sign_and_every_people_rule_is_met_by_a_worked_example() -> None:
    met = {rule for example in EXAMPLES for rule in _rules_of(example)}
    chosen = {sign for example in EXAMPLES for sign in _texts(example.question.get("signs", []))}

    assert chosen == set(CATALOGUE.signs)
    silent = {"governor-accused", "compartment"}
    assert {f"people:{rule.id}" for rule in CATALOGUE.people if rule.id not in silent} <= met


def test_an_example_that_expects_too_much_says_what_is_unmet() -> None:
    example = next(each for each in EXAMPLES if each.concern == "copyright")
    wrong = replace(
        example, expect={**example.expect, "severity": 2}, due={"head": "2026-11-30T17:00:00+00:00"}
    )

    assert unmet(CATALOGUE, wrong) == (
        Unmet("severity", "2", "1"),
        Unmet("due head", "2026-11-30T17:00:00+00:00", "2026-11-27T17:00:00+00:00"),
    )


@pytest.mark.parametrize(
    ("expect", "key"),
    [
        ({"severity": 2, "routes": [], "captur": "full"}, "expect.captur"),
        ({"severity": 9, "routes": []}, "expect.severity"),
        ({"severity": 2}, "expect.routes"),
        ({"severity": 2, "routes": [], "wishes": "weight"}, "expect.wishes"),
    ],
)
def test_an_example_with_a_slip_is_refused(expect: dict[str, object], key: str) -> None:
    table = Table("examples/copyright.toml", {"title": "t", "question": {}, "expect": expect})

    with pytest.raises(CatalogueInvalid) as refused:
        example_from(table, "copyright")

    assert refused.value.named["key"] == key


def _routes_of(example: Example) -> list[str]:
    routes = answer(CATALOGUE, example.question)["routes"]
    assert isinstance(routes, list)
    return [str(each["route"]) for each in routes]


def _rules_of(example: Example) -> list[str]:
    answered = answer(CATALOGUE, example.question)
    routes, because = answered["routes"], answered["because"]
    assert isinstance(routes, list)
    assert isinstance(because, list)
    return [
        reason["rule"] for each in [*routes, {"because": because}] for reason in each["because"]
    ]


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return value
