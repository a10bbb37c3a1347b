"""What people write down through the command line is what is kept."""

import json

import pytest

from tests.cli.conftest import CANARY, Desk, incident


def test_an_incident_opens_a_case_and_reads_its_times_back(desk: Desk) -> None:
    answer = desk.done("log", "-", stdin=json.dumps(incident()))

    assert answer["ok"] is True
    assert (answer["case"], answer["incident"]) == ("C-2026-0001", "C-2026-0001-I01")
    assert answer["compartment"] == "general"
    assert any("GMT" in each or "BST" in each for each in answer["read_back"])


def test_a_further_incident_is_added_to_its_case(desk: Desk, case: str) -> None:
    more = incident(title="It went on")

    answer = desk.done("log", "-", "--case", case, stdin=json.dumps(more))
    view = desk.done("show", case)

    assert (answer["case"], answer["incident"]) == (case, f"{case}-I02")
    assert [each["title"] for each in view["incidents"]][1] == "It went on"


def test_what_was_logged_can_be_shown_under_the_same_keys(desk: Desk, case: str) -> None:
    said = incident()
    view = desk.done("show", case)
    shown = view["incidents"][0]

    assert {"case", "title", "status", "severity", "due", "compartment", "summary"} <= set(view)
    assert {"people", "wishes", "assessments", "actions", "exhibits", "notes", "releases"} <= set(
        view
    )
    assert [shown[key] for key in ("title", "summary", "words", "medium")] == [
        said[key] for key in ("title", "summary", "words", "medium")
    ]
    assert shown["site"]["platform"] == "Gatepost"


def test_a_note_keeps_its_words_and_its_time(desk: Desk, case: str) -> None:
    kept = desk.done("note", case, "--words", "She was calm.", "--when", "2026-11-02T09:00:00Z")

    assert kept["note"]["reference"] == f"{case}-N01"
    assert kept["note"]["words"] == "She was calm."
    assert kept["note"]["at"].startswith("2026-11-02T09:00:00")


def test_a_time_typed_by_hand_is_read_back(desk: Desk, case: str) -> None:
    ran = desk("note", case, "--words", "She was calm.", "--when", "2/11/2026 9am")

    assert ran.status == 0
    assert "Monday 2 November 2026 at 09:00 GMT" in ran.err
    assert ran.data["note"]["at"].startswith("2026-11-02T09:00:00")


def test_a_later_wish_stands_beside_the_earlier(desk: Desk, case: str) -> None:
    later = desk.done(
        *("wish", case, "--whose", f"Wilma {CANARY}", "--about", "police"),
        *("--wanted", "yes", "--words", "Now I do."),
    )["wish"]
    wishes = desk.done("show", case)["wishes"]

    assert [(each["answer"], each["is_latest"]) for each in wishes] == [
        ("no", False),
        ("yes", True),
    ]
    assert later["reference"] == f"{case}-W02"


def test_a_wish_is_answered_in_words(desk: Desk, case: str) -> None:
    kept = desk.done("answer", f"{case}-W01", "--words", "We will not ring them.")["wish"]

    assert (kept["answered_words"], kept["answered_by"]) == ("We will not ring them.", "dsl")


def test_a_decision_has_its_reasons(desk: Desk, case: str) -> None:
    kept = desk.done("decide", case, "--what", "No letter yet", "--why", "She asks us to wait.")

    assert kept["decision"]["why"] == "She asks us to wait."
    assert desk("decide", case, "--what", "No letter yet", "--why", " ").status == 1


def test_a_correction_leaves_the_earlier_reading(desk: Desk, case: str) -> None:
    kept = desk.done(
        *("correct", f"{case}-I01", "--field", "title"),
        *("--reading", "A group mocks her", "--why", "It was the whole group."),
    )["correction"]
    view = desk.done("show", case)

    assert CANARY in kept["earlier"]
    assert view["corrections"][0]["reading"] == "A group mocks her"


@pytest.mark.parametrize("reference", ["C-2026-9999", "S-2026-0001", "not a reference", ""])
def test_what_is_not_there_or_not_held_takes_no_note(desk: Desk, reference: str) -> None:
    ran = desk("note", reference, "--words", CANARY)

    assert ran.status in {2, 3}
    assert CANARY not in ran.out + ran.err


def test_going_against_a_wish_takes_a_listed_reason_and_a_second_person(desk: Desk) -> None:
    case = desk.logged(concerns=["bullying-of-adult"])
    desk.done("triage", case, "--concern", "bullying-of-adult")
    assert desk("refer", case, "police", "--words", "x").error["code"] == "R-05"

    wrong = desk("override", f"{case}-W01", "--reason", "because", "--words", "x")
    decided = desk.done(
        *("override", f"{case}-W01", "--reason", "risk-to-child", "--words", "A child is there.")
    )["decision"]["reference"]
    assert (wrong.status, "risk-to-child" in wrong.error["message"]) == (2, True)
    assert desk("refer", case, "police", "--words", "x").error["code"] == "R-05"
    assert desk("agree", decided).status == 1
    desk.done("agree", decided, user="head")

    assert desk.done("refer", case, "police", "--words", "x")["referral"]["route"] == "police"


def test_the_example_in_the_help_of_log_can_be_logged(desk: Desk) -> None:
    """Whoever copies it must not meet an error first."""
    said = desk.run("log", "--help").out
    example = said[said.index("  {\n") : said.index("\n  }\n") + 4]

    logged = desk.done("log", "-", stdin=example)
    case = desk.done("show", logged["case"])

    assert case["title"] == "Name-calling in a group chat"
    assert [each["about"] for each in case["wishes"]] == ["police"]
