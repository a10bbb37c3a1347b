"""What is to be done: listed, done, ruled out, given to somebody, and taken to others."""

import json

import pytest

from tests.cli.conftest import CANARY, Desk, Snapshots, incident


@pytest.fixture
def triaged(desk: Desk, snapshots: Snapshots) -> str:
    """A case that was triaged under bullying of an adult."""

    def begin() -> str:
        case = desk.logged()
        desk.done("triage", case, "--concern", "bullying-of-adult")
        return case

    return snapshots.of("triaged", desk, begin)


def action(desk: Desk, case: str, route: str) -> str:
    """The reference of a route's action."""
    listed = desk.done("actions", case)["actions"]
    return str(next(each["id"] for each in listed if each["route"] == route))


def test_actions_say_route_duty_due_and_state(desk: Desk, triaged: str) -> None:
    listed = desk.done("actions", triaged)["actions"]

    assert {each["route"] for each in listed} == {"head", "union", "platform", "police"}
    assert {each["state"] for each in listed} == {"open"}
    assert all(each["id"].startswith(f"{triaged}-A") and each["due"] for each in listed)
    assert [each["due"] for each in listed] == sorted(each["due"] for each in listed)


def test_an_action_is_done_with_its_outcome_as_it_was(desk: Desk, triaged: str) -> None:
    done = desk.done(
        *("do", action(desk, triaged, "head"), "--outcome", "Told in person."),
        *("--reference", "none", "--by", "Dot", "--with", "Hal"),
    )["action"]

    assert (done["state"], done["outcome"]) == ("done", "Told in person.")
    assert (done["reference"], done["done_by"], done["done_with"]) == ("none", "Dot", "Hal")


def test_a_must_is_ruled_out_by_the_authority_concerned_alone(desk: Desk, triaged: str) -> None:
    head = action(desk, triaged, "head")

    refused = desk("rule-out", head, "--reason", "No need.", "--authority", " ")
    platform = desk.done(
        *("rule-out", action(desk, triaged, "platform")),
        *("--reason", "It is gone.", "--authority", "DSL"),
    )["action"]

    assert refused.status in {1, 2}
    assert (platform["state"], platform["ruled_out_authority"]) == ("ruled-out", "DSL")


def test_an_action_is_given_to_somebody_who_holds_the_case(desk: Desk, triaged: str) -> None:
    given = desk.done("assign", action(desk, triaged, "platform"), "head")["action"]

    assert given["owner"] == "head"
    assert desk("assign", action(desk, triaged, "platform"), "chair").status == 1


def test_an_action_is_added_by_hand(desk: Desk, triaged: str) -> None:
    added = desk.done(
        *("add-action", triaged, "letter", "--due", "2026-12-01T12:00:00Z"),
        *("--words", "A letter to both."),
    )["action"]

    assert (added["route"], added["words"]) == ("letter", "A letter to both.")


def test_lists_are_narrowed_by_state(desk: Desk, triaged: str) -> None:
    desk.done("do", action(desk, triaged, "head"), "--outcome", "Told.")

    routes = {
        state: {each["route"] for each in desk.done("actions", "--state", state)["actions"]}
        for state in ("open", "done")
    }

    assert routes["done"] == {"head"}
    assert "head" not in routes["open"]


def test_a_referral_finishes_its_action_and_is_answered(desk: Desk) -> None:
    wish = {"whose": f"Wilma {CANARY}", "about": "police", "words": "Yes.", "answer": "yes"}
    case = desk.logged(wishes=[wish])
    desk.done("triage", case, "--concern", "bullying-of-adult")

    made = desk.done(
        *("refer", case, "police", "--agency", "Harbour Test Constabulary"),
        *("--reference", "HBR-TEST-1", "--words", "The messages."),
    )["referral"]
    answered = desk.done("answered", made["reference"], "--words", "They will write.")["referral"]

    assert made["action"] == action(desk, case, "police")
    assert (answered["answer"], answered["their_reference"]) == ("They will write.", "HBR-TEST-1")


def test_nothing_is_investigated_before_the_advice_is_recorded(desk: Desk) -> None:
    people = [
        {"name": "Kit Bobbin-Test", "kind": "pupil", "role": "target", "age": 11},
        {"name": "Rob Anchor-Test", "kind": "staff", "role": "alleged"},
    ]
    said = json.dumps(incident(people=people, wishes=[]))
    case = desk.done("log", "-", user="head", stdin=said)["case"]
    desk.done("triage", case, "--concern", "staff-private-contact", user="head")
    add = ("add-action", case, "interview", "--due", "2026-12-01T12:00:00Z", "--words", "Talk.")

    before = desk(*add, user="head")
    advised = desk.done(
        *("advice", case, "lado", "--person", "Bea Jetty-Test", "--words", "You may ask."),
        user="head",
    )["referral"]
    after = desk(*add, user="head")

    assert case.startswith("S-")
    assert (before.status, before.error["code"]) == (1, "R-03")
    assert "no-investigation-before-advice" in advised["opened"]
    assert after.status == 0


def test_help_that_was_offered_is_recorded(desk: Desk, case: str) -> None:
    kept = desk.done("support", case, "--for", "Wilma", "--offered", "Her union")["support"]

    assert (kept["for_whom"], kept["offered"]) == ("Wilma", "Her union")


def test_a_list_reads_as_text(desk: Desk, triaged: str) -> None:
    desk.done("do", action(desk, triaged, "head"), "--outcome", "Told in person.")

    said = desk.run(*desk.as_("dsl"), "actions", triaged).out

    assert f"{action(desk, triaged, 'head')}  Must · Headteacher: done" in said
    assert "| Told in person." in said
    assert "Consider · Police: due" in said
