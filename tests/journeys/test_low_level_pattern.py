"""Low-level concerns about one adult that become a pattern.

Three concerns within four months, each slight by itself; read together they are for the LADO. The
matter ends `unsubstantiated` with two signatures, is kept by the rule for allegations, is gathered
for the person concerned, and is destroyed decades later by two people; its number stays its own.
"""

from typing import Any

import pytest

from tests.journeys.conftest import School
from tests.journeys.newcomers import taken_in

WORKER = {"name": "Wanda Example-Test", "kind": "staff", "role": "alleged", "age": 34}
BY_MABEL = {"name": "Mabel Sample-Test", "kind": "staff"}
FIRST, SECOND, THIRD = "S-2026-0001", "S-2026-0002", "S-2027-0001"
TOLD = ("--told-reporter", "Mabel was told by the head on the day.")
MINUTE = "Governors' minute 14, Carmen Chairperson-Test"
LADO = ("--agency", "Harbour Test Council", "--person", "Lena Test", "--reference", "HTC-LADO-40")


@pytest.fixture
def school(st_nicholas: School) -> School:
    """The school, whose head lets the DSL hold the staff compartment, with one more colleague."""
    taken_in(st_nicholas, "mabel", "staff", "Mabel Sample-Test")
    assert st_nicholas.done("head", "grant", "dsl", "staff")["holders"] == ["dsl", "head"]
    return st_nicholas


def test_low_level_concerns_become_a_pattern(school: School) -> None:
    first_concern(school)
    two_more(school)
    seen_together(school)
    over_the_threshold(school)
    ended(school)
    gathered(school)
    told_in_order(school)
    kept_for_decades(school)
    destroyed_by_two(school)
    number_never_used_again(school)


def concern(school: School, user: str, title: str, words: str) -> dict[str, Any]:
    """Log one low-level concern about her."""
    return school.log(
        user,
        title=title,
        words=words,
        medium="instant-message",
        reported_by=BY_MABEL,
        people=[WORKER],
        concerns=["low-level-concern"],
    )


def first_concern(school: School) -> None:
    """A colleague shares it from her own login and cannot read it; the head talks to Wanda."""
    school.at("2026-11-05T16:00")
    title = "A picture of the class on a private telephone"
    left = concern(school, "mabel", title, "It was on her own telephone.")
    assert (left["compartment"], left["call_now"][0]["who"]) == ("staff", "the headteacher")
    assert school.done("head", "today")["left"] == [FIRST]
    kept = school.done("head", "triage", FIRST)["assessment"]

    assert (kept["severity"], kept["handling"]["compartment"]) == (1, "staff")
    assert school.duties("head", FIRST) == {
        "head": ("must", "2026-11-12T17:00"),
        "lado": ("consider", "2026-11-12T17:00"),
    }
    school.do("head", FIRST, "head", "She deleted it before me and was shown the code.")
    school.rule_out("head", FIRST, "lado", "Below the threshold.", "Hector Sample")
    closed = school.done("head", "close", FIRST, "--outcome", "unfounded", *TOLD)
    assert closed["status"] == "closed"


def two_more(school: School) -> None:
    """Each time the program says that somebody of that name is kept already, and joins nobody."""
    school.at("2026-12-07T16:00")
    logged = concern(school, "dsl", "Late messages about homework", "She wrote at eleven.")
    assert (logged["case"], logged["joined"]) == (SECOND, [])
    assert [each["case"] for each in logged["alike"]] == [FIRST]
    school.done("dsl", "triage", SECOND)
    school.at("2027-02-05T15:30")
    logged = concern(school, "dsl", "A pupil is called her favourite", "She said favourite.")

    assert logged["case"] == THIRD
    assert [each["case"] for each in logged["alike"]] == [FIRST, SECOND]


def seen_together(school: School) -> None:
    """The report on patterns names her to those who may read all three, and to nobody else."""
    for user in ("head", "dsl"):
        (pattern,) = school.done(user, "report", "patterns")["patterns"]
        assert pattern["name"] == "Wanda Example-Test"
        assert [each["case"] for each in pattern["concerns"]] == [FIRST, SECOND, THIRD]
    for user in ("chair", "mabel"):
        assert school.done(user, "report", "patterns")["patterns"] == []
    kept = school.done("head", "triage", THIRD, "--sign", "pattern")["assessment"]

    assert kept["severity"] == 2
    assert school.duties("head", THIRD) == {
        "lado": ("should", "2027-02-08T17:00"),
        "head": ("must", "2027-02-12T17:00"),
    }


def over_the_threshold(school: School) -> None:
    """The LADO says that together they meet it: triaged anew, by stricter rules and clocks."""
    school.at("2027-02-05T16:20")
    asked = ("advice", THIRD, "lado", "--person", "Lena Test", "--told", "limbs=4")
    school.done("head", *asked, "--words", "Together they meet the threshold. Refer it today.")
    concerns = ("--concern", "harm-threshold-allegation", "--sign", "pattern")
    kept = school.done("head", "triage", THIRD, *concerns)["assessment"]
    assert (kept["severity"], kept["wishes"]) == (4, "cannot-veto")
    assert kept["concerns"] == ["harm-threshold-allegation", "low-level-concern"]
    assert school.duties("head", THIRD) == {
        "head": ("must", "2027-02-05T23:59"),
        "lado": ("must", "2027-02-08T17:00"),
    }
    own = ("--authority", "Hector, the head", "--reason", "It is only Wanda.")
    school.refused("head", "R-12", "rule-out", school.action("head", THIRD, "lado"), *own)
    mild = ("--severity", "2", "--reason", "It is only Wanda.")
    school.refused("head", "R-13", "triage", THIRD, *mild)
    refer = ("refer", THIRD, "lado", *LADO, "--words", "Three concerns since November.")
    assert school.done("head", *refer)["referral"]["action"].startswith(THIRD)


