"""`export`: a look first, then a bundle in a new place, or nothing at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CANARY, MATERIAL, Desk, Snapshots
from tests.cli.test_hostile import attach, refused

SAID = ("--for", "police", "--purpose", "An offence", "--basis", "Crime", "--recipient", "PC Lark")


@pytest.fixture
def wanted(desk: Desk, snapshots: Snapshots) -> str:
    """A case of which nobody keeps the police out, with two exhibits."""

    def begin() -> str:
        case = desk.logged(wishes=[])
        desk.done("triage", case, "--concern", "bullying-of-adult")
        attach(desk, case, MATERIAL / "group-chat-1.png", MATERIAL / "parent-email.eml")
        return case

    return snapshots.of("wanted", desk, begin)


def test_a_preview_writes_nothing(desk: Desk, wanted: str, tmp_path: Path) -> None:
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}

    seen = desk.done("export", wanted, *SAID, "--preview")
    after = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}

    assert seen["preview"] is True
    assert len(seen["exhibits"]) == 2
    assert {each["name"] for each in seen["names"]} == {f"Wilma {CANARY}", f"Marlow {CANARY}"}
    assert after == before


def test_what_left_is_named_and_recorded(desk: Desk, wanted: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    left = desk.done("export", wanted, *SAID, "--to", out)
    releases = desk.done("show", wanted)["releases"]

    assert {"bundle", "root", "fingerprint", "words"} <= set(left)
    assert [each["bundle"] for each in releases] == [left["bundle_id"]]
    assert left["root"] == releases[0]["log_root"]


def test_an_unsealed_bundle_has_no_words(desk: Desk, wanted: str, tmp_path: Path) -> None:
    left = desk.done("export", wanted, *SAID, "--to", tmp_path, "--seal", "none")

    assert left["words"] is None
    assert (Path(left["bundle"]) / "bagit.txt").is_file()
    fingerprint = ("--fingerprint", left["fingerprint"])
    assert desk.run("--json", "verify", left["bundle"], *fingerprint).data["verdict"] == "unchanged"


def test_only_what_was_asked_for_leaves(desk: Desk, wanted: str, tmp_path: Path) -> None:
    mark = desk.done("exhibits", wanted)["exhibits"][1]["reference"]
    note = desk.done("note", wanted, "--words", "Kept here.")["note"]["reference"]
    less = ("--only", mark, "--withhold", f"{note}=Our own deliberation", "--seal", "none")

    left = desk.done("export", wanted, *SAID, "--to", tmp_path, *less)
    files = [each for each in Path(left["bundle"]).rglob("*") if each.is_file()]

    assert left["exhibits"] == [mark]
    assert len(list((Path(left["bundle"]) / "data" / "exhibits").iterdir())) == 1
    assert not [each for each in files if b"Kept here." in each.read_bytes()]


def _into_the_casebook(desk: Desk, _tmp_path: Path) -> object:
    return desk.made / "bundles"


def _nowhere(_desk: Desk, tmp_path: Path) -> object:
    return tmp_path / "not" / "there"


def _a_file(_desk: Desk, tmp_path: Path) -> object:
    place = tmp_path / "file"
    place.write_text("mine")
    return place


@pytest.mark.parametrize("place", [_into_the_casebook, _nowhere, _a_file])
def test_a_place_that_will_not_do_is_refused_and_nothing_is_recorded(
    desk: Desk, wanted: str, tmp_path: Path, place: Callable[[Desk, Path], object]
) -> None:
    ran = desk("export", wanted, *SAID, "--to", place(desk, tmp_path))

    assert ran.status in {1, 2, 5}
    assert CANARY not in ran.out + ran.err
    assert desk.done("show", wanted)["releases"] == []


def test_a_folder_that_is_not_there_is_made_and_only_kept_for_a_bundle(
    desk: Desk, wanted: str, tmp_path: Path
) -> None:
    desk.done("export", wanted, *SAID, "--to", tmp_path / "good")
    refused(desk("export", wanted, *SAID, "--to", tmp_path / "bad", "--only", "AB/9"), 2, "G-31")

    assert [each.suffix for each in (tmp_path / "good").iterdir()] == [".zip"]
    assert not (tmp_path / "bad").exists()


def test_without_a_place_there_is_no_export(desk: Desk, wanted: str) -> None:
    assert desk("export", wanted, *SAID).error["code"] == "G-60"


def test_an_unknown_recipient_lists_those_there_are(desk: Desk, wanted: str) -> None:
    error = refused(desk("export", wanted, "--for", "newspaper", "--preview"), 2, "B-01")

    assert "police" in str(error)


def test_a_standing_no_keeps_it_from_the_police(desk: Desk, case: str, tmp_path: Path) -> None:
    desk.done("triage", case, "--concern", "bullying-of-adult")

    refused(desk("export", case, *SAID, "--to", tmp_path), 1, "R-05")


@pytest.mark.parametrize("form", ["C-2026-0001-N01", "=why", "C-2026-0001-N01="])
def test_a_withholding_without_its_reason_is_refused(
    desk: Desk, wanted: str, tmp_path: Path, form: str
) -> None:
    ran = desk("export", wanted, *SAID, "--to", tmp_path, "--withhold", form)

    assert (ran.status, ran.error["code"]) == (2, "G-60")


def test_a_preview_reads_as_text(desk: Desk, wanted: str) -> None:
    said = desk.run(*desk.as_("dsl"), "export", wanted, *SAID, "--preview").out

    assert "Exhibits:" in said
    assert "Fields that stay here:" in said
