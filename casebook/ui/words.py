"""How the screen says what casework answers: severity, due times, sizes, states.

The rule is: a word first; a colour at most repeats it.
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


def due_words(due: datetime | None, now: datetime, *, overdue: bool) -> str:
    """A due time in words: overdue, due today, or the day."""
    if due is None:
        return ""
    local = clock.local(due)
    if overdue:
        return f"OVERDUE since {day_words(local, now)} {local:%H:%M}"
    if local.date() == clock.local(now).date():
        return f"due today {local:%H:%M}"
    return f"due {day_words(local, now)} {local:%H:%M}"


def due_briefly(due: datetime | None, now: datetime, *, overdue: bool) -> str:
    """A due time for a narrow column: what matters first."""
    if due is None:
        return ""
    local = clock.local(due)
    if overdue:
        return f"OVERDUE {day_words(local, now)}"
    if local.date() == clock.local(now).date():
        return f"today {local:%H:%M}"
    return f"{day_words(local, now)} {local:%H:%M}"


def day_words(local: datetime, now: datetime) -> str:
    """A local day, the year only where it is another one."""
    year = "" if local.year == clock.local(now).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}"
