"""What the head does while the DSL has the casebook open: left, and never said to be done."""

from casebook.store.book import open_book
from tests.cli.conftest import Desk
from tests.school import WORDS


def test_a_note_at_another_desk_is_left_and_taken_in_by_whoever_writes_next(
    desk: Desk, case: str
) -> None:
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        left = desk.done("note", case, "--words", "Written at home.", user="head")
        assert (left["left"]["case"], left["left"]["deed"]) == (case, "noted")
        refused = desk("approve", case, user="head")
        assert refused.error["code"] == "R-16", "nothing waits for a signature"
        ran = desk.run(*desk.as_("head"), "note", case, "--words", "Another.")
        assert "It is not done yet" in ran.out

    assert desk.run(*desk.as_("dsl"), "cases").err.count("P-07") == 2
    assert "Written at home." in desk.run(*desk.as_("dsl"), "show", case).out


def test_a_viewing_at_another_desk_is_left_too(desk: Desk, case: str) -> None:
    there = desk.done("move", case, "--to", "staff", "--why", "A colleague.", user="head")["case"]
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        shown = desk.done("show", there, user="head")
    assert (shown["viewing_recorded"], shown["viewing_left"]) == (False, True)
