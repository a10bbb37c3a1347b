"""The head is accused, and locked out of what concerns them.

A member of staff reports the head from their own login and cannot read it afterwards; the chair
finds it with its sender's signature; the LADO is told and advises; an earlier case that the head
could read moves up, and what the head held is taken from them.
"""

import json
from pathlib import Path
from typing import Any

from tests.journeys.conftest import School
from tests.journeys.newcomers import taken_in

HANDLE = "@night.heron.test"
PUPIL = {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "age": 15}
HEAD = {"name": "Hector Sample", "kind": "head", "role": "alleged", "user": "head"}
SITE = {"platform": "Gatepost", "handle": HANDLE}
REPORT: dict[str, Any] = {
    "title": "The head is said to write to a pupil at night",
    "summary": f"A pupil showed a colleague messages from {HANDLE}, said to be the head's.",
    "words": "He calls me his favourite.",
    "medium": "instant-message",
    "site": SITE,
    "reported_by": {"name": "Mabel Sample-Test", "kind": "staff"},
    "people": [HEAD, PUPIL],
    "concerns": ["harm-threshold-allegation", "staff-private-contact"],
    "signs": ["crime-suspected"],
}
LATER = "G-2026-0001"
"""The report about the head, once the chair has it."""
WHY_UP = "The account is said to be the head's, who could read it where it lay."


def test_the_head_is_accused_and_locked_out(st_nicholas: School, tmp_path: Path) -> None:
    school = st_nicholas
    taken_in(school, "mabel", "staff", "Mabel Sample-Test")
    earlier = unknown_account(school)
    reported(school, earlier)
    school.refused("mabel", "V-03", "show", LATER, status=3)
    nothing_is_shown(school)
    found_by_the_chair(school)
    triaged(school)
    lado_told(school)
    moved = moved_up(school, earlier)
    taken_from_the_head(school, moved)
    handed_to_the_lado(school, tmp_path)
    told_in_order(school, moved)


def unknown_account(school: School) -> str:
    """The day before, a pupil tells of an account that nobody knows; its thread is kept."""
    school.at("2026-11-12T15:40")
    case: str = school.log(
        "dsl",
        title="An account that nobody knows writes to a pupil at night",
        words="It said I should not tell anybody.",
        site=SITE,
        people=[PUPIL, {"kind": "unknown", "role": "alleged"}],
        concerns=["uncategorised"],
    )["case"]
    thread = school.paper("thread.txt", f"22:14 {HANDLE}: do not tell anybody\n")
    said: tuple[str, ...] = (
        "--captured-at",
        "2026-11-12T15:20:00+00:00",
        "--captured-by",
        "Dilys Specimen",
    )
    said += ("--source", "the pupil's telephone, shown by him")
    kept = school.done("dsl", "attach", case, thread, "--imagery", "no", *said)["exhibits"]

    assert [each["reference"] for each in kept] == ["DS/1"]
    assert [each["case"] for each in school.done("head", "cases")["cases"]] == [case]
    return case


def reported(school: School, earlier: str) -> None:
    """She is told whom to ring now; it is never added to the case that the head can read."""
    school.at("2026-11-13T16:50")
    text = json.dumps(REPORT | {"known_at": "2026-11-13T16:20:00+00:00"})
    school.refused("dsl", "R-23", "log", "-", "--case", earlier, stdin=text)
    answer = school.done("mabel", "log", "-", stdin=text)

    assert answer["compartment"] == "governance"
    assert [each["who"] for each in answer["call_now"]] == [
        "the chair of governors",
        "the LADO, if you cannot reach the chair at once",
    ]
    assert "case" not in answer


def nothing_is_shown(school: School) -> None:
    """No search, count, list, gathering or report of the head's tells that it is there."""
    assert school.done("head", "search", "favourite")["hits"] == []
    assert len(school.done("head", "search", "heron")["hits"]) == 1
    today = school.done("head", "today")
    assert (today["left"], today["left_waiting"], len(today["untriaged"])) == ([], 0, 1)
    school.refused("head", "G-25", "gather", "Hector Sample", status=2)
    assert school.done("head", "person", "Hector Sample")["bearers"] == []
    assert school.done("head", "report", "patterns")["patterns"] == []
    termly = school.done("head", "report", "termly")
    assert termly["not_counted"] == ["governance"]
    assert [each["compartment"] for each in termly["sections"]] == ["general", "staff"]
    school.refused("head", "V-03", "show", LATER, status=3)


def found_by_the_chair(school: School) -> None:
    """At the chair's next opening the report is a case, its sender proved; the looks are kept."""
    school.at("2026-11-13T17:40")
    assert school.done("chair", "today")["left"] == [LATER]
    shown = school.done("chair", "show", LATER)

    assert (shown["compartment"], shown["viewing_recorded"]) == ("governance", True)
    assert shown["incidents"][0]["words"] == "He calls me his favourite."
    assert "(mabel, staff), signed with their key" in shown["notes"][0]["words"]
    assert {each["user"] for each in shown["people"]} == {"", "head"}


