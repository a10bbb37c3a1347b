"""A flipped bit in any file of a closed casebook is named by `verify`."""

import random
import shutil
from pathlib import Path

import pytest

from casebook.store.verify import verify_folder
from tests.faults.conftest import TYPES, names, verified_or_not


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
