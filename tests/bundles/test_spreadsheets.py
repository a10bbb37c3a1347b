"""No cell of a table that leaves can become a formula, whatever separator a program assumes."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.bundles import spreadsheets

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\u2212"
STARTS = st.sampled_from([*SIGNS, "\t", "\r", "\n", "\0", " ", "  ", "'", ";", ",", "|", "\ufeff"])
HOSTILE = st.builds(
    lambda start, text: "".join(start) + text,
    st.lists(STARTS, max_size=5),
    st.text(max_size=40) | st.sampled_from(["cmd|'/c calc'!A0", "SUM(1+1)", 'HYPERLINK("x")', "1"]),
)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula: the sign comes first, spaces apart."""
    return text.strip().lstrip("\ufeff\u200b").startswith(tuple(SIGNS))


@settings(max_examples=500)
@given(HOSTILE)
def test_a_cell_never_begins_like_a_formula(text: str) -> None:
    assert not is_formula(spreadsheets.cell(text))


@settings(max_examples=500)
@given(HOSTILE, st.sampled_from(";,|\t"))
def test_no_other_separator_makes_a_formula_of_a_part(text: str, separator: str) -> None:
    data = spreadsheets.table(["one", "two"], [[text, text]]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(data, newline=""), delimiter=separator):
        for part in row:
            assert not is_formula(part.strip('"'))


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5))
def test_every_row_comes_back_as_one_row(rows: list[tuple[str, str]]) -> None:
    data = spreadsheets.table(["one", "two"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(data, newline="")))

    assert len(read) == len(rows) + 1
    assert data.count("\n") == len(rows) + 1


@given(st.text(alphabet=st.characters(categories=["L", "N"]), max_size=60))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert spreadsheets.cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1", "  '=1"),
        ("\t=1", "[U+0009]=1"),
        ("\r=1", "[U+000D]=1"),
        ("\0=1", "[U+0000]=1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("a;=1", "a;'=1"),
        ("one\n=two", "one / '=two"),
        ("a well-known e-mail", "a well-known e-mail"),
    ],
)
def test_a_cell_reads_as_people_expect(text: str, cell: str) -> None:
    assert spreadsheets.cell(text) == cell


def test_the_harness_would_see_a_formula() -> None:
    """The control: an unguarded table fails the same test."""
    assert is_formula("=1")
    assert is_formula(" \uff1d1")
    assert not is_formula(re.escape("a"))
