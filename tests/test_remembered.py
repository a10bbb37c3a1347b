"""What an account remembers between runs: whole, small, and no obstacle where it cannot be kept."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from casebook import remembered


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this account remembers things, not there yet."""
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path / "state")
    return tmp_path / "state"


@pytest.mark.parametrize(
    "text", ["", "2026-11-17", "/home/Élodie\n", os.fsdecode(b"/media/\xff\xfe")]
)
def test_what_is_kept_is_read_back_and_nothing_lies_beside_it(state: Path, text: str) -> None:
    at = remembered.place("a", "thing")
    remembered.keep(at, "the earlier one")
    remembered.keep(at, text)

    assert remembered.read(at) == text
    assert [each for each in state.rglob("*") if each.is_file()] == [state / "a" / "thing"]


def test_what_was_never_kept_is_empty(state: Path) -> None:
    assert remembered.read(remembered.place("thing")) == ""
    assert not state.exists()


def test_a_machine_without_room_for_it_is_no_obstacle(state: Path) -> None:
    state.write_text("a file in the folder's place")
    at = remembered.place("thing")
    remembered.keep(at, "new")

    assert remembered.read(at) == ""


@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt])
def test_what_is_stopped_on_the_way_leaves_the_earlier_one_whole(
    state: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    at = remembered.place("thing")
    remembered.keep(at, "the earlier one")

    def stopped(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt) if fault is KeyboardInterrupt else nullcontext():
        remembered.keep(at, "the later one")

    assert remembered.read(at) == "the earlier one"
    assert list(state.iterdir()) == [at]


def test_one_casebook_is_told_apart_in_two_folders_and_found_in_both(tmp_path: Path) -> None:
    """The folder itself is not named: a path can tell of people."""
    here, there = tmp_path / "Harbour", tmp_path / "Copy"
    places = {remembered.place_for("seen", "c0ffee", each) for each in (here, there)}

    assert len(places) == 2
    assert all(each.name.startswith("c0ffee-") for each in places)
    assert not any(path.name in str(each) for path in (here, there) for each in places)
    assert remembered.place_for("seen", "c0ffee", tmp_path / "x" / ".." / "Copy") in places
