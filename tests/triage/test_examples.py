"""The worked examples of schema/triage/examples: each is asked, and comes out as it says."""

import tomllib
from collections.abc import Mapping, Sequence

import pytest

from casebook.datafiles import data_folder
from casebook.triage.engine import answer
from tests.triage.questions import CATALOGUE

FOLDER = data_folder("schema") / "triage" / "examples"


def examples() -> list[tuple[str, Mapping[str, object], Mapping[str, object]]]:
    """Every example: its concern and title, its question, and what is expected of the answer."""
    found = []
    for file in sorted(FOLDER.iterdir(), key=lambda each: each.name):
        listed = tomllib.loads(file.read_text(encoding="utf-8"))["example"]
        concern = file.name.removesuffix(".toml")
        found += [
            (f"{concern}: {each['title']}", each["question"], each["expect"]) for each in listed
        ]
    return found


def essence(answered: Mapping[str, object]) -> dict[str, object]:
    """An answer in the short form in which examples expect it."""
    routes = answered["routes"]
    evidence = answered["evidence"]
    handling = answered["handling"]
    assert isinstance(routes, list)
    assert isinstance(evidence, dict)
    assert isinstance(handling, dict)
    short = [f"{each['route']} {each['duty']} {each['clock']}" for each in routes]
    due = {each["route"]: each["due"] for each in routes}
    return {**answered, **evidence, **handling, "routes": sorted(short), "due": due}


def expected_in_short(expect: Mapping[str, object]) -> dict[str, object]:
    """What an example expects, its routes in order of the alphabet."""
    routes = expect["routes"]
    assert isinstance(routes, list)
    return {**expect, "routes": sorted(routes)}


@pytest.mark.parametrize(
    ("question", "expect"),
    [each[1:] for each in examples()],
    ids=[each[0] for each in examples()],
)
def test_a_worked_example_is_answered_as_it_says(
    question: Mapping[str, object], expect: Mapping[str, object]
) -> None:
    answered = essence(answer(CATALOGUE, question))

    wanted = expected_in_short(expect)
    due = wanted.pop("due", {})
    assert wanted == {key: answered[key] for key in wanted}
    assert isinstance(due, dict)
    assert due.items() <= _mapping(answered["due"]).items()


def test_every_concern_has_a_worked_example() -> None:
    assert {title.split(":")[0] for title, _, _ in examples()} == set(CATALOGUE.concerns)


def test_every_route_is_reached_by_a_worked_example() -> None:
    reached = {route for _, question, _ in examples() for route in _routes(question)}

    assert reached == set(CATALOGUE.routes)


def test_every_profile_is_used_by_a_worked_example_or_answers_like_the_default() -> None:
    used = {str(question.get("profile", "default")) for _, question, _ in examples()}

    assert set(CATALOGUE.profiles) - used == {"crofton"}
    assert CATALOGUE.profiles["crofton"].roles == CATALOGUE.profiles["default"].roles


def _routes(question: Mapping[str, object]) -> Sequence[str]:
    routes = answer(CATALOGUE, question)["routes"]
    assert isinstance(routes, list)
    return [str(each["route"]) for each in routes]


def _mapping(value: object) -> Mapping[str, str]:
    assert isinstance(value, dict)
    return value
