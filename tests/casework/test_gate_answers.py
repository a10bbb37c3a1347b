"""What is kept of an answer at the imagery gate."""

import pytest

from casebook.casework import cases, gate_answers
from casebook.errors.given import ValueUnknown
from casebook.store.book import Book
from tests.casework.conftest import logged


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_an_answer_that_lets_nothing_through_is_noted_in_the_case(book: Book, answer: str) -> None:
    reference = logged(book)

    note = gate_answers.keep(book, reference, answer)

    assert note.words == f"The imagery question was answered: {answer}. Nothing was opened."
    assert [each.words for each in cases.shown(book, reference).notes] == [note.words]


def test_what_is_no_answer_is_refused_and_nothing_is_noted(book: Book) -> None:
    reference = logged(book)

    with pytest.raises(ValueUnknown):
        gate_answers.keep(book, reference, "perhaps")

    assert cases.shown(book, reference).notes == ()
