"""The newest time of a casebook's entries is noted on this machine, and nothing else of it."""

from datetime import timedelta
from pathlib import Path

from casebook import clock
from casebook.store import newest
from casebook.store.book import open_book
from casebook.store.verify import verify_folder
from tests.school import WORDS


def entered(folder: Path) -> str:
    """Open, enter that something was looked at, and close; gives the casebook's number."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        with book.compartment("general").changing() as change:
            change.witness("looked at", "settings", book.casebook_id)
        return book.casebook_id


def test_it_is_the_newest_entry_s_time(made: Path) -> None:
    with clock.travelling(clock.now() + timedelta(days=3)) as hand:
        name = entered(made)

        assert newest.seen(name) == hand.moment


def test_a_clock_that_goes_back_does_not_take_it_along(made: Path) -> None:
    with clock.travelling(clock.now() + timedelta(days=3)) as hand:
        name = entered(made)
        seen = hand.moment
        hand.advance(days=-3652)
        entered(made)

    assert newest.seen(name) == seen


def test_a_reader_sees_it_too(made: Path) -> None:
    with open_book(made, "chair", WORDS["chair"], write=False) as book:
        pass

    assert newest.seen(book.casebook_id) is not None


def test_a_note_that_is_none_is_no_obstacle(made: Path) -> None:
    name = entered(made)
    newest._note(name).write_text("nonsense")

    assert newest.seen(name) is None
    entered(made)
    assert newest.seen(name) is not None


def test_whoever_opens_it_with_a_clock_behind_is_told_and_still_works(made: Path) -> None:
    with clock.travelling(clock.now() + timedelta(days=3)) as hand:
        entered(made)
        hand.advance(minutes=-9)
        with open_book(made, "dsl", WORDS["dsl"]) as book:
            assert book.noticed == ()
        hand.advance(minutes=-2)
        with open_book(made, "dsl", WORDS["dsl"]) as book:
            (told,) = book.noticed
            assert (told.code, told.severity) == (newest.BEHIND, "note")
            assert clock.words(hand.moment) in told.consequence
            assert book.is_writer


def test_each_step_back_is_noted_once_at_its_entry(made: Path) -> None:
    with clock.travelling(clock.now() + timedelta(days=3)) as hand:
        for days in (0, -3652, 0, 0, 3652, -1):
            hand.advance(days=days)
            entered(made)
        with open_book(made, "dsl", WORDS["dsl"]) as book:
            verdict = verify_folder(made, book)

    assert verdict.verdict == "unchanged"
    assert [each.code for each in verdict.findings].count("L-09") == 2
