"""The engine and the catalogue against a second reading of the same tables."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from casebook.triage.engine import answer
from casebook.triage.rules import Claim
from tests.triage.questions import CATALOGUE, made_up, questions
from tests.triage.second_reading import FIRST_AND_CLOSURE, ROWS, SIGNS, expected, rows

ROOT = Path(__file__).resolve().parents[2]


def without_reasons(answered: Mapping[str, object]) -> dict[str, object]:
    """An answer without its rules and sources, which the second reading does not know."""
    plain = {key: value for key, value in answered.items() if key != "because"}
    routes = plain["routes"]
    assert isinstance(routes, list)
    plain["routes"] = [
        {key: value for key, value in route.items() if key != "because"} for route in routes
    ]
    return plain


def test_the_catalogue_holds_exactly_the_concerns_and_signs_of_the_tables() -> None:
    assert set(rows(ROWS)) == set(CATALOGUE.concerns)
    assert set(rows(SIGNS)) == set(CATALOGUE.signs)
    assert len(FIRST_AND_CLOSURE.strip().splitlines()) == len(CATALOGUE.concerns)


@pytest.mark.parametrize("concern", sorted(rows(ROWS)))
def test_each_concern_asks_for_exactly_the_routes_of_its_row(concern: str) -> None:
    _, must, should, consider, *_ = rows(ROWS)[concern]
    roles = {
        "@contact": "pupil-contact",
        "@parents": "parent-contact",
        "@young": "under-age-decision",
        "@account": "account-moderator",
    }
    wanted = set()
    for duty, cell in (("must", must), ("should", should), ("consider", consider)):
        for part in cell.split(", ") if cell != "-" else []:
            route, clock = part.split(" [")[0].split()
            group, _, name = route.rpartition(":")
            wanted.add((group or duty, roles.get(name, name), clock, "[" in part))

    claims = CATALOGUE.concerns[concern].asks.claims

    assert {_plain(claim) for claim in claims} == wanted
    assert len(claims) == len(wanted)


def _plain(claim: Claim) -> tuple[str, str, str, bool]:
    duty = claim.group or ("must", "one-of", "should", "consider")[claim.duty]
    return duty, claim.route or claim.role, f"T{claim.clock}", bool(claim.when.said)


@settings(max_examples=400, deadline=None)
@given(questions)
def test_any_question_is_answered_as_the_second_reading_answers_it(
    question: dict[str, object],
) -> None:
    answered = answer(CATALOGUE, question)

    assert without_reasons(answered) == expected(question)


@pytest.mark.parametrize("concern", sorted(rows(ROWS)))
def test_every_concern_with_the_usual_people_is_answered_as_read(concern: str) -> None:
    for alleged in ("pupil", "staff", "head", "dsl", "chair", "unknown", "parent"):
        for target in ("pupil", "staff", "outsider"):
            question = {
                "concerns": [concern],
                "people": [
                    {"role": "alleged", "kind": alleged},
                    {"role": "target", "kind": target},
                ],
                "known_at": "2026-04-02T16:40:00+01:00",
                "profile": "st-nicholas",
            }
            assert without_reasons(answer(CATALOGUE, question)) == expected(question), question


def test_a_catalogue_that_differs_in_one_clock_is_told_apart() -> None:
    """The comparison would notice: a reading with one clock changed no longer agrees."""
    question: dict[str, object] = {
        "concerns": ["copyright"],
        "known_at": "2026-11-20T16:40:00+00:00",
    }
    changed = expected(question)
    routes = changed["routes"]
    assert isinstance(routes, list)
    routes[0]["clock"] = "T3"

    assert without_reasons(answer(CATALOGUE, question)) != changed


def test_the_program_answers_made_up_questions_as_they_are_read_by_hand(long_run: bool) -> None:
    """By the command itself, in a process of its own: 400 of them, and 10,000 with --long."""
    chance = Random(20261121)
    asked = [made_up(chance, number) for number in range(10_000 if long_run else 400)]

    ran = subprocess.run(
        [sys.executable, "-m", "casebook", "triage", "-"],
        cwd=ROOT,
        input="\n".join(map(json.dumps, asked)),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]

    assert len(answers) == len(asked)
    for question, answered in zip(asked, answers, strict=True):
        assert without_reasons(answered) == expected(question), question
    # What was made up is no handful of cases in many clothes.
    met = {
        rule["rule"] for each in answers for route in each["routes"] for rule in route["because"]
    }
    assert {f"concern:{name}" for name in CATALOGUE.concerns} <= met
    assert {each["severity"] for each in answers} == {1, 2, 3, 4, 5}
