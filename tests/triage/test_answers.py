"""The two forms of an answer: whoever reads lines is told exactly what the program itself is."""

import json

from hypothesis import given, settings

from casebook.triage.engine import answer, answered
from tests.triage.questions import CATALOGUE, questions


@settings(max_examples=150)
@given(questions)
def test_a_line_is_letter_for_letter_the_data_as_json(question: dict[str, object]) -> None:
    whole = answered(CATALOGUE, question)

    assert whole.as_line() == json.dumps(whole.as_data())


def test_what_is_given_as_data_is_nobody_elses() -> None:
    """Whoever changes an answer changes no other answer and no rule."""
    question: dict[str, object] = {
        "concerns": ["hacking"],
        "known_at": "2026-11-20T16:40:00+00:00",
    }
    first = answer(CATALOGUE, question)
    before = json.dumps(first)
    routes, locks = first["routes"], first["locks"]
    assert isinstance(routes, list)
    assert isinstance(locks, list)
    routes[0]["because"].clear()
    locks.append("none")

    assert json.dumps(answer(CATALOGUE, question)) == before
