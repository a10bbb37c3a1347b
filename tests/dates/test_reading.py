"""What people type is read day first, strictly, and read back; seen from 21 November 2026."""

from datetime import datetime

import pytest

from casebook import dates
from casebook.clock import LONDON
from casebook.errors import CasebookError
from casebook.errors.given import DateAmbiguous, DateImpossible, DateInFuture, DateUnreadable

NOW = datetime(2026, 11, 21, 12, 54, tzinfo=LONDON)
TUESDAY = "Tuesday 17 November 2026"
FRIDAY = "Friday 20 November 2026"


def read(text: str) -> dates.WhenRead:
    """The reading of `text` on that Saturday."""
    return dates.read(text, now=NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "17/11/2026 15:15",
        "17/11 at 1515",
        "17/11 1515",
        "17 Nov 1515",
        "on 17.11 at 15.15",
        "17.11.26 3.15pm",
        "17-11-2026 3:15 PM",
        "17/11/2026, 15.15",
        "15.15 on 17/11",
        "3.15 p.m. on 17 Nov",
        "17 November 2026 at 15:15",
        "17th of November at 15:15 hrs",
        "November 17, 2026 at 3.15pm",
        "Tuesday 17 Nov, 3.15pm",
        "Tue 17/11 at 1515 hrs",
        "last Tuesday 3.15pm",
        "on Tuesday at 3:15 in the afternoon",
        "quarter past three on Tuesday afternoon",
        "a quarter past 3 pm on the 17th",
        "four days ago at 15:15",
        "Tuesday this week at 15:15 GMT",
        "2026-11-17T15:15",
        "2026-11-17 15:15:00Z",
        "2026-11-17T16:15:00+01:00",
        "１７／11／2026 at 15\N{FULLWIDTH COLON}15",
        f"{TUESDAY} at 15:15 GMT",
    ],
)
def test_one_moment_can_be_written_in_many_ways(typed: str) -> None:
    found = read(typed)

    assert found.said == f"{TUESDAY} at 15:15 GMT"
    assert found.precision == "exact"
    assert found.earliest == found.latest == datetime(2026, 11, 17, 15, 15, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yesterday at 4pm", "Friday 20 November 2026 at 16:00 GMT"),
        ("the day before yesterday at noon", "Thursday 19 November 2026 at 12:00 GMT"),
        ("twenty to nine yesterday evening", "Friday 20 November 2026 at 20:40 GMT"),
        ("last night at 11", "Friday 20 November 2026 at 23:00 GMT"),
        ("this morning at 9", "Saturday 21 November 2026 at 09:00 GMT"),
        ("Tuesday last week at 9am", "Tuesday 10 November 2026 at 09:00 GMT"),
        ("last Saturday at 09:05", "Saturday 14 November 2026 at 09:05 GMT"),
        ("12.30am on 17/11", f"{TUESDAY} at 00:30 GMT"),
        ("12pm on 17/11", f"{TUESDAY} at 12:00 GMT"),
        ("17/07/2026 at 15:15", "Friday 17 July 2026 at 15:15 BST"),
        ("2026-07-17T15:15Z", "Friday 17 July 2026 at 16:15 BST"),
        ("25/12 at 0900", "Thursday 25 December 2025 at 09:00 GMT"),
        ("1.30am BST on 25/10/2026", "Sunday 25 October 2026 at 01:30 BST"),
        ("1.30am GMT on 25/10/2026", "Sunday 25 October 2026 at 01:30 GMT"),
        ("now", "Saturday 21 November 2026 at 12:54 GMT"),
        ("17/11/2026 15:15:30", f"{TUESDAY} at 15:15:30 GMT"),
    ],
)
def test_a_moment_is_read_back_in_full_words_with_its_zone(typed: str, said: str) -> None:
    found = read(typed)

    assert found.said == said
    assert found.precision == "exact"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("17/11/2026", f"some time on {TUESDAY}"),
        ("17th Nov", f"some time on {TUESDAY}"),
        ("on Tuesday", f"some time on {TUESDAY}"),
        ("the 22nd", "some time on Thursday 22 October 2026"),
        ("29/02", "some time on Thursday 29 February 2024"),
        ("05/06/07", "some time on Tuesday 5 June 2007"),
        ("in March 2026", "some time in March 2026"),
        ("in December", "some time in December 2025"),
        ("1998", "some time in 1998"),
        ("last weekend", "some time between Saturday 14 November 2026 and Sunday 15 November 2026"),
        ("this weekend", "some time between Saturday 21 November 2026 and Sunday 22 November 2026"),
        ("last week on Friday", "some time on Friday 13 November 2026"),
        ("a week ago", "some time on Saturday 14 November 2026"),
        ("last week", "some time between Monday 9 November 2026 and Sunday 15 November 2026"),
        ("last month", "some time in October 2026"),
        ("last year", "some time in 2025"),
        ("between 1998 and 2001", "some time between 1998 and 2001"),
        ("between March and May 2026", "some time between March 2026 and May 2026"),
        (
            "between 28 December and 3 January 2026",
            "some time between Sunday 28 December 2025 and Saturday 3 January 2026",
        ),
        (
            "between 3pm and 4pm on 17/11/2026",
            f"some time between 15:00 GMT and 16:00 GMT on {TUESDAY}",
        ),
        ("on 17/11 between 3pm and 4pm", f"some time between 15:00 GMT and 16:00 GMT on {TUESDAY}"),
        ("from 3pm on 17/11 until 4pm", f"some time between 15:00 GMT and 16:00 GMT on {TUESDAY}"),
        (
            "between 1915 and 1930 on 17/11/2026",
            f"some time between 19:15 GMT and 19:30 GMT on {TUESDAY}",
        ),
        (
            "between 1.30am BST and 1.30am GMT on 25/10/2026",
            "some time between 01:30 BST and 01:30 GMT on Sunday 25 October 2026",
        ),
        (
            "last night",
            f"some time between {FRIDAY} at 18:00 GMT and Saturday 21 November 2026 at 06:00 GMT",
        ),
        (
            "this morning",
            "some time between 00:00 GMT and 12:00 GMT on Saturday 21 November 2026",
        ),
    ],
)
def test_a_stretch_is_read_back_as_a_stretch(typed: str, said: str) -> None:
    found = read(typed)

    assert found.said == said
    assert found.precision == "between"
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest.timestamp() < found.latest.timestamp()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("about 3pm on 17/11", f"about {TUESDAY} at 15:00 GMT"),
        ("at around 3pm on Tuesday", f"about {TUESDAY} at 15:00 GMT"),
        ("on or about 17/11/2026", f"some time on about {TUESDAY}"),
        ("c. 1998", "some time in about 1998"),
        ("2 hours ago", "about Saturday 21 November 2026 at 10:54 GMT"),
    ],
)
def test_what_is_near_the_truth_says_so(typed: str, said: str) -> None:
    found = read(typed)

    assert found.said == said
    assert found.precision == "about"


