"""`catalogue adopt`: a school's own profile, from a file, a folder or by a built-in name."""

from pathlib import Path

import pytest

from casebook.datafiles import data_folder
from tests.cli.conftest import Desk, Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A profile of the invented school, alone in its folder."""
    built_in = data_folder("schema") / "triage" / "profiles" / "st-nicholas.toml"
    text = built_in.read_text(encoding="utf-8").replace('"st-nicholas"', '"harbour-view"')
    path = tmp_path / "ours" / "harbour-view.toml"
    path.parent.mkdir()
    path.write_text(text.replace("= 5", "= 3"), encoding="utf-8")
    return path


def test_a_preview_says_what_would_differ_and_the_deed_does_it(desk: Desk, file: Path) -> None:
    """By the folder or by the file: it is the same one, and the second time there is nothing."""
    seen = desk.done("catalogue", "adopt", file.parent, "--preview")
    assert seen["adopted"] == []
    changes = {each["what"]: each["after"] for each in seen["changes"]["general"]}
    assert changes == {"profile": "harbour-view", "target working days": "3"}
    assert desk.done("catalogue", "adopted")["in_force"][0]["profile"] == "st-nicholas"

    done = desk.done("catalogue", "adopt", file)
    assert done["adopted"] == ["general"]
    assert done["not_reached"] == ["staff", "governance"]
    (now,) = desk.done("catalogue", "adopted")["in_force"]
    assert (now["profile"], now["adopted_by"]) == ("harbour-view", "dsl")
    assert desk.done("catalogue", "adopt", file.parent)["adopted"] == []


def test_a_person_reads_whose_profile_counts_and_goes_back_by_its_name(
    desk: Desk, file: Path
) -> None:
    options = desk.as_("dsl")
    said = desk.run(*options, "catalogue", "adopt", file).out
    assert "Adopted harbour-view (own, " in said
    assert "target working days: 5 → 3" in said
    assert "do not hold it: staff, governance" in said
    assert "adopted " in desk.run(*options, "catalogue", "adopted").out

    assert "default (built in)" in desk.run(*options, "catalogue", "adopt", "default").out


def test_a_case_is_triaged_by_it_and_its_question_names_it(desk: Desk, file: Path) -> None:
    case = desk.logged(concerns=["copyright"], known_at="2026-11-17T15:15:00+00:00")
    desk.done("catalogue", "adopt", file)

    kept = desk.done("triage", case)["assessment"]

    (target,) = [each for each in kept["routes"] if each["clock"] == "T4" and each["route"] == "hr"]
    assert target["due"].startswith("2026-11-20T17:00")


def test_a_slip_is_named_by_file_line_key_and_the_nearest(desk: Desk, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("friday_evening", "friday_evning"), encoding="utf-8")

    refused = desk("catalogue", "adopt", file)

    assert refused.status == 2
    assert refused.error["code"] == "T-10"
    for each in ("harbour-view.toml", "`friday_evning`", "`friday_evening`"):
        assert each in refused.error["message"]
    assert desk.done("catalogue", "adopted")["in_force"][0]["profile"] == "st-nicholas"


@pytest.mark.parametrize(
    ("given", "near"),
    [("st-nicolas", "st-nicholas"), ("default.toml", "default"), ("by-laws", ""), (" ", "")],
)
def test_what_is_neither_a_file_nor_a_name_says_which_is_near(
    desk: Desk, given: str, near: str
) -> None:
    refused = desk("catalogue", "adopt", given)

    assert refused.error["code"] == "T-24"
    assert near in refused.error["next"]
    assert ("The nearest is" in refused.error["next"]) is bool(near)


def test_a_folder_with_two_profiles_is_not_guessed_at(desk: Desk, file: Path) -> None:
    (file.parent / "other.toml").write_text("", encoding="utf-8")

    assert desk("catalogue", "adopt", file.parent).error["code"] == "T-24"


def test_a_file_that_is_no_text_or_too_large_is_refused(desk: Desk, file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    assert desk("catalogue", "adopt", file).error["code"] == "T-18"
    file.write_bytes(b"#" * 1_048_577)
    large = desk("catalogue", "adopt", file)
    assert (large.status, large.error["code"]) == (2, "G-61")
    assert "attach" not in large.error["next"], "that is for what is handed in as evidence"


def test_without_a_casebook_nothing_is_adopted(run: Run, file: Path) -> None:
    assert run("--json", "catalogue", "adopt", file).data["ok"] is False
