"""Working days: the public holidays of each division as the government lists them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors.asked import CalendarUnknown
from casebook.workingdays import (
    CALENDARS,
    add_working_days,
    is_working_day,
    next_working_day,
    public_holidays,
    skipped,
)

# The weekdays on which offices are closed, month and day, typed from the government's lists.
ENGLAND = {
    2022: "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227",
    2023: "0102 0407 0410 0501 0508 0529 0828 1225 1226",
    2024: "0101 0329 0401 0506 0527 0826 1225 1226",
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1228",
    2027: "0101 0326 0329 0503 0531 0830 1227 1228",
    2028: "0103 0414 0417 0501 0529 0828 1225 1226",
}
SCOTLAND = {
    2022: "0103 0104 0415 0502 0602 0603 0801 0919 1130 1226 1227",
    2023: "0102 0103 0407 0501 0508 0529 0807 1130 1225 1226",
    2024: "0101 0102 0329 0506 0527 0805 1202 1225 1226",
    2025: "0101 0102 0418 0505 0526 0804 1201 1225 1226",
    2026: "0101 0102 0403 0504 0525 0615 0803 1130 1225 1228",
    2027: "0101 0104 0326 0503 0531 0802 1130 1227 1228",
    2028: "0103 0104 0414 0501 0529 0807 1130 1225 1226",
}
NORTHERN_IRELAND = {
    2022: "0103 0317 0415 0418 0502 0602 0603 0712 0829 0919 1226 1227",
    2023: "0102 0317 0407 0410 0501 0508 0529 0712 0828 1225 1226",
    2024: "0101 0318 0329 0401 0506 0527 0712 0826 1225 1226",
    2025: "0101 0317 0418 0421 0505 0526 0714 0825 1225 1226",
    2026: "0101 0317 0403 0406 0504 0525 0713 0831 1225 1228",
    2027: "0101 0317 0326 0329 0503 0531 0712 0830 1227 1228",
    2028: "0103 0317 0414 0417 0501 0529 0712 0828 1225 1226",
}
LISTED = {
    "england-and-wales": ENGLAND,
    "scotland": SCOTLAND,
    "northern-ireland": NORTHERN_IRELAND,
}

calendars = st.sampled_from(sorted(CALENDARS))
days = st.dates(date(2015, 1, 1), date(2099, 12, 1))


@pytest.mark.parametrize("year", range(2022, 2029))
@pytest.mark.parametrize("calendar", sorted(CALENDARS))
def test_the_closed_weekdays_of_a_year_are_those_the_government_lists(
    calendar: str, year: int
) -> None:
    """One-off days (2022, 2023, Scotland 2026) and substitute days are among them."""
    first = date(year, 1, 1)
    closed = [
        f"{day:%m%d}"
        for day in (first + timedelta(days=count) for count in range(366))
        if day.year == year and day.weekday() < 5 and not is_working_day(day, calendar)
    ]

    assert " ".join(closed) == LISTED[calendar][year]


@pytest.mark.parametrize(
    ("calendar", "day", "following"),
    [
        ("england-and-wales", date(2026, 11, 20), date(2026, 11, 23)),
        ("england-and-wales", date(2026, 11, 21), date(2026, 11, 23)),
        ("england-and-wales", date(2026, 4, 2), date(2026, 4, 7)),
        ("scotland", date(2026, 4, 2), date(2026, 4, 6)),
        ("england-and-wales", date(2026, 12, 24), date(2026, 12, 29)),
        ("england-and-wales", date(2027, 12, 24), date(2027, 12, 29)),
        ("scotland", date(2026, 6, 12), date(2026, 6, 16)),
        ("england-and-wales", date(2026, 6, 12), date(2026, 6, 15)),
        ("northern-ireland", date(2026, 7, 10), date(2026, 7, 14)),
        ("scotland", date(2026, 12, 31), date(2027, 1, 5)),
        ("england-and-wales", date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_next_working_day_passes_over_weekends_and_holidays(
    calendar: str, day: date, following: date
) -> None:
    assert next_working_day(day, calendar) == following


def test_five_working_days_over_christmas_take_a_fortnight() -> None:
    assert add_working_days(date(2026, 12, 22), 5, "england-and-wales") == date(2026, 12, 31)
    assert add_working_days(date(2026, 12, 23), 5, "england-and-wales") == date(2027, 1, 4)


def test_adding_no_working_days_stays_where_it_is() -> None:
    assert add_working_days(date(2026, 11, 21), 0, "england-and-wales") == date(2026, 11, 21)


def test_what_was_passed_over_is_named() -> None:
    assert skipped(date(2026, 4, 2), date(2026, 4, 7), "england-and-wales") == [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 4), "Saturday"),
        (date(2026, 4, 5), "Sunday"),
        (date(2026, 4, 6), "Easter Monday"),
    ]


def test_nothing_is_passed_over_between_two_neighbouring_days() -> None:
    assert skipped(date(2026, 11, 19), date(2026, 11, 20), "england-and-wales") == []


def test_a_calendar_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(CalendarUnknown) as refused:
        is_working_day(date(2026, 11, 20), "wales")

    assert "england-and-wales, scotland, northern-ireland" in refused.value.message


def test_outside_the_years_that_are_listed_only_weekends_are_known() -> None:
    assert public_holidays(2150, "england-and-wales") == {}
    assert is_working_day(date(2150, 12, 25), "england-and-wales")


@given(days, calendars, st.integers(1, 30))
def test_counting_working_days_one_by_one_or_together_is_the_same(
    day: date, calendar: str, count: int
) -> None:
    together = add_working_days(day, count, calendar)
    passed = [day + timedelta(days=n) for n in range(1, (together - day).days + 1)]

    assert sum(is_working_day(each, calendar) for each in passed) == count
    assert is_working_day(together, calendar)


@given(days, calendars)
def test_every_day_before_the_next_working_day_is_passed_over(day: date, calendar: str) -> None:
    following = next_working_day(day, calendar)

    assert len(skipped(day, following, calendar)) == (following - day).days - 1
