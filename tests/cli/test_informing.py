"""What the program and the casebook say of themselves."""

import pytest

from casebook.triage import catalogue
from casebook.vault import layout, slots
from tests.cli.conftest import CANARY, WORDS, Desk, Run


def test_users_are_listed_with_what_they_hold_and_one_s_own_six_words(desk: Desk) -> None:
    answer = desk.done("users")
    own = slots.open_slot(layout.at(desk.made), "dsl", WORDS["dsl"]).public.sign

    assert {each["short"]: each["holds"] for each in answer["users"]} == {
        "dsl": ["general"],
        "head": ["general", "staff"],
        "chair": ["governance"],
    }
    assert answer["you"] == "dsl"
    assert len(answer["fingerprint"].split()) == 6
    assert own.hex() not in str(answer)


@pytest.mark.parametrize("kind", ["concerns", "signs", "profiles"])
def test_the_catalogue_lists_all_of_a_kind_under_its_edition(run: Run, kind: str) -> None:
    options = [] if kind == "concerns" else [f"--{kind}"]

    answer = run("--json", "catalogue", *options).data

    assert answer["catalogue"] == catalogue.load().edition.id
    assert {each["id"] for each in answer[kind]} == set(getattr(catalogue.load(), kind))


def test_one_concern_is_shown_with_its_routes_and_sources(run: Run) -> None:
    answer = run("--json", "catalogue", "bullying-of-adult").data

    assert {"route": "head", "duty": "must", "clock": "T1", "when": ""} in answer["routes"]
    assert any("(S77)" in each for each in answer["sources"])
    assert answer["wrong_when"]


def test_an_unknown_concern_is_answered_with_the_nearest(run: Run) -> None:
    near = run("--json", "catalogue", "bulying-of-adult")

    assert (near.status, near.error["nearest"]) == (2, "bullying-of-adult")
    assert CANARY not in run("--json", "catalogue", CANARY).out


def test_the_catalogue_reads_as_text(run: Run) -> None:
    assert "bullying-of-adult" in run("catalogue").out
    assert "Often mistaken:" in run("catalogue", "bullying-of-adult").out


def test_doctor_looks_at_the_machine_and_says_what_it_cannot_see(run: Run) -> None:
    checks = {each["check"]: each for each in run("--json", "doctor").data["checks"]}

    assert set(checks) >= {"program", "database", "cryptography", "memory", "clock", "swap"}
    assert {each["state"] for each in checks.values()} <= {"ok", "look", "unknown"}
    assert checks["clock"]["state"] == "unknown"
    assert "SQLCipher" in checks["database"]["said"]


def test_doctor_looks_at_the_casebook_s_place(desk: Desk) -> None:
    found = desk.run("--json", "--at", desk.made, "doctor").data["checks"]
    checks = {each["check"]: each for each in found}

    assert checks["casebook"]["state"] == "ok"
    assert set(checks) >= {"disk encryption", "free space", "place"}