def ended(school: School) -> None:
    """One of the five words; what the LADO found; two people, of whom neither is the first."""
    school.at("2027-03-12T11:00")
    answer = ("answered", f"{THIRD}-R02", "--told", "outcome=unsubstantiated")
    school.done("head", *answer, "--words", "Not enough to prove it either way.")
    school.do("head", THIRD, "head", "Led by the head with the LADO.")
    school.at("2027-03-12T11:40")
    school.refused("head", "G-32", "close", THIRD, "--outcome", "resolved", *TOLD, status=2)
    proposed = school.done("head", "close", THIRD, "--outcome", "unsubstantiated", *TOLD)
    school.refused("head", "R-15", "approve", THIRD)
    school.refused("chair", "V-03", "approve", THIRD, status=3)
    approved = school.done("dsl", "approve", THIRD, "--words", "Read all three.")

    assert (proposed["status"], approved["status"]) == ("awaiting-second", "closed")


def gathered(school: School) -> None:
    """She asks for what is kept about her: all three, a month for it, nothing leaves by it."""
    asked = ("gather", "wanda example-test", "--received", "12/03/2027")
    found = school.done("head", *asked)["gathered"]

    assert (found["due_by"], found["complex_due_by"]) == ("2027-04-12", "2027-06-14")
    assert [each["case"] for each in found["cases"]] == [FIRST, SECOND, THIRD]
    assert all(each["from_others"] for case in found["cases"] for each in case["records"][:1])
    assert found["not_looked_in"] == ["governance"]
    school.refused("chair", "G-25", *asked, status=2)


def told_in_order(school: School) -> None:
    """How it grew stands in order, each triage with its severity."""
    lines = school.chronology("dsl", THIRD)
    told = [each.said for each in lines]
    triaged = [said.rpartition(" ")[2] for said in told if said.startswith("Triage by")]
    answer = next(each for each in lines if each.said.startswith("Answer of"))

    assert triaged == ["2", "4"]
    assert (answer.who, answer.said.endswith("either way.")) == ("head", True)
    assert told[-1] == "Second signature. Read all three."
    school.unchanged("dsl", "head")


def kept_for_decades(school: School) -> None:
    """Until she would usually stop working: no earlier day is taken, a hold goes before the day."""
    kept = school.done("dsl", "retain", THIRD)["keeping"]
    assert (kept["rule"], kept["review_on"]) == ("allegation", "2061-02-05")
    propose: tuple[str, ...] = ("destroy", THIRD, "--authority", MINUTE)
    propose += ("--reason", "Its time has come by the schedule.")
    early = school.refused("dsl", "R-82", *propose)
    assert early["until"] == "2061-02-05"
    school.done("head", "hold", THIRD, "--reason", "An inquiry asked in writing.")
    school.at("2061-02-07T10:00")
    due = {each["case"] for each in school.done("dsl", "today")["kept_long_enough"]}
    assert due == {FIRST, THIRD}
    school.refused("dsl", "R-81", *propose)
    school.done("head", "hold", THIRD, "--lift", "--reason", "The inquiry wrote on Monday.")


def destroyed_by_two(school: School) -> None:
    """One proposes, another does it; the certificate has no name of the case, and comes again."""
    paper = school.folder / "certificate.txt"
    said = ("--reason", "Its time has come by the schedule.", "--authority", MINUTE)
    proposed = school.done("dsl", "destroy", THIRD, *said)["proposed"]
    school.refused("dsl", "R-15", "destroy", THIRD, "--agree")
    done = school.done("head", "destroy", THIRD, "--agree", "--certificate", paper)["certificate"]
    again = school.says("dsl", "destroyed", THIRD)

    assert proposed["may_second"] == ["head"]
    assert (done["rule"], done["outcome"]) == ("allegation", "unsubstantiated")
    assert (done["proposed_by"], done["destroyed_by"]) == (
        "Dilys Specimen, dsl",
        "Hector Sample, head",
    )
    assert again == paper.read_text("utf-8")
    assert not {"Wanda", "Mabel", "favourite"} & set(again.replace("-", " ").split())
    school.refused("head", "G-22", "show", THIRD, status=2)
    assert school.done("head", "search", "favourite")["hits"] == []
    assert [each["case"] for each in gathered_now(school)] == [FIRST, SECOND]


def gathered_now(school: School) -> list[dict[str, Any]]:
    """The cases in which somebody finds her name now."""
    found = school.done("head", "gather", WORKER["name"])["gathered"]
    cases: list[dict[str, Any]] = found["cases"]
    return cases


def number_never_used_again(school: School) -> None:
    """Nothing is added under it, and what is proved is that it was there and is gone."""
    title = "A message that she sent after she left"
    said = {"title": title, "people": [WORKER], "concerns": ["low-level-concern"]}
    logged = school.log("head", **said)
    assert logged["case"] == "S-2061-0001"
    for each in ("note", "reopen"):
        more = ("--words", "More.") if each == "note" else ("--reason", "More came up.")
        school.refused("head", "G-22", each, THIRD, *more, status=2)
    (gone,) = school.done("dsl", "destroyed")["destroyed"]

    assert gone["case"] == THIRD
    school.unchanged("dsl", "head", "chair")
