"""A threat to the school, on the Friday night before a bank holiday.

The police hear of it on 999 before anything else; the DSL keeps the post and hands the case to her
deputy until Monday, who works it with the out-of-hours team; the head reads through it on Tuesday,
which is the first working day, and signs its end.
"""

import pytest

from tests.journeys.conftest import School
from tests.journeys.newcomers import taken_in

TITLE = "A post says that a knife comes to school on Tuesday"
CONSTABULARY = ("--agency", "Harbour Test Constabulary")
DAYS = ("2027-04-30", "2027-05-01", "2027-05-02", "2027-05-03", "2027-05-04")
LOG, CRIME = "HTC-20270430-0771", "CR/77/27"


@pytest.fixture
def school(st_nicholas: School) -> School:
    """The school at the end of April, with a deputy who holds what the DSL holds."""
    taken_in(st_nicholas, "deputy", "deputy-dsl", "Delia Deputy-Test")
    st_nicholas.done("dsl", "grant", "deputy", "general")
    return st_nicholas


def test_a_threat_on_a_friday_night_before_a_bank_holiday(school: School) -> None:
    case = rung_at_home(school)
    triaged(school, case)
    police_at_once(school, case)
    kept(school, case)
    handed_over(school, case)
    worked_on_saturday(school, case)
    back_on_tuesday(school, case)
    reviewed_and_closed(school, case)
    told_in_order(school, case)


def rung_at_home(school: School) -> str:
    """A parent rings the out-of-hours telephone, and would rather have no police."""
    school.at("2027-04-30T21:40")
    logged = school.log(
        "dsl",
        title=TITLE,
        summary="A parent rang the out-of-hours telephone about a public post.",
        words="It names the year seven gate.",
        known_at="2027-04-30T21:35:00+01:00",
        happened_at="2027-04-30T20:50:00+01:00",
        medium="social-media",
        site={"platform": "Gatepost", "url": "https://gatepost.example/p/77"},
        reported_by={"name": "Barnaby Parent-Test", "kind": "parent"},
        people=[
            {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "age": 12},
            {"kind": "unknown", "role": "alleged"},
        ],
        concerns=["credible-threat"],
        signs=["imminent-danger"],
        wishes=[
            {
                "whose": "Barnaby Parent-Test",
                "about": "police",
                "words": "Not the police, please: he will know that it was me.",
                "answer": "no",
                "limits_explained": True,
            }
        ],
    )

    assert "Friday 30 April 2027 at 21:35 BST" in logged["read_back"][0]
    case: str = logged["case"]
    return case


def triaged(school: School, case: str) -> None:
    """Now, today, and the first working day: Tuesday, since Monday is a bank holiday."""
    answer = school.done("dsl", "triage", case)
    kept, told = answer["assessment"], answer["reasons"]["explained"]
    routes = {each["route"]: each for each in told["routes"]}

    assert (kept["severity"], kept["wishes"]) == (5, "cannot-veto")
    assert kept["evidence"] == {"capture": "full", "hold_device": True, "staff_logs": False}
    assert school.duties("dsl", case) == {
        "police": ("must", "2027-04-30T21:35"),
        "head": ("must", "2027-04-30T21:35"),
        "dsl": ("must", "2027-04-30T21:35"),
        "social-care": ("should", "2027-04-30T23:59"),
        "prevent": ("consider", "2027-05-04T17:00"),
    }
    assert routes["police"]["out_of_hours"] == "999 in danger, otherwise 101 at any hour."
    assert routes["social-care"]["out_of_hours"] == "The authority’s emergency duty team."
    assert routes["prevent"]["not_counted"].endswith("Monday 3 May (May Day)")


def police_at_once(school: School, case: str) -> None:
    """Nobody here talks it down; the call is entered in a hurry, whatever the caller wished."""
    police = school.action("dsl", case, "police")
    mild = ("--severity", "3", "--reason", "It may be a joke.")
    why = ("--reason", "It may be a joke.", "--authority")
    school.refused("dsl", "R-13", "triage", case, *mild)
    for own in ("Dilys, DSL", "Hector Sample, headteacher"):
        school.refused("dsl", "R-12", "rule-out", police, *why, own)
    call = ("refer", case, "police", *CONSTABULARY, "--incident-log", LOG, "--told", "channel=999")
    referred = school.done("dsl", *call, "--words", "A knife, Tuesday, the year seven gate.")

    assert referred["referral"]["action"] == police
    assert {each["name"] for each in referred["referral"]["wanted"]} == {
        "reference",
        "officer",
        "collar_number",
        "device_advice",
    }


