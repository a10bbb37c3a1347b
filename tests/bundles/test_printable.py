"""What cannot be printed as it is stands as its code; nothing is dropped."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.bundles import printable
from casebook.datafiles import data_folder

CODES = re.compile(r"\[U\+([0-9A-F]{4,6})\]")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Café, naïve, Łódź, Ġgantija", "Café, naïve, Łódź, Ġgantija"),
        ("مرحبا", "مرحبا"),
        ("שלום", "שלום"),
        ("क्षमा", "क्षमा"),
        ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "ਸਤ ਸ੍ਰੀ ਅਕਾਲ"),
        ("வணக்கம்", "வணக்கம்"),
        ("নমস্কার", "নমস্কার"),
        ("ગુજરાતી", "ગુજરાતી"),
        ("你好", "[U+4F60][U+597D]"),
        ("\u202eexe", "[U+202E]exe"),
        ("\x1b[2J", "[U+001B][2J"),
        ("a\x00b", "a[U+0000]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("\ufeffx", "[U+FEFF]x"),
        ("a\u2028b", "a[U+2028]b"),
        ("\U0001f642", "[U+1F642]"),
        ("\U0001f468\u200d\U0001f469", "[U+1F468][U+200D][U+1F469]"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200db", "a[U+200D]b"),
        ("line\nline", "line\nline"),
        ("a\tb", "a[U+0009]b"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "[U+0301]" * 2),
    ],
)
def test_text_prints_or_shows_its_code(text: str, printed: str) -> None:
    assert printable.printable(text) == printed


@given(st.text(max_size=60))
def test_whatever_is_printed_has_a_shape(text: str) -> None:
    for each in printable.printable(text):
        assert each == "\n" or each in "\u200c\u200d" or ord(each) in printable.coverage()
        assert unicodedata.category(each) not in {"Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(alphabet=st.characters(exclude_characters="[]"), max_size=60))
def test_nothing_is_dropped(text: str) -> None:
    """Reading the codes back gives what was there."""
    back = CODES.sub(lambda found: chr(int(found[1], 16)), printable.printable(text))

    assert back == text


@given(st.text(max_size=60))
def test_one_line_is_one_line(text: str) -> None:
    assert len(printable.one_line(text).splitlines()) <= 1


def test_regular_and_bold_are_there_for_every_script() -> None:
    names = {each.name for each in (data_folder("exports") / "fonts").iterdir()}
    families = {name.split("-")[0] for name in names if name.endswith(".ttf")}

    assert len(families) == 8
    assert {
        f"{family}-{weight}.ttf" for family in families for weight in ("Regular", "Bold")
    } < names
    assert "OFL.txt" in names


@pytest.mark.parametrize(
    "code", [0x41, 0xE9, 0x20AC, 0x627, 0x5D0, 0x915, 0x995, 0xA15, 0xA95, 0xB95]
)
def test_the_fonts_cover_their_scripts(code: int) -> None:
    assert code in printable.coverage()
    assert 0x4F60 not in printable.coverage()
