"""Drafts: what is being typed, sealed under the person's own key until it is kept."""

from pathlib import Path

import pytest

from casebook.casework import drafts
from casebook.errors.integrity import DraftDamaged
from casebook.store.book import Book
from tests.casework.conftest import sitting

DRAFT = {"incident:new": {"title": "Perry Winkle-Test \ud800 half", "known_at": "today"}}


def draft_file(book: Book) -> Path:
    """Where the draft of whoever opened the book stands."""
    return book.folder.users / f"{book.user.uid}.draft"


def test_a_draft_comes_back_as_it_was_typed(book: Book) -> None:
    drafts.keep(book, DRAFT)

    assert drafts.kept(book) == DRAFT


def test_the_later_draft_takes_the_place_of_the_earlier(book: Book) -> None:
    drafts.keep(book, DRAFT)
    drafts.keep(book, {"note:C-2026-0001": {"words": "later"}})

    assert drafts.kept(book) == {"note:C-2026-0001": {"words": "later"}}


def test_an_empty_draft_is_no_file(book: Book) -> None:
    drafts.keep(book, DRAFT)
    drafts.keep(book, {})

    assert not draft_file(book).exists()
    assert drafts.kept(book) == {}


def test_no_word_of_it_stands_in_the_file(book: Book) -> None:
    drafts.keep(book, DRAFT)
    kept = draft_file(book).read_bytes()

    assert b"Perry" not in kept
    assert b"title" not in kept


@pytest.mark.parametrize("place", [0, 40, 60, -1])
def test_a_damaged_draft_is_said_and_not_guessed(book: Book, place: int) -> None:
    drafts.keep(book, DRAFT)
    data = bytearray(draft_file(book).read_bytes())
    data[place] ^= 1
    draft_file(book).write_bytes(data)

    with pytest.raises(DraftDamaged):
        drafts.kept(book)


def test_one_persons_draft_does_not_open_for_another(book: Book, made: Path) -> None:
    drafts.keep(book, DRAFT)
    mine = draft_file(book)
    book.close()

    with sitting(made, "head") as theirs:
        draft_file(theirs).write_bytes(mine.read_bytes())

        with pytest.raises(DraftDamaged):
            drafts.kept(theirs)


def test_a_reader_keeps_none(book: Book, made: Path) -> None:
    with sitting(made, "head", write=False) as reader:
        drafts.keep(reader, DRAFT)

        assert not draft_file(reader).exists()
