"""Sealed segments are Tink's, and none can be changed, moved, left out or added."""

import hashlib
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.errors.integrity import SealedFileDamaged
from casebook.vault import streaming
from casebook.vault.streaming import FIRST, HEADER, PLAIN, SEGMENT, TAG, seal_bytes, unseal_bytes

KEY, PLACE = bytes(range(32)), b"casebook/v1/exhibit|here|this|1"
TINK = json.loads((Path(__file__).parent / "vectors" / "tink.json").read_text())
SIZES = [each["size"] for each in TINK["files"]]


def plain_of(size: int) -> bytes:
    """What the vectors hold."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


@pytest.mark.parametrize("vector", TINK["files"], ids=lambda each: str(each["size"]))
def test_the_bytes_are_those_that_tink_writes(
    vector: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-20] At twelve sizes around the ends of segments; salt and prefix taken from Tink's."""
    header = bytes.fromhex(str(vector["header"]))
    drawn: Iterator[bytes] = iter((header[1:33], header[33:]))
    monkeypatch.setattr(os, "urandom", lambda _size: next(drawn))
    size = int(str(vector["size"]))

    sealed = seal_bytes(plain_of(size), bytes.fromhex(TINK["key"]), TINK["associated"].encode())

    assert len(sealed) == vector["sealed_size"]
    assert hashlib.sha256(sealed).hexdigest() == vector["sealed_sha256"]


@pytest.mark.parametrize("vector", [each for each in TINK["files"] if "sealed" in each])
def test_what_tink_wrote_is_read(vector: dict[str, object]) -> None:
    sealed = bytes.fromhex(str(vector["sealed"]))
    key, place = bytes.fromhex(TINK["key"]), TINK["associated"].encode()

    assert unseal_bytes(sealed, key, place) == plain_of(int(str(vector["size"])))


@pytest.mark.parametrize("size", SIZES)
def test_every_size_comes_back_as_it_was(size: int) -> None:
    plain = plain_of(size)
    sealed = seal_bytes(plain, KEY, PLACE)

    assert unseal_bytes(sealed, KEY, PLACE) == plain
    assert streaming.plain_size(len(sealed)) == size


def test_every_file_has_a_salt_and_a_prefix_of_its_own() -> None:
    """[VF-21] So one key could seal a thousand drafts."""
    headers = {seal_bytes(b"draft", KEY, PLACE)[:HEADER] for _ in range(1000)}

    assert len({each[1:33] for each in headers}) == len({each[33:] for each in headers}) == 1000


def refused(sealed: bytes, key: bytes = KEY, place: bytes = PLACE) -> bool:
    try:
        unseal_bytes(sealed, key, place)
    except SealedFileDamaged:
        return True
    return False


THREE = seal_bytes(plain_of(FIRST + PLAIN + 1000), KEY, PLACE)
SMALL = seal_bytes(b"Perry Winkle-Test was not there", KEY, PLACE)


def test_every_bit_of_a_small_file_counts() -> None:
    """[VF-22] The header, the text and the tag."""
    for bit in range(len(SMALL) * 8):
        flipped = bytearray(SMALL)
        flipped[bit // 8] ^= 1 << bit % 8
        assert refused(bytes(flipped)), bit


def test_flipped_bits_of_a_large_file_are_found(*, long_run: bool) -> None:
    """[VF-22] At random places, and all around the ends of the segments."""
    chance = random.Random(22)
    places = [chance.randrange(len(THREE)) for _ in range(2000 if long_run else 100)]
    places += [end + off for end in (SEGMENT, 2 * SEGMENT) for off in range(-TAG - 1, 2)]
    flipped = bytearray(THREE)
    for place in places:
        flipped[place] ^= 1
        assert refused(bytes(flipped)), place
        flipped[place] ^= 1
    assert not refused(bytes(flipped))


def test_a_file_cut_short_anywhere_is_refused() -> None:
    """[VF-22] Every length of a small one; a large one around each segment's end."""
    for size in range(len(SMALL)):
        assert refused(SMALL[:size]), size
    ends = [HEADER, HEADER + TAG, SEGMENT, 2 * SEGMENT, len(THREE)]
    for size in (end + off for end in ends for off in (-TAG - 1, -TAG, -1, 0, 1, TAG)):
        if size < len(THREE):
            assert refused(THREE[:size]), size


def test_a_lengthened_file_is_refused() -> None:
    """[VF-22] By a byte, a tag, a segment, or itself."""
    for more in (b"\0", bytes(TAG), bytes(SEGMENT), SMALL, THREE[-SEGMENT:]):
        assert refused(SMALL + more)
        assert refused(THREE + more)


def test_segments_cannot_change_places_or_files() -> None:
    """[VF-22] Not within a file, and not between two of the same key and place."""
    parts = [THREE[at : at + SEGMENT] for at in range(0, len(THREE), SEGMENT)]
    other = seal_bytes(plain_of(FIRST + PLAIN + 1000), KEY, PLACE)

    assert refused(parts[0] + parts[2] + parts[1])
    assert refused(parts[0] + parts[2])
    assert refused(parts[0] + parts[1] + parts[1])
    assert refused(parts[0] + other[SEGMENT : 2 * SEGMENT] + parts[2])
    assert not refused(b"".join(parts))


def test_it_opens_in_its_own_place_under_its_own_key() -> None:
    """[VF-22] Another id, another casebook, another generation, another key."""
    for place in (b"", PLACE[:-1], PLACE + b"1", PLACE.replace(b"this", b"that")):
        assert refused(SMALL, place=place)
    assert refused(SMALL, key=bytes(32))
    assert not refused(SMALL)


def test_the_header_states_its_own_length() -> None:
    """[VF-22] Any other first byte is refused, even where all else fits."""
    for first in (0, 0x27, 0x29, 0xFF):
        assert refused(bytes([first]) + SMALL[1:])