@pytest.mark.parametrize("typed", ["unknown", "Not known", "at a time not known", "time unknown"])
def test_an_unknown_time_has_no_moment(typed: str) -> None:
    assert read(typed) == dates.WhenRead(None, None, "unknown", "at a time not known")


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("yesterday at 3", "Friday 20 November 2026 at 03:00", "Friday 20 November 2026 at 15:00"),
        ("half past three on Tuesday", f"{TUESDAY} at 03:30", f"{TUESDAY} at 15:30"),
        ("3:15 on 17/11", f"{TUESDAY} at 03:15", f"{TUESDAY} at 15:15"),
        ("Saturday", "Saturday 14 November 2026", "today, Saturday 21 November 2026"),
        ("3pm", "Friday 20 November", "Saturday 21 November"),
        ("05/06/98", "1998", "2098"),
        ("17/11 2015", "the year 2015", "the time 20:15"),
        ("2015 on 17/11", "the year 2015", "the time 20:15"),
        ("17.11", "the day 17/11", "the time 17:11"),
        ("midnight on 17/11", "as the day begins", "as it ends"),
        ("12am on 17/11", "noon", "as the day begins"),
        ("over the weekend", "this weekend", "last weekend"),
        ("1.30am on 25/10/2026", "01:30 BST", "01:30 GMT"),
        ("1.30am on 29/03/2026", "00:30 GMT", "02:30 BST"),
        ("in the morning", "today", "yesterday"),
        ("last night at 2am", "Friday 20 November 2026 at 02:00", "21 November 2026 at 02:00"),
    ],
)
def test_what_has_two_readings_is_refused_with_both(typed: str, first: str, second: str) -> None:
    with pytest.raises(DateAmbiguous) as refused:
        read(typed)

    assert first in refused.value.message
    assert second in refused.value.message


