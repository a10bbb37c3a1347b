"""The people of a case through the command line: listed, matched, merged, split, amended."""

import json
from typing import Any

import pytest

from tests.cli.conftest import CANARY, Desk, Snapshots, incident, refused


def boy(name: str, role: str = "target") -> dict[str, Any]:
    """An invented pupil in an incident."""
    return {"name": f"{name} {CANARY}", "kind": "pupil", "role": role, "age": 11}


@pytest.fixture
def twice(desk: Desk, snapshots: Snapshots) -> str:
    """A case in which one boy stands under two spellings."""
    named = [boy("Perry Winkle"), boy("Pery Winkle", "witness")]
    return snapshots.of(
        "twice", desk, lambda: desk.logged(people=named, concerns=["bullying-of-child"], wishes=[])
    )


def test_people_are_listed_with_their_marks_and_parts(desk: Desk, twice: str) -> None:
    listed = desk.done("people", twice)["people"]

    assert [(each["mark"], each["role"]) for each in listed] == [
        ("P1", "target"),
        ("P2", "witness"),
    ]
    assert "P1  pupil, 11: it happened to them" in desk.run(*desk.as_("dsl"), "people", twice).out


def test_who_is_alike_is_offered_and_two_are_merged_and_split_again(desk: Desk, twice: str) -> None:
    alike = desk.done("match", twice)["alike"]
    assert {(each["of"], each["mark"]) for each in alike} == {("P1", "P2"), ("P2", "P1")}

    merged = desk.done("merge", twice, "P2", "--into", "P1", "--why", "A slip.")["person"]
    assert [each["role"] for each in merged["parts"]] == ["target", "witness"]
    assert len(desk.done("people", twice)["people"]) == 1
    parted = desk.done("split", twice, "P1", "--incident", "I01", "--why", "Cousins.")["person"]
    assert parted["mark"] == "P2"
    fixed = desk.done("show", twice)["corrections"]
    assert [each["field"] for each in fixed] == ["person", "person"]
    assert fixed[0]["earlier"].startswith("P2")
    assert desk.done("verify")["verdict"] in {"unchanged", "cannot tell"}


def test_what_differs_is_amended_first(desk: Desk, twice: str) -> None:
    fixed = ("--field", "name", "--reading", f"Tilda Stone {CANARY}", "--why", "It was his sister.")
    desk.done("amend", twice, "P2", *fixed)

    assert desk.done("people", twice)["people"][1]["name"] == f"Tilda Stone {CANARY}"
    refused(desk("merge", twice, "P2", "--into", "P1", "--why", "One."), 1, "R-66")
    refused(desk("merge", twice, "P9", "--into", "P1", "--why", "One."), 2, "G-53")
    refused(desk("split", twice, "P1", "--incident", "I01", "--why", "Two."), 1, "R-67")
    refused(
        desk("amend", twice, "P1", "--field", "shoe", "--reading", "x", "--why", "No."), 2, "G-36"
    )


def test_logging_says_who_is_kept_already_and_asks_for_full_names(desk: Desk, twice: str) -> None:
    said = incident(people=[boy("Perry Winkle"), {**boy("x"), "name": "P.W."}], wishes=[])
    logged = desk.done("log", "-", stdin=json.dumps(said))

    assert (twice, "P1", "same-name") in {
        (each["case"], each["mark"], each["why"]) for each in logged["alike"]
    }
    assert "initials" in logged["questions"][0]
    again = desk.run(*desk.as_("dsl"), "log", "-", "--case", twice, stdin=json.dumps(said))
    assert "P1 is taken for the one whom the case knew already" in again.out


def test_nobody_in_what_is_not_held_is_offered(desk: Desk) -> None:
    """A name that a restricted case speaks of tells nobody else that there is one."""
    worker = {"name": f"Hob Nail {CANARY}", "kind": "staff", "role": "alleged", "age": 30}
    said = incident(people=[worker, boy("Nell")], wishes=[], concerns=["harm-threshold-allegation"])
    desk.done("log", "-", user="head", stdin=json.dumps(said))

    seen = incident(people=[{**worker, "role": "witness"}, boy("Ivo")], wishes=[])
    assert desk.done("log", "-", stdin=json.dumps(seen))["alike"] == []
    assert desk.done("log", "-", user="head", stdin=json.dumps(seen))["alike"] != []


def test_merging_where_one_holds_nothing_tells_nothing(desk: Desk) -> None:
    """A case that is there and one that is not are answered alike to whoever does not hold it."""
    worker = {"name": f"Hob Nail {CANARY}", "kind": "staff", "role": "alleged", "age": 30}
    said = incident(people=[worker, boy("Nell")], wishes=[], concerns=["harm-threshold-allegation"])
    there = desk.done("log", "-", user="head", stdin=json.dumps(said))["case"]
    year, number = there.split("-")[1:]
    absent = f"S-{year}-{int(number) + 7:04d}"

    merging = ("P1", "--into", "P2", "--why", "One.")
    for verb, more in (("people", ()), ("match", ()), ("merge", merging)):
        told = [refused(desk(verb, each, *more), 3, "V-03") for each in (there, absent)]
        assert told[0] == told[1]
