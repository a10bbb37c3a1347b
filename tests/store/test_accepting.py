"""A casebook in a syncing place is read there, and written only once somebody signed for it."""

import shutil
from pathlib import Path

import pytest

from casebook.errors.opening import PlaceUnsuited
from casebook.store import accepting
from casebook.store.book import open_book
from casebook.store.founding import School, create
from casebook.store.verify import verify_folder
from casebook.vault import layout, slots
from casebook.vault.argon2 import FLOOR
from tests.school import WORDS, founders


@pytest.fixture
def synced(template: Path, tmp_path: Path) -> Path:
    """A casebook that lies in a cloud folder."""
    (tmp_path / "OneDrive - Harbour Primary").mkdir()
    target = tmp_path / "OneDrive - Harbour Primary" / template.name
    return Path(shutil.copytree(template, target))


def accept(folder: Path, user: str) -> None:
    place = layout.at(folder)
    accepting.accept(place, slots.open_slot(place, user, WORDS[user]))


def test_it_is_refused_before_anything_is_written(synced: Path) -> None:
    before = {path: path.read_bytes() for path in synced.rglob("*") if path.is_file()}

    with pytest.raises(PlaceUnsuited, match="OneDrive"):
        open_book(synced, "dsl", WORDS["dsl"])

    assert {path: path.read_bytes() for path in synced.rglob("*") if path.is_file()} == before


def test_it_is_read_there(synced: Path) -> None:
    with open_book(synced, "dsl", WORDS["dsl"], write=False) as book:
        assert verify_folder(synced, book).verdict == "unchanged"


def test_no_casebook_is_made_there(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()

    with pytest.raises(PlaceUnsuited, match="Dropbox") as refused:
        create(tmp_path / "Dropbox" / "New.casebook", School("Test"), founders(), cost=FLOOR)
    assert list((tmp_path / "Dropbox").iterdir()) == []
    assert refused.value.next_step.startswith("Make it in a folder on a disk of this computer")


def test_who_accepts_it_signs_for_it_and_works_there(synced: Path) -> None:
    accept(synced, "head")

    with open_book(synced, "head", WORDS["head"]) as book:
        for name in ("general", "staff"):
            (entry,) = [
                each for each in book.compartment(name).entries() if each.verb == accepting.VERB
            ]
            assert entry.actor == book.identity.uid
            assert entry.values == {"kinds": ["syncing"]}
        assert verify_folder(synced, book).verdict == "unchanged"


def test_what_is_seen_later_is_refused_again(synced: Path) -> None:
    accept(synced, "dsl")
    (synced / "compartments" / "general" / "g0001 (conflicted copy).db").write_bytes(b"other")

    with pytest.raises(PlaceUnsuited, match="second versions"):
        open_book(synced, "dsl", WORDS["dsl"])


def test_it_was_accepted_for_that_folder_alone(synced: Path, tmp_path: Path) -> None:
    accept(synced, "dsl")
    (tmp_path / "Dropbox").mkdir()
    elsewhere = Path(shutil.copytree(synced, tmp_path / "Dropbox" / synced.name))

    with pytest.raises(PlaceUnsuited):
        open_book(elsewhere, "dsl", WORDS["dsl"])


def test_a_good_place_has_nothing_to_accept(made: Path) -> None:
    with open_book(made, "dsl", WORDS["dsl"], write=False) as book:
        before = len(book.compartment("general").entries())

    accept(made, "dsl")

    with open_book(made, "dsl", WORDS["dsl"], write=False) as book:
        assert len(book.compartment("general").entries()) == before
