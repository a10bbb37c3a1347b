"""A process that dies at any step of giving a compartment another key leaves the old or the new."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from casebook.errors import CasebookError
from casebook.errors.opening import WrongPassphrase
from casebook.store import membership, rotation
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from casebook.vault.argon2 import FLOOR
from tests.faults.dying import NEVER, Steps, died_at
from tests.school import FRESH, WORDS
from tests.store.conftest import opened_case

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

Deed = Callable[[Book], None]


def revoked(book: Book) -> None:
    """Take general from the head."""
    membership.revoke(book, "head", "general")


def old_first(book: Book) -> None:
    """The broken way: the old generation goes before HEAD names the new one."""
    name_it = rotation.flip

    def flip(book: Book, name: str, generation: int, drop_public: bytes) -> None:
        rotation.remove(book.folder, name, generation - 1)
        name_it(book, name, generation, drop_public)

    rotation.flip = flip
    revoked(book)


def changed(book: Book) -> None:
    """Give the DSL another passphrase."""
    membership.change_passphrase(book, FRESH, FLOOR)


def doing(folder: Path, deed: Deed) -> Callable[[Steps], None]:
    """The deed, in the casebook that the DSL opens for it."""

    def work(steps: Steps) -> None:
        with open_book(folder, "dsl", WORDS["dsl"]) as book:
            steps.watch()
            deed(book)

    return work


@pytest.fixture(scope="module")
def worked(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with something in it, whose DSL reaches as far as the head."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("keys") / template.name))
    with open_book(folder, "head", WORDS["head"]) as book:
        membership.grant(book, "dsl", "staff")
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Kept before")
    return folder


def state(folder: Path, *passphrases: str) -> tuple[int, str]:
    """The generation that stands and the passphrase that opens it; raises when neither does."""
    for said in passphrases:
        try:
            book = open_book(folder, "dsl", said)
        except WrongPassphrase:
            continue
        with book:
            assert book.find_case("C-2026-0001")[1].title == "Kept before"
            found = verify_folder(folder, book).findings
            assert [each for each in found if each.severity == "fault"] == []
            held = "head" in {each.short for each in book.holders("general")}
            generation = book.compartment("general").generation
        with open_book(folder, "head", WORDS["head"], write=False) as book:
            assert ("general" in book.held) == held == (generation == 1)
        return generation, said
    raise AssertionError("neither the old nor the new opens")


def steps(total: int, *, long_run: bool) -> list[int]:
    """Every step, or some of them with the last few, where the deed becomes true."""
    if long_run or total <= 6:
        return list(range(1, total + 1))
    return sorted({*range(1, total, max(1, total // 3)), *range(total - 5, total + 1, 2)})


@pytest.mark.parametrize("deed", [revoked, changed])
def test_whoever_dies_on_the_way_leaves_the_old_or_the_new(
    worked: Path, tmp_path: Path, deed: Deed, *, long_run: bool
) -> None:
    """[VF-43] [VF-57] [VF-58] And at some step each of both, or the harness never got there."""
    total = died_at(NEVER, doing(Path(shutil.copytree(worked, tmp_path / "whole")), deed))
    seen = set()
    for step in steps(total, long_run=long_run):
        folder = Path(shutil.copytree(worked, tmp_path / f"at {step}"))
        assert died_at(step, doing(folder, deed)) == step
        seen.add(state(folder, WORDS["dsl"], FRESH))
        shutil.rmtree(folder)

    assert len(seen) == 2


def test_the_harness_notices_an_old_key_that_goes_before_the_new_one_counts(
    worked: Path, tmp_path: Path
) -> None:
    """The control: somewhere between the two nothing opens."""
    total = died_at(NEVER, doing(Path(shutil.copytree(worked, tmp_path / "whole")), old_first))
    for step in range(total - 8, 0, -2):
        folder = Path(shutil.copytree(worked, tmp_path / f"at {step}"))
        died_at(step, doing(folder, old_first))
        with suppress(CasebookError):
            state(folder, WORDS["dsl"])
            continue
        return
    pytest.fail("every step left one of the two")