def triaged(school: School) -> None:
    """The police today, the LADO within a working day, and nobody is told or asked before."""
    answer = school.done("chair", "triage", LATER)["assessment"]

    assert (answer["severity"], answer["wishes"]) == (4, "cannot-veto")
    assert answer["handling"] == {"compartment": "governance", "excluded": ["head"]}
    assert answer["locks"] == ["no-investigation-before-advice", "tell-nobody-yet"]
    assert school.duties("chair", LATER) == {
        "governors": ("must", "2026-11-13T23:59"),
        "police": ("must", "2026-11-13T23:59"),
        "dsl": ("must", "2026-11-16T17:00"),
        "lado": ("must", "2026-11-16T17:00"),
        "hr": ("consider", "2026-11-20T17:00"),
    }


def lado_told(school: School) -> None:
    """Nothing is kept, ruled out or lowered before the LADO has spoken; then the advice counts."""
    school.at("2026-11-13T18:05")
    said: tuple[str, ...] = ("--captured-at", "2026-11-13T16:20:00+00:00")
    said += (
        "--captured-by",
        "Mabel Sample-Test",
        "--source",
        "the pupil's telephone",
        "--imagery",
        "no",
    )
    thread = school.paper("more.txt", "23:02 more\n")
    school.refused("chair", "R-03", "attach", LATER, thread, *said)
    lado = school.action("chair", LATER, "lado")
    own = ("--reason", "I know him well.", "--authority", "Chandra Example")
    school.refused("chair", "R-12", "rule-out", lado, *own)
    refer = ("refer", LATER, "lado", "--agency", "Harbour Test Council", "--person", "Lena Test")
    lacking = school.refused("chair", "R-62", *refer)
    facts = ("--reference", "HTC-LADO-31", "--words", "A pupil of 15 was written to at night.")
    taken = school.done("chair", *refer, *facts, "--told", "limbs=2, 4")["referral"]
    police = ("--agency", "Harbour Test Constabulary", "--incident-log", "LOG-771")
    school.done("chair", "refer", LATER, "police", *police, "--words", "As to the LADO.")
    school.at("2026-11-13T18:40")
    advice = ("advice", LATER, "lado", "--person", "Lena Test")
    words = "Take the casebook from the head; tell him nothing before Monday's meeting."
    advised = school.done("chair", *advice, "--words", words)["referral"]

    assert [each["name"] for each in lacking["details"]] == ["words"]
    assert taken["action"] == lado
    assert advised["opened"] == ["no-investigation-before-advice", "tell-nobody-yet"]


def moved_up(school: School, earlier: str) -> str:
    """Only who holds both compartments moves it: the DSL gives the chair the lower one."""
    school.at("2026-11-13T19:10")
    up = ("move", earlier, "--to", "governance", "--why", WHY_UP)
    school.refused("dsl", "V-03", *up, status=3)
    school.refused("chair", "V-03", *up, status=3)
    school.done("dsl", "grant", "chair", "general")
    moved = school.done("chair", *up)

    assert (moved["was"], moved["case"]) == (earlier, "G-2026-0002")
    (shared,) = school.done("chair", "across", LATER)["across"]
    assert shared["case"] == "G-2026-0002"
    assert {each["what"] for each in shared["shared"]} == {"person", "handle", "platform"}
    return "G-2026-0002"


def taken_from_the_head(school: School, moved: str) -> None:
    """The head keeps what they read, and is shown nothing more, of this or of anything new."""
    said = school.says("chair", "revoke", "head", "general")
    assert "head holds general no more; it has a new key." in said
    assert "What they opened or copied before, they keep" in said
    new = school.log("dsl", title="Name-calling in a group", concerns=["uncategorised"])["case"]

    assert school.done("head", "cases", "--status", "all")["cases"] == []
    assert school.done("head", "search", "heron")["hits"] == []
    school.refused("head", "V-03", "show", new, status=3)
    school.refused("dsl", "V-03", "show", moved, status=3)
    assert [each["case"] for each in school.done("dsl", "cases")["cases"]] == [new]
    school.refused("dsl", "R-43", "revoke", "chair", "general")


def handed_to_the_lado(school: School, tmp_path: Path) -> None:
    """A summary leaves, with none of the exhibits and none of the messages."""
    out = tmp_path / "out"
    out.mkdir()
    said: tuple[str, ...] = ("--for", "lado", "--purpose", "Allegation against the head")
    said += ("--basis", "Keeping children safe in education", "--recipient", "Lena Test")
    seen = school.done("chair", "export", LATER, *said, "--preview")
    left = school.done("chair", "export", LATER, *said, "--to", out, "--seal", "none")
    files = [each for each in Path(left["bundle"]).rglob("*") if each.is_file()]

    assert (seen["exhibits"], left["exhibits"]) == ([], [])
    assert not {each.suffix for each in files} & {".eml", ".png", ".jpg", ".mp4"}
    assert not any(b"do not tell anybody" in each.read_bytes() for each in files)
    assert not any(b"Dilys Specimen" in each.read_bytes() for each in files), "of another case"
    assert any(b"Hector Sample" in each.read_bytes() for each in files)


def told_in_order(school: School, moved: str) -> None:
    """Both chronologies tell it in order, and every ledger is as it was signed."""
    told: tuple[str, ...] = (
        "Became known",
        "Note. Left as a sealed report by (mabel",
        "Case opened",
        "Triage by",
    )
    told += ("Referred to Local authority", "Referred to Police", "Advice of", "Bundle ")
    school.told_in_order("chair", LATER, *told)
    assert WHY_UP in " ".join(each.said for each in school.chronology("chair", moved))
    school.refused("head", "V-03", "chronology", LATER, status=3)
    school.unchanged("dsl", "head", "chair", "mabel")
