"""What `doctor` can see of a machine it sees, and what it cannot it does not claim."""

from pathlib import Path

import pytest

from casebook.cli import machine
from casebook.store.book import open_book
from tests.cli.conftest import WORDS, Desk


def state(at: Path, what: str) -> str:
    """What is said of one thing."""
    return next(each.state for each in machine.checks(at) if each.what == what)


@pytest.mark.parametrize("name", ["OneDrive - School", "Dropbox", "Nextcloud"])
def test_a_syncing_folder_is_something_to_look_at(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()

    assert state(tmp_path / name, "place") == "look"


def test_a_folder_of_one_s_own_is_not(tmp_path: Path) -> None:
    assert state(tmp_path, "place") in {"ok", "unknown"}


def test_a_casebook_that_is_open_for_writing_is_seen(desk: Desk) -> None:
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        said = next(each.said for each in machine.checks(desk.made) if each.what == "casebook")

    assert said == "is open for writing now"


def test_a_folder_that_holds_none_is_something_to_look_at(tmp_path: Path) -> None:
    assert state(tmp_path, "casebook") == "look"


def test_encryption_is_claimed_only_where_the_kernel_names_it(tmp_path: Path) -> None:
    """A made-up device tree: a volume on an encrypted disk, beside one on a plain disk."""
    sealed, plain = tmp_path / "sealed", tmp_path / "plain"
    for name, uuid in ((sealed, "CRYPT-LUKS2-invented"), (plain, "LVM-invented")):
        (name / "dm").mkdir(parents=True)
        (name / "dm" / "uuid").write_text(uuid)
    volume = tmp_path / "volume"
    (volume / "slaves").mkdir(parents=True)
    (volume / "slaves" / "dm-0").symlink_to(sealed)

    assert machine._is_encrypted(volume)
    assert not machine._is_encrypted(plain)
    (volume / "slaves" / "dm-1").symlink_to(plain)
    assert not machine._is_encrypted(volume)
