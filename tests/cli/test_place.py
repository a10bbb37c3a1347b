"""`place` tells what speaks against where the casebook lies, and takes a signature for it."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def synced(desk: Desk, tmp_path: Path) -> Desk:
    """The desk, whose casebook was moved into a cloud folder."""
    (tmp_path / "Dropbox").mkdir()
    moved = Path(shutil.move(desk.made, tmp_path / "Dropbox" / desk.made.name))
    return Desk(desk.run, moved, desk.passfiles)


def test_nothing_speaks_against_a_disk_of_one_s_own(desk: Desk) -> None:
    answer = desk.done("place")

    assert (answer["writable"], answer["seen"]) == (True, [])


def test_a_cloud_folder_is_read_and_not_written_until_it_is_accepted(synced: Desk) -> None:
    assert synced.done("place")["seen"] == [{"kind": "syncing", "seen": "Dropbox keeps it in step"}]
    logged = synced("triage", "C-2026-0001")
    assert (logged.status, logged.error["code"]) == (3, "V-54")
    assert "place --accept" in logged.error["next"]
    assert synced.done("cases")["cases"] == []

    accepted = synced.done("place", "--accept")

    assert (accepted["writable"], accepted["accepted"]) == (True, ["syncing"])
    assert synced.logged().startswith("C-")


def test_it_is_said_in_plain_words(synced: Desk) -> None:
    said = synced.run(*synced.as_("dsl"), "place").out

    assert "Dropbox keeps it in step." in said
    assert "--accept" in said
