"""Which casebook is meant when none is named."""

import shutil
from pathlib import Path

from casebook.cli import places
from tests.cli.conftest import CANARY, Desk, Run


def _unnamed(desk: Desk) -> tuple[object, ...]:
    return ("--json", "--as", "dsl", "--passphrase-file", desk.passfiles["dsl"])


def test_the_one_last_opened_is_meant(desk: Desk) -> None:
    desk.logged()

    assert len(desk.run(*_unnamed(desk), "cases").data["cases"]) == 1


def test_the_screen_proposes_the_one_last_opened_and_else_leaves_it_to_the_person(
    desk: Desk,
) -> None:
    assert places.likely() is None

    desk.logged()

    assert places.likely() == desk.made


def test_a_look_at_a_copy_does_not_make_it_the_one_that_is_worked_in(
    desk: Desk, tmp_path: Path
) -> None:
    desk.logged()
    copy = shutil.copytree(desk.made, tmp_path / "Copy.casebook")

    assert desk.run("--at", copy, *_unnamed(desk), "cases").status == 0

    assert places.likely() == desk.made


def test_only_its_path_and_what_was_seen_of_its_logs_is_kept_between_commands(
    desk: Desk, tmp_path: Path
) -> None:
    desk.logged()

    kept = {each for each in (tmp_path / "state").rglob("*") if each.is_file()}

    assert {each.parent.name for each in kept - {places.note_file()}} <= {"seen", "newest"}
    assert places.note_file().read_text() == f"{desk.made}\n"
    for each in kept:
        assert CANARY.encode() not in each.read_bytes()


def test_else_the_only_one_in_the_documents_folder(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.made, tmp_path / "documents" / "Harbour.casebook")

    assert desk.run(*_unnamed(desk), "cases").data["cases"] == []


def test_of_two_in_the_documents_folder_neither_is_guessed(desk: Desk, tmp_path: Path) -> None:
    for name in ("One", "Two"):
        shutil.copytree(desk.made, tmp_path / "documents" / f"{name}.casebook")

    ran = desk.run(*_unnamed(desk), "cases")

    assert (ran.status, ran.error["code"], ran.error["count"]) == (3, "V-52", "2 casebooks")


def test_where_there_is_none_that_is_said(run: Run) -> None:
    ran = run("--json", "--as", "dsl", "cases")

    assert (ran.status, ran.error["code"], ran.error["count"]) == (3, "V-52", "none")


def test_one_that_is_gone_is_passed_over(desk: Desk) -> None:
    desk.logged()
    shutil.rmtree(desk.made)

    assert desk.run(*_unnamed(desk), "cases").error["code"] == "V-52"


def test_what_is_kept_may_be_anything_and_stops_nothing(desk: Desk) -> None:
    note = places.note_file()
    note.parent.mkdir(parents=True)
    for odd in (b"", b"\n", b"\xff\xfe", b"\0", b"a" * 100_000):
        note.write_bytes(odd)

        assert desk.run(*_unnamed(desk), "cases").error["code"] == "V-52"
