"""A pupil brings a teacher's private messages to the DSL, who may not read the case that follows.

The report is left sealed for the head; the LADO comes first, and until the LADO has advised nobody
asks, looks, writes or tells (003 L409, L416; KCSIE, Part four). What went to and fro is kept with
who began and who answered (000 L183). The end is one of the guidance's five words.
"""

import json

from casebook import clock
from tests.journeys.conftest import School

PUPIL = "Kit Winkle-Test"
TEACHER = "Rob Staple-Test"
MOTHER = "Wanda Winkle-Test"
FIVE = "substantiated, malicious, false, unsubstantiated, unfounded"
CASE = "S-2026-0001"


def left_sealed(school: School) -> None:
    """The DSL's report goes where the DSL's keys do not reach, and says whom to ring now."""
    school.at("2026-11-20T14:10")
    answer = school.log(
        "dsl",
        title="A teacher writes to a pupil at night",
        words="He says that he is the only one who understands her.",
        happened_between=["2026-11-17T22:40:00+00:00", "2026-11-17T22:52:00+00:00"],
        medium="social-media",
        site={"platform": "Snapgate", "handle": "mr.r.test", "account_id": "88120-TEST"},
        reported_by={"name": PUPIL, "kind": "pupil"},
        contact={"begun_by": TEACHER, "answered": "yes", "automatic": False},
        exchanges=[
            {
                "from": TEACHER,
                "at": "2026-11-17T22:40:00+00:00",
                "words": "You looked sad. Write to me here, not to school.",
            },
            {"from": PUPIL, "at": "2026-11-17T22:52:00+00:00", "words": "ok thanks"},
        ],
        people=[
            {
                "name": PUPIL,
                "kind": "pupil",
                "role": "target",
                "age": 14,
                "carers": [{"name": MOTHER, "relationship": "mother"}],
            },
            {"name": TEACHER, "kind": "staff", "role": "alleged", "age": 34},
        ],
    )

    assert answer["compartment"] == "staff"
    assert "case" not in answer
    assert [each["when"] for each in answer["call_now"]] == ["now", "now"]
    assert school.done("dsl", "cases")["cases"] == []
    assert school.done("dsl", "search", "Staple")["hits"] == []
    for command in ("show", "chronology", "actions"):
        school.refused("dsl", "V-03", command, CASE, status=3)


def taken_in(school: School) -> None:
    """The head finds it that afternoon; it is a case with both sides of what was sent."""
    school.at("2026-11-20T15:05")
    today = school.done("head", "today")
    assert today["left"] == [CASE]
    assert [each["case"] for each in today["untriaged"]] == [CASE]
    [incident] = school.done("head", "show", CASE)["incidents"]

    assert (incident["contact"]["begun_by"], incident["contact"]["answered"]) == (TEACHER, "yes")
    assert [each["from"] for each in incident["exchanges"]] == [TEACHER, PUPIL]
    assert incident["known_at"][:16] == "2026-11-20T14:10"


def triaged(school: School) -> None:
    """The clock runs from when the DSL knew, not the head; the LADO is a must by Monday."""
    asked = ("--concern", "staff-private-contact", "--concern", "harm-threshold-allegation")
    answer = school.done("head", "triage", CASE, *asked)["assessment"]

    assert (answer["severity"], answer["wishes"]) == (4, "cannot-veto")
    assert answer["evidence"] == {
        "capture": "wait-for-advice",
        "hold_device": True,
        "staff_logs": False,
    }
    assert answer["locks"] == ["no-investigation-before-advice", "tell-nobody-yet"]
    assert school.duties("head", CASE) == {
        "dsl": ("must", "2026-11-23T17:00"),
        "head": ("must", "2026-11-20T23:59"),
        "hr": ("consider", "2026-11-27T17:00"),
        "lado": ("must", "2026-11-23T17:00"),
    }


