"""Whoever dies while a case moves leaves it where it was or where it goes: whole, and once."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from casebook.casework import moving, notes
from casebook.errors import CasebookError
from casebook.errors.given import CaseNotFound
from casebook.errors.keeping import CaseMovedOn
from casebook.records.exhibit import Exhibit
from casebook.records.note import Note
from casebook.store import moving as steps_of
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from tests.casework.conftest import PNG, lodge, logged
from tests.faults.dying import NEVER, Steps, died_at
from tests.school import ST_NICHOLAS, WORDS, found

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

HERE, THERE = "C-2026-0001", "S-2026-0001"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook whose DSL holds staff too, with a case that has an exhibit."""
    folder = tmp_path_factory.mktemp("moving") / "St Nicholas.casebook"
    found(folder, replace(ST_NICHOLAS, dsl_holds_staff=True))
    picture = folder.parent / "picture.png"
    picture.write_bytes(PNG)
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        case = logged(book)
        lodge(book, case, picture)
        notes.write(book, case, "Kept before.")
    return folder


def doing(folder: Path) -> Callable[[Steps], None]:
    """Moving the case, in the casebook that the DSL opens for it."""

    def work(steps: Steps) -> None:
        with open_book(folder, "dsl", WORDS["dsl"]) as book:
            steps.watch()
            moving.move(book, HERE, "staff", "A colleague is behind it.")

    return work


def holds(book: Book, case: str) -> bool:
    """Whether a case is there, with all that it had."""
    try:
        compartment, row = book.find_case(case)
    except (CaseMovedOn, CaseNotFound):
        return False
    with compartment.reading() as session:
        exhibit = session.exec(select(Exhibit).where(Exhibit.case_id == row.id)).one()
        said = [each.words for each in session.exec(select(Note)).all()]
    with compartment.open_file(str(exhibit.sealed_id)) as opened:
        assert opened.read() == PNG
    assert "Kept before." in said
    return True


def stands(folder: Path) -> str:
    """Where the case is once the casebook was opened to write; everything must be in order then."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        where = [each for each in (HERE, THERE) if holds(book, each)]
        assert len(where) == 1, where
        notes.write(book, where[0], "And it can be worked on.")
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        found = verify_folder(folder, book)
        assert [each for each in found.findings if each.severity == "fault"] == []
        assert found.exhibits == 1
    assert sum(each.is_file() for each in (folder / "vault").rglob("*")) == 1
    return where[0]


def some(total: int, *, long_run: bool) -> list[int]:
    """Every step; or eight of them, the last ones among these, where it becomes true."""
    if long_run:
        return list(range(1, total + 1))
    return sorted({*range(1, total, max(1, total // 6)), total - 6, total - 2})


def test_whoever_dies_on_the_way_leaves_it_in_one_place(
    worked: Path, tmp_path: Path, *, long_run: bool
) -> None:
    """[VF-83] [VF-84] And at some step each of both, or the harness never got there."""
    total = died_at(NEVER, doing(Path(shutil.copytree(worked, tmp_path / "whole"))))
    seen = set()
    for step in some(total, long_run=long_run):
        folder = Path(shutil.copytree(worked, tmp_path / f"at {step}"))
        assert died_at(step, doing(folder)) == step
        seen.add(stands(folder))
        shutil.rmtree(folder)

    assert seen == {HERE, THERE}


def test_the_harness_notices_a_case_that_leaves_before_it_arrived(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the arrival there is nowhere that it stands."""
    folder = Path(shutil.copytree(worked, tmp_path / "broken"))
    monkeypatch.setattr(steps_of._Way, "arrive", lambda *_: None)
    died_at(NEVER, doing(folder))

    with pytest.raises((AssertionError, CasebookError)):
        stands(folder)
