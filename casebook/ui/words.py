"""How the screen says what casework answers: severity, due times, sizes.

The rules are: a word first, a colour at most repeats it; a time that was kept is said with its
day, never with "today", because it may be read on another.
"""

from datetime import datetime
from typing import Final

from textual.content import Content

from casebook import clock
from casebook.triage import catalogue

SEVERITY_STYLES: Final = {5: "bold $error", 4: "bold $warning", 3: "$warning", 2: "$foreground"}
"""The colour that repeats the word."""


def severity_name(severity: int | None) -> str:
    """A severity as number and word."""
    if not severity:
        return "not triaged"
    return f"{severity} {catalogue.load().words['severity'][str(severity)].title}"


def severity_content(severity: int | None) -> Content:
    """A severity as number and word, with the colour that repeats it."""
    return Content.styled(severity_name(severity), SEVERITY_STYLES.get(severity or 0, "dim"))


def due_words(due: datetime | None, *, overdue: bool) -> str:
    """A due time in words, with its whole date: it reads the same on any later day."""
    if due is None:
        return ""
    return f"OVERDUE since {clock.words(due)}" if overdue else f"due {clock.words(due)}"


def due_briefly(due: datetime | None, now: datetime, *, overdue: bool) -> str:
    """A due time for a column of 24: what matters first, the year only where it is another."""
    if due is None:
        return ""
    local = clock.local(due)
    at = f"{day_words(local, now)} {local:%H:%M}"
    return f"OVERDUE {at}" if overdue else at


def due_day(due: datetime | None, now: datetime, *, overdue: bool) -> str:
    """A due day for a column of 18, where the case itself tells the hour."""
    if due is None:
        return ""
    local = clock.local(due)
    day = day_words(local, now)
    if overdue:
        return f"OVERDUE {day}"
    return day if local.year != clock.local(now).year else f"{day} {local:%H:%M}"


def day_words(local: datetime, now: datetime) -> str:
    """A local day, the year only where it is another one."""
    year = "" if local.year == clock.local(now).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}"


def in_bytes(size: int) -> str:
    """A number of bytes as people read it, in powers of ten."""
    for unit, worth in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"
