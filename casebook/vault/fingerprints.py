"""Public keys as six words that two people can read to each other.

Each word is consonant, vowel, consonant, vowel, consonant, so that it can be spoken; it stands
for 16 bits, and nobody needs a list to make or check it.
"""

import hashlib

CONSONANTS = "bdghjklmnprstvwz"
"""Sixteen letters: four bits each."""

VOWELS = "aiou"
"""Four letters: two bits each."""

WORDS = 6
"""96 bits of the key's SHA-256."""


def _word(value: int) -> str:
    first, one, second, two, third = (
        value >> 12,
        value >> 10 & 3,
        value >> 6 & 15,
        value >> 4 & 3,
        value & 15,
    )
    return CONSONANTS[first] + VOWELS[one] + CONSONANTS[second] + VOWELS[two] + CONSONANTS[third]


def of(public_key: bytes) -> str:
    """The six words of a public key, with a space between."""
    digest = hashlib.sha256(public_key).digest()
    values = (int.from_bytes(digest[2 * n : 2 * n + 2], "big") for n in range(WORDS))
    return " ".join(_word(value) for value in values)


def is_word(text: str) -> bool:
    """Whether a text could be one of the words."""
    sounds = (CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS)
    return len(text) == len(sounds) and all(
        letter in allowed for letter, allowed in zip(text, sounds, strict=True)
    )


MISHEARD = 4
"""Words of six that are right at least, where the others were misheard: 64 bits of 96."""


def fitting(ours: str, heard: str) -> int:
    """How many of a key's six words are among those that were heard, wherever they stand."""
    return len(set(ours.split()) & set(heard.split()))
