"""What is given for a registration is checked field by field, whenever it is given."""

from datetime import date

import pytest

from casebook.casework.registers import fields
from casebook.casework.registers.fields import Field, checked
from casebook.clock import Hand
from casebook.errors.given import DateAmbiguous, MomentImpossible, TextUnusable
from casebook.errors.registers import DayInvalid, FieldsMissing


@pytest.mark.parametrize(
    "text", ["5/2/18", "5 February 2018", "2018-02-05", "Monday 5 February 2018"]
)
def test_a_day_is_read_as_it_is_written_by_hand(hand: Hand, text: str) -> None:
    assert fields.day(text, "opened") == date(2018, 2, 5)


def test_a_day_may_lie_ahead(hand: Hand) -> None:
    assert fields.coming_day("1/12/2027", "expires") == date(2027, 12, 1)
    assert fields.day("tomorrow", "review") == date(2026, 11, 18)


@pytest.mark.parametrize("text", ["in March 2026", "last week", "between 1/11 and 3/11", "unknown"])
def test_what_is_not_one_day_is_refused(hand: Hand, text: str) -> None:
    with pytest.raises((DayInvalid, DateAmbiguous)):
        fields.day(text, "opened")


def test_what_is_a_fact_is_not_in_the_future_and_what_runs_out_not_past(hand: Hand) -> None:
    with pytest.raises(MomentImpossible):
        fields.past_day("18/11/2026", "on")
    with pytest.raises(MomentImpossible):
        fields.coming_day("16/11/2026", "expires")


def test_a_name_stands_once_however_it_is_spelt() -> None:
    said = ["Bo  Specimen-Test", "bo specimen-test", "Tilda Sample-Test"]

    assert fields.names(said, "run_by") == ["bo specimen-test", "Tilda Sample-Test"]


@pytest.mark.parametrize("name", ["", "   ", "N" * 10_000, "Bo\0Test", "Bo\ud800"])
def test_a_name_that_cannot_be_kept_is_refused(name: str) -> None:
    with pytest.raises(TextUnusable):
        fields.names([name], "run_by")


def test_more_names_than_anybody_could_watch_are_refused() -> None:
    with pytest.raises(TextUnusable):
        fields.names([f"Invented Person {each}" for each in range(fields.MOST_NAMES + 1)], "run_by")


def test_what_is_needed_is_needed_when_it_is_entered_and_not_when_it_is_amended() -> None:
    table = {"name": Field(fields.line, is_needed=True), "reach": Field(fields.line)}

    with pytest.raises(FieldsMissing) as caught:
        checked(table, {"reach": "open"}, whole=True)
    assert caught.value.named["fields"] == "--name"
    assert checked(table, {"reach": "open"}, whole=False) == {"reach": "open"}
