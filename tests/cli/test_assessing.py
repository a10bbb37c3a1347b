"""`triage`: lines are answered as they are, a case is assessed and the answer kept."""

import json
from pathlib import Path

import pytest

from casebook.datafiles import data_folder
from casebook.triage import catalogue
from casebook.triage.engine import answer
from tests.cli.conftest import CANARY, Desk, Run, as_a_process

QUESTION = {
    "id": 7,
    "concerns": ["bullying-of-child"],
    "signs": ["repeated"],
    "people": [{"role": "target", "kind": "pupil", "age": 12}],
    "known_at": "2026-11-20T16:40:00+00:00",
}


@pytest.mark.parametrize("as_json", [True, False])
def test_a_line_is_answered_with_the_contract_s_object(run: Run, as_json: bool) -> None:
    ran = run(*(["--json"] if as_json else []), "triage", "-", stdin=json.dumps(QUESTION) + "\n")

    assert ran.status == 0
    assert json.loads(ran.out) == answer(catalogue.load(), QUESTION)


def test_a_refused_line_leaves_the_others_answered_and_exits_2(run: Run) -> None:
    lines = [json.dumps(QUESTION), "", '{"id": "b"}', json.dumps(QUESTION | {"id": 9})]

    ran = run("triage", "-", stdin="\n".join(lines))
    answers = [json.loads(each) for each in ran.out.splitlines()]

    assert ran.status == 2
    assert [each["id"] for each in answers] == [7, "b", 9]
    assert ["error" in each for each in answers] == [False, True, False]


def test_lines_need_no_casebook_and_leave_no_trace(run: Run, tmp_path: object) -> None:
    ran = run("triage", "-", stdin=json.dumps(QUESTION))

    assert (ran.status, ran.err) == (0, "")


def test_lines_take_no_options_of_a_case(run: Run) -> None:
    ran = run("--json", "triage", "-", "--sign", "repeated")

    assert (ran.status, ran.error["code"]) == (2, "G-60")


def test_a_process_answers_lines_on_its_standard_input() -> None:
    ran = as_a_process("triage", "-", stdin=json.dumps(QUESTION).encode())

    assert (ran.returncode, json.loads(ran.stdout)["id"]) == (0, 7)


def test_a_case_is_assessed_and_the_answer_kept(desk: Desk, case: str) -> None:
    kept = desk.done("triage", case, "--concern", "bullying-of-adult", "--sign", "repeated")[
        "assessment"
    ]
    view = desk.done("show", case)

    assert (kept["severity"], kept["wishes"]) == (3, "victim-decides")
    assert kept["reference"] == f"{case}-T01"
    assert view["assessments"][0]["routes"] == kept["routes"]
    assert view["severity"] == 3


def test_a_severity_is_raised_freely_and_lowered_only_with_a_reason(desk: Desk, case: str) -> None:
    concern = ("--concern", "bullying-of-adult")

    raised = desk.done("triage", case, *concern, "--severity", "4")["assessment"]
    bare = desk("triage", case, *concern, "--severity", "1")
    reasoned = desk.done(
        "triage", case, *concern, "--severity", "1", "--reason", "One post, taken down at once."
    )["assessment"]

    assert (raised["severity"], raised["catalogue_severity"]) == (4, 2)
    assert (bare.status, bare.error["code"]) == (1, "R-14")
    assert (reasoned["severity"], reasoned["override_reason"]) == (
        1,
        "One post, taken down at once.",
    )


@pytest.mark.parametrize("option", ["--concern", "--sign"])
def test_what_the_catalogue_does_not_know_is_refused_unrepeated(
    desk: Desk, case: str, option: str
) -> None:
    ran = desk("triage", case, option, CANARY)

    assert ran.status == 2
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("--concern", "bullyng-of-adlut"), "bullying-of-adult"),
        (("--concern", "bullying-of-adult", "--concern", "sextorsion"), "sextortion"),
        (("--concern", "bullying-of-adult", "--sign", "repeatd"), "repeated"),
    ],
)
def test_a_slip_of_the_hand_is_answered_with_the_nearest(
    desk: Desk, case: str, typed: tuple[str, ...], meant: str
) -> None:
    ran = desk("triage", case, *typed)

    assert (ran.status, ran.error["code"], ran.error["nearest"]) == (2, "T-05", meant)
    assert "casebook catalogue" in ran.error["next"]
    assert desk.done("show", case)["assessments"] == []


