"""The strict reader of incidents, and that the schema and it say the same."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import clock
from casebook.casework import incidents
from casebook.clock import Hand
from casebook.datafiles import data_folder
from casebook.errors.given import IncidentInvalid
from tests.casework.conftest import AFTERNOON, incident

SCHEMA = json.loads((data_folder("schema") / "json" / "incident.schema.json").read_text("utf-8"))


def faults_of(data: dict[str, Any]) -> dict[str, str]:
    """The codes of every fault in `data`, by field; empty where it can be read."""
    try:
        incidents.read(data)
    except IncidentInvalid as fault:
        return {each["field"]: each["code"] for each in fault.details}
    return {}


def full() -> dict[str, Any]:
    """An incident with every key that there is."""
    return incident(
        known_to="Dilys Specimen",
        seen_how="Another parent showed it at the gate.",
        signs=["repeated"],
        people=[
            {
                "name": "Perry Winkle-Test",
                "kind": "pupil",
                "role": "target",
                "born": "2016-03-09",
                "year_group": "Year 5",
                "social_worker": "Sage Sample-Test",
                "not_to_be_told": "The father must not know the new address.",
                "carers": [
                    {
                        "name": "Petra Winkle-Test",
                        "relationship": "mother",
                        "parental_responsibility": True,
                        "must_not_be_told": "",
                    }
                ],
            },
            {"name": "Hector Sample", "kind": "head", "role": "witness", "age": 51, "user": "head"},
        ],
        wishes=[
            {
                "whose": "Perry Winkle-Test",
                "about": "police",
                "words": "Please not.",
                "answer": "no",
                "limits_explained": True,
                "at": "17/11/2026 15:20",
            }
        ],
        precision="about",
        near_miss=False,
        contact={"begun_by": "Perry Winkle-Test", "answered": "no", "automatic": True},
        exchanges=[
            {"from": "Perry Winkle-Test", "at": "16/11/2026 19:20", "words": "Add me?"},
            {"from": "an account nobody knows", "words": "Later."},
        ],
        spread={"shared": "Passed on to two other classes.", "lasting": "not-known"},
        bullying={"does": ["embarrass", "humiliate"], "for_power": "yes"},
        intent="reckless",
        already_done=["blocked", "kept-copies"],
        policies=["anti-bullying", "The Otters charter"],
    )


@pytest.fixture(autouse=True)
def stopped(hand: Hand) -> None:
    """Every reading happens on one afternoon."""


def test_the_least_is_a_title_and_when_it_became_known() -> None:
    draft = incidents.read({"title": "Mocked online", "known_at": "2026-11-17T15:15:00+00:00"})

    assert draft.title == "Mocked online"
    assert clock.iso(draft.known_at) == "2026-11-17T15:15:00+00:00"
    assert draft.happened.precision == "unknown"


def test_every_key_of_the_schema_is_read() -> None:
    draft = incidents.read(full())

    assert draft.people[0].carers[0].parental_responsibility is True
    assert draft.people[0].born is not None
    assert draft.wishes[0].answer == "no"
    assert draft.wishes[0].at is not None
    assert draft.happened.precision == "about"
    assert (draft.contact.answered, draft.contact.automatic) == ("no", True)
    assert [each.sender for each in draft.exchanges][1] == "an account nobody knows"
    assert draft.spread.lasting == "not-known"
    assert draft.bullying.does == ("embarrass", "humiliate")
    assert (draft.intent, draft.near_miss) == ("reckless", False)
    assert draft.policies == ("anti-bullying", "The Otters charter")


def test_somebody_is_not_born_after_what_happened_to_them_nor_ages_ago() -> None:
    def born(day: str) -> dict[str, str]:
        child = {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "born": day}
        return faults_of(incident(people=[child], happened_at="2016-03-08T10:00:00+00:00"))

    assert born("2016-03-09") == {"people.0.born": "conflict"}
    assert born("2027-01-01")["people.0.born"] in {"future", "conflict"}
    assert born("1900-01-01") == {"people.0.born": "time"}
    assert born("2016-03-08") == {}
    assert born("2012-02-29") == {}
    assert born("2013-02-29") == {"people.0.born": "time"}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"surprise": 1}, "surprise", "unknown-key"),
        ({"title": 7}, "title", "type"),
        ({"title": "  "}, "title", "empty"),
        ({"title": None}, "title", "missing"),
        ({"known_at": None}, "known_at", "missing"),
        ({"known_at": "2026-11-17T15:15:00"}, "known_at", "time"),
        ({"known_at": "unknown"}, "known_at", "time"),
        ({"known_at": "16/11/2026"}, "known_at", "time"),
        ({"known_at": "2026-11-16"}, "known_at", "time"),
        ({"known_at": "about 3pm yesterday"}, "known_at", "time"),
        ({"known_at": "yesterday between 9:00 and 15:00 hrs"}, "known_at", "time"),
        ({"known_at": "١٦/11/2026 15:15"}, "known_at", "time"),
        (
            {"wishes": [{"whose": "x", "about": "head", "words": "x", "at": "yesterday"}]},
            "wishes.0.at",
            "time",
        ),
        ({"known_at": "2027-11-17T15:15:00+00:00"}, "known_at", "future"),
        ({"known_at": "2026-02-30T15:15:00+00:00"}, "known_at", "time"),
        ({"known_at": "0001-01-01T00:00:00+14:00"}, "known_at", "time"),
        ({"happened_at": "some day soon or other"}, "happened_at", "time"),
        ({"happened_at": "2026-11-18T15:15:00+00:00"}, "happened_at", "future"),
        ({"summary": "a\0b"}, "summary", "text"),
        ({"words": "half a \ud83d character"}, "words", "text"),
        ({"summary": "x" * 20_001}, "summary", "text"),
        ({"site": {"platfrom": "x"}}, "site.platfrom", "unknown-key"),
        ({"site": "Chatterbox"}, "site", "type"),
        ({"people": {"name": "x"}}, "people", "type"),
        ({"people": [{"kind": "pupil"}]}, "people.0.role", "missing"),
        ({"people": [{"kind": "teacher", "role": "target"}]}, "people.0.kind", "unknown"),
        ({"people": [{"kind": "pupil", "role": "victim"}]}, "people.0.role", "unknown"),
        ({"people": [{"kind": "pupil", "role": "target", "age": 300}]}, "people.0.age", "range"),
        ({"people": [{"kind": "pupil", "role": "target", "age": 12.5}]}, "people.0.age", "type"),
        ({"people": [{"kind": "pupil", "role": "target", "age": True}]}, "people.0.age", "type"),
        (
            {"people": [{"kind": "pupil", "role": "target", "age": 9, "born": "2016-03-09"}]},
            "people.0.born",
            "either",
        ),
        (
            {"people": [{"kind": "pupil", "role": "target", "born": "2027-03-09"}]},
            "people.0.born",
            "future",
        ),
        (
            {"people": [{"kind": "pupil", "role": "target", "born": "09/03/2016"}]},
            "people.0.born",
            "time",
        ),
        (
            {"people": [{"kind": "pupil", "role": "target", "carers": [{}]}]},
            "people.0.carers.0.name",
            "missing",
        ),
        ({"concerns": ["gossip"]}, "concerns.0", "unknown"),
        ({"signs": ["repeated", "loud"]}, "signs.1", "unknown"),
        ({"concerns": [1]}, "concerns.0", "type"),
        ({"wishes": [{"whose": "P", "about": "police"}]}, "wishes.0.words", "missing"),
        (
            {"wishes": [{"whose": "P", "about": "x", "words": "w", "answer": "maybe"}]},
            "wishes.0.answer",
            "unknown",
        ),
        ({"happened_between": ["2026-11-16T15:15:00+00:00"]}, "happened_between", "either"),
        (
            {"happened_at": None, "happened_between": ["2026-11-16T15:15:00+00:00"]},
            "happened_between",
            "size",
        ),
        (
            {
                "happened_at": None,
                "happened_between": ["2026-11-16T15:15:00+00:00", "2026-11-15T15:15:00+00:00"],
            },
            "happened_between",
            "order",
        ),
        ({"precision": "between"}, "precision", "conflict"),
        ({"happened_at": None, "precision": "exact"}, "precision", "conflict"),
    ],
)
def test_what_is_wrong_is_named_by_its_path_and_code(
    changes: dict[str, Any], field: str, code: str
) -> None:
    found = faults_of(incident(**changes))

    assert found.get(field) == code


def test_all_faults_are_told_at_once() -> None:
    found = faults_of(
        incident(title="", concerns=["gossip"], people=[{"kind": "?", "role": "target"}])
    )

    assert set(found) == {"title", "concerns.0", "people.0.kind"}


def test_nothing_that_was_written_is_repeated_in_a_refusal() -> None:
    secret = "Perry Winkle-Test told me"
    data = incident(
        title=[secret],
        medium=secret * 10,
        concerns=[secret],
        people=[{"kind": secret, "role": secret}],
        happened_at=secret,
    )
    data[secret] = 1

    with pytest.raises(IncidentInvalid) as refused:
        incidents.read(data)

    assert "Perry" not in json.dumps(refused.value.as_json())
    assert "?" in {each["field"] for each in refused.value.details}


def test_a_date_as_typed_is_read_day_first_and_kept_as_typed() -> None:
    draft = incidents.read(incident(happened_at="16/11/2026 7.20pm", precision=None))

    assert clock.iso(draft.happened.earliest or AFTERNOON) == "2026-11-16T19:20:00+00:00"
    assert draft.happened.typed == "16/11/2026 7.20pm"
    assert "Monday 16 November 2026" in draft.happened.said


def test_a_whole_day_is_a_span_and_never_a_guessed_hour() -> None:
    draft = incidents.read(incident(happened_at="16/11/2026"))

    assert draft.happened.precision == "between"
    assert draft.happened.earliest != draft.happened.latest


def test_a_medium_is_known_by_one_spelling() -> None:
    spellings = {"Email": "e-mail", "IM": "instant-message", "social media": "social-media"}

    assert {
        typed: incidents.read(incident(medium=typed)).medium for typed in spellings
    } == spellings


def test_every_field_of_the_schema_is_described() -> None:
    def check(node: dict[str, Any], path: str) -> None:
        for key, value in node.get("properties", {}).items():
            assert value.get("description") or "$ref" in value, f"{path}.{key}"
            check(value, f"{path}.{key}")
            check(value.get("items", {}), f"{path}.{key}.items")
        for constant in node.get("oneOf", []):
            assert constant["description"], f"{path}: {constant['const']}"

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    check(SCHEMA, "")
    for name, part in SCHEMA["$defs"].items():
        check(part, name)


def schema_accepts(data: dict[str, Any]) -> bool:
    """Whether the JSON Schema lets `data` through."""
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(data))


PATHS = [
    ("title",),
    ("summary",),
    ("words",),
    ("happened_at",),
    ("known_at",),
    ("precision",),
    ("medium",),
    ("site",),
    ("site", "url"),
    ("site", "colour"),
    ("reported_by",),
    ("reported_by", "kind"),
    ("people",),
    ("people", 0),
    ("people", 0, "kind"),
    ("people", 0, "role"),
    ("people", 0, "age"),
    ("people", 0, "born"),
    ("people", 0, "name"),
    ("people", 0, "carers"),
    ("people", 0, "carers", 0, "name"),
    ("people", 0, "carers", 0, "parental_responsibility"),
    ("wishes",),
    ("wishes", 0, "whose"),
    ("wishes", 0, "about"),
    ("wishes", 0, "words"),
    ("wishes", 0, "answer"),
    ("wishes", 0, "limits_explained"),
    ("wishes", 0, "at"),
    ("concerns",),
    ("site", "thread_kept"),
    ("reported_by", "themselves"),
    ("near_miss",),
    ("contact",),
    ("contact", "answered"),
    ("contact", "automatic"),
    ("exchanges",),
    ("exchanges", 0),
    ("exchanges", 0, "from"),
    ("exchanges", 0, "at"),
    ("exchanges", 1, "words"),
    ("spread", "lasting"),
    ("bullying",),
    ("bullying", "does"),
    ("bullying", "does", 0),
    ("intent",),
    ("already_done",),
    ("already_done", 1),
    ("policies",),
    ("policies", 0),
    ("surprise",),
]

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.sampled_from(["", " ", "pupil", "target", "yes", "exact", "span", "2026-11-17T15:15:00Z"]),
    st.text(max_size=8),
    st.sampled_from([[], {}, [{}], ["x"], {"name": "x"}, "y" * 400]),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES | st.just("DROP")), max_size=3))
def test_schema_and_reader_agree(changes: list[tuple[tuple[str | int, ...], Any]]) -> None:
    """What the schema refuses the reader refuses; what it lets through fails for meaning alone."""
    with clock.travelling(AFTERNOON):
        data = copy.deepcopy(full())
        for path, value in changes:
            put(data, path, value)
        accepted, faults = schema_accepts(data), faults_of(data)

        if accepted:
            assert set(faults.values()) <= {"time", "future", "order", "conflict", "unknown"}, data
        else:
            assert faults, data


def put(data: object, path: tuple[str | int, ...], value: object) -> None:
    """Set, or drop, what stands at `path` in `data`, where the way there exists."""
    for step in path[:-1]:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
    last = path[-1]
    if isinstance(data, dict) and isinstance(last, str):
        data[last] = value
        if value == "DROP":
            del data[last]
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = value


def test_the_agreement_is_broken_by_a_schema_that_says_something_else() -> None:
    """The broken control: a schema with one key fewer lets the comparison fail."""
    poorer = copy.deepcopy(SCHEMA)
    del poorer["properties"]["medium"]
    poorer["additionalProperties"] = True

    assert jsonschema.Draft202012Validator(poorer).is_valid(incident(medium=7))
    assert faults_of(incident(medium=7)) == {"medium": "type"}


def test_the_example_of_the_design_is_an_incident(tmp_path: Path) -> None:
    written = tmp_path / "incident.json"
    written.write_text(json.dumps(full()), "utf-8")

    assert schema_accepts(json.loads(written.read_text("utf-8")))
