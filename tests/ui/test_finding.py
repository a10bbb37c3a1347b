"""Finding by everyday words, over the whole catalogue."""

import pytest

from casebook.ui.finding import Findable, ranked, stem
from casebook.ui.screens.triage import tickables


def found(typed: str) -> tuple[list[str], list[str]]:
    """The concerns and signs that hold every word typed, and those that hold some."""
    things = list(tickables())
    full, some = ranked(typed, [each.findable for each in things])
    return [things[at].id for at in full], [things[at].id for at in some]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("teaching assistant", {"concern:bullying-of-adult"}),
        ("mock", {"concern:bullying-of-adult"}),
        ("mocked", {"concern:bullying-of-adult"}),
        ("a teaching assistant was mocked", {"concern:bullying-of-adult"}),
        ("group chat", {"concern:bullying-of-adult", "concern:parent-post"}),
        ("staff bullied", {"concern:bullying-of-adult"}),
        ("parents mocking staff", {"concern:bullying-of-adult", "concern:parent-post"}),
        ("blackmail", {"concern:sextortion"}),
        ("happened before", {"sign:repeated"}),
    ],
)
def test_everyday_words_lead_first_to_what_is_meant(typed: str, first: set[str]) -> None:
    full, _ = found(typed)

    assert full[0] in first


def test_what_holds_only_some_of_the_words_comes_after_what_holds_all() -> None:
    things = [Findable("Bullying of a child", (), ""), Findable("Staff bullied", (), "")]

    assert ranked("staff bullied", things) == ([1], [0])


def test_a_part_of_a_word_finds_as_well_but_later() -> None:
    things = [Findable("Cyberbullying", (), ""), Findable("x", (), "Was somebody bullied?")]

    assert ranked("bully", things) == ([1, 0], [])
    assert ranked("cyberb", things) == ([0], [])


def test_what_no_word_finds_is_left_out() -> None:
    assert found("zzyzx") == ([], [])


def test_nothing_typed_leaves_everything_in_its_order() -> None:
    things = [Findable("B", ("b", "c"), ""), Findable("A", (), "")]

    assert ranked(" ", things) == ([0, 1], [])


@pytest.mark.parametrize("word", ["bully", "bullies", "bullied", "bullying"])
def test_the_forms_of_a_word_have_one_stem(word: str) -> None:
    assert stem(word) == "bully"
