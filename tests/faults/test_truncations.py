"""A file of a closed casebook that was cut short or lengthened is named by `verify`.

The files and the judges are those of the flips: every type of file, with keys and without.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from casebook.store.verify import verify_folder
from tests.faults.conftest import TYPES, names, verified_or_not

SMALL = 8192
"""Bytes up to which a file is cut at every byte with `--long`."""

PAGE = 4096
EDGES = (0, 1, 15, 16, 17, 40, 56)
"""Lengths at which a header, a tag or a magic word is cut off."""

LENGTHENED: dict[str, Callable[[bytes], bytes]] = {
    "by a zero byte": lambda data: data + b"\0",
    "by a line end": lambda data: data + b"\n",
    "by a page": lambda data: data + bytes(PAGE),
    "by its own last page": lambda data: data + data[-PAGE:],
    "by itself": lambda data: data + data,
    "at its beginning": lambda data: b"\0" + data,
}
"""Ways to lengthen a file."""


def lengths(size: int, *, long_run: bool) -> Iterator[int]:
    """Every length with `--long`; else the edges, the pages' ends and a sample."""
    pages: Sequence[int] = range(0, size, PAGE)
    if long_run and size <= SMALL:
        yield from range(size)
        return
    dice = random.Random(size)
    if not long_run:
        pages = dice.sample(pages, min(len(pages), 8))
    near = {each + off for each in pages for off in ((-1, 0, 1) if long_run else (0,))}
    drawn = {dice.randrange(size) for _ in range(200 if long_run else 6)}
    yield from sorted(each for each in {*EDGES, *near, *drawn, size - 1} if 0 <= each < size)


@pytest.mark.parametrize("type_of_file", TYPES)
def test_a_file_cut_short_is_named_without_keys(
    lodged: Path, type_of_file: str, *, long_run: bool
) -> None:
    target = min(lodged.glob(TYPES[type_of_file]))
    path, data = target.relative_to(lodged).as_posix(), target.read_bytes()
    missed = []
    for length in lengths(len(data), long_run=long_run):
        target.write_bytes(data[:length])
        if not names(verify_folder(lodged), path):
            missed.append(length)
    target.write_bytes(data)

    assert missed == []
    assert verify_folder(lodged).verdict == "complete"


@pytest.mark.parametrize("type_of_file", TYPES)
def test_a_lengthened_file_is_named_without_keys(lodged: Path, type_of_file: str) -> None:
    target = min(lodged.glob(TYPES[type_of_file]))
    path, data = target.relative_to(lodged).as_posix(), target.read_bytes()
    missed = []
    for how, lengthen in LENGTHENED.items():
        target.write_bytes(lengthen(data))
        if not names(verify_folder(lodged), path):
            missed.append(how)

    assert missed == []


@pytest.mark.parametrize("type_of_file", TYPES)
def test_a_cut_or_lengthened_file_is_no_secret_to_a_holder(lodged: Path, type_of_file: str) -> None:
    """With keys the file is named too, or nothing opens and the error says which file it is."""
    target = min(lodged.glob(TYPES[type_of_file]))
    path, data = target.relative_to(lodged).as_posix(), target.read_bytes()
    for change in (data[:-1], data + data[-PAGE:]):
        copy = lodged.parent / "copy"
        shutil.copytree(lodged, copy)
        (copy / path).write_bytes(change)
        assert names(verified_or_not(copy), path)
        shutil.rmtree(copy)


def test_the_harness_notices_when_nothing_is_checked(lodged: Path) -> None:
    """The control: what the list leaves out can be cut and lengthened, and is not named."""
    (lodged / "LOCK").write_bytes(b"anything")

    assert not names(verify_folder(lodged), "LOCK")
