"""Nobody decides what concerns or was asked for by themselves, and only whose office it is."""

from pathlib import Path

import pytest

from casebook.casework.case_file import of
from casebook.casework.registers import deciding
from casebook.clock import Hand
from casebook.errors.given import TextUnusable
from casebook.errors.registers import NotTheirsToDecide, OwnDecision
from casebook.store.book import Book
from tests.casework.conftest import logged, sitting

REFERENCE = "C-RE-0001"


@pytest.mark.parametrize(
    "named", ["Dilys Specimen", "dilys", "DSL", "the designated safeguarding lead", "me"]
)
def test_nobody_decides_about_themselves_however_they_are_named(book: Book, named: str) -> None:
    with pytest.raises(OwnDecision):
        deciding.decided(book, REFERENCE, ("slt",), ["Somebody Else-Test", named])


def test_who_is_marked_in_a_case_as_the_person_concerned_decides_nothing_about_that_name(
    book: Book,
) -> None:
    case = logged(book)
    _, file = of(book, case)
    someone = next(each for each in file.people if each.name == "Tansy Halfpenny-Test")
    deciding.decided(book, REFERENCE, ("slt",), [someone.name])

    logged(
        book,
        people=[{"name": "D. Maiden-Test", "kind": "staff", "role": "target", "user": "dsl"}],
    )
    with pytest.raises(OwnDecision):
        deciding.decided(book, REFERENCE, ("slt",), ["d.  maiden-test"])


def test_the_office_that_decides_signs_with_its_own_key(book: Book) -> None:
    found = deciding.decided(book, REFERENCE, ("slt",), ["Tilda Sample-Test"])

    assert (found.office, found.by) == ("slt", "Dilys Specimen (dsl)")
    with pytest.raises(NotTheirsToDecide) as caught:
        deciding.decided(book, REFERENCE, ("head",), ["Tilda Sample-Test"])
    assert "the head" in caught.value.message


def test_what_the_governors_decided_is_entered_with_where_it_is_written(
    made: Path, hand: Hand
) -> None:
    with sitting(made, "head") as book:
        found = deciding.decided(book, REFERENCE, ("governors",), ["A. N. Other"], "FGB, item 7")
        assert found.office == "governors"
        assert "FGB, item 7" in found.by
        assert "Hector Sample (head)" in found.by
        with pytest.raises(OwnDecision):
            deciding.decided(book, REFERENCE, ("governors",), ["the head"], "FGB, item 7")
        with pytest.raises(TextUnusable):
            deciding.decided(book, REFERENCE, ("governors",), ["A. N. Other"], "x" * 1000)
