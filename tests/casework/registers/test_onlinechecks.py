"""Online checks: adults only, what anybody can see only, and a day by which they go."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework.registers import keeping, onlinechecks
from casebook.casework.registers.onlinechecks import ONLINE_CHECK
from casebook.clock import Hand
from casebook.errors.given import MomentImpossible, ValueUnknown
from casebook.errors.registers import FieldsMissing, PasswordRefused, PublicOnly
from casebook.store.book import Book
from tests.casework.conftest import later, sitting

CHECK: dict[str, Any] = {
    "whose": "Ash Applicant-Test",
    "whose_part": "applicant",
    "post": "Teaching assistant",
    "looked_at": "Search by name; public pages of Gatepost",
    "outcome": "Nothing of concern.",
    "review_on": "17/5/2027",
    "informed": "In the invitation.",
}


def test_a_check_says_who_looked_when_at_what_and_what_came_of_it(book: Book) -> None:
    view = onlinechecks.record(book, CHECK, public_only=True)

    assert (view.reference, view.compartment) == ("C-OC-0001", "general")
    assert view.details["checked_by"] == "Dilys Specimen"
    assert str(view.details["checked_on"]) == "2026-11-17"
    assert view.minds == ()


def test_only_what_anybody_can_see_is_looked_at(book: Book) -> None:
    with pytest.raises(PublicOnly):
        onlinechecks.record(book, CHECK, public_only=False)


def test_no_pupil_and_no_parent_is_looked_up(book: Book) -> None:
    for part in ("pupil", "parent", "former-pupil"):
        with pytest.raises(ValueUnknown):
            onlinechecks.record(book, {**CHECK, "whose_part": part}, public_only=True)


def test_it_has_a_day_by_which_it_goes(book: Book, hand: Hand) -> None:
    with pytest.raises(FieldsMissing) as caught:
        onlinechecks.record(
            book, {name: CHECK[name] for name in CHECK if name != "review_on"}, public_only=True
        )
    assert caught.value.named["fields"] == "--review"
    with pytest.raises(MomentImpossible):
        onlinechecks.record(book, {**CHECK, "review_on": "1/11/2026"}, public_only=True)
    onlinechecks.record(book, CHECK, public_only=True)
    later(hand, days=200)
    late = keeping.listed(book, ONLINE_CHECK)[0]
    assert late.overdue
    assert "its day is past" in late.pressing[0]
    assert keeping.end(book, ONLINE_CHECK, "C-OC-0001", "Destroyed with the papers.").minds == ()


def test_it_is_kept_in_staff_where_that_is_held(made: Path, hand: Hand) -> None:
    with sitting(made, "head") as book:
        assert onlinechecks.record(book, CHECK, public_only=True).reference == "S-OC-0001"
        asked = onlinechecks.record(book, CHECK, "general", public_only=True)
        assert asked.reference == "C-OC-0001"


def test_a_password_is_no_part_of_a_check(book: Book) -> None:
    """Whoever used one has looked at more than anybody can see."""
    with pytest.raises(PasswordRefused):
        onlinechecks.record(book, CHECK | {"outcome": "her login is Hunter2!"}, public_only=True)
