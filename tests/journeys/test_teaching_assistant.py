"""A teaching assistant is mocked in a parents' group, at a school under St Nicholas's policy.

She says what is done about the police, not the school (003 L438). What was posted is kept before
anybody is asked to take it down, her union stands by her, the governors write to the parents. The
LADO has no part in it: nobody who works for the school is accused.
"""

import hashlib
from pathlib import Path

from tests.journeys.conftest import School

MATERIAL = Path(__file__).resolve().parent.parent / "material"
TARGET = "Wilma Halfpenny-Test"
PARENT = "Marlow Teacup-Test"
FRIEND = "Juno Biscuit-Test"


def reported(school: School) -> str:
    """She comes to the DSL on Wednesday evening; she is told at once what not to do."""
    school.at("2026-11-18T18:40")
    wish = {"whose": TARGET, "limits_explained": True}
    answer = school.log(
        "dsl",
        title="Parents mock a teaching assistant in a class group",
        words="They do the wobble at the gate. It is every day now.",
        happened_between=["2026-11-16T17:58:00+00:00", "2026-11-18T15:27:00+00:00"],
        medium="instant-message",
        site={
            "platform": "Gatepost",
            "place": "group Otters Class Natter",
            "audience": "27 parents",
            "thread_kept": "whole",
        },
        reported_by={"name": TARGET, "kind": "staff"},
        people=[
            {"name": TARGET, "kind": "staff", "role": "target", "age": 41},
            {"name": PARENT, "kind": "parent", "role": "alleged"},
            {"name": FRIEND, "kind": "parent", "role": "bystander"},
        ],
        bullying={"does": ["humiliate"], "for_power": "not-known"},
        spread={"shared": "a second parent passed it to another class", "lasting": "not-known"},
        already_done=["did-not-answer"],
        wishes=[
            wish | {"about": "recording", "words": "Write it down.", "answer": "yes"},
            wish | {"about": "police", "words": "Not the police, please.", "answer": "no"},
        ],
    )

    assert answer["compartment"] == "general"
    assert "union" in " ".join(answer["tell_now"])
    return str(answer["case"])


def triaged(school: School, case: str) -> None:
    """Who is told, how binding that is, and by when; she decides about the police."""
    asked = ("--concern", "bullying-of-adult", "--concern", "parent-post")
    found = school.done("dsl", "triage", case, *asked, "--sign", "repeated", "--sign", "malicious")
    answer = found["assessment"]

    assert (answer["severity"], answer["wishes"]) == (3, "victim-decides")
    assert answer["evidence"]["capture"] == "full"
    assert answer["locks"] == ["no-deletion-before-capture"]
    assert school.duties("dsl", case) == {
        "head": ("must", "2026-11-18T23:59"),
        "platform": ("should", "2026-11-18T23:59"),
        "police": ("consider", "2026-11-19T17:00"),
        "complaints": ("should", "2026-11-25T17:00"),
        "governors": ("should", "2026-11-25T17:00"),
        "legal": ("consider", "2026-11-25T17:00"),
        "union": ("should", "2026-11-25T17:00"),
    }
    for route in answer["routes"]:
        assert all(each["rule"] and each["source"] for each in route["because"])


def not_before_it_is_kept(school: School, case: str) -> None:
    """Neither the platform nor a friend is asked to take anything down first."""
    platform = ("--agency", "Gatepost", "--told", f"on_behalf_of={TARGET}", "--words", "Mocking.")
    school.refused("dsl", "R-63", "refer", case, "platform", *platform)
    school.refused("dsl", "R-54", "removal", "ask", case, "--kept", "JBT/1", *removal())

    school.at("2026-11-18T18:50")
    pictures = sorted(MATERIAL.glob("group-chat-?.png"))
    said = ["--imagery", "no", "--captured-by", FRIEND, "--source", "her telephone, the group"]
    said += ["--captured-at", "2026-11-18T18:10:00+00:00"]
    kept = school.done("dsl", "attach", case, *pictures, *said)["exhibits"]
    assert [each["sha256"] for each in kept] == [
        hashlib.sha256(each.read_bytes()).hexdigest() for each in pictures
    ]

    school.at("2026-11-18T19:05")
    asked = school.done("dsl", "removal", "ask", case, "--kept", "JBT/1", *removal())
    assert asked["removal"]["kept"] == f"{case} JBT/1"
    told = school.done("dsl", "refer", case, "platform", *platform, "--reference", "GP-7731")
    assert told["referral"]["action"] == school.action("dsl", case, "platform")


def removal() -> tuple[str, ...]:
    """What a friend of hers is asked, and where it stands."""
    place = ("--site", "Gatepost, Otters Class Natter", "--of", FRIEND)
    return (*place, "--words", "Would you take the forwarded film down?")


def supported(school: School, case: str) -> None:
    """Nothing goes to a union that she does not want; then she does."""
    school.at("2026-11-19T08:30")
    school.do("head", case, "head", "Told in person; he leads the talk with the family.")
    refused = school.refused("dsl", "R-64", "refer", case, "union", "--told", "wished=no")
    assert "wish" in refused["why"]

    words = ("--person", "Una Ledger-Test", "--words", "")
    school.done("dsl", "refer", case, "union", "--told", "wished=yes", *words)
    offer = ("--for", TARGET, "--offered", "Her union's representative, and a named colleague")
    school.done("dsl", "support", case, *offer, "--taken", "She chose both.")


