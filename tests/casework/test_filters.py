"""Filters for a list of cases, kept for one person alone."""

import shutil
from pathlib import Path

import pytest

from casebook import clock
from casebook.casework import drafts, filters
from casebook.casework.filters import Filter
from casebook.errors.figures import FilterUnknown
from casebook.errors.given import ValueUnknown
from casebook.errors.integrity import DraftDamaged
from casebook.errors.opening import BookReadOnly
from casebook.store.book import Book
from tests.casework.conftest import AFTERNOON, sitting

WANTED = Filter(platform="gatepost", text="first")


def test_a_filter_is_kept_for_its_person_alone_and_sealed(book: Book, made: Path) -> None:
    filters.save(book, " About Perry Winkle-Test ", WANTED)
    kept = (book.folder.users / f"{book.user.uid}.draft").read_bytes()
    book.close()
    with sitting(made, "dsl", write=False) as again:
        mine = filters.listed(again)
    with sitting(made, "head", write=False) as other:
        theirs = filters.listed(other)

    assert mine == {"About Perry Winkle-Test": WANTED}
    assert theirs == {}
    assert b"Perry" not in kept
    assert b"gatepost" not in kept


def test_it_outlasts_what_is_typed_and_what_is_typed_outlasts_it(book: Book) -> None:
    drafts.keep(book, {"incident:new": {"title": "half"}})
    filters.save(book, "mine", WANTED)
    assert drafts.kept(book) == {"incident:new": {"title": "half"}}

    drafts.keep(book, {})
    assert filters.listed(book) == {"mine": WANTED}
    filters.forget(book, "mine")
    assert filters.listed(book) == {}
    assert not (book.folder.users / f"{book.user.uid}.draft").exists()


def test_filters_that_do_not_open_any_more_are_said_and_begun_anew(book: Book) -> None:
    filters.save(book, "mine", WANTED)
    path = book.folder.users / f"{book.user.uid}.draft"
    data = bytearray(path.read_bytes())
    data[60] ^= 1
    path.write_bytes(data)

    with pytest.raises(DraftDamaged):
        filters.listed(book)
    filters.save(book, "again", WANTED)
    assert filters.listed(book) == {"again": WANTED}


def test_what_is_saved_again_takes_the_place_of_what_was_there(book: Book) -> None:
    filters.save(book, "mine", WANTED)
    filters.save(book, "mine", Filter(overdue=True))

    assert filters.named(book, "mine") == Filter(overdue=True)


def test_what_cannot_be_kept_or_is_not_kept_is_refused(book: Book, made: Path) -> None:
    with pytest.raises(FilterUnknown):
        filters.named(book, "mine")
    with pytest.raises(ValueUnknown):
        filters.save(book, "mine", Filter(concern="no-such-concern"))
    with pytest.raises(ValueUnknown):
        filters.save(book, "mine", Filter(status="lost"))
    book.close()
    with sitting(made, "dsl", write=False) as reader, pytest.raises(BookReadOnly):
        filters.save(reader, "mine", WANTED)


@pytest.mark.parametrize(
    ("wanted", "cases"),
    [
        (Filter(platform="Gatepost"), {"C-2026-0001", "C-2026-0005"}),
        (Filter(text="Robin Twin"), {"C-2026-0008", "C-2026-0009", "C-2026-0010"}),
        (Filter(platform="gatepost", text="first"), {"C-2026-0001"}),
        (Filter(status="closed"), set()),
        (Filter(severity=1), set()),
        (Filter(concern="low-level-concern"), set()),
    ],
)
def test_it_narrows_what_the_keys_open_and_shows_nothing_more(
    together: Path, wanted: Filter, cases: set[str]
) -> None:
    with clock.travelling(AFTERNOON), sitting(together, "dsl", write=False) as book:
        assert {each.case for each in filters.chosen(book, wanted)} == cases


def test_a_filter_of_a_later_program_is_read_as_far_as_it_is_known(
    apart: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(apart, tmp_path / apart.name))
    with clock.travelling(AFTERNOON), sitting(folder, "dsl") as book:
        drafts.keep_own(book, filters.KEPT_AS, {"later": '{"overdue": true, "mood": "calm"}'})

        assert filters.named(book, "later") == Filter(overdue=True)
