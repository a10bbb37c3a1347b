"""The end of a case: refused with its list, proposed, signed, sent back, reopened."""

import re

import pytest

from tests.cli.conftest import CANARY, Desk, Snapshots, refused


@pytest.fixture
def worked(desk: Desk, snapshots: Snapshots) -> str:
    """A serious case of which everything is done."""

    def begin() -> str:
        case = desk.logged(wishes=[])
        concern = ("--concern", "bullying-of-adult", "--sign", "repeated")
        desk.done("triage", case, *concern)
        for each in desk.done("actions", case)["actions"]:
            if each["route"] == "police":  # hers to decide, and nobody has asked her yet
                said_so = ("--reason", "Slight.", "--authority", "Hector Sample-Test, head")
                desk.done("rule-out", each["id"], *said_so)
            else:
                desk.done("do", each["id"], "--outcome", "Done.")
        return case

    return snapshots.of("worked", desk, begin)


CLOSE = ("--outcome", "upheld", "--told-reporter", "She was told, by the DSL.")


def test_closing_is_refused_with_everything_that_is_missing(desk: Desk, case: str) -> None:
    ran = desk("close", case, "--outcome", "upheld")

    assert (ran.status, ran.data["ok"], ran.data["case"]) == (1, False, case)
    assert {each["missing"] for each in ran.data["missing"]} == {
        "not-triaged",
        "wish-unanswered",
        "reporter-not-told",
    }
    assert ran.data["missing"] == ran.error["details"]


def test_a_serious_case_waits_for_another_person_with_another_key(desk: Desk, worked: str) -> None:
    proposed = desk.done("close", worked, *CLOSE)
    own = desk("approve", worked)
    approved = desk.done("approve", worked, "--words", "Seen.", user="head")

    assert proposed["status"] == "awaiting-second"
    assert (own.status, own.error["code"]) == (1, "R-15")
    assert approved["status"] == "closed"
    assert desk.done("show", worked)["closings"][0]["seconded_by"] == "head"


def test_a_proposed_closing_is_sent_back_with_what_is_wanted(desk: Desk, worked: str) -> None:
    desk.done("close", worked, *CLOSE)

    back = desk.done("send-back", worked, "--words", "Ring her again.", user="head")

    assert back["status"] == "open"
    shown = desk.run(*desk.as_("dsl"), "show", worked).out
    assert re.search(r"returned: .* by dsl; returned .* by head", shown)


def test_a_reopened_case_keeps_its_closing(desk: Desk, worked: str) -> None:
    desk.done("close", worked, *CLOSE)
    desk.done("approve", worked, user="head")

    reopened = desk.done("reopen", worked, "--reason", "It went on.")
    closings = desk.done("show", worked)["closings"]

    assert reopened["status"] == "open"
    assert [each["state"] for each in closings] == ["reopened"]
    assert closings[0]["reopened_reason"] == "It went on."


def test_a_closing_reads_as_text(desk: Desk, worked: str) -> None:
    said = desk.run(*desk.as_("dsl"), "close", worked, *CLOSE).out

    assert "waits for a second person's signature" in said


def test_a_refusal_reads_as_a_list(desk: Desk, case: str) -> None:
    ran = desk.run(*desk.as_("dsl"), "close", case, "--outcome", "upheld")

    assert ran.status == 1
    assert sum(line.startswith("  - ") for line in ran.err.splitlines()) == 3


def test_lessons_are_kept_and_a_closed_case_is_looked_at_again(desk: Desk, worked: str) -> None:
    again = ("--lessons", "Phones away at break.", "--recheck", "31/12/2199")
    refused(desk("close", worked, *CLOSE, "--recheck", "1/1/2020"), 2, "G-54")
    desk.done("close", worked, *CLOSE, *again)
    refused(desk("recheck", worked, "--words", "Too early."), 1, "R-69")
    desk.done("approve", worked, user="head")
    assert desk.done("today")["rechecks"] == []

    found = desk.done("recheck", worked, "--words", f"It held {CANARY}")["closing"]
    assert (found["lessons"], found["recheck_on"]) == ("Phones away at break.", "2199-12-31")
    assert found["rechecked_words"] == f"It held {CANARY}"
    assert "learnt: Phones away at break." in desk.run(*desk.as_("dsl"), "show", worked).out


def test_the_head_reviews_what_waits_and_what_changed_since(desk: Desk, worked: str) -> None:
    desk.done("close", worked, *CLOSE)
    first = desk.done("review", user="head")
    assert [each["case"] for each in first["waiting"]] == [worked]
    assert [each["case"] for each in first["changed"]] == [worked]
    assert first["recorded"] is True

    second = desk.done("review", user="head")
    assert (second["changed"], [each["case"] for each in second["waiting"]]) == ([], [worked])
    text = desk.run(*desk.as_("head"), "review", "--since", "1/1/2020 09:00 GMT").out
    assert "Waiting for your signature:" in text
    assert "earlier ones: `casebook show" in text
    assert desk.done("review")["waiting"] == []
