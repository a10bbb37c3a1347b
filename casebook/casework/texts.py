"""What people write, checked before it is kept: it stays letter for letter as it was written.

The rules are: no NUL and no lone surrogate, because neither survives being written down; a bound
on length; nothing else is altered, since what is hostile in a text is made visible where it is
shown.
"""

from collections.abc import Collection

from casebook.errors.given import TextUnusable, ValueUnknown
from casebook.errors.rules import ReasonMissing

LEAST_REASON = 3
"""Letters and digits that a reason has at least."""

LINE = 300
"""Characters at most in a title, a name, a reference."""
SURROGATES = range(0xD800, 0xE000)
"""Halves of characters, which no text may hold alone."""
PASSAGE = 200_000
"""Characters at most in what may run over pages."""


def fault_of(text: str, most: int) -> str:
    """What is wrong with `text`, in our own words; empty where nothing is."""
    if "\0" in text:
        return "it holds a NUL character"
    if any(ord(character) in SURROGATES for character in text):
        return "it holds half a character (a lone surrogate)"
    if len(text) > most:
        return f"it is longer than {most} characters"
    return ""


def line(text: str, field: str) -> str:
    """A short text; raises TextUnusable, naming `field`."""
    return _kept(text.strip(), field, LINE)


def passage(text: str, field: str) -> str:
    """A text of any ordinary length; raises TextUnusable, naming `field`."""
    return _kept(text, field, PASSAGE)


def needed(text: str, field: str) -> str:
    """A passage that may not be empty; raises TextUnusable, naming `field`."""
    if not text.strip():
        raise TextUnusable(field=field, fault="it is empty")
    return passage(text, field)


def reason(text: str, what: str) -> str:
    """A reason in words for `what`; raises ReasonMissing where a stroke or a dot stands for one."""
    if sum(each.isalnum() for each in text) < LEAST_REASON:
        raise ReasonMissing(what=what)
    return passage(text, "reason")


def one_of(text: str, known: Collection[str], field: str) -> str:
    """`text` where it is one of the words `known`; raises ValueUnknown, naming `field`."""
    folded = text.strip().casefold().replace(" ", "-").replace("_", "-")
    if folded not in known:
        raise ValueUnknown(field=field, known=", ".join(known))
    return folded


def _kept(text: str, field: str, most: int) -> str:
    """`text`; raises TextUnusable for the first fault in it."""
    fault = fault_of(text, most)
    if fault:
        raise TextUnusable(field=field, fault=fault)
    return text
