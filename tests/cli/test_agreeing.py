"""Relationships, approvals and deviations on the command line."""

import pytest

from tests.cli.conftest import CANARY, Desk, refused

TIE = (
    *("--whose", f"Wilma {CANARY}", "--what", "godchild", "--whom", f"Perry {CANARY}"),
    *("--declared-to", "the head"),
)
LEAVE = (
    *("--what", "former-pupil", "--whose", f"Wilma {CANARY}", "--whom", f"Perry {CANARY}"),
    *("--scope", "The alumni group"),
)
DEPARTED = (
    *("--whose", f"Wilma {CANARY}", "--rule", "No private numbers", "--done", "Gave hers"),
    *("--justification", "No signal"),
)


def test_a_tie_is_declared_agreed_looked_at_and_ends(desk: Desk) -> None:
    declared = desk.done("relationship", "declare", *TIE)["relationship"]
    assert (declared["reference"], declared["state"]) == ("C-RE-0001", "declared")
    agreed = desk.done("relationship", "agree", "C-RE-0001", "--boundary", "Not in her class")
    assert agreed["relationship"]["boundary"] == "Not in her class"
    amended = ("--why", "A slip", "--words", "Since 2019")
    assert desk.done("relationship", "amend", "C-RE-0001", *amended)["relationship"]["words"]
    desk.done("relationship", "review", "C-RE-0001", "--words", "As before")
    assert len(desk.done("relationships")["relationships"]) == 1
    desk.done("relationship", "end", "C-RE-0001", "--why", "The pupil left")
    assert desk.done("relationships")["relationships"] == []
    assert desk.done("verify")["verdict"] == "unchanged"


def test_nobody_agrees_their_own_boundary(desk: Desk) -> None:
    desk.done("relationship", "declare", *TIE[2:], "--whose", "the DSL")

    refused(desk("relationship", "agree", "C-RE-0001", "--boundary", "None"), 1, "R-50")


@pytest.mark.parametrize("noun", ["relationship", "approval", "deviation"])
def test_staff_is_for_who_holds_it(desk: Desk, noun: str) -> None:
    verb = {"relationship": "declare", "approval": "ask", "deviation": "record"}[noun]
    given = {"relationship": TIE, "approval": LEAVE, "deviation": DEPARTED}[noun]

    assert desk(noun, verb, *given, "--in", "staff").status == 3
    kept = desk.done(noun, verb, *given, "--in", "staff", user="head")[noun]
    assert kept["reference"].startswith("S-")
    assert desk.done(f"{noun}s")[f"{noun}s"] == []
    shown = desk.done("show", kept["reference"], user="head")
    assert shown["viewing_recorded"] is True
    assert desk("show", kept["reference"]).status == 3


def test_leave_is_asked_for_given_until_a_day_and_taken_back(desk: Desk) -> None:
    assert desk.done("approval", "ask", *LEAVE)["approval"]["state"] == "asked"
    refused(desk("approval", "give", "C-AP-0001", "--expires", "1/7/2199"), 1, "R-51")
    given = desk.done("approval", "give", "C-AP-0001", "--expires", "1/7/2199", user="head")
    assert (given["approval"]["state"], given["approval"]["expires_on"]) == ("given", "2199-07-01")
    refused(desk("approval", "amend", "C-AP-0001", "--why", "More", "--scope", "All"), 1, "R-53")
    desk.done("approval", "review", "C-AP-0001", "--words", "In order")
    desk.done("approval", "end", "C-AP-0001", "--why", "Not needed")
    desk.done("approval", "ask", *LEAVE)
    desk.done("approval", "refuse", "C-AP-0002", "--why", "Use the group", user="head")
    assert [each["state"] for each in desk.done("approvals", "--all")["approvals"]] == [
        "ended",
        "refused",
    ]


def test_a_text_is_read_by_somebody_else_than_its_author(desk: Desk) -> None:
    text = (*LEAVE[2:], "--what", "second-reader", "--pictures")
    desk.done("approval", "ask", *text)
    refused(desk("approval", "give", "C-AP-0001", "--read-by", f"Wilma {CANARY}"), 1, "R-58")
    error = refused(desk("approval", "give", "C-AP-0001"), 1, "R-59")
    assert len(error["details"]) == 2
    looked = ("--images-list-on", "today", "--consent-on", "today")
    desk.done("approval", "amend", "C-AP-0001", "--why", "Looked at", *looked)
    assert desk.done("approval", "give", "C-AP-0001")["approval"]["state"] == "given"


def test_a_departure_is_recorded_answered_amended_and_over(desk: Desk) -> None:
    desk.done("deviation", "record", *DEPARTED, "--done-on", "tomorrow")
    assert desk.done("show", "C-DV-0001")["told_when"] == "before"
    refused(desk("deviation", "answer", "C-DV-0001", "--words", "Right"), 1, "R-51")
    answered = desk.done("deviation", "answer", "C-DV-0001", "--words", "Right", user="head")
    assert answered["deviation"]["state"] == "answered"
    desk.done("deviation", "amend", "C-DV-0001", "--why", "HR said", "--advice", "Once only")
    assert len(desk.done("deviations")["deviations"]) == 1
    assert desk.done("deviation", "end", "C-DV-0001", "--why", "Over")["deviation"]["ended_on"]
