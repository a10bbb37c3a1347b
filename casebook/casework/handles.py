"""Handles, accounts and addresses, as two spellings of them are compared across cases.

The rules are: the same after NFKC and without regard to capitals is the same; what only looks the
same to a reader, a nought for an o or a letter of another script, is said to look alike and is
never taken for the same.
"""

import re
import unicodedata
from typing import Final

_ALIKE: Final = str.maketrans(
    {
        **dict(zip("0135$@|!", "oiessaii", strict=True)),
        **dict(zip("абвгдеёзикмнорстухѕіјԁһԛԝ", "a6brdeeznkmhopctyxsijdhqw", strict=True)),
        **dict(zip("αβγεηικνορτυχω", "abyeniknoptuxw", strict=True)),
        "l": "i",
    }
)
"""What looks like what: figures and signs, Cyrillic and Greek letters, and l beside I."""
_JOINTS: Final = re.compile(r"[\s._\-]+")
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*://(www\.)?")


def same(text: str) -> str:
    """A handle or an account's number as it is compared; empty where there is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain.removeprefix("@")


def look(text: str) -> str:
    """What a handle looks like to a reader who does not look closely."""
    parts = unicodedata.normalize("NFKD", same(text))
    bare = "".join(each for each in parts if not unicodedata.combining(each))
    drawn = _JOINTS.sub("", bare.translate(_ALIKE))
    return drawn.replace("rn", "m").replace("vv", "w")


def address(text: str) -> str:
    """A web address as it is compared: without its scheme, its `www.` and its last stroke."""
    return _SCHEME.sub("", same(text)).rstrip("/")
