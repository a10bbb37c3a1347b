"""How a page is set: what people wrote stays behind its bar, whatever it is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from casebook.cleaning import is_clean
from casebook.ui.pages.typeset import fact, facts, heading, passage, quiet, set_page, spaced

tags = st.sampled_from(["[/]", "[bold", "[@click=app.quit]x[/]", "│ mine"])
texts = st.text(max_size=200) | tags


@settings(max_examples=500, deadline=None)
@given(texts, st.integers(min_value=12, max_value=120))
def test_every_line_of_a_passage_stands_behind_its_bar(words: str, width: int) -> None:
    """So that no text can pass itself off as the program's own words."""
    lines = set_page((passage(words),), width).plain.split("\n")

    assert all(each.startswith("│ ") for each in lines)


@settings(max_examples=500, deadline=None)
@given(texts, st.integers(min_value=30, max_value=120))
def test_no_line_is_wider_than_the_page_and_none_is_dangerous(words: str, width: int) -> None:
    page = (heading("Heading"), fact("Label", words), passage(words), quiet(words, indent=2))
    lines = set_page(page, width).plain.split("\n")

    assert all(is_clean(each) for each in lines)
    assert all(cell_len(each) <= width + 1 for each in lines)


def test_a_fact_goes_on_beside_its_label() -> None:
    lines = set_page((fact("Owner", "one two three four five"),), 28).plain.split("\n")

    assert lines == [
        "Owner           one two",
        "                three four",
        "                five",
    ]


def test_facts_that_are_empty_are_left_out() -> None:
    assert len(facts([("a", ""), ("b", None), ("c", 0), ("d", "x")])) == 2


def test_groups_stand_apart() -> None:
    page = tuple(spaced([[heading("one")], [heading("two")]]))

    assert set_page(page, 40).plain == "one\n\ntwo"
