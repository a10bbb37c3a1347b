"""Unsuitable material, and a pirated film, on a laptop of the school's.

Nobody looks: the laptop is made safe and locked away, and every hand that has it is written down;
HR or the LADO is asked before anything is evaluated (003 L414, L416). Copying a film is not called
a crime here: the police are considered, and the answer and its reason are kept.
"""

import pytest

from tests.journeys.conftest import School, SchoolOf

TEACHER = "Rob Staple-Test"
TECHNICIAN = "Ivo Cable-Test"
CASE = "S-2026-0001"


@pytest.fixture
def school(school_of: SchoolOf) -> School:
    """A school whose DSL reads allegations against staff from the first day."""
    return school_of("st-nicholas", dsl_holds_staff=True)


def reported(school: School) -> None:
    """The technician, who saw names of files in a log, comes to the head before school."""
    school.at("2026-11-19T08:05")
    answer = school.log(
        "head",
        title="Unsuitable files and a copied film on laptop 17",
        words="The names of the files say enough. There is a film as well. I opened nothing.",
        medium="other",
        seen_how="The filter's own report listed the names; nothing was opened.",
        reported_by={"name": TECHNICIAN, "kind": "staff"},
        people=[{"name": TEACHER, "kind": "staff", "role": "alleged", "age": 34}],
        policies=["acceptable-use", "code-of-conduct"],
    )

    assert (answer["case"], answer["compartment"]) == (CASE, "staff")


def triaged(school: School) -> None:
    """At least one of HR and LADO by tomorrow; the police are a yes or no with its reason."""
    concerns = ("unsuitable-lawful-material", "copyright", "hacking")
    asked = [part for each in concerns for part in ("--concern", each)]
    answer = school.done("head", "triage", CASE, *asked)["assessment"]

    assert answer["severity"] == 3
    assert answer["evidence"] == {
        "capture": "wait-for-advice",
        "hold_device": True,
        "staff_logs": True,
    }
    assert answer["locks"] == ["no-investigation-before-advice"]
    today, tomorrow = "2026-11-19T23:59", "2026-11-20T17:00"
    assert school.duties("head", CASE) == {
        "data-protection": ("must", today),
        "head": ("must", today),
        "it-support": ("must", today),
        "hr": ("one-of", tomorrow),
        "lado": ("one-of", tomorrow),
        "police": ("consider", tomorrow),
        "report-fraud": ("should", tomorrow),
    }
    because = {
        each["rule"]
        for route in answer["routes"]
        if route["route"] == "police"
        for each in route["because"]
    }
    assert because == {"concern:hacking"}, "a copied film alone asks nothing about the police"


def made_safe(school: School) -> None:
    """Taken in as a thing, locked away, never viewed; nothing is looked at before HR advised."""
    thing = ("--description", "School laptop 17, off, charger with it", "--captured-by", TECHNICIAN)
    place = ("--where-kept", "the head's safe", "--source", "the trolley in room 4")
    [laptop] = school.done("head", "attach-object", CASE, *thing, *place)["exhibits"]
    assert (laptop["reference"], laptop["sha256"], laptop["size"]) == ("ICT/1", "", 0)
    network = ("--words", "Account suspended, logs kept; nobody signs in.", "--person", TECHNICIAN)
    school.done("head", "refer", CASE, "it-support", *network)

    due = ("--due", "20/11/2026 12:00", "--words", "Two people, on the machine in the office.")
    for what in ("viewing", "search", "interview", "statement"):
        school.refused("head", "R-03", "add-action", CASE, what, *due)
    report = school.paper("filter.csv", "time,name\n2026-11-18T21:02,film.mkv\n")
    attach = ("attach", CASE, report, "--imagery", "no", "--captured-by", TECHNICIAN)
    captured = ("--captured-at", "2026-11-19T07:50:00+00:00", "--source", "the filter's report")
    school.refused("head", "R-03", *attach, *captured)

    school.at("2026-11-19T11:20")
    facts = ("--words", "Names of files only.", "--person", "Hanna Payroll-Test")
    school.done("head", "refer", CASE, "hr", *facts, "--told", "gross_misconduct=yes")
    school.refused("head", "R-03", "add-action", CASE, "viewing", *due)
    said = ("--person", "Hanna Payroll-Test", "--words", "Logs first. Our examiner takes it.")
    advice = school.done("head", "advice", CASE, "hr", *said)["referral"]
    assert advice["opened"] == ["no-investigation-before-advice"]
    [log] = school.done("head", *attach, *captured)["exhibits"]
    assert log["reference"] == "ICT/2"


