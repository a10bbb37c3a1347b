"""Receipts and recovery sheets as pages: alike each time, and nothing but their own words."""

from datetime import datetime

import pytest

from casebook import clock
from casebook.bundles import papers
from casebook.store.receipts import Line, Receipt
from casebook.vault.recovery import Paper

NOW = datetime(2026, 11, 17, 15, 30, tzinfo=clock.LONDON)
NUMBER = "5a598ace25a7d1b5c8146d701ed874ad"
CODE = "7K3M-9QWX-ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345"


def sheet(kind: str, school: str = "Harbour Test School") -> Paper:
    """An invented sheet."""
    return Paper(kind, CODE, school, papers.grouped(NUMBER), clock.words(NOW))


def receipt(school: str = "Harbour Test School") -> Receipt:
    """An invented receipt."""
    line = Line("general", 57, "babab dadad gagag hahah jajaj kakak")
    return Receipt(school, NUMBER, clock.iso(NOW), "Dilys Specimen (dsl)", (line,), ("staff",))


def test_a_page_is_the_same_each_time_and_tagged_for_who_cannot_see_it() -> None:
    made = papers.receipt(receipt(), "Keep it.")

    assert made == papers.receipt(receipt(), "Keep it.")
    assert made.startswith(b"%PDF-1.")
    assert b"/MarkInfo" in made


@pytest.mark.parametrize("kinds", [("school",), ("school", "governance")])
def test_each_sheet_has_a_page_of_its_own(kinds: tuple[str, ...]) -> None:
    """They go into envelopes that different people keep."""
    made = papers.sheets([sheet(each) for each in kinds], NOW)

    assert b"/Count %d" % len(kinds) in made


@pytest.mark.parametrize(
    "school", ["#panic()", "St “Example” & Co. \\ $x$ *y* _z_", "\x1b[2J", "مدرسة", "A" * 400]
)
def test_a_school_s_name_is_text_and_never_markup(school: str) -> None:
    assert papers.sheets([sheet("school", school)], NOW).startswith(b"%PDF-1.")
    assert papers.receipt(receipt(school), "Keep it.").startswith(b"%PDF-1.")
