"""What is kept of an answer at the imagery gate."""

from pathlib import Path

import pytest

from casebook.casework import cases, chronology, gate_answers
from casebook.errors.given import ValueUnknown
from casebook.errors.rules import ImageryReasonMissing
from casebook.store.book import Book
from tests.casework.conftest import PNG, lodge, logged


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


def test_a_no_after_an_unsure_is_refused_without_a_reason_and_names_the_answer(
    book: Book, tmp_path: Path
) -> None:
    reference = logged(book)
    gate_answers.keep(book, reference, "unsure")

    for reason in ("", " ", "--"):
        with pytest.raises(ImageryReasonMissing, match="answered unsure on"):
            lodge(book, reference, tmp_path / "not there", imagery_reason=reason)

    view = cases.shown(book, reference)
    assert (view.exhibits, len(view.notes)) == ((), 1)


def test_a_no_with_its_reason_lodges_and_the_chronology_says_both_answers(
    book: Book, tmp_path: Path
) -> None:
    picture = tmp_path / "shot.png"
    picture.write_bytes(PNG)
    reference = logged(book)
    gate_answers.keep(book, reference, "unsure")
    why = "PC Sample-Test looked at it: the picture shows a cartoon."

    lodge(book, reference, picture, imagery_reason=why)

    said = [each.said for each in chronology.chronology_of(book, reference)]
    first = next(at for at, each in enumerate(said) if "was answered: unsure" in each)
    then = next(at for at, each in enumerate(said) if "was answered no on" in each)
    assert first < then
    assert "The imagery question, answered unsure on " in said[then]
    assert said[then].endswith(f"because: {why}")
    lodge(book, reference, picture)
    assert len(cases.shown(book, reference).exhibits) == 2


def test_an_unsure_after_the_reason_wants_a_reason_again(book: Book, tmp_path: Path) -> None:
    reference = logged(book)
    gate_answers.keep(book, reference, "unsure")
    gate_answers.change(book, reference, "The head was shown it by the police.")
    assert gate_answers.standing(cases.shown(book, reference).notes) is None

    gate_answers.keep(book, reference, "yes")

    stands = gate_answers.standing(cases.shown(book, reference).notes)
    assert stands is not None
    assert stands.answer == "yes"
    with pytest.raises(ImageryReasonMissing):
        lodge(book, reference, tmp_path / "not there")


def test_where_no_answer_stands_nothing_is_noted_of_a_reason(book: Book) -> None:
    reference = logged(book)

    assert gate_answers.change(book, reference, "It is a page of text.") is None
    assert cases.shown(book, reference).notes == ()
