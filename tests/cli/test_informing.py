"""What the program and the casebook say of themselves."""

from casebook.vault import layout, slots
from tests.cli.conftest import Desk, Run
from tests.school import WORDS


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
