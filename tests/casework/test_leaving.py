"""What the head does at another desk while somebody writes: it counts later, as if done then."""

import shutil
from pathlib import Path

import pytest

from casebook.casework import cases, deeds_left, drops, leaving, notes
from casebook.clock import Hand
from casebook.errors.rules import NothingToApprove, SecondRefused
from casebook.store import membership
from casebook.store.book import Book, open_book
from casebook.store.drops import KEPT_ALREADY
from casebook.vault import drops as vault
from tests.casework.conftest import later, logged, sitting
from tests.casework.test_closings import settled
from tests.school import WORDS


def proposed(book: Book) -> str:
    """A case whose closing waits for its second signature."""
    case = settled(book, signs=["repeated"])
    assert cases.close(book, case, "upheld").status == "awaiting-second"
    return case


def at_the_other_desk(book: Book, user: str = "head") -> Book:
    """The casebook as somebody else reads it, while `book` is open to write."""
    return open_book(book.folder.path, user, WORDS[user], write=False)


def taken_in(folder: Path, user: str = "dsl") -> tuple[Book, dict[str, str]]:
    """What the next writer is told, by code; and the casebook, still open for them."""
    book = open_book(folder, user, WORDS[user])
    drops.take_in(book)
    return book, {each.code: each.consequence for each in book.noticed if each.code[0] == "P"}


def test_an_approval_counts_when_the_next_writer_comes(book: Book, hand: Hand) -> None:
    """[VF-85] As the head's own, at the head's time, with all that was signed, in one change."""
    case = proposed(book)
    later(hand, minutes=5)
    with at_the_other_desk(book) as heads:
        left = leaving.approve(heads, case, "Well done.")
        assert (left.case, left.deed) == (case, leaving.APPROVED)
        assert cases.shown(heads, case).status == "awaiting-second", "it is not done by leaving it"
        uid = heads.identity.uid
    book.close()
    later(hand, hours=2)

    book, told = taken_in(book.folder.path)
    with book:
        assert "The approval of C-2026-0001 that Hector Sample" in told[deeds_left.TAKEN]
        assert cases.shown(book, case).status == "closed"
        (closing,) = cases.shown(book, case).closings
        assert closing.second_words == "Well done."
        entries = book.compartment("general").entries([left.drop])
        assert entries[0].values is not None
        assert entries[0].values["sender"] == uid
        assert entries[0].values["signed"]["report"]["deed"]["what"] == leaving.APPROVED  # type: ignore[index]
        assert vault.names(book.folder, "general") == []


def test_an_approval_of_what_changed_since_is_refused_with_a_note(book: Book) -> None:
    """[VF-85] The head saw another case than the one that would be closed."""
    case = proposed(book)
    with at_the_other_desk(book) as heads:
        leaving.approve(heads, case)
    notes.write(book, case, "Something more came in.")
    book.close()

    book, told = taken_in(book.folder.path)
    with book:
        assert "changed after what was signed for" in told[deeds_left.NOT_TAKEN]
        assert cases.shown(book, case).status == "awaiting-second"
        assert "it was not taken in" in cases.shown(book, case).notes[-1].words
        assert vault.names(book.folder, "general") == []


def test_a_return_a_note_and_a_viewing_are_taken_in_too(book: Book) -> None:
    """The note that the head wrote first makes the return no staler."""
    case = proposed(book)
    with at_the_other_desk(book) as heads:
        leaving.note(heads, case, "I should like to see the reply.")
        leaving.viewing(heads, case)
        leaving.send_back(heads, case, "The reply of the parents is wanted.")
        with pytest.raises(SecondRefused), at_the_other_desk(book, "dsl") as own:
            leaving.approve(own, case)
    book.close()

    book, told = taken_in(book.folder.path)
    with book:
        assert set(told) == {deeds_left.TAKEN}
        view = cases.shown(book, case)
        assert view.status == "open"
        assert view.notes[-1].words == "I should like to see the reply."
        assert view.notes[-1].recorded_by == "head"
        verbs = [each.verb for each in book.compartment("general").entries()]
        assert "viewed" in verbs


def test_a_return_that_was_left_after_an_approval_counts_before_it(book: Book) -> None:
    case = proposed(book)
    with at_the_other_desk(book) as heads:
        leaving.approve(heads, case, "All is there.")
        leaving.send_back(heads, case, "The reply of the mother is wanted.")
    book.close()

    book, told = taken_in(book.folder.path)
    with book:
        view = cases.shown(book, case)
        assert view.status == "open"
        assert view.closings[-1].second_words == "The reply of the mother is wanted."
        assert "changed after what was signed for" in told[deeds_left.NOT_TAKEN]


def test_no_word_of_what_is_not_taken_in_is_lost(book: Book) -> None:
    case = proposed(book)
    with at_the_other_desk(book) as heads:
        leaving.send_back(heads, case, "The reply of the mother is wanted.")
    notes.write(book, case, "Something more came in.")
    book.close()

    book, told = taken_in(book.folder.path)
    with book:
        assert "mother" not in told[deeds_left.NOT_TAKEN], "a finding tells nothing of a case"
        kept = cases.shown(book, case).notes[-1].words
        assert kept.endswith("They wrote: “The reply of the mother is wanted.”")


def test_whoever_proposed_it_cannot_approve_it_by_a_program_of_their_own(book: Book) -> None:
    """[VF-85] What is left is judged by who signed it, not by who takes it in."""
    case = proposed(book)
    with at_the_other_desk(book, "dsl") as own:
        leaving._leave(own, case, leaving.APPROVED, words="")
    book.close()

    book, told = taken_in(book.folder.path, "head")
    with book:
        assert "you gave the first signature" in told[deeds_left.NOT_TAKEN]
        assert cases.shown(book, case).status == "awaiting-second"


def test_who_holds_it_no_more_signs_nothing_there(book: Book) -> None:
    case = proposed(book)
    with at_the_other_desk(book) as heads:
        leaving.approve(heads, case)
    book.close()
    with sitting(book.folder.path, "head") as heads:
        membership.revoke(heads, "head", "general")

    book, told = taken_in(book.folder.path)
    with book:
        assert "does not hold this compartment now" in told[deeds_left.NOT_TAKEN]
        assert cases.shown(book, case).status == "awaiting-second"


def test_a_deed_that_comes_back_is_done_once(book: Book, tmp_path: Path) -> None:
    """Whoever was stopped between keeping it and removing its file."""
    case = logged(book)
    with at_the_other_desk(book) as heads:
        left = leaving.note(heads, case, "Once.")
    path = vault.path_of(book.folder, "general", left.drop)
    shutil.copy(path, tmp_path / "kept")
    book.close()
    book, _ = taken_in(book.folder.path)
    book.close()
    shutil.copy(tmp_path / "kept", path)

    book, told = taken_in(book.folder.path)
    with book:
        assert KEPT_ALREADY in told
        assert [each.words for each in cases.shown(book, case).notes] == ["Once."]


def test_what_would_be_refused_here_is_refused_at_once(book: Book) -> None:
    case = logged(book)
    with at_the_other_desk(book) as heads, pytest.raises(NothingToApprove):
        leaving.approve(heads, case)
    assert vault.names(book.folder, "general") == []
