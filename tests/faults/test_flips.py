"""A flipped bit in any file of a closed casebook is named by `verify`."""

import io
import random
import shutil
from pathlib import Path

import pytest

from casebook.errors import CasebookError
from casebook.store.book import open_book
from casebook.store.verify import Verdict, verify_folder
from tests.store.conftest import WORDS
from tests.store.test_book import opened_case

TYPES = {
    "the header": "CASEBOOK",
    "the header's copy": "CASEBOOK.bak",
    "the list": "MANIFEST",
    "the list's copy": "MANIFEST.bak",
    "a slot": "users/*.slot",
    "a slot's copy": "users/*.slot.bak",
    "a head": "compartments/general/HEAD",
    "the grants": "compartments/general/g0001.grants",
    "a database": "compartments/general/g0001.db",
    "a database that is not held": "compartments/governance/g0001.db",
    "a sealed exhibit": "vault/*/*",
}
"""One file of each type, by what it is."""


@pytest.fixture
def lodged(made: Path) -> Path:
    """A closed casebook with a case and a sealed exhibit."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        general = book.compartment("general")
        opened_case(general, "A matter about Perry Winkle-Test")
        with general.changing() as change:
            change.add("sealed", general.lodge_file(io.BytesIO(random.randbytes(5000))))
    return made


def names(verdict: Verdict, path: str) -> bool:
    """Whether a finding names the file."""
    return any(path in each.object for each in verdict.findings)


def verified_or_not(folder: Path) -> Verdict:
    """The verdict with the DSL's keys, or without keys when the damage keeps them out."""
    try:
        with open_book(folder, "dsl", WORDS["dsl"], write=False) as book:
            return verify_folder(folder, book)
    except CasebookError:
        return verify_folder(folder)


def flip(path: Path, position: int, bit: int) -> None:
    """Turn over one bit."""
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ (1 << bit)]))


@pytest.mark.parametrize("type_of_file", TYPES)
def test_a_flipped_bit_is_named_without_keys(
    lodged: Path, type_of_file: str, *, long_run: bool
) -> None:
    target = min(lodged.glob(TYPES[type_of_file]))
    path = target.relative_to(lodged).as_posix()
    dice = random.Random(path)
    size = target.stat().st_size
    missed = []
    for _ in range(500 if long_run else 15):
        position, bit = dice.randrange(size), dice.randrange(8)
        flip(target, position, bit)
        if not names(verify_folder(lodged), path):
            missed.append((position, bit))
        flip(target, position, bit)

    assert missed == []
    assert verify_folder(lodged).verdict == "complete"


@pytest.mark.parametrize("type_of_file", TYPES)
def test_a_flipped_bit_is_no_secret_to_a_holder(lodged: Path, type_of_file: str) -> None:
    """With keys the file is named too, or nothing opens and the error says which file it is."""
    target = min(lodged.glob(TYPES[type_of_file]))
    path = target.relative_to(lodged).as_posix()
    dice = random.Random(path)
    for _ in range(5):
        copy = lodged.parent / "copy"
        shutil.copytree(lodged, copy)
        flip(copy / path, dice.randrange(target.stat().st_size), dice.randrange(8))
        assert names(verified_or_not(copy), path)
        shutil.rmtree(copy)


def test_the_harness_notices_when_nothing_is_checked(lodged: Path) -> None:
    """The control: a file that the list leaves out can be altered, and is not named."""
    target = lodged / "LOCK"
    target.write_bytes(b"anything")

    assert not names(verify_folder(lodged), "LOCK")
