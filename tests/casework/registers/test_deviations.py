"""Departures from the policy: what, why, who was told and when; the head answers."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework.registers import deviations, overview
from casebook.clock import Hand
from casebook.errors.given import MomentImpossible
from casebook.errors.registers import FieldsMissing, NotTheirsToDecide, OwnDecision
from casebook.store.book import Book
from tests.casework.conftest import sitting

DV = "C-DV-0001"
DEPARTED: dict[str, Any] = {
    "whose": "Tansy Halfpenny-Test",
    "rule": "No private numbers on trips.",
    "done": "Gave her own number to two parents.",
    "justification": "The school's phone had no signal.",
}


def test_whether_the_head_was_told_before_or_after_follows_from_the_days(book: Book) -> None:
    for days, said in (
        ({"done_on": "18/11/2026"}, "before"),
        ({"done_on": "17/11/2026", "told_on": "17/11/2026"}, "before"),
        ({"done_on": "15/11/2026", "told_on": "16/11/2026"}, "after"),
        ({}, ""),
    ):
        view = deviations.record(book, DEPARTED | days)
        shown, _ = overview.shown(book, view.reference)
        assert (view.details["told"], shown.details["told_when"]) == ("the head", said)
        assert ("it was told only after it was done" in view.minds) == (said == "after")


def test_a_departure_says_what_and_why(book: Book) -> None:
    for lacking in DEPARTED:
        given = {name: DEPARTED[name] for name in DEPARTED if name != lacking}
        with pytest.raises(FieldsMissing):
            deviations.record(book, given)


def test_nobody_was_told_tomorrow(book: Book) -> None:
    with pytest.raises(MomentImpossible):
        deviations.record(book, {**DEPARTED, "told_on": "18/11/2026"})


def test_the_head_answers_and_the_governors_in_the_head_s_own_matter(
    made: Path, hand: Hand
) -> None:
    with sitting(made, "dsl") as book:
        deviations.record(book, DEPARTED)
        deviations.record(book, {**DEPARTED, "whose": "Hector Sample", "told": "the chair"})
        with pytest.raises(NotTheirsToDecide):
            deviations.answer(book, DV, "Agreed.")
        view = deviations.answer(book, "C-DV-0002", "Not again.", minute="Chair, 16 November")
        assert view.state == "answered"
    with sitting(made, "head") as book:
        assert deviations.answer(book, DV, "Right, this once.").details["answered_by"]
        deviations.record(book, {**DEPARTED, "whose": "the head"})
        with pytest.raises(OwnDecision):
            deviations.answer(book, "C-DV-0003", "Fine.")
