"""A pupil of nine has an account, and the school reports it.

The parents hear first, and that they may complain; the report goes out from the school's own
account, and the child's day of birth leaves with nothing; what he wanted is kept and answered, and
so is the complaint that follows.
"""

import json

from tests.journeys.conftest import School

BORN = "2017-03-09"
PUPIL = {
    "name": "Perry Winkle-Test",
    "kind": "pupil",
    "role": "alleged",
    "born": BORN,
    "year_group": "5",
    "carers": [
        {"name": "Marigold Winkle-Test", "relationship": "mother"},
        {"name": "Basil Winkle-Test", "must_not_be_told": "A court order of 2024."},
    ],
}
ACCOUNT = (
    *("--platform", "Gatepost", "--name", "Harbour Test School", "--purpose", "News"),
    *("--run-by", "Tilda Sample-Test", "--run-by", "Bo Specimen-Test"),
    *("--watched-by", "Tilda, school days", "--watched-in-holidays", "Bo", "--school-owns"),
    *("--school-oversees", "--rights-limited", "--risk", "Low", "--risk-on", "02/11/2026"),
    *("--password-place", "the office safe"),
)
REPORT = ("--whose", "Perry Winkle-Test", "--platform", "Gatepost", "--account", "@perry.test")
PLAIN = ("--words", "A pupil of ours is younger than your terms allow.")
TOLD = ("--parents-told", "His mother: she will help him close it.", "--told-on", "10/11/2026")
DATES = ("He was born on 9 March 2017.", "Born 09/03/17.", "09032017", "the ninth of March 2017")


def test_an_account_of_a_child_under_thirteen(st_nicholas: School) -> None:
    school = st_nicholas
    case = told_by_a_parent(school)
    triaged(school, case)
    parents_told(school, case)
    official_account(school, case)
    reported(school, case)
    answered(school, case)
    complained_of(school, case)
    closed(school, case)
    told_in_order(school, case)


def told_by_a_parent(school: School) -> str:
    """Another child's mother tells of it; the boy wants to keep the pictures of his dog."""
    school.at("2026-11-10T15:20")
    wish = {"whose": "Perry Winkle-Test", "about": "platform", "answer": "no"}
    logged = school.log(
        "dsl",
        title="A pupil of nine has an account of his own",
        summary="Another pupil's mother saw it.",
        medium="social-media",
        site={"platform": "Gatepost", "handle": "@perry.test"},
        reported_by={"name": "Barnaby Parent-Test", "kind": "parent"},
        people=[PUPIL],
        concerns=["underage-account"],
        wishes=[wish | {"words": "I want my dog's pictures.", "limits_explained": True}],
    )
    shown = school.done("dsl", "show", logged["case"])

    assert (shown["people"][0]["age"], shown["people"][0]["born"]) == (9, BORN)
    assert shown["wishes"][0]["words"] == "I want my dog's pictures."
    case: str = logged["case"]
    return case


def triaged(school: School, case: str) -> None:
    """Low; the DSL decides here, and there are five working days."""
    kept = school.done("dsl", "triage", case)["assessment"]

    assert (kept["severity"], kept["wishes"]) == (1, "weigh")
    assert school.duties("dsl", case) == {
        "dsl": ("must", "2026-11-17T17:00"),
        "parents": ("should", "2026-11-17T17:00"),
        "platform": ("should", "2026-11-17T17:00"),
    }


def parents_told(school: School, case: str) -> None:
    """The mother is told, never the father whom a court keeps away."""
    parents = ("refer", case, "parents", "--words", "That there is an account.")
    school.refused("dsl", "R-65", *parents, "--told", "who=Basil Winkle-Test")
    said = ("--told", "who=Marigold Winkle-Test", "--told", "they_said=She will close it.")
    referred = school.done("dsl", *parents, *said)["referral"]

    assert referred["particulars"]["who"] == "Marigold Winkle-Test"
    assert school.routes("dsl", case)["parents"]["state"] == "done"


def official_account(school: School, case: str) -> None:
    """No report from a private account, nor from one that nobody approved yet."""
    report = ("underage-report", "make", case, *REPORT, *PLAIN, *TOLD, "--complaint-told")
    school.refused("dsl", "R-55", *report, "--from", "my own account")
    school.done("dsl", "channel", "apply", *ACCOUNT)
    school.refused("dsl", "R-55", *report, "--from", "C-CH-0001")
    approved = school.done("head", "channel", "approve", "C-CH-0001")["channel"]

    assert approved["state"] == "approved"


