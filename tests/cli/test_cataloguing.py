"""`catalogue`: the rules, read, checked and compared without a casebook."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casebook import clock
from casebook.datafiles import data_folder
from casebook.triage import catalogue
from tests.cli.conftest import CANARY, Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in catalogue that a test may spoil."""
    copy = tmp_path / "our rules"
    shutil.copytree(str(data_folder("schema") / "triage"), copy)
    return copy


@pytest.mark.parametrize("kind", ["concerns", "signs", "routes", "profiles"])
def test_the_catalogue_lists_all_of_a_kind_under_its_edition(run: Run, kind: str) -> None:
    answer = run("--json", "catalogue", kind).data

    assert answer["catalogue"] == catalogue.load().edition.id
    assert {each["id"] for each in answer[kind]} == set(getattr(catalogue.load(), kind))


@pytest.mark.parametrize("typed", [["catalogue"], ["catalogue", "--json"], ["--json", "catalogue"]])
def test_alone_it_lists_the_concerns_wherever_json_is_said(run: Run, typed: list[str]) -> None:
    assert run(*typed).status == 0
    assert "bullying-of-adult" in run(*typed).out


def test_an_option_may_stand_before_the_command_of_the_group(run: Run) -> None:
    assert run("catalogue", "--json", "signs").data["signs"]


def test_one_concern_is_shown_with_its_routes_and_sources(run: Run) -> None:
    answer = run("--json", "catalogue", "bullying-of-adult").data

    assert {"route": "head", "duty": "must", "clock": "T1", "when": ""} in answer["routes"]
    assert any("(S77)" in each for each in answer["sources"])
    assert answer["wrong_when"]
    assert run("--json", "catalogue", "show", "bullying-of-adult").data == answer


@pytest.mark.parametrize("name", ["repeated", "worker-and-child", "lado", "crofton"])
def test_a_sign_a_rule_a_route_and_a_profile_are_shown_by_name(run: Run, name: str) -> None:
    assert run("--json", "catalogue", name).data["id"] == name
    assert f"{name}: " in run("catalogue", name).out


def test_a_source_that_nobody_read_says_so_and_when_it_was_looked_up(run: Run) -> None:
    out = run("catalogue", "hacking").out

    assert (
        "Computer Misuse Act 1990 sections 1 to 3A (not confirmed: check locally),"
        " looked up 21 November 2026"
    ) in out
    assert "policy 002, Disciplinary action, line 226 (S39)" in out


def test_an_unknown_concern_is_answered_with_the_nearest(run: Run) -> None:
    near = run("--json", "catalogue", "bulying-of-adult")

    assert (near.status, near.error["nearest"]) == (2, "bullying-of-adult")
    assert CANARY not in run("--json", "catalogue", CANARY).out


def test_the_catalogue_reads_as_text(run: Run) -> None:
    assert "bullying-of-adult" in run("catalogue").out
    assert "Often mistaken:" in run("catalogue", "bullying-of-adult").out


def test_a_policy_s_list_is_shown_in_its_words_with_the_law_and_where_it_leads(run: Run) -> None:
    items = run("--json", "catalogue", "list", "rosewood-criminal").data["items"]
    out = run("catalogue", "list", "rosewood-criminal").out

    assert len(items) == 20
    assert items[2]["chip"] == "depends"
    assert items[2]["concerns"] == ["hacking"]
    assert "The policy says: “Misuse of logins (using someone else’s login).”" in out
    assert "Depends. " in out
    assert "→ hacking: Has somebody got into an account" in out


def test_what_the_law_has_overtaken_stands_beside_the_policy_s_words(run: Run) -> None:
    out = run("catalogue", "list", "stale").out

    assert "The policy says: “Action Fraud”  (common practice, in none of the five policies)" in out
    assert "Today: Report Fraud has taken its place since 4 December 2025" in out
    assert "The policy says: “The current Criminal Prosecution Service (CPS) guidance" in out
    assert "Today: The Crown Prosecution Service" in out


def test_an_unknown_list_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("--json", "catalogue", "list", "rosewood-criminals")

    assert (ran.status, ran.error["nearest"]) == (2, "rosewood-criminal")


def test_the_duty_to_report_waits_behind_a_day_that_is_not_known(run: Run) -> None:
    pending = "england-mandatory-reporting"
    found = run("--json", "catalogue", "diff", "england-2026.1", pending).data["changes"]

    assert "day not known: answers nothing yet" in run("catalogue", "editions").out
    assert {each["what"].split()[0] for each in found} == {"people:duty-to-report"}
    assert "Edition england-mandatory-reporting" in run("catalogue", "duty-to-report").out
    assert catalogue.load(datetime(2999, 1, 1, tzinfo=UTC)).edition.id == "england-2026.1"


