"""How the screen says severities, due times, sizes: a word first."""

from datetime import datetime, timedelta

import pytest

from casebook import clock
from casebook.ui.words import due_briefly, due_day, due_words, in_bytes, severity_name

NOW = datetime(2026, 11, 17, 15, 30, tzinfo=clock.LONDON)


@pytest.mark.parametrize(
    ("severity", "said"),
    [(None, "not triaged"), (1, "1 Low"), (4, "4 Mandatory external"), (5, "5 Emergency")],
)
def test_a_severity_is_a_number_and_its_word(severity: int | None, said: str) -> None:
    assert severity_name(severity) == said


def test_what_is_overdue_says_so_first() -> None:
    due = NOW - timedelta(days=1)

    assert due_words(due, overdue=True) == "OVERDUE since Mon 16 Nov 2026, 15:30 GMT"
    assert due_briefly(due, NOW, overdue=True) == "OVERDUE Mon 16 Nov 15:30"
    assert due_day(due, NOW, overdue=True) == "OVERDUE Mon 16 Nov"


def test_what_is_due_today_names_the_day_because_it_may_be_read_on_another() -> None:
    due = NOW + timedelta(hours=1)

    assert due_words(due, overdue=False) == "due Tue 17 Nov 2026, 16:30 GMT"
    assert due_briefly(due, NOW, overdue=False) == "Tue 17 Nov 16:30"
    assert due_day(due, NOW, overdue=False) == "Tue 17 Nov 16:30"


def test_another_day_is_named_and_another_year_with_it() -> None:
    late = NOW + timedelta(days=60)

    assert due_briefly(late, NOW, overdue=False) == "Sat 16 Jan 2027 15:30"
    assert due_day(late, NOW, overdue=False) == "Sat 16 Jan 2027"


def test_a_time_in_another_offset_is_said_in_local_time() -> None:
    due = datetime.fromisoformat("2026-07-01T12:00:00+00:00")

    assert due_words(due, overdue=True) == "OVERDUE since Wed 1 Jul 2026, 13:00 BST"


def test_nothing_due_is_nothing_said() -> None:
    assert due_words(None, overdue=False) == ""
    assert due_briefly(None, NOW, overdue=False) == ""
    assert due_day(None, NOW, overdue=False) == ""


def test_sizes_are_said_in_powers_of_ten() -> None:
    said = [in_bytes(size) for size in (0, 999, 1_000, 49_303, 1_500_000, 4_294_967_296)]

    assert said == ["0 bytes", "999 bytes", "1.0 kB", "49.3 kB", "1.5 MB", "4.3 GB"]
