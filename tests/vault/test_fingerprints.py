"""A key's six words can be read aloud, and made again by anyone."""

import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from casebook.vault import fingerprints


def as_the_page_says(key: bytes) -> str:
    """Section 2.4, bit by bit."""
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(key).digest())
    words = []
    for at in range(0, 96, 16):
        a, b, c, d, e = (
            int(bits[at + start : at + end], 2)
            for start, end in ((0, 4), (4, 6), (6, 10), (10, 12), (12, 16))
        )
        letters = ("bdghjklmnprstvwz", "aiou")
        words.append(letters[0][a] + letters[1][b] + letters[0][c] + letters[1][d] + letters[0][e])
    return " ".join(words)


@given(st.binary(min_size=32, max_size=32))
def test_six_words_are_what_the_page_says(key: bytes) -> None:
    """[VF-19] Consonant, vowel, consonant, vowel, consonant."""
    words = fingerprints.of(key)

    assert words == as_the_page_says(key)
    assert re.fullmatch(r"([b-z][aiou][b-z][aiou][b-z] ){5}[b-z][aiou][b-z][aiou][b-z]", words)


def test_a_known_key_has_known_words() -> None:
    """[VF-19] RFC 8032's first test key; these words never change."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")

    assert fingerprints.of(key) == "gamuw hamiz rakij rapod lapos zodij"
