"""`cover`, `move-due`, `asks`, and what routes are told by name, through the command line."""

import json

import pytest

from tests.cli.conftest import CANARY, Desk, Snapshots, incident, refused

PUPILS = {
    "people": [
        {"name": f"Perry {CANARY}", "kind": "pupil", "role": "target", "age": 12},
        {"name": f"Jo {CANARY}", "kind": "pupil", "role": "alleged", "age": 13},
    ],
    "concerns": ["bullying-of-child"],
    "wishes": [],
}


@pytest.fixture
def pupils(desk: Desk, snapshots: Snapshots) -> str:
    """A case between two pupils, triaged."""

    def begin() -> str:
        case = desk.logged(**PUPILS)
        desk.done("triage", case)
        return case

    return snapshots.of("pupils", desk, begin)


def action(desk: Desk, case: str, route: str) -> str:
    """The action of one route."""
    listed = desk.done("actions", case)["actions"]
    found: str = next(each["id"] for each in listed if each["route"] == route)
    return found


def test_a_route_says_what_it_asks_for_by_name(desk: Desk) -> None:
    asked = desk.done("asks", "parents")

    assert [each["name"] for each in asked["asks"] if each["must"]] == ["who", "words"]
    assert asked["asks"][0]["how"] == "--told who=…"
    refused(desk("asks", "the-moon"), 2, "G-33")


def test_a_referral_names_all_that_is_missing_and_is_kept_once_it_is_given(
    desk: Desk, pupils: str
) -> None:
    error = refused(desk("refer", pupils, "parents", stdin=""), 1, "R-62")
    assert [each["how"] for each in error["details"]] == ["--told who=…", "--words"]

    taken = desk.done("refer", pupils, "parents", "--told", "who=Her mother", "--words", "All.")
    assert taken["referral"]["particulars"] == {"who": "Her mother"}
    assert taken["referral"]["action"] == action(desk, pupils, "parents")
    shown = desk.done("show", pupils)
    assert shown["referrals"][0]["wanted"][0]["how"] == "--told told_by=…"


@pytest.mark.parametrize("pair", ["who", "=x", "", "who=a --told who=b"])
def test_what_is_told_is_a_name_and_a_value_once_each(desk: Desk, pupils: str, pair: str) -> None:
    told = [part for each in pair.split(" --told ") for part in ("--told", each)]

    refused(desk("refer", pupils, "parents", *told, "--words", "All."), 2, "G-52")


def test_an_action_is_done_as_ever_and_says_what_is_still_wanted(desk: Desk, pupils: str) -> None:
    parents = action(desk, pupils, "parents")
    done = desk.done("do", parents, "--outcome", "Told.", "--told", "they_said=Thank you.")[
        "action"
    ]

    assert done["state"] == "done"
    assert done["particulars"] == {"they_said": "Thank you."}
    assert "who" in {each["name"] for each in done["wanted"]}
    text = desk.run(*desk.as_("dsl"), "do", parents, "--outcome", "Told again.")
    assert "Still wanted: who was told (--told who=…)" in text.out


def test_a_moment_that_was_told_is_shown_in_words(desk: Desk, pupils: str) -> None:
    told = ("--told", "form_due=31/12/2199 12:00", "--words", "Bare facts.")
    desk.done("refer", pupils, "lado", *told)

    shown = desk.run(*desk.as_("dsl"), "show", pupils).out
    assert "form due: Tue 31 Dec 2199, 12:00 GMT" in shown
    assert "Send the LADO the written form." in shown


def test_a_carer_is_written_down_and_kept_from_being_told(desk: Desk, pupils: str) -> None:
    name = f"Basil {CANARY}"
    told = f"--must-not-be-told=An order {CANARY}"
    kept = desk.done("carer", pupils, "P1", "--name", name, told, "--no-parental-responsibility")
    assert kept["carer"]["parental_responsibility"] is False

    given = ("--told", f"who={name}", "--words", "All.")
    refused(desk("refer", pupils, "parents", *given), 1, "R-65")
    text = desk.run(*desk.as_("dsl"), "people", pupils).out
    assert "MUST NOT BE TOLD: An order" in text


def test_cover_is_given_by_name_until_a_day_and_shown_today(desk: Desk, pupils: str) -> None:
    handed = desk.done("cover", pupils, "head", "--until", "31/12/2199")["cover"]

    assert (handed["cover"], handed["until"]) == ("head", "2199-12-31")
    assert [each["case"] for each in desk.done("today", user="head")["covering"]] == [pupils]
    assert desk.done("today")["covering"] == []
    assert [each["case"] for each in desk.done("cases", "--mine", user="head")["cases"]] == [pupils]
    assert "for dsl, until 31/12/2199" in desk.run(*desk.as_("head"), "today").out
    refused(desk("cover", pupils, "head", "--until", "1/1/2020"), 2, "G-54")
    refused(desk("cover", pupils, "head", "--until", "soon"), 2, "G-55")
    refused(desk("cover", pupils, "chair", "--until", "31/12/2199"), 1, "R-19")


def test_a_clock_is_moved_in_the_open(desk: Desk, pupils: str) -> None:
    police = action(desk, pupils, "police")
    due = desk.done("actions", pupils)["actions"]
    first = next(each["due"] for each in due if each["id"] == police)
    why = f"Away until then {CANARY}"
    moved = desk.done("move-due", police, "--due", "31/12/2198 12:00", "--reason", why)["action"]

    assert (moved["first_due"], moved["due"]) == (first, "2198-12-31T12:00:00+00:00")
    shown = desk.done("show", pupils)
    assert [each["why"] for each in shown["decisions"]] == [why]
    assert "moved, see the decisions" in desk.run(*desk.as_("dsl"), "actions", pupils).out
    refused(
        desk("move-due", police, "--due", "1/1/2020 09:00 GMT", "--reason", "Early."), 1, "R-68"
    )


def test_the_incident_keeps_how_the_contact_went(desk: Desk) -> None:
    told = {
        "contact": {"begun_by": f"Marlow {CANARY}", "answered": "no", "automatic": True},
        "exchanges": [{"from": f"Marlow {CANARY}", "words": f"Add me {CANARY}"}],
        "intent": "negligent",
        "policies": ["behaviour"],
    }
    case = desk.logged(**told)
    shown = desk.done("show", case)["incidents"][0]

    assert {name: shown[name] for name in told} == told
    text = desk.run(*desk.as_("dsl"), "show", case).out
    assert "made by the service itself" in text
    assert f"| Marlow {CANARY}: Add me {CANARY}" in text
    faulty = incident(intent="wicked", contact={"colour": 1})
    error = refused(desk("log", "-", stdin=json.dumps(faulty)), 2, "G-30")
    assert {each["field"] for each in error["details"]} == {"intent", "contact.colour"}