def reported(school: School, case: str) -> None:
    """Not before the parents know that they may complain; and no day of birth in any form."""
    make = ("underage-report", "make", case, *REPORT, "--from", "C-CH-0001")
    school.refused("dsl", "R-60", *make, *PLAIN)
    school.refused("dsl", "R-60", *make, *PLAIN, *TOLD)
    for words in DATES:
        ran = school.ran("dsl", *make, "--words", words, *TOLD, "--complaint-told")
        assert (ran.status, ran.error["code"]) == (1, "R-56"), words
        assert "2017" not in ran.out + ran.err
    school.at("2026-11-10T16:05")
    made = school.done("dsl", *make, *PLAIN, *TOLD, "--complaint-told")

    assert made["underage_report"]["decided_by"] == "Dilys Specimen (dsl)"
    assert made["underage_report"]["complaint_told"] is True
    assert "2017" not in json.dumps(made)


def answered(school: School, case: str) -> None:
    """The address is kept before the service acts; then the service answers."""
    said: tuple[str, ...] = ("--agency", "Gatepost", "--words", "See U01.")
    said += ("--told", "on_behalf_of=the school", "--told", "from_account=school")
    school.refused("dsl", "R-63", "refer", case, "platform", *said)
    page = school.paper("page.txt", "@perry.test: three posts about a dog\n")
    how: tuple[str, ...] = ("--captured-at", "2026-11-10T15:30:00+00:00")
    how += ("--captured-by", "Dilys Specimen", "--source", "the public page", "--imagery", "no")
    school.done("dsl", "attach", case, page, *how)
    school.done("dsl", "refer", case, "platform", *said)
    school.at("2026-11-12T09:00")
    report = ("underage-report", "answer", f"{case}-U01", "--reference", "GP-55")
    school.refused("dsl", "R-56", *report, "--words", "Born 9/3/2017, so it is closed.")
    kept = school.done("dsl", *report, "--words", "The account is closed.")["underage_report"]

    assert (kept["their_reference"], kept["answered_at"][:10]) == ("GP-55", "2026-11-12")


def complained_of(school: School, case: str) -> None:
    """The complaint that she was told of comes, in her own words, and reaches the head."""
    school.at("2026-11-16T10:00")
    words = "Why was his account reported before he could save his pictures?"
    complaint = ("refer", case, "complaints", "--person", "Hector Sample", "--words", words)
    referred = school.done("dsl", *complaint)["referral"]
    answer = ("--words", "The head met her; the pictures were saved with her help.")
    school.done("head", "answered", referred["reference"], *answer)

    assert school.done("dsl", "show", case)["referrals"][-1]["answer"] == answer[1]


def closed(school: School, case: str) -> None:
    """Not before he was told what came of his wish."""
    school.at("2026-11-17T15:00")
    school.do("dsl", case, "dsl", "Decided to report, since he was written to by strangers.")
    how = ("--how", "held", "--why", "It goes with the case, on its day.")
    told = ("--outcome", "resolved", "--told-reporter", "Told at the gate on Tuesday.")
    missing = school.refused("dsl", "R-06", "close", case, *told)["details"]
    assert {each["missing"] for each in missing} == {
        "wish-unanswered",
        "exhibit-without-disposal",
    }
    school.done("dsl", "answer", f"{case}-W01", "--words", "Your mother has the pictures.")
    school.done("dsl", "dispose", case, "DS/1", *how)

    assert school.done("dsl", "close", case, *told)["status"] == "closed"
    assert school.done("dsl", "retain", case)["keeping"]["review_on"] == "2042-03-09"


def told_in_order(school: School, case: str) -> None:
    """The parents stand before the report, the complaint after it; no day of birth anywhere."""
    lines = school.chronology("dsl", case)
    order: tuple[str, ...] = ("Referred to Parents", "Account of Perry", "Answer of Gatepost")
    order += ("Referred to Complaints", "Answer of Complaints", "Closed: resolved")
    school.told_in_order("dsl", case, *order)

    who = {each.said.partition(".")[0]: each.who for each in lines}
    assert who["Answer of Complaints procedure"] == "head"
    assert not any("2017" in each.said for each in lines)
    assert any("I want my dog's pictures." in each.said for each in lines)
    school.unchanged("dsl", "head")