def test_an_answer_reads_as_text_with_its_rules_and_sources(desk: Desk, case: str) -> None:
    said = desk.run(*desk.as_("dsl"), "triage", case, "--concern", "bullying-of-adult").out

    assert "severity 2, Moderate" in said
    assert "Must · Headteacher (head), by " in said
    assert "Online bullying of an adult, 003 Online bullying (S77)" in said
    assert "wishes         The person decides" in said
    assert "concern:" not in said


def test_a_list_is_walked_to_the_concern_behind_its_item(desk: Desk, case: str) -> None:
    walked = ("triage", case, "--list", "rosewood-criminal", "--item")

    several = desk(*walked, "15")
    chosen = desk.done(*walked, "15", "--concern", "bullying-of-adult")["assessment"]
    kept = desk.done(*walked, "3")["assessment"]

    assert kept["concerns"] == ["hacking"]
    assert (several.status, several.error["code"]) == (2, "T-23")
    assert [each["concern"] for each in several.error["details"]] == [
        "bullying-of-child",
        "bullying-of-adult",
    ]
    assert chosen["concerns"] == ["bullying-of-adult"]


@pytest.mark.parametrize("item", ["0", "21"])
def test_an_item_that_the_list_does_not_have_is_refused(desk: Desk, case: str, item: str) -> None:
    ran = desk("triage", case, "--list", "rosewood-criminal", "--item", item)

    assert (ran.status, ran.error["field"]) == (2, "--item")
    assert desk("triage", case, "--list", "rosewood", "--item", "1").error["field"] == "--list"


def test_an_item_with_a_sign_brings_the_sign_along(desk: Desk, case: str) -> None:
    kept = desk.done("triage", case, "--list", "rosewood-criminal", "--item", "10")["assessment"]

    assert (kept["concerns"], kept["signs"]) == (["hate-incident"], ["racist-element"])


def test_triaged_twice_the_second_answer_says_what_changed(desk: Desk, case: str) -> None:
    first = desk.done("triage", case, "--concern", "bullying-of-adult")["reasons"]
    second = desk.done("triage", case, "--sign", "serious-injury")["reasons"]

    assert first["changed"] == []
    assert {"what": "severity", "before": "2", "after": "4"} in second["changed"]
    assert [each["what"] for each in second["changed"] if "police" in each["what"]]


def test_an_answer_explains_itself_and_names_what_would_change_it(desk: Desk, case: str) -> None:
    told = desk.done("triage", case, "--concern", "bullying-of-adult")["reasons"]["explained"]
    gist = desk.run(*desk.as_("dsl"), "triage", case).out
    whole = desk.run(*desk.as_("dsl"), "triage", case, "--why").out

    assert all(route["why"] and route["due"] for route in told["routes"])
    assert told["severity_why"]
    assert told["would_change"][0]["effect"].startswith("severity 3")
    assert told["not_known"]
    for said in (gist, whole):
        assert "It would be otherwise, if the answer to one of these is yes:" in said
        assert "Not asked, or not known:" in said
    assert "Headteacher: Must." in whole
    assert "Headteacher: Must." not in gist


def test_an_edition_that_is_not_in_force_triages_no_case(desk: Desk, case: str) -> None:
    ran = desk("triage", case, "--edition", "england-mandatory-reporting")

    assert (ran.status, ran.error["code"]) == (2, "T-22")
    assert desk("triage", case, "--edition", "england-2026.2").error["nearest"] == "england-2026.1"
    assert desk.done("show", case)["assessments"] == []


def test_lines_are_answered_by_a_school_s_own_profile(run: Run, tmp_path: Path) -> None:
    text = (data_folder("schema") / "triage" / "profiles" / "coton.toml").read_text("utf-8")
    (tmp_path / "harbour.toml").write_text(text.replace('"coton"', '"harbour"'), encoding="utf-8")
    question = json.dumps(QUESTION | {"profile": "harbour"})

    own = run("triage", "-", "--catalogue", tmp_path, stdin=question)
    (tmp_path / "worse").mkdir()
    (tmp_path / "worse" / "harbour.toml").write_text("title = 7", encoding="utf-8")
    spoilt = run("--json", "triage", "-", "--catalogue", tmp_path / "worse", stdin=question)

    assert (own.status, json.loads(own.out)["severity"]) == (0, 3)
    assert (spoilt.status, spoilt.error["file"]) == (2, "harbour.toml")
    assert run("triage", "-", stdin=question).status == 2


def test_a_case_is_triaged_by_the_casebook_s_own_rules_alone(run: Run, tmp_path: Path) -> None:
    ran = run("--json", "triage", "C-2026-0001", "--catalogue", tmp_path)

    assert (ran.status, ran.error["code"]) == (2, "G-60")
