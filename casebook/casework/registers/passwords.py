"""Whether somebody typed a password where only its place belongs.

The rules are: a word with figures or signs in it, as passwords have, is none that names a place;
an address of a page or of a mailbox is; and what stands after `password:` is one, whatever it
looks like. A place that is refused is soon said in plain words; a password that was kept is not
taken back.
"""

import re
import unicodedata

from casebook.errors.registers import PasswordRefused

SHORTEST = 6
"""Signs of the shortest word that is taken for a password."""
_SAID = re.compile(
    r"\b(pass ?(word|wd|phrase|code)|pwd|pw|pin|log ?in)s?\b\s*(:|=|->|→|\bis\b(?!\s+(kept|in|with|"
    r"held|stored|known|under|locked|written|on|at|not|never|changed)\b))\s*\S",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w.+-]+@[\w-]+(\.[\w-]+)+")
_JOINED = "-'’./&"
"""Signs that ordinary words have inside them."""
_KEEPERS = frozenset({"1password", "office365", "microsoft365"})
"""Places whose own names have figures in them."""


def refuse(text: str, field: str, *, is_place: bool = False) -> None:
    """Raise PasswordRefused for `text` that gives a password; a place is held to more."""
    plain = unicodedata.normalize("NFKC", text)
    if _SAID.search(plain) or (is_place and any(map(_is_like_one, _words(plain)))):
        raise PasswordRefused(field=field)


def _words(text: str) -> list[str]:
    """The words of a text that are no address, without what ends a sentence."""
    return [each.strip('()[]"“”‘’,;:.?') for each in _ADDRESS.sub(" ", text).split()]


def _is_like_one(word: str) -> bool:
    """Whether a word mixes what ordinary words do not, or is a long row of figures."""
    if len(word) < SHORTEST or word.casefold() in _KEEPERS:
        return False
    bare = "".join(each for each in word if each not in _JOINED)
    return any(not each.isalpha() for each in bare)