@pytest.mark.parametrize(
    "typed",
    [
        *("01/13/2026", "31/02/2026", "30/02", "00/11/2026", "32 November 2026", "29/02/2026"),
        *("Tuesday 18/11/2026", "Monday 17 Nov", "yesterday, Tuesday", "yesterday 17/11/2026"),
        *("17/11/2026 25:00", "17/11/2026 15:60", "2460 hrs on 17/11", "17/11/2026 3.75pm"),
        *("17/11 15.30am", "17/11 0.30pm", "yesterday, Monday, Friday"),
        *("this morning at 3pm", "17/11 at 15.15 BST", "17 November 1415 hrs in 0999"),
        *(
            "between 4pm and 3pm on 17/11",
            "from 2001 to 1998",
            "0001-01-01",
            "2026-11-17T15:15+25:00",
        ),
    ],
)
def test_what_cannot_have_been_is_refused(typed: str) -> None:
    with pytest.raises(DateImpossible):
        read(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "summer term", "soon", "nowhere", "todayish", "17", "17st Nov", "17/11/2026/4"),
        *("17/11/2026 at", "at", "about", "between", "between 3pm", "between 3pm and 4pm and 5pm"),
        *("17/11 3pm 4pm", "17/11 18/11", "Monday Tuesday", "3pm in March", "half to three"),
        *("1 2 3 4", "16 o'clock yesterday", "5 days", "17/11/2026; then the bus", "a" * 151),
        *("17 \N{ARABIC-INDIC DIGIT ONE}/11", "next Tuesday", "Tuesday week"),
        *("3pm between 17/11 and 18/11", "Tuesday in October", "the 17th in 2026", "17/11 GMT"),
        *("this morning BST", "now yesterday", "2 hours ago at 3pm", "last week at 3pm"),
    ],
)
def test_what_is_not_wholly_understood_is_refused(typed: str) -> None:
    with pytest.raises(DateUnreadable):
        read(typed)


@pytest.mark.parametrize("typed", ["tomorrow at 3pm", "22/11/2026", "21/11/2026 23:00", "in 2030"])
def test_what_has_happened_cannot_lie_in_the_future(typed: str) -> None:
    assert read(typed).earliest is not None
    with pytest.raises(DateInFuture):
        dates.read(typed, now=NOW, past_only=True)


@pytest.mark.parametrize("typed", ["today", "this week", "this year"])
def test_what_has_happened_ends_now_at_the_latest(typed: str) -> None:
    assert dates.read(typed, now=NOW, past_only=True).latest == NOW


@pytest.mark.parametrize(
    "typed", ["Perry Winkle-Test told me", "17/11 Perry Winkle-Test", "about Perry at 3.15pm"]
)
def test_an_error_repeats_nothing_of_the_words_that_were_typed(typed: str) -> None:
    with pytest.raises(CasebookError) as refused:
        read(typed)

    assert "perry" not in str(refused.value.as_json()).casefold()
    assert refused.value.__cause__ is None


def test_the_day_is_counted_from_londons_day_and_not_from_the_machines() -> None:
    """At half past eleven at night in Greenwich a summer's day has already begun in London."""
    late = datetime.fromisoformat("2026-07-01T23:30:00+00:00")

    assert dates.read("yesterday", now=late).said == "some time on Wednesday 1 July 2026"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "over the weekend",
            "some time between Saturday 14 November 2026 and Sunday 15 November 2026",
        ),
        ("last weekend", "some time between Saturday 14 November 2026 and Sunday 15 November 2026"),
    ],
)
def test_on_a_working_day_the_weekend_is_the_one_before(typed: str, said: str) -> None:
    wednesday = NOW.replace(day=18)

    assert dates.read(typed, now=wednesday).said == said
    with pytest.raises(DateAmbiguous):
        dates.read("this weekend", now=wednesday)


def test_a_doubled_hour_is_two_moments_an_hour_apart() -> None:
    summer, winter = (read(f"1.30am {zone} on 25/10/2026").earliest for zone in ("BST", "GMT"))

    assert summer is not None
    assert winter is not None
    assert winter.timestamp() - summer.timestamp() == 3600
