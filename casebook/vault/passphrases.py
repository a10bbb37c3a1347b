"""Passphrases: what is accepted, how they become bytes, and how words are drawn.

The rules are: Unicode NFC and nothing else is changed; nothing is trimmed or cut off; fifteen
characters or more (five generated words always are); what cannot be typed again is refused.
"""

import secrets
import unicodedata
from functools import cache
from pathlib import Path

from casebook.errors.given import (
    PassphraseTooLong,
    PassphraseTooShort,
    PassphraseUnusable,
    WordsTooFew,
)

LEAST_CHARACTERS = 15
"""After NFC; ASVS 6.2.1 asks for at least 8 and recommends 15."""

LEAST_WORDS = 5
"""64.6 bits from the EFF long list of 7,776 words."""

MOST_BYTES = 1024
"""In UTF-8, after NFC."""

_UNTYPEABLE = {"\n": "a line end", "\r": "a line end", "\0": "a NUL character"}


def normalised(text: str) -> bytes:
    """A passphrase as the bytes that the key is derived from.

    Raises PassphraseUnusable or PassphraseTooLong; says nothing about its strength.
    """
    for character, what in _UNTYPEABLE.items():
        if character in text:
            raise PassphraseUnusable(what=what)
    try:
        data = unicodedata.normalize("NFC", text).encode("utf-8")
    except UnicodeEncodeError:
        raise PassphraseUnusable(what="half a character") from None
    if len(data) > MOST_BYTES:
        raise PassphraseTooLong(most=MOST_BYTES)
    return data


def checked(text: str) -> bytes:
    """A new passphrase as bytes.

    Raises PassphraseTooShort too, besides what `normalised` refuses.
    """
    data = normalised(text)
    given = len(data.decode("utf-8"))
    if given < LEAST_CHARACTERS:
        raise PassphraseTooShort(given=given, least=LEAST_CHARACTERS)
    return data


@cache
def _words() -> tuple[str, ...]:
    from xkcdpass import xkcd_password

    listed = Path(xkcd_password.locate_wordfile("eff-long"))
    return tuple(sorted(set(listed.read_text(encoding="ascii").split())))


def generated(words: int = LEAST_WORDS) -> str:
    """A passphrase of so many words from the EFF long list, drawn by the system's random source.

    Raises WordsTooFew below LEAST_WORDS.
    """
    if words < LEAST_WORDS:
        raise WordsTooFew(least=LEAST_WORDS)
    return " ".join(secrets.choice(_words()) for _ in range(words))
