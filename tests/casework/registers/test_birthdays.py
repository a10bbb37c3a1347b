"""A day of birth is found in whatever form somebody writes it, and ordinary words are let by."""

from datetime import date

import pytest

from casebook.casework.registers import birthdays
from casebook.errors.registers import BirthDayRefused

BORN = date(2014, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "9/3/2014",
        "She is too young: 09.03.14",
        "2014-03-09",
        "the 9th of March 2014",
        "9 Mar 2014",
        "9March2014",
        "March 9th",
        "March 2014",
        "ninth of march",
        "the twenty-first of June",
        "09032014",
        "20140309",
        "090314",
        "9 3 2014",
        "９／３／２０１４",
        "9\u200b/3/2014",
        "٩/٣/٢٠١٤",
        "born in the year 2014",
        "DOB 9",
        "D.O.B.: nine March",
        "her birthday is the ninth",
        "03/09/2014",
    ],
)
def test_a_date_is_refused_in_every_form(text: str) -> None:
    with pytest.raises(BirthDayRefused) as caught:
        birthdays.refuse(text, "words")

    assert "2014" not in str(caught.value.as_json())


@pytest.mark.parametrize(
    "text", ["0 9 0 3 2 0 1 4", "code 932014x", "in 2014", "99 14-3-9", "9*3*14", "id 20140309001"]
)
def test_a_recorded_day_of_birth_is_found_however_it_is_parted(text: str) -> None:
    with pytest.raises(BirthDayRefused):
        birthdays.refuse(text, "words", [BORN])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This account belongs to a pupil of ours who is eleven; your terms ask for thirteen.",
        "He may be 10.",
        "Account number 48213390021",
        "user12345",
        "Your terms, section 4.2, ask for 13 years.",
        "It is the second account of this pupil.",
        "The pupils marched to 3 places.",
    ],
)
def test_ordinary_words_are_let_by(text: str) -> None:
    birthdays.refuse(text, "words", [BORN])
