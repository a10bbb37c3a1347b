"""`export`: a look first, then a bundle in a new place, or nothing at all."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.bundles import verifier
from tests.cli.conftest import CANARY, MATERIAL, Desk, Snapshots, attach, refused

SAID = ("--for", "police", "--purpose", "An offence", "--basis", "Crime", "--recipient", "PC Lark")


@pytest.fixture
def wanted(desk: Desk, snapshots: Snapshots) -> str:
    """A case of which nobody keeps the police out, with two exhibits."""

    def begin() -> str:
        wish = {"whose": f"Wilma {CANARY}", "about": "police", "words": "Yes.", "answer": "yes"}
        case = desk.logged(wishes=[wish])
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


def test_the_digits_that_the_school_reads_out_are_those_that_openssl_shows(
    desk: Desk, wanted: str, tmp_path: Path
) -> None:
    """READ-ME-FIRST lets whoever checks by hand ask for them instead of the words."""
    left = desk.done("export", wanted, *SAID, "--to", tmp_path, "--seal", "none")
    pem = (Path(left["bundle"]) / "signature" / "public-key.pem").read_text(encoding="ascii")
    key = base64.b64decode("".join(pem.splitlines()[1:-1]))[-32:]

    assert hashlib.sha256(key).hexdigest().startswith(left["fingerprint_digits"])
    assert len(left["fingerprint_digits"]) == 24
    assert verifier.spoken(bytes.fromhex(left["fingerprint_digits"])) == left["fingerprint"]


def test_an_unsealed_bundle_has_no_words(desk: Desk, wanted: str, tmp_path: Path) -> None:
    left = desk.done("export", wanted, *SAID, "--to", tmp_path, "--seal", "none")

    assert left["words"] is None
    assert (Path(left["bundle"]) / "bagit.txt").is_file()
    fingerprint = ("--fingerprint", left["fingerprint"])
    assert desk.run("--json", "verify", left["bundle"], *fingerprint).data["verdict"] == "unchanged"


@pytest.mark.parametrize("profile", ["police", "lado", "social-care"])
def test_each_recipient_s_bundle_leaves_and_is_found_unchanged(
    desk: Desk, wanted: str, tmp_path: Path, profile: str
) -> None:
    said = ("--for", profile, "--purpose", "A referral", "--basis", "KCSIE")

    left = desk.done("export", wanted, *said, "--to", tmp_path, "--seal", "none")
    kept = desk.done("show", wanted)["releases"]
    fingerprint = ("--fingerprint", left["fingerprint"])

    assert desk.run("--json", "verify", left["bundle"], *fingerprint).data["verdict"] == "unchanged"
    assert [each["profile"] for each in kept] == [profile]
    assert bool(left["exhibits"]) is (profile == "police")


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


def test_a_folder_that_is_not_there_is_refused_and_never_made(
    desk: Desk, wanted: str, tmp_path: Path
) -> None:
    """A slip of the pen would lay a case where nobody looks for it."""
    error = refused(desk("export", wanted, *SAID, "--to", tmp_path / "Desktpo"), 2, "G-86")

    assert error["message"] == "The folder that was named is not there."
    assert "Desktpo" not in str(error)
    assert not (tmp_path / "Desktpo").exists()
    assert desk.done("show", wanted)["releases"] == []


def test_without_a_place_there_is_no_export(desk: Desk, wanted: str) -> None:
    assert desk("export", wanted, *SAID).error["code"] == "G-60"


def test_an_unknown_recipient_lists_those_there_are(desk: Desk, wanted: str) -> None:
    error = refused(desk("export", wanted, "--for", "newspaper", "--preview"), 2, "B-01")

    assert "police" in str(error)


def test_a_standing_no_keeps_it_from_the_police(desk: Desk, case: str, tmp_path: Path) -> None:
    desk.done("triage", case, "--concern", "bullying-of-adult")

    refused(desk("export", case, *SAID, "--to", tmp_path), 1, "R-05")


def test_what_for_and_on_what_basis_is_asked_in_words_with_an_example(
    desk: Desk, wanted: str, tmp_path: Path
) -> None:
    for given, missing in (
        ((), "`--purpose` and `--basis`"),
        (("--purpose", "An offence"), "`--basis`"),
        (("--basis", "Crime", "--purpose", "  "), "`--purpose`"),
    ):
        ran = desk("export", wanted, "--for", "police", *given, "--to", tmp_path)

        error = refused(ran, 2, "G-67")
        assert error["message"].endswith(f"not given: {missing}.")
        assert "--purpose 'To look into" in error["next"]
        assert not (tmp_path / "out").exists()


def test_the_covering_note_is_printed_and_lies_beside_the_bundle(
    desk: Desk, wanted: str, tmp_path: Path
) -> None:
    said = desk.run(*desk.as_("dsl"), "export", wanted, *SAID, "--to", tmp_path).out
    (note,) = tmp_path.glob("B-*.covering-note.txt")
    lines = note.read_text(encoding="utf-8").splitlines()
    words = next(line for line in said.splitlines() if line.startswith("Words ")).split()[1:]

    assert lines
    assert all(f"  {line}".rstrip() in said.splitlines() for line in lines)
    assert str(note) in said
    assert len(words) == 7
    assert not set(words) & set(" ".join(lines).split())
    assert CANARY not in note.read_text(encoding="utf-8")


def test_a_no_that_decides_is_shown_and_the_way_on_is_named(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    desk.done("triage", case, "--concern", "bullying-of-adult")

    ran = desk.run(*desk.as_("dsl"), "export", case, *SAID, "--to", tmp_path)

    assert ran.status == 1
    assert f"{case}-W01 about police: no" in ran.err
    assert f"  | Not the police {CANARY}" in ran.err
    for command in (f"casebook wish {case}", f"casebook override {case}-W01", "casebook agree"):
        assert command in ran.err


@pytest.fixture
def unheeded(desk: Desk, snapshots: Snapshots) -> str:
    """A case that goes to the police whatever anybody wants, with a *no* in it."""

    def begin() -> str:
        people = [{"name": f"Perry {CANARY}", "kind": "pupil", "role": "target", "age": 12}]
        wish = {"whose": f"Perry {CANARY}", "about": "police", "words": "No.", "answer": "no"}
        case = desk.logged(people=people, wishes=[wish])
        desk.done("triage", case, "--concern", "credible-threat")
        return case

    return snapshots.of("unheeded", desk, begin)


def test_a_no_that_only_counts_must_be_gone_against_by_name(
    desk: Desk, unheeded: str, tmp_path: Path
) -> None:
    wish = f"{unheeded}-W01"
    out = ("--to", tmp_path)

    error = refused(desk("export", unheeded, *SAID, *out), 1, "R-24")
    other = desk("export", unheeded, *SAID, *out, "--despite-wish", f"{unheeded}-W02")
    left = desk.done("export", unheeded, *SAID, *out, "--despite-wish", wish)

    assert error["wish"] == wish
    assert "--despite-wish" in error["next"]
    assert other.status == 1
    assert Path(left["bundle"]).is_file()
    assert len(desk.done("show", unheeded)["releases"]) == 1


def test_nobody_is_asked_about_the_police_when_it_goes_elsewhere(
    desk: Desk, unheeded: str, tmp_path: Path
) -> None:
    said = ("--for", "lado", "--purpose", "A referral", "--basis", "KCSIE", "--to", tmp_path)

    ran = desk.run(*desk.as_("dsl"), "export", unheeded, *said)

    assert ran.status == 0
    assert "about police" not in ran.err


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
