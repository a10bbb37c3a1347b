"""The screen's side of cleaning: content, never markup, and a second wall on every line."""

import sys

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.color import Color
from textual.content import Content

from casebook.cleaning import is_clean
from casebook.ui.cleaning import Cleaner, cell, cleaned, line

BLACK = Color(0, 0, 0)
TAGS = ("[/]", "[bold]x[/bold]", "[link=file:///etc/passwd]x[/link]", "[@click=app.quit]x[/]")


@pytest.mark.parametrize("text", TAGS)
def test_what_looks_like_markup_is_shown_letter_for_letter(text: str) -> None:
    assert (cleaned(text).plain, line(text).plain, cell(text).plain) == (text, text, text)
    assert not cleaned(text).spans
    assert not cell(text).spans


def test_cleaned_text_is_content_and_a_cell_is_text() -> None:
    assert isinstance(cleaned("x"), Content)
    assert isinstance(cell("x"), Text)


def test_a_line_and_a_cell_stay_on_one_line() -> None:
    assert "\n" not in line("a\nb").plain
    assert "\n" not in cell("a\nb").plain


def test_the_second_wall_lets_no_dangerous_character_through() -> None:
    wall = Cleaner()
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    left = [
        segment.text
        for segment in wall.apply([Segment(each) for each in every], BLACK)
        if not is_clean(segment.text) or "\n" in segment.text or "\t" in segment.text
    ]

    assert left == []


def test_the_second_wall_keeps_the_width_of_what_it_mends() -> None:
    """A line that became wider would push what stands beside it out of place."""
    texts = ["a\x1b]52;c;QUJD\x07b", "\u202egpj.exe", "half \ud800 a pair", "plain", "né 你好"]
    mended = Cleaner().apply([Segment(text) for text in texts], BLACK)

    assert [cell_len(segment.text) for segment in mended] == [cell_len(text) for text in texts]


def test_the_second_wall_leaves_what_is_clean_as_it_is() -> None:
    segments = [Segment("Tansy Halfpenny-Test"), Segment("né 你好 \U0001f469\u200d\U0001f467")]

    assert Cleaner().apply(segments, BLACK) == segments
