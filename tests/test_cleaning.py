"""The cleaning rule, over every code point there is."""

import sys
import unicodedata
from collections.abc import Callable

import pytest

from casebook.cleaning import is_clean, one_line, shown


def expected_of(code: int) -> str:
    """What the rule says is shown for the character `code`, written apart from the program."""
    if code in (0x0A, 0x09):
        return chr(code)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code <= 0x9F or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    coded = (
        code in (0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF)
        or 0x2028 <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFFF9 <= code <= 0xFFFB
        or 0xE0000 <= code <= 0xE007F
    )
    return f"\u27e8{code:04X}\u27e9" if coded else chr(code)


def wrong_code_points(cleaner: Callable[[str], str]) -> list[int]:
    """The code points that `cleaner` shows otherwise than the rule says."""
    return [code for code in range(sys.maxunicode + 1) if cleaner(chr(code)) != expected_of(code)]


def test_every_code_point_is_shown_as_the_rule_says() -> None:
    assert wrong_code_points(shown) == []


def test_the_sweep_notices_a_cleaner_that_forgets_the_c1_controls() -> None:
    """A broken cleaner is caught, so the sweep above can fail."""

    def forgetful(text: str) -> str:
        return text if "\x80" <= text <= "\x9f" else shown(text)

    assert wrong_code_points(forgetful) == list(range(0x80, 0xA0))


def test_no_control_or_surrogate_survives_but_line_feed_and_tab() -> None:
    left = [
        code
        for code in range(sys.maxunicode + 1)
        for character in shown(chr(code))
        if unicodedata.category(character) in ("Cc", "Cs")
    ]

    assert left == [0x09, 0x0A]


def test_what_joins_letters_is_kept() -> None:
    """Families of emoji and Persian words stay readable."""
    family = "\U0001f469\u200d\U0001f467"
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"

    assert shown(family) == family
    assert shown(persian) == persian


@pytest.mark.parametrize("text", ["\x1b]52;c;AAAA\x07", "\u202egpj.exe", "\ud800", "a\x9b2Jb"])
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert shown(shown(text)) == shown(text)
    assert not is_clean(text)
    assert is_clean(shown(text))


def test_one_line_has_no_line_feed_and_no_tab() -> None:
    assert one_line("first\n\tsecond\x1b") == "first\u240a\u2409second\u241b"
