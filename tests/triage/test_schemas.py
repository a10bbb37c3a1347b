"""The JSON Schemas of triage: every file of the catalogue and every answer is as they say."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, time
from importlib.resources.abc import Traversable

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from casebook.datafiles import data_folder
from casebook.triage.conditions import FACTS
from casebook.triage.engine import answer
from casebook.triage.lines import answer_lines
from casebook.triage.question import KINDS, ROLES
from tests.triage.questions import CATALOGUE, questions
from tests.triage.refused_lines import REFUSED, stream

SCHEMA = data_folder("schema")
FOLDERS = {
    "concerns": "catalogue-concern",
    "routes": "catalogue-route",
    "profiles": "catalogue-profile",
    "lists": "catalogue-list",
    "examples": "catalogue-example",
}
FILES = {
    "signs.toml": "catalogue-signs",
    "people.toml": "catalogue-people",
    "words.toml": "catalogue-words",
    "editions.toml": "catalogue-editions",
    "ages.toml": "catalogue-ages",
    "helplines.toml": "catalogue-helplines",
}


def schema(name: str) -> dict[str, object]:
    """The schema called `name`."""
    text = (SCHEMA / "json" / f"{name}.schema.json").read_text(encoding="utf-8")
    read = json.loads(text)
    assert isinstance(read, dict)
    return read


def checker(name: str) -> Draft202012Validator:
    """What checks a value against the schema called `name`."""
    question = schema("triage-question")
    registry = Registry().with_resource(
        "urn:casebook:schema:triage-question", Resource.from_contents(question)
    )
    return Draft202012Validator(schema(name), registry=registry)


def catalogue_files() -> Iterator[tuple[str, Traversable]]:
    """Every file of the catalogue, with the name of its schema."""
    for folder, name in FOLDERS.items():
        for file in (SCHEMA / "triage" / folder).iterdir():
            yield name, file
    for file_name, name in FILES.items():
        yield name, SCHEMA / "triage" / file_name


def plain(value: object) -> object:
    """A TOML value with its dates and times as text, as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


@pytest.mark.parametrize(
    "name",
    [
        *FOLDERS.values(),
        *FILES.values(),
        "catalogue-calendars",
        "triage-question",
        "triage-answer",
    ],
)
def test_each_schema_is_itself_sound(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_every_file_of_the_catalogue_is_as_its_schema_says() -> None:
    faults = []
    for name, file in catalogue_files():
        check = checker(name)
        values = plain(tomllib.loads(file.read_text(encoding="utf-8")))
        faults += [f"{file.name}: {fault.message}" for fault in check.iter_errors(values)]

    assert not faults


def test_a_file_with_a_slip_is_not_as_its_schema_says() -> None:
    file = SCHEMA / "triage" / "concerns" / "copyright.toml"
    values = plain(tomllib.loads(file.read_text(encoding="utf-8")))
    assert isinstance(values, dict)

    assert not list(checker("catalogue-concern").iter_errors(values))
    assert list(checker("catalogue-concern").iter_errors(values | {"titel": "Copying"}))


@settings(max_examples=60, deadline=None)
@given(questions)
def test_every_question_and_its_answer_are_as_their_schemas_say(
    question: dict[str, object],
) -> None:
    answered = answer(CATALOGUE, question)

    assert not list(checker("triage-question").iter_errors(question))
    assert not [fault.message for fault in checker("triage-answer").iter_errors(answered)]


def test_every_refusal_is_as_the_schema_says() -> None:
    check = checker("triage-answer")
    refused = [json.loads(line) for line in answer_lines(stream(*(line for line, *_ in REFUSED)))]

    assert refused
    assert not [fault.message for each in refused for fault in check.iter_errors(each)]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (("$defs", "concern"), set(CATALOGUE.concerns)),
        (("$defs", "sign"), set(CATALOGUE.signs)),
        (("properties", "people", "items", "properties", "role"), set(ROLES)),
        (("properties", "people", "items", "properties", "kind"), set(KINDS)),
        (("properties", "profile"), set(CATALOGUE.profiles)),
    ],
)
def test_the_question_schema_describes_every_name_it_takes(
    path: tuple[str, ...], names: set[str]
) -> None:
    place: object = schema("triage-question")
    for step in path:
        assert isinstance(place, dict)
        place = place[step]

    assert isinstance(place, dict)
    described = {each["const"]: each["description"] for each in place["oneOf"]}
    assert set(described) == names
    assert all(described.values())


def test_the_concern_schema_lists_every_fact_that_a_condition_may_name() -> None:
    text = json.dumps(schema("catalogue-concern"), ensure_ascii=False)

    assert all(f"`{fact}` {meaning}" in text for fact, meaning in FACTS.items())