def held_back(school: School) -> None:
    """Nobody investigates, and neither the man nor the parents are told, whichever way is tried."""
    due = ("--due", "23/11/2026 12:00", "--words", "First thing on Monday.")
    for what in ("interview", "statement", "viewing", "search"):
        school.refused("head", "R-03", "add-action", CASE, what, *due)
    thread = school.paper("thread.txt", f"22:40 {TEACHER}: You looked sad.\n")
    attach = ("attach", CASE, thread, "--imagery", "no", "--captured-by", PUPIL)
    captured = ("--captured-at", "2026-11-20T13:50:00+00:00", "--source", "her telephone")
    school.refused("head", "R-03", *attach, *captured)
    for kind in ("removal-request", "invitation-to-meet"):
        school.refused("head", "R-04", "letter", "draft", CASE, kind, "--to", MOTHER)
    for what in ("letter", "meeting"):
        school.refused("head", "R-04", "add-action", CASE, what, *due)
    parents = ("refer", CASE, "parents", "--told", f"who={MOTHER}", "--words", "What is known.")
    school.refused("head", "R-04", *parents)

    school.refused("head", "R-62", "refer", CASE, "lado", "--words", "")
    facts = ("--words", "Private messages at night; no one was asked.", "--told", "limbs=4")
    contact = school.done("head", "refer", CASE, "lado", *facts, "--person", "Lena Officer-Test")
    assert contact["referral"]["opened"] == []
    school.refused("head", "R-04", *parents)

    school.at("2026-11-20T16:30")
    said = ("--person", "Lena Officer-Test", "--words", "Tell the mother today, him on Monday.")
    advice = school.done("head", "advice", CASE, "lado", *said)["referral"]
    assert advice["opened"] == ["no-investigation-before-advice", "tell-nobody-yet"]
    school.done("head", *parents)
    [kept] = school.done("head", *attach, *captured)["exhibits"]
    assert kept["reference"] == "KWT/1"
    school.done("head", "add-action", CASE, "interview", *due)


def ended(school: School) -> None:
    """One of five words, from the LADO and at the end; the LADO's outcome is the second voice."""
    school.at("2026-12-09T10:00")
    school.do("head", CASE, "head", "He leads; the chair knows that there is a case.")
    school.do("head", CASE, "dsl", "The DSL hears what the child needs, and no more.")
    school.do("head", CASE, "interview", "HR and the head, as the LADO agreed.")
    school.do("head", CASE, "hr", "A warning under the disciplinary policy.")
    school.done("head", "dispose", CASE, "KWT/1", "--how", "held", "--why", "Retention.")
    told = ("--told-reporter", "She and her mother were told today.")
    wrong = school.refused("head", "G-32", "close", CASE, "--outcome", "upheld", *told, status=2)
    assert wrong["known"] == FIVE
    ran = school.ran("head", "close", CASE, "--outcome", "substantiated", *told)
    assert [each["missing"] for each in ran.data["missing"]] == ["no-second-person"]

    answered = ("answered", f"{CASE}-R01", "--words", "Closed at the strategy meeting.")
    wrong = school.refused("head", "G-33", *answered, "--told", "outcome=guilty", status=2)
    assert wrong["known"] == FIVE
    outcome = ("--told", "outcome=substantiated", "--reference", "LADO-TEST-771")
    school.done("head", *answered, *outcome)
    school.at("2026-12-09T10:30")
    closed = school.done("head", "close", CASE, "--outcome", "substantiated", *told)
    assert closed["status"] == "closed"


def test_the_lado_comes_first_and_the_dsl_is_left_out(st_nicholas: School) -> None:
    school = st_nicholas
    left_sealed(school)
    taken_in(school)
    triaged(school)
    held_back(school)
    ended(school)

    lines = school.told_in_order(
        "head",
        CASE,
        f"Sent by {TEACHER}. You looked sad.",
        f"Sent by {PUPIL}. ok thanks",
        "Became known",
        "Left as a sealed report by Dilys Specimen",
        "Referred to Local authority designated officer (LADO), Lena Officer-Test",
        "Advice of Local authority designated officer (LADO)",
        "Answer of Local authority designated officer (LADO)",
        "Closed: substantiated",
    )
    assert lines[-1].who == "head"
    for user in ("dsl", "chair"):
        school.refused(user, "V-03", "show", CASE, status=3)
    school.unchanged("dsl", "head", "chair")


def test_an_accused_dsl_may_not_report_it_into_what_the_dsl_reads(st_nicholas: School) -> None:
    """The same messages from the DSL: named as a user, the DSL's keys never hold the case."""
    school = st_nicholas
    school.at("2026-11-20T14:10")
    accused = {"name": "Dilys Specimen", "kind": "dsl", "role": "alleged", "user": "dsl"}
    people = [accused, {"name": PUPIL, "kind": "pupil", "role": "target", "age": 14}]
    said = {"title": "The DSL writes to a pupil at night", "people": people}
    answer = school.done(
        "head", "log", "-", stdin=json.dumps(said | {"known_at": clock.iso(clock.now())})
    )

    assert (answer["case"], answer["compartment"]) == (CASE, "staff")
    school.done("head", "triage", CASE, "--concern", "grooming-by-staff")
    routes = school.duties("head", CASE)
    assert "dsl" not in routes
    today = "2026-11-20T23:59"
    assert {each: routes[each] for each in ("lado", "police", "deputy-dsl")} == dict.fromkeys(
        ("lado", "police", "deputy-dsl"), ("must", today)
    )
    school.refused("dsl", "V-03", "show", CASE, status=3)
    school.told_in_order("head", CASE, "Triage by")
    school.unchanged("dsl", "head")
