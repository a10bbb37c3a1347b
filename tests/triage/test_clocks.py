"""The five clocks, worked out by hand in London's time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casebook.errors.asked import KnownAtUnusable
from casebook.triage.clocks import Due
from casebook.triage.question import read
from tests.triage.questions import CATALOGUE

SCHOOL = CATALOGUE.profiles["default"]


def due(known_at: str, clock: int, calendar: str = "england-and-wales", **school: object) -> str:
    """When a clock runs out, as an answer prints it."""
    question = read(CATALOGUE, {"known_at": known_at, "calendar": calendar})
    profile = replace(SCHOOL, **school)  # type: ignore[arg-type]  # by keyword, as a table has it
    return Due(question, profile).first(1 << clock).said


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("2026-11-20T16:40:00+00:00", "2026-11-20T16:40:00+00:00"),
        ("2026-11-20T16:40:00Z", "2026-11-20T16:40:00+00:00"),
        ("2026-06-05T16:40:00Z", "2026-06-05T17:40:00+01:00"),
        ("2026-11-20T23:30:00-05:00", "2026-11-21T04:30:00+00:00"),
        ("2026-11-20T16:40:00.250000+00:00", "2026-11-20T16:40:00.250000+00:00"),
        ("2026-11-20T16:40:00.2500009+00:00", "2026-11-20T16:40:00.250000+00:00"),
        ("2026-11-20T16:40Z", "2026-11-20T16:40:00+00:00"),
    ],
)
def test_now_is_the_moment_it_became_known_on_london_clocks(known_at: str, expected: str) -> None:
    assert due(known_at, 0) == expected


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("2026-11-20T00:00:00+00:00", "2026-11-20T23:59:00+00:00"),
        ("2026-11-20T23:59:00+00:00", "2026-11-20T23:59:00+00:00"),
        ("2026-11-20T23:59:30+00:00", "2026-11-20T23:59:30+00:00"),
        ("2026-06-05T23:30:00Z", "2026-06-06T23:59:00+01:00"),
        ("2026-10-25T00:30:00+01:00", "2026-10-25T23:59:00+00:00"),
        ("2026-03-29T00:30:00+00:00", "2026-03-29T23:59:00+01:00"),
        ("2026-11-21T10:00:00+00:00", "2026-11-21T23:59:00+00:00"),
    ],
)
def test_at_once_is_a_minute_to_midnight_and_never_before_it_became_known(
    known_at: str, expected: str
) -> None:
    """The day is London's day, whatever offset it was given in; weekends do not move it."""
    assert due(known_at, 1) == expected


