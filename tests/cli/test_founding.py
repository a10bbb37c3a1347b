"""`init` makes a casebook whole, with its recovery sheets, or not at all."""

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run


def init(run: Run, folder: Path, passfiles: dict[str, Path], *more: object, **users: str) -> Ran:
    """Make a casebook for users given as name=role."""
    people = users or {"dsl": "dsl", "head": "head"}
    said = [
        part
        for name, role in people.items()
        for part in ("--user", f"{name}:{role}:{passfiles[name]}")
    ]
    sheets = folder.with_name("sheets.txt")
    school = ("--school", "Invented School", "--recovery-out", sheets)
    return run("--json", "init", folder, *school, *said, *more)


def test_a_new_casebook_opens_for_each_of_its_people(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    folder = tmp_path / "New.casebook"
    made = init(run, folder, passfiles, "--full-name", "dsl=Dot Harbour-Test", "--dsl-holds-staff")
    said = ("--json", "--as", "dsl", "--passphrase-file", passfiles["dsl"])

    assert made.status == 0, made.out
    assert made.data["casebook"] == str(folder)
    assert made.data["users"] == [
        {"short": "dsl", "role": "dsl"},
        {"short": "head", "role": "head"},
    ]
    users = run(*said, "users").data["users"]
    assert users[0] == {
        "short": "dsl",
        "role": "dsl",
        "full_name": "Dot Harbour-Test",
        "holds": ["general", "staff"],
        "active": True,
    }


@pytest.mark.parametrize("form", ["dsl", "dsl:dsl", "dsl::file", ":dsl:file", ""])
def test_a_user_in_another_form_is_refused(run: Run, tmp_path: Path, form: str) -> None:
    said = ("--school", "x", "--user", form, "--recovery-out", tmp_path / "sheets.txt")

    ran = run("--json", "init", tmp_path / "New.casebook", *said)

    assert (ran.status, ran.error["code"]) == (2, "G-63")
    assert not (tmp_path / "New.casebook").exists()


@pytest.mark.parametrize(
    "users",
    [{"dsl": "dsl"}, {"head": "head"}, {"dsl": "dsl", "head": "captain"}],
)
def test_founders_who_cannot_run_a_casebook_leave_nothing_behind(
    run: Run, tmp_path: Path, passfiles: dict[str, Path], users: dict[str, str]
) -> None:
    ran = init(run, tmp_path / "New.casebook", passfiles, **users)

    assert ran.status == 2
    assert not (tmp_path / "sheets.txt").exists()
    assert not (tmp_path / "New.casebook" / "CASEBOOK").exists()


def test_a_short_passphrase_is_refused_before_anything_is_made(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    passfiles["head"].write_text("too short\n", encoding="utf-8")

    ran = init(run, tmp_path / "New.casebook", passfiles)

    assert (ran.status, ran.error["code"]) == (2, "G-40")
    assert not (tmp_path / "sheets.txt").exists()


def test_what_is_there_already_is_never_replaced(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    sheets = tmp_path / "sheets.txt"
    sheets.write_text("mine")

    ran = init(run, tmp_path / "New.casebook", passfiles)

    assert (ran.status, ran.error["code"], sheets.read_text()) == (2, "G-64", "mine")
    assert not (tmp_path / "New.casebook").exists()

    sheets.unlink()
    full = tmp_path / "Full.casebook"
    full.mkdir()
    (full / "letter.txt").write_text("mine")
    assert init(run, full, passfiles).error["code"] == "G-47"
    assert not sheets.exists()


def test_an_unknown_profile_is_answered_with_the_nearest(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    ran = init(run, tmp_path / "New.casebook", passfiles, "--profile", "st-nicolas")

    assert (ran.status, "st-nicholas" in ran.error["message"]) == (2, True)


def test_the_sheets_are_written_as_pages_too(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    """And only their owner reads them: whoever has one opens the casebook."""
    page = tmp_path / "sheets.pdf"

    made = init(run, tmp_path / "New.casebook", passfiles, "--pdf", page)

    assert made.status == 0, made.out
    assert page.read_bytes().startswith(b"%PDF-1.")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert (tmp_path / "sheets.txt").read_text(encoding="utf-8").count("THE CODE") == 2


def test_a_page_that_stands_already_keeps_everything_from_being_made(
    run: Run, tmp_path: Path, passfiles: dict[str, Path]
) -> None:
    page = tmp_path / "sheets.pdf"
    page.write_bytes(b"before")

    made = init(run, tmp_path / "New.casebook", passfiles, "--pdf", page)

    assert made.status == 2
    assert page.read_bytes() == b"before"
    assert not (tmp_path / "New.casebook").exists()
    assert not (tmp_path / "sheets.txt").exists()
