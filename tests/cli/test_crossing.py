"""`across`, `person`, `report patterns`, `filter` and `cases --filter` through the command line."""

import json

import pytest

from tests.cli.conftest import CANARY, Desk, Run, incident

ABSENT = "Nobody of that name stands in anything that you may read."


def test_what_two_cases_share_is_said_with_the_reason(desk: Desk, case: str, run: Run) -> None:
    other = desk.logged()
    (told,) = desk.done("across", case)["across"]

    assert told["case"] == other
    assert {each["what"] for each in told["shared"]} == {"person", "platform"}
    said = run(*desk.as_("dsl"), "across", case).out
    assert f"site or app: Gatepost (the same; {other}-I01)" in said
    assert "nobody has said that they are one person" in said


def test_a_case_alone_has_nothing_in_common(desk: Desk, case: str, run: Run) -> None:
    assert desk.done("across", case)["across"] == []
    assert "Nothing that you may read" in run(*desk.as_("dsl"), "across", case).out


def test_somebody_is_read_over_the_cases_and_who_is_not_there_in_the_same_words(
    desk: Desk, case: str, run: Run
) -> None:
    desk.logged()
    told = desk.done("person", f"Wilma {CANARY}")

    assert set(told) == {"ok", "bearers", "near"}
    assert told["bearers"][0]["cases"] == ["C-2026-0001", "C-2026-0002"]
    said = run(*desk.as_("dsl"), "person", f"Wilma {CANARY}").out
    assert "Under one name: nobody has said that they are one person." in said
    for name in ("Nobody Like-Test", "Somebody Else-Test"):
        assert run(*desk.as_("dsl"), "person", name).out.strip() == ABSENT


def test_patterns_say_what_is_counted_and_by_what_source(desk: Desk, run: Run) -> None:
    told = desk.done("report", "patterns")

    assert set(told) == {"ok", "report", "counted", "sources", "patterns", "looked_at"}
    assert told["patterns"] == []
    assert "There is no pattern in anything that you may read." in (
        run(*desk.as_("dsl"), "report", "patterns").out
    )


def test_a_pattern_is_told_to_whoever_reads_its_cases(desk: Desk, run: Run) -> None:
    """The DSL left both reports for the head, who is told of them in the same sitting."""
    worker = {"name": f"Wanda {CANARY}", "kind": "staff", "role": "alleged"}
    more = {"people": [worker], "concerns": ["low-level-concern"], "wishes": []}
    for known in ("2026-02-01T09:00:00+00:00", "2026-04-01T09:00:00+00:00"):
        left = desk.done("log", "-", stdin=json.dumps(incident(known_at=known, **more)))
        assert left["compartment"] == "staff"
    (told,) = desk.done("report", "patterns", user="head")["patterns"]

    assert [each["case"][0] for each in told["concerns"]] == ["S", "S"]
    said = run(*desk.as_("head"), "report", "patterns").out
    assert f"Wanda {CANARY}: 2 concerns within twelve months" in said
    assert "triage it anew with --sign pattern" in said
    assert desk.done("report", "patterns")["patterns"] == []


def test_a_filter_is_kept_used_and_forgotten(desk: Desk, case: str, run: Run) -> None:
    saved = desk.done("filter", "save", "gate", "--platform", "gatepost", "--text", CANARY)
    assert saved["filter"]["platform"] == "gatepost"
    assert [each["name"] for each in desk.done("filter", "list")["filters"]] == ["gate"]
    assert [each["case"] for each in desk.done("cases", "--filter", "gate")["cases"]] == [case]
    assert desk.done("filter", "list", user="head")["filters"] == []

    desk.done("filter", "save", "grave", "--severity", "5")
    assert desk.done("cases", "--filter", "grave")["cases"] == []
    assert "gate: open, gatepost" in run(*desk.as_("dsl"), "filter", "list").out
    desk.done("filter", "forget", "gate")
    assert desk("cases", "--filter", "gate").error["code"] == "G-29"


@pytest.mark.parametrize("command", ["across", "show"])
def test_what_cannot_be_read_is_refused_as_everywhere(desk: Desk, command: str) -> None:
    """Whether the staff case is there or not, the answer is the same."""
    desk.logged()
    hidden, nowhere = desk(command, "S-2026-0001"), desk(command, "S-2026-0999")

    assert hidden.error["code"] == nowhere.error["code"] == "V-03"
    assert hidden.error["message"] == nowhere.error["message"]
