"""Whatever is read can be written in other ways and read again; nothing that is typed crashes."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from casebook import dates
from casebook.clock import LONDON
from casebook.errors import CasebookError
from casebook.errors.given import DateAmbiguous

NOW = datetime(2026, 11, 21, 12, 54, tzinfo=LONDON)

MOMENTS = st.integers(
    int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()) // 60, int(NOW.timestamp()) // 60
).map(lambda minutes: datetime.fromtimestamp(minutes * 60, LONDON))

DAYS = (
    "{0:%d/%m/%Y}",
    "{0.day}/{0.month}/{0:%Y}",
    "{0:%d.%m.%Y}",
    "{0:%d-%m-%Y}",
    "{0:%Y-%m-%d}",
    "{0.day} {0:%B %Y}",
    "{0:%A} {0.day} {0:%b %Y}",
    "{0:%B} {0.day}, {0:%Y}",
)
TIMES = ("{0:%H:%M} {0:%Z}", "{0:%H%M} hrs {0:%Z}", "{0:%I.%M%p} {0:%Z}", "{0:%I:%M %p} {0:%Z}")

WORDS = (
    *("17/11", "17/11/2026", "3.15pm", "1515", "hrs", "at", "on", "in", "the", "about", "between"),
    *("and", "from", "to", "last", "this", "next", "tuesday", "saturday", "week", "weekend", "ago"),
    *("today", "yesterday", "night", "morning", "half", "past", "three", "o'clock", "pm", "bst"),
    *("2015", "1998", "march", "may", "31", "30th", "0", "00:00", "noon", "midnight", "some time"),
    *("unknown", ",", ".", "-", "2 hours ago", "29/02", "02/30/2026", "2026-03-29T01:30", "gmt"),
)


def outcome(typed: str, *, past_only: bool = False) -> dates.WhenRead | CasebookError:
    """The reading of `typed`, or why there is none."""
    try:
        return dates.read(typed, now=NOW, past_only=past_only)
    except CasebookError as refused:
        return refused


@given(MOMENTS)
def test_a_moment_reads_the_same_however_it_is_written(moment: datetime) -> None:
    for day, time in product(DAYS, TIMES):
        at_midnight = moment.hour == 0 and moment.minute == 0 and "%p" in time
        if at_midnight:
            continue  # "12.00am" is refused: people mean noon by it too
        for pattern in (f"{day} at {time}", f"{time} on {day}"):
            typed = pattern.format(moment)
            found = dates.read(typed, now=NOW)

            assert found.earliest is not None
            assert found.earliest.timestamp() == moment.timestamp(), typed
            assert found.precision == "exact"


@given(st.one_of(st.text(max_size=160), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
@example("9999-12-31T23:59:59+14:00")
@example("\udcff")
@example("99 weeks ago")
@example("last year and between")
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    found = outcome(typed, past_only=True)

    if isinstance(found, CasebookError):
        assert found.exit_status == 2
    elif found.earliest and found.latest:
        assert found.earliest.timestamp() <= found.latest.timestamp() <= NOW.timestamp()
    else:
        assert found.precision == "unknown"


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join))
@example("last night")
@example("about last week")
@example("about this morning")
@example("between 1998 and march 2015")
@example("between 17/11 and 3pm on 18/11")
def test_what_is_read_back_reads_as_the_same(typed: str) -> None:
    found = outcome(typed)
    if isinstance(found, dates.WhenRead):
        assert outcome(found.said) == found


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59))
def test_a_local_time_is_one_moment_or_refused_with_two(
    day: datetime, hour: int, minute: int
) -> None:
    """Only what the clocks skipped or showed twice is refused, in the nights when they change."""
    typed = f"{day:%d/%m/%Y} {hour:02}:{minute:02}"
    found = outcome(typed)

    if isinstance(found, DateAmbiguous):
        assert "BST" in found.message
        assert "GMT" in found.message
        assert (day.weekday(), hour) == (6, 1)
    else:
        assert isinstance(found, dates.WhenRead)
        assert found.earliest is not None
        assert f"{found.earliest:%d/%m/%Y %H:%M}" == typed


def test_the_nights_when_the_clocks_change_are_met() -> None:
    """The property above does meet both nights of a year, whatever it draws."""
    hours = (datetime(2025, 12, 1, tzinfo=UTC) + timedelta(hours=each) for each in range(8760))
    typed = [f"{each.astimezone(LONDON):%d/%m/%Y %H}:30" for each in hours]

    refused = [each for each in typed if isinstance(outcome(each), DateAmbiguous)]

    assert refused == ["25/10/2026 01:30", "25/10/2026 01:30"]
    assert isinstance(outcome("29/03/2026 01:30"), DateAmbiguous)