@pytest.mark.parametrize(
    ("known_at", "calendar", "expected"),
    [
        ("2026-11-19T09:00:00+00:00", "england-and-wales", "2026-11-20T17:00:00+00:00"),
        ("2026-11-20T23:59:59+00:00", "england-and-wales", "2026-11-23T17:00:00+00:00"),
        ("2026-11-21T10:00:00+00:00", "england-and-wales", "2026-11-23T17:00:00+00:00"),
        ("2026-11-22T10:00:00+00:00", "england-and-wales", "2026-11-23T17:00:00+00:00"),
        ("2026-04-02T10:00:00+01:00", "england-and-wales", "2026-04-07T17:00:00+01:00"),
        ("2026-04-02T10:00:00+01:00", "scotland", "2026-04-06T17:00:00+01:00"),
        ("2026-03-27T10:00:00+00:00", "england-and-wales", "2026-03-30T17:00:00+01:00"),
        ("2026-06-04T23:30:00Z", "england-and-wales", "2026-06-08T17:00:00+01:00"),
        ("2026-12-24T12:00:00+00:00", "england-and-wales", "2026-12-29T17:00:00+00:00"),
        ("2026-07-10T12:00:00+01:00", "northern-ireland", "2026-07-14T17:00:00+01:00"),
    ],
)
def test_one_working_day_is_five_o_clock_of_the_next_one(
    known_at: str, calendar: str, expected: str
) -> None:
    """Known on a Saturday: Monday. Known on the Thursday before Good Friday: the Tuesday after."""
    assert due(known_at, 2, calendar) == expected


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("2026-11-19T09:30:00+00:00", "2026-11-20T09:30:00+00:00"),
        ("2026-11-20T18:00:00+00:00", "2026-11-21T18:00:00+00:00"),
        ("2026-11-21T00:00:00+00:00", "2026-11-23T17:00:00+00:00"),
        ("2026-11-22T23:59:00+00:00", "2026-11-23T17:00:00+00:00"),
        ("2026-04-02T18:00:00+01:00", "2026-04-03T18:00:00+01:00"),
        ("2026-04-03T09:00:00+01:00", "2026-04-07T17:00:00+01:00"),
        ("2026-12-28T09:00:00+00:00", "2026-12-29T17:00:00+00:00"),
        ("2026-06-05T23:30:00Z", "2026-06-08T17:00:00+01:00"),
    ],
)
def test_twenty_four_hours_move_only_for_what_comes_on_a_day_off(
    known_at: str, expected: str
) -> None:
    """Friday 18:00 is due Saturday 18:00; what comes on Saturday, Sunday or a holiday waits."""
    assert due(known_at, 3) == expected


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("2026-11-20T16:59:59+00:00", "2026-11-21T16:59:59+00:00"),
        ("2026-11-20T17:00:00+00:00", "2026-11-23T17:00:00+00:00"),
        ("2026-11-20T18:00:00+00:00", "2026-11-23T17:00:00+00:00"),
        ("2026-06-05T16:30:00Z", "2026-06-08T17:00:00+01:00"),
        ("2026-11-19T18:00:00+00:00", "2026-11-20T18:00:00+00:00"),
        ("2026-05-01T18:00:00+01:00", "2026-05-05T17:00:00+01:00"),
    ],
)
def test_a_school_may_let_friday_evening_wait_for_the_next_working_day(
    known_at: str, expected: str
) -> None:
    """The evening begins at closing, by London's clocks; other evenings do not wait."""
    assert due(known_at, 3, friday_evening="next-working-day") == expected


@pytest.mark.parametrize(
    ("known_at", "days", "expected"),
    [
        ("2026-11-16T09:00:00+00:00", 5, "2026-11-23T17:00:00+00:00"),
        ("2026-11-21T09:00:00+00:00", 5, "2026-11-27T17:00:00+00:00"),
        ("2026-04-02T09:00:00+01:00", 5, "2026-04-13T17:00:00+01:00"),
        ("2026-12-23T09:00:00+00:00", 5, "2027-01-04T17:00:00+00:00"),
        ("2026-03-26T09:00:00+00:00", 5, "2026-04-02T17:00:00+01:00"),
        ("2026-11-20T09:00:00+00:00", 1, "2026-11-23T17:00:00+00:00"),
        ("2026-11-20T09:00:00+00:00", 10, "2026-12-04T17:00:00+00:00"),
    ],
)
def test_the_school_s_own_target_counts_its_working_days(
    known_at: str, days: int, expected: str
) -> None:
    assert due(known_at, 4, target_working_days=days) == expected


def test_of_two_clocks_that_run_out_together_the_lower_is_named() -> None:
    saturday = read(CATALOGUE, {"known_at": "2026-11-21T10:00:00+00:00"})
    last_second = read(CATALOGUE, {"known_at": "2026-11-20T23:59:30+00:00"})

    assert Due(saturday, SCHOOL).first(0b01100).clock == 2
    assert Due(last_second, SCHOOL).first(0b00011).clock == 0


def test_which_clock_runs_out_first_depends_on_the_day() -> None:
    """Twenty-four hours from Thursday end before, and from Friday after, the next working day."""
    thursday = read(CATALOGUE, {"known_at": "2026-11-19T09:00:00+00:00"})
    friday = read(CATALOGUE, {"known_at": "2026-11-20T09:00:00+00:00"})
    thursday_evening = read(CATALOGUE, {"known_at": "2026-11-19T19:00:00+00:00"})

    assert Due(thursday, SCHOOL).first(0b01100).clock == 3
    assert Due(friday, SCHOOL).first(0b01100).clock == 3
    assert Due(thursday_evening, SCHOOL).first(0b01100).clock == 2


def test_a_moment_at_the_end_of_all_calendars_is_refused() -> None:
    question = read(CATALOGUE, {"known_at": "9999-12-31T12:00:00Z"})

    assert Due(question, SCHOOL).first(0b00010).at == datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    with pytest.raises(KnownAtUnusable):
        Due(question, SCHOOL).first(0b10000)