def test_two_editions_that_ask_for_the_same_say_so(run: Run) -> None:
    out = run("catalogue", "diff", "england-2026.1", "england-2026.1").out

    assert "Nothing that a rule asks for differs." in out
    assert run("catalogue", "diff", "england-2026.1", "wales-1").status == 2


def test_the_built_in_catalogue_is_sound_and_says_what_has_no_day(run: Run) -> None:
    with clock.travelling(datetime(2026, 11, 21, 12, tzinfo=UTC)):
        ran = run("--json", "catalogue", "check")

    assert (ran.status, ran.data["faults"]) == (0, [])
    assert ran.data["examples"] >= 70
    assert {each["since"] for each in ran.data["not_checked"]} <= {None}


def test_a_year_later_every_source_wants_looking_up_again(run: Run) -> None:
    with clock.travelling(datetime(2027, 11, 22, 12, tzinfo=UTC)):
        ran = run("--json", "catalogue", "check")
        out = run("catalogue", "check").out

    old = [each for each in ran.data["not_checked"] if each["since"] == "2026-11-21"]
    assert ran.status == 0
    assert {"helplines.toml", "ages.toml", "lists/stale.toml", "concerns/hacking.toml"} <= {
        each["file"] for each in old
    }
    assert "concerns/hacking.toml, line" in out
    assert "21 November 2026" in out


def test_a_school_s_own_catalogue_is_refused_by_file_line_key_and_nearest(
    run: Run, folder: Path
) -> None:
    for file, old, new in (
        ("concerns/fraud.toml", "wrong_when", "wrong_wen"),
        ("routes/union.toml", 'who = "', 'whom = "'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    ran = run("--json", "catalogue", "check", folder)
    faults = {each["file"]: each for each in ran.data["faults"]}

    assert (ran.status, ran.error["code"]) == (2, "T-21")
    assert set(faults) == {"concerns/fraud.toml", "routes/union.toml"}
    assert faults["routes/union.toml"]["key"] == "whom"
    assert int(faults["routes/union.toml"]["line"]) >= 1
    assert "concerns/fraud.toml" in run("catalogue", "check", folder).err


def test_a_folder_of_a_school_s_own_profiles_is_checked_as_such(run: Run, folder: Path) -> None:
    own = folder.parent / "profiles"
    own.mkdir()
    text = (folder / "profiles" / "coton.toml").read_text(encoding="utf-8")
    (own / "harbour.toml").write_text(text.replace('"coton"', '"harbour"'), encoding="utf-8")

    assert run("--json", "catalogue", "check", own).status == 0

    spoilt = text.replace('"coton"', '"harbour"').replace("friday_evening", "friday_evning")
    (own / "harbour.toml").write_text(spoilt, encoding="utf-8")
    (fault,) = run("--json", "catalogue", "check", own).data["faults"]
    line = spoilt.split("\n").index('friday_evning = "unset"') + 1

    assert (fault["file"], fault["line"], fault["key"]) == (
        "harbour.toml",
        str(line),
        "friday_evning",
    )
    assert "`friday_evening`" in fault["message"]


def test_an_empty_folder_and_one_that_is_not_there_are_no_catalogue(
    run: Run, tmp_path: Path
) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        assert run("catalogue", "check", place).status == 2


def test_a_question_without_a_case_is_answered_and_explained(run: Run) -> None:
    question = json.dumps(
        {"concerns": ["staff-private-contact"], "known_at": "2026-04-02T16:40:00+01:00"}
    )

    data = run("--json", "catalogue", "ask", "-", stdin=question).data
    out = run("catalogue", "ask", "-", stdin=question).out

    assert data["answer"]["severity"] == 3
    assert [each["route"] for each in data["explained"]["routes"]] == [
        each["route"] for each in data["answer"]["routes"]
    ]
    assert "Not counted: Friday 3 April (Good Friday)" in out
    assert "It would be otherwise, if the answer to one of these is yes:" in out
    assert "Nobody was named as a target" in out


def test_a_question_that_cannot_be_asked_is_refused_by_its_field(run: Run) -> None:
    ran = run("--json", "catalogue", "ask", "-", stdin='{"known_at": "yesterday"}')

    assert (ran.status, ran.error["code"], ran.error["field"]) == (2, "T-06", "known_at")


@pytest.mark.parametrize("typed", [["someone", "else's", "login"], ["logins misused"]])
def test_everyday_words_find_the_item_and_the_concern(run: Run, typed: list[str]) -> None:
    found = run("--json", "catalogue", "find", *typed).data

    assert found["rules"][0]["id"] == "hacking"
    assert (found["items"][0]["list"], found["items"][0]["number"]) == ("rosewood-criminal", 3)
    assert "Misuse of logins" in run("catalogue", "find", *typed).out


def test_what_nothing_finds_says_where_everything_is(run: Run) -> None:
    assert run("--json", "catalogue", "find", "zzyzxq").data["items"] == []
    assert "casebook catalogue" in run("catalogue", "find", "zzyzxq").out