def police_are_hers_to_ask(school: School, case: str) -> None:
    """Refused against her wish, even to the head; a decision against it needs a listed reason."""
    refer = ("refer", case, "police", "--agency", "Harbour Test Constabulary")
    said = ("--words", "Three days of messages about how she walks.")
    for user in ("dsl", "head"):
        refused = school.refused(user, "R-05", *refer, *said)
        assert {each["reason"] for each in refused["details"]} == {
            "risk-to-child",
            "risk-to-life",
            "others-affected",
            "legal-duty",
            "worker-suspected",
        }
    reason = ("--reason", "it-is-serious", "--words", "It is serious.")
    school.refused("dsl", "G-33", "override", f"{case}-W02", *reason, status=2)

    school.at("2026-11-19T12:15")
    wish = ("--whose", TARGET, "--about", "police", "--wanted", "yes", "--limits-explained")
    school.done("dsl", "wish", case, *wish, "--words", "I want them to know now.")
    school.at("2026-11-19T12:40")
    log = ("--incident-log", "0412 of 19/11", "--told", "channel=101")
    referral = school.done("dsl", *refer, *said, *log)["referral"]
    assert referral["incident_log"] == "0412 of 19/11"
    school.at("2026-11-24T10:00")
    answer = ("--reference", "42TEST/9917/26", "--told", "officer=PC Lark-Test")
    words = ("--words", "Recorded; words of advice were given to one parent.")
    school.done("dsl", "answered", referral["reference"], *answer, *words)


def closed(school: School, case: str) -> None:
    """What is missing is listed; then proposed by one, and signed by another."""
    school.at("2026-11-24T15:00")
    school.do("dsl", case, "governors", "The chair wrote to the parent.", "--with", "The chair")
    school.do("dsl", case, "complaints", "The parent was sent the complaints procedure.")
    school.rule_out("dsl", case, "legal", "She wants it to stop, no more.", TARGET)
    ran = school.ran("dsl", "close", case, "--outcome", "upheld")
    missing = {(each["missing"], each["reference"]) for each in ran.data["missing"]}
    assert (ran.status, missing) == (
        1,
        {("wish-unanswered", f"{case}-W0{each}") for each in (1, 3)}
        | {("exhibit-without-disposal", f"{case} JBT/{each}") for each in (1, 2, 3)}
        | {("reporter-not-told", case)},
    )

    for wish in ("W01", "W03"):
        school.done("dsl", "answer", f"{case}-{wish}", "--words", "As you wished.")
    for mark in ("JBT/1", "JBT/2", "JBT/3"):
        school.done("dsl", "dispose", case, mark, "--how", "held", "--why", "For the police.")
    school.at("2026-11-24T15:30")
    told = ("--told-reporter", "She was told today, by the DSL.")
    proposed = school.done("dsl", "close", case, "--outcome", "upheld", *told)
    school.refused("dsl", "R-15", "approve", case)
    school.at("2026-11-24T16:30")
    signed = school.done("head", "approve", case)

    assert (proposed["status"], signed["status"]) == ("awaiting-second", "closed")


def test_she_decides_about_the_police_and_two_people_sign_the_end(st_nicholas: School) -> None:
    school = st_nicholas
    case = reported(school)
    triaged(school, case)
    not_before_it_is_kept(school, case)
    supported(school, case)
    police_are_hers_to_ask(school, case)
    closed(school, case)

    view = school.done("dsl", "show", case)
    assert {each["route"]: each["state"] for each in view["actions"]} == {
        **dict.fromkeys(("head", "platform", "police", "union"), "done"),
        **dict.fromkeys(("governors", "complaints"), "done"),
        "legal": "ruled-out",
    }
    assert "lado" not in {each["route"] for each in view["referrals"]}
    ends = {each["limit"]: each["last_day"] for each in view["limits"]}
    assert ends == {"summary-charge": "2027-05-18", "defamation-claim": "2027-11-16"}
    [closing] = view["closings"]
    assert (closing["proposed_by"], closing["seconded_by"]) == ("dsl", "head")
    assert school.ran("chair", "show", case).status == 3
    assert_told_in_order(school, case)
    school.unchanged("dsl", "head", "chair")


def assert_told_in_order(school: School, case: str) -> None:
    """What a reader years later sees, in order, each thing by whom it was done."""
    told = school.told_in_order(
        "head",
        case,
        "It happened (between): Parents mock a teaching assistant",
        "they do not want it. Not the police, please.",
        "Exhibit JBT/1 lodged",
        f"Gatepost, Otters Class Natter, kept as {case} JBT/1",
        "Referred to The platform, Gatepost, GP-7731",
        f"Help offered to {TARGET}",
        "they want it. I want them to know now.",
        "Referred to Police, Harbour Test Constabulary, incident log 0412 of 19/11",
        "Answer of Police. Recorded; words of advice",
        "Closing proposed: upheld",
        "Second signature",
    )
    assert [each.who for each in told[-2:]] == ["dsl", "head"]
