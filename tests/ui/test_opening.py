"""What is noticed while a casebook is opened reaches the person at the screen."""

from pathlib import Path

import pytest

from casebook.errors.integrity import OpenedWithFaults
from casebook.errors.opening import CasebookBusy
from casebook.store.book import open_book
from casebook.ui.opening import open_desk
from tests.school import WORDS
from tests.store.conftest import made, opened_case, template
from tests.store.half_done import left_half_done

__all__ = ["made", "template"]


@pytest.mark.parametrize("put_back", [False, True])
def test_who_reads_beside_a_writer_is_told_of_an_older_database(
    made: Path, *, put_back: bool
) -> None:
    database = made / "compartments/general/g0001.db"
    older = database.read_bytes()
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
    if put_back:
        database.write_bytes(older)
    with open_book(made, "chair", WORDS["chair"]):  # writes, and never saw general
        desk = open_desk(made, "dsl", WORDS["dsl"])
        desk.book.close()

    told = [type(each) for each in desk.faults]
    assert told == [CasebookBusy, OpenedWithFaults][: 1 + put_back]


def test_a_change_that_was_undone_is_told_and_nothing_need_be_done(made: Path) -> None:
    left_half_done(made)

    desk = open_desk(made, "dsl", WORDS["dsl"])
    desk.book.close()

    assert [each.code for each in desk.faults] == ["S-14"]
    assert "undone" in desk.faults[0].details[0]["consequence"]
    assert desk.faults[0].next_step == "Nothing need be done."
