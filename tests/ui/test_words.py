"""How the screen says severities and due times: a word first."""

from datetime import datetime, timedelta

import pytest

from casebook import clock
from casebook.ui.words import due_briefly, due_words, severity_name

NOW = datetime(2026, 11, 17, 15, 30, tzinfo=clock.LONDON)


@pytest.mark.parametrize(
    ("severity", "said"),
    [(None, "not triaged"), (1, "1 Low"), (4, "4 Mandatory external"), (5, "5 Emergency")],
)
def test_a_severity_is_a_number_and_its_word(severity: int | None, said: str) -> None:
    assert severity_name(severity) == said


def test_what_is_overdue_says_so_first() -> None:
    due = NOW - timedelta(days=1)

    assert due_words(due, NOW, overdue=True) == "OVERDUE since Mon 16 Nov 15:30"
    assert due_briefly(due, NOW, overdue=True) == "OVERDUE Mon 16 Nov"


def test_what_is_due_today_says_today() -> None:
    due = NOW + timedelta(hours=1)

    assert due_words(due, NOW, overdue=False) == "due today 16:30"
    assert due_briefly(due, NOW, overdue=False) == "today 16:30"


def test_another_day_is_named_and_another_year_with_it() -> None:
    assert due_words(NOW + timedelta(days=1), NOW, overdue=False) == "due Wed 18 Nov 15:30"
    assert due_briefly(NOW + timedelta(days=60), NOW, overdue=False) == "Sat 16 Jan 2027 15:30"


def test_a_time_in_another_offset_is_said_in_local_time() -> None:
    due = datetime.fromisoformat("2026-07-01T12:00:00+00:00")

    assert due_words(due, NOW, overdue=True) == "OVERDUE since Wed 1 Jul 13:00"


def test_nothing_due_is_nothing_said() -> None:
    assert due_words(None, NOW, overdue=False) == ""
    assert due_briefly(None, NOW, overdue=False) == ""