def handed_on(school: School) -> None:
    """The laptop goes to HR's examiner and comes back; its continuity is whole."""
    school.at("2026-11-20T09:00")
    to = ("--to", "Elk Examiner-Test, for HR", "--why", "To be examined as HR advised")
    school.done("head", "hand-over", CASE, "ICT/1", *to, "--receipt", "HR-TEST-12")
    school.at("2026-12-01T14:00")
    back = ("--how", "returned", "--why", "Wiped and back in use, HR's report of today.")
    school.done("head", "dispose", CASE, "ICT/1", *back)
    links = school.done("head", "continuity", CASE, "ICT/1")["continuity"]

    assert [each["what"] for each in links] == ["captured", "lodged", "handed-over", "returned"]
    assert [each["at"][:16] for each in links] == [
        "2026-11-19T08:05",
        "2026-11-19T08:05",
        "2026-11-20T09:00",
        "2026-12-01T14:00",
    ]
    assert links[2]["receipt"] == "HR-TEST-12"


def weighed(school: School) -> None:
    """Why the police were not told is a decision, and the route is ruled out with it."""
    why = "HR's examiner found a copied film and lawful pictures, and nothing of a child."
    decision = ("--what", "not to refer", "--about", "police", "--why", why)
    school.done("head", "decide", CASE, *decision)
    school.rule_out("head", CASE, "police", why, "The head, on HR's advice")
    school.rule_out("head", CASE, "report-fraud", "No money was lost.", "The head")
    aware = ("--told", "aware_at=19/11/2026 08:05", "--words", "No data of others left the laptop.")
    school.done("head", "refer", CASE, "data-protection", *aware)
    follow = school.routes("head", CASE)["follow-up"]
    assert follow["due"][:16] == "2026-11-22T08:05", "72 hours from when the school knew"
    school.rule_out("head", CASE, "follow-up", "No breach: nothing left it.", "The DPO")
    school.do("head", CASE, "head", "A warning under the disciplinary policy.")


def closed(school: School) -> None:
    """The DSL signs after the head; the accused's colleague is not the one who decides alone."""
    school.at("2026-12-02T09:00")
    school.done("head", "dispose", CASE, "ICT/2", "--how", "held", "--why", "Retention.")
    told = ("--told-reporter", "The technician was thanked.")
    proposed = school.done("head", "close", CASE, "--outcome", "substantiated", *told)
    assert proposed["status"] == "awaiting-second"
    school.refused("head", "R-15", "approve", CASE)
    school.at("2026-12-02T12:00")
    assert school.done("dsl", "approve", CASE)["status"] == "closed"


def test_the_laptop_is_locked_away_unseen_and_hr_is_asked_first(school: School) -> None:
    reported(school)
    triaged(school)
    made_safe(school)
    handed_on(school)
    weighed(school)
    closed(school)

    lines = school.told_in_order(
        "dsl",
        CASE,
        "Exhibit ICT/1 captured. the trolley in room 4",
        "Exhibit ICT/1 lodged to the head's safe",
        "Referred to Human resources, Hanna Payroll-Test",
        "Advice of Human resources",
        "Exhibit ICT/1 handed over to Elk Examiner-Test, for HR",
        "Exhibit ICT/1 returned",
        "Closing proposed: substantiated",
        "Second signature",
    )
    assert (lines[-2].who, lines[-1].who) == ("head", "dsl")
    assert "crime" not in school.says("dsl", "show", CASE)
    school.refused("chair", "V-03", "chronology", CASE, status=3)
    school.unchanged("dsl", "head", "chair")
