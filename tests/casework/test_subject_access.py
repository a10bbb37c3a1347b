"""What is kept about one person: gathered where one may read, and by when it is answered."""

from datetime import date
from pathlib import Path

import pytest

from casebook.casework import notes, subject_access
from casebook.casework.registers import keeping, onlinechecks
from casebook.casework.registers.onlinechecks import ONLINE_CHECK
from casebook.clock import Hand
from casebook.errors.retaining import PersonUnnamed
from casebook.store.book import Book
from tests.casework.conftest import entries, logged, people, sitting

TANSY = "Tansy Halfpenny-Test"


def test_everything_that_names_somebody_is_found_and_nothing_else(book: Book) -> None:
    case = logged(book)
    named = notes.write(book, case, "Halfpenny-Test was spoken to; Juno Biscuit-Test rang.")
    notes.write(book, case, "The caretaker opened the hall.")
    logged(book, people=people(("target", "parent", None)))

    found = subject_access.gather(book, "  tansy  HALFPENNY-Test ")

    (only,) = found.cases
    assert (only.case, only.roles, only.others) == (case, ("target",), ("Juno Biscuit-Test",))
    assert {each.reference for each in only.records} == {f"{case}-I01", named.reference}
    (note,) = [each for each in only.records if each.kind == "note"]
    assert (note.others, note.from_others) == (("Juno Biscuit-Test",), True)


def test_what_registers_have_of_somebody_is_found_too_and_what_they_had(book: Book) -> None:
    check = {"whose": TANSY, "whose_part": "applicant", "looked_at": "Public pages"}
    check |= {"outcome": "Nothing.", "review_on": "17/5/2027"}
    onlinechecks.record(book, check, public_only=True)
    keeping.amend(book, ONLINE_CHECK, "C-OC-0001", {"whose": "T. Married-Test"}, "New name.")

    found = subject_access.gather(book, TANSY)

    assert ([each.reference for each in found.registrations], found.cases) == (["C-OC-0001"], ())
    told = book.compartment("general").entries()[-1]
    assert (told.verb, told.values) == ("gathered", {"cases": ["C-OC-0001"]})


def test_two_people_of_one_name_are_kept_apart_by_their_birthdays(book: Book) -> None:
    for born in ("2012-01-02", "2014-03-09"):
        pupil = {"name": "Ash Same-Test", "kind": "pupil", "role": "target", "born": born}
        logged(book, people=[pupil])

    found = subject_access.gather(book, "Ash Same-Test")

    assert [each.born for each in found.cases] == ["2012-01-02", "2014-03-09"]


def test_what_somebody_does_not_hold_leaves_no_trace(made: Path, hand: Hand) -> None:
    """Whatever the head's compartment has of somebody, the DSL is told the same."""
    with sitting(made, "dsl") as book:
        logged(book)
        before = subject_access.gather(book, TANSY)
    with sitting(made, "head") as book:
        accused = {"name": TANSY, "kind": "staff", "role": "alleged"}
        case = logged(book, people=[accused], concerns=["staff-private-contact"])
        assert case in {each.case for each in subject_access.gather(book, TANSY).cases}
    with sitting(made, "dsl") as book:
        assert subject_access.gather(book, TANSY) == before
        with pytest.raises(PersonUnnamed):
            subject_access.gather(book, "Nobody At-All-Test")


def test_that_it_was_gathered_is_an_entry_where_something_was(book: Book) -> None:
    case = logged(book)

    subject_access.gather(book, TANSY)

    assert ("gathered", "witness:subject-access") in entries(book, case)


@pytest.mark.parametrize(
    ("received", "due", "later"),
    [
        (date(2026, 11, 17), "2026-12-17", "2027-02-17"),
        (date(2027, 1, 31), "2027-03-01", "2027-04-30"),  # 28 February 2027 is a Sunday
        (date(2026, 11, 25), "2026-12-29", "2027-02-25"),  # Christmas, a weekend, and its Monday
    ],
)
def test_the_answer_is_due_in_a_month_and_never_on_a_day_off(
    book: Book, received: date, due: str, later: str
) -> None:
    logged(book)

    found = subject_access.gather(book, TANSY, received)

    assert (found.due_by, found.complex_due_by) == (due, later)
