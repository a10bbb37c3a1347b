"""Declared relationships, and the boundary that somebody else agrees."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework.registers import keeping, relationships
from casebook.casework.registers.relationships import RELATIONSHIP
from casebook.casework.registers.wording import RELATIONSHIPS
from casebook.clock import Hand
from casebook.errors.given import TextUnusable, ValueUnknown
from casebook.errors.opening import NotAHolder
from casebook.errors.registers import FieldsMissing, NotOpenToThis, OwnDecision
from casebook.store.book import Book
from tests.casework.conftest import later, sitting

RE = "C-RE-0001"
DECLARED: dict[str, Any] = {
    "whose": "Tansy Halfpenny-Test",
    "what": "godchild",
    "whom": "Perry Winkle-Test",
    "declared_to": "the head",
}


def test_each_kind_of_tie_can_be_declared(book: Book) -> None:
    for number, kind in enumerate(RELATIONSHIPS, 1):
        view = relationships.declare(book, {**DECLARED, "what": kind})
        assert (view.reference, view.state) == (f"C-RE-{number:04d}", "declared")
        days = str(view.review_on), str(view.details["declared_on"])
        assert days == ("2027-11-17", "2026-11-17")
        assert view.minds == ("no boundary was agreed yet",)


def test_a_declaration_says_whose_with_whom_and_to_whom(book: Book) -> None:
    for lacking in DECLARED:
        given = {name: DECLARED[name] for name in DECLARED if name != lacking}
        with pytest.raises(FieldsMissing):
            relationships.declare(book, given)


def test_a_tie_that_is_none_of_these_is_refused(book: Book) -> None:
    with pytest.raises(ValueUnknown):
        relationships.declare(book, {**DECLARED, "what": "acquaintance"})


def test_the_boundary_is_agreed_by_somebody_else(book: Book) -> None:
    relationships.declare(book, DECLARED)
    view = relationships.agree(book, RE, "Not in her class.", "The parents are friends too.")

    assert (view.state, view.details["agreed_by"]) == ("agreed", "Dilys Specimen (dsl)")
    assert view.details["boundary"] == "Not in her class."
    assert view.minds == ()
    with pytest.raises(TextUnusable):
        relationships.agree(book, RE, " ")


def test_nobody_agrees_their_own_boundary(book: Book) -> None:
    relationships.declare(book, {**DECLARED, "whose": "Dilys Specimen"})

    with pytest.raises(OwnDecision):
        relationships.agree(book, RE, "Nothing changes.")


def test_it_is_kept_in_general_unless_staff_is_asked_for(made: Path, hand: Hand) -> None:
    with sitting(made, "dsl") as book, pytest.raises(NotAHolder):
        relationships.declare(book, DECLARED, "staff")
    with sitting(made, "head") as book:
        assert relationships.declare(book, DECLARED).compartment == "general"
        view = relationships.declare(book, DECLARED, "staff")
        assert (view.reference, view.compartment) == ("S-RE-0001", "staff")
    with sitting(made, "dsl", write=False) as book:
        assert [each.reference for each in keeping.listed(book, RELATIONSHIP)] == [RE]


def test_it_is_reviewed_and_ends_with_a_reason(book: Book, hand: Hand) -> None:
    relationships.declare(book, DECLARED)
    later(hand, days=340)
    assert keeping.listed(book, RELATIONSHIP)[0].due
    view = keeping.review(book, RELATIONSHIP, RE, "Still her class teacher's friend.", None)
    assert (view.due, str(view.review_on)) == (False, "2028-10-22")

    over = keeping.end(book, RELATIONSHIP, RE, "The pupil has left.")
    assert (over.state, over.review_on) == ("ended", None)
    with pytest.raises(NotOpenToThis):
        relationships.agree(book, RE, "Not in her class.")