def kept(school: School, case: str) -> None:
    """The post is kept while it can be; nothing is hidden or deleted before that."""
    assert school.done("dsl", "show", case)["locks"] == ["no-deletion-before-capture"]
    post = school.paper("post.txt", "tuesday. year seven gate. bring it.\n")
    said: tuple[str, ...] = (
        "--captured-at",
        "2027-04-30T21:37:00+01:00",
        "--captured-by",
        "Dilys Specimen",
    )
    said += ("--source", "the public post, in the DSL's browser", "--imagery", "no")

    assert school.done("dsl", "attach", case, post, *said)["exhibits"][0]["reference"] == "DS/1"


def handed_over(school: School, case: str) -> None:
    """The DSL is on a train on Saturday: her deputy has it by name until Monday, and no longer."""
    school.at("2027-04-30T23:10")
    until = ("--until", "03/05/2027")
    school.refused("dsl", "R-19", "cover", case, "chair", *until)
    cover = school.done("dsl", "cover", case, "deputy", *until)["cover"]

    assert (cover["owner"], cover["cover"], cover["until"]) == ("dsl", "deputy", "2027-05-03")


def worked_on_saturday(school: School, case: str) -> None:
    """The deputy finds it, tells the head, reaches the duty team, and completes the call."""
    school.at("2027-05-01T09:00")
    today = school.done("deputy", "today")
    assert [each["case"] for each in today["covering"]] == [case]
    assert {each["route"] for each in today["overdue"]} == {"dsl", "head", "social-care"}
    assert school.done("dsl", "today")["covering"] == []
    school.do("deputy", case, "dsl", "The DSL has known since Friday at 21:35.")
    school.do("deputy", case, "head", "Rung at home at 09:05.")
    answered = ("answered", f"{case}-R01", "--reference", CRIME, "--told", "officer=PC Lark-Test")
    school.done("deputy", *answered, "--words", "A named officer visits the family today.")
    duty = ("refer", case, "social-care", "--agency", "Emergency duty team", "--words", "All.")
    lacking = school.refused("deputy", "R-62", *duty)
    told = ("--told", "parents_hear=From the police, today.", "--told", "decision_due=yes")
    school.done("deputy", *duty, *told)
    wish = ("answer", f"{case}-W01", "--words", "He was told why it could not wait.")
    school.done("deputy", *wish)

    assert [each["name"] for each in lacking["details"]] == ["parents_hear"]
    follow_up = school.routes("deputy", case)["follow-up"]
    assert follow_up["due"][:16] == "2027-05-04T17:00", "one working day after a Saturday in May"


def back_on_tuesday(school: School, case: str) -> None:
    """On Monday it is still the deputy's, on Tuesday it is the DSL's again by itself."""
    school.at("2027-05-03T23:30")
    assert [each["case"] for each in school.done("deputy", "today")["covering"]] == [case]
    school.at("2027-05-04T08:15")
    assert school.done("deputy", "today")["covering"] == []
    shown = school.done("dsl", "show", case)

    assert (shown["owner"], shown["cover"], shown["overdue"]) == ("dsl", "", False)
    by = {each["route"]: each["done_by"] for each in shown["actions"] if each["state"] == "done"}
    assert by["police"] == "Dilys Specimen"
    assert {by["head"], by["social-care"]} == {"Delia Deputy-Test"}


def reviewed_and_closed(school: School, case: str) -> None:
    """The head sees what was done, in order, and signs what the DSL proposes; she does not."""
    (changed,) = school.done("head", "review", "--since", "2027-04-30T21:00:00+01:00")["changed"]
    said = " ".join(each["said"] for each in changed["lines"])
    assert all(each in said for each in (LOG, CRIME, "Emergency duty team", "Rung at home"))
    school.do("dsl", case, "follow-up", "Rung at 08:20: they act with the police.")
    no = ("No sign of an ideology; the police agree.", "PC Lark-Test")
    school.rule_out("dsl", case, "prevent", *no)
    held = ("--how", "held", "--why", "For the police.")
    school.done("dsl", "dispose", case, "DS/1", *held)
    told = ("--told-reporter", "Rung by the head on Tuesday at 08:40.")
    proposed = school.done("dsl", "close", case, "--outcome", "referred-on", *told)
    school.refused("dsl", "R-15", "approve", case)
    approved = school.done("head", "approve", case)

    assert (proposed["status"], approved["status"]) == ("awaiting-second", "closed")


def told_in_order(school: School, case: str) -> None:
    """Whoever reads it years later sees who did what, when, through the holiday."""
    told = ("It happened", "Became known", "Exhibit DS/1 captured", LOG, CRIME, "Second signature")
    lines = school.chronology("head", case)
    by_day = {day: [each for each in lines if each.at.startswith(day)] for day in DAYS}

    school.told_in_order("head", case, *told)
    assert {each.who for each in by_day["2027-05-01"]} == {"deputy", "Delia Deputy-Test"}
    assert [len(by_day[each]) for each in ("2027-05-02", "2027-05-03")] == [0, 0]
    school.unchanged("dsl", "deputy", "head")
