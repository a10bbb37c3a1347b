"""Figures for leaders: `report termly`, `report patterns`, `report retention`.

The rules are: a bar is made of plain characters and never of colour, and its number stands beside
it; a table for a spreadsheet is written outside the casebook, never over another file.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import counted, terminal_width

if TYPE_CHECKING:
    from casebook.casework.figures import Section, Table, Termly
    from casebook.casework.terms import Period
    from casebook.store.book import Book

family = Typer()
report = Typer(help="Figures for leaders, small numbers kept back.", no_args_is_help=True)
family.add_typer(report, name="report")

BLOCK = "\N{FULL BLOCK}"
LONGEST_BAR = 40

Csv = Annotated[Path | None, Option("--csv", help="Also write a table for a spreadsheet here.")]
Ascii = Annotated[bool, Option("--ascii", help="Draw the bars with # alone.")]


@command(report, "termly")
def termly(
    desk: Desk,
    *,
    term: Annotated[str | None, Option("--term", help="A term, such as 'autumn 2026'.")] = None,
    since: Annotated[str | None, Option("--from", help="The first day to count.")] = None,
    until: Annotated[str | None, Option("--to", help="The last day to count.")] = None,
    csv: Csv = None,
    as_ascii: Ascii = False,
) -> Answer:
    """Count a term's cases by concern, severity, site, year group, first action and how they stand.

    Without a term or days: the latest term that has begun. Each compartment is counted by itself.
    """
    from casebook.casework import figures

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        made = figures.termly(book, _period(book, term, since, until))
        written = _written(book, made, csv)
    return _answer("termly", made, written, ascii_only=as_ascii)


@command(report, "retention")
def retention(desk: Desk, csv: Csv = None, as_ascii: Ascii = False) -> Answer:
    """Count the closed cases by when somebody looks at them again, and by legal hold."""
    from casebook import clock
    from casebook.casework import figures
    from casebook.casework import retention as kept
    from casebook.casework.asjson import plain

    with desk.opened(write=desk.something_was_left(), or_read=True) as book:
        made = figures.keeping(book)
        due = kept.due(book, clock.now().date())
        written = _written(book, made, csv)
    answer = _answer("retention", made, written, ascii_only=as_ascii)
    lines = [f"{each.case}  to be looked at since {each.review_on:%d/%m/%Y}" for each in due]
    data = {**answer.data, "due": [plain(each) for each in due]}
    return Answer(data, [*answer.lines, "", "To be looked at now:", *(lines or ["nothing"])])


def _period(book: "Book", term: str | None, since: str | None, until: str | None) -> "Period":
    """The days that are meant; raises TermUnknown, PeriodTurned, PeriodShort, DayUnreadable."""
    from casebook import clock
    from casebook.casework import moments, terms

    if since is None and until is None:
        return terms.current(book) if term is None else terms.called(book, term)
    first = terms.current(book).first if since is None else moments.day(since, "--from")
    last = clock.now().date() if until is None else moments.day(until, "--to")
    return terms.given(first, last)


def _written(book: "Book", made: "Termly", csv: Path | None) -> Path | None:
    """Where the table for a spreadsheet was written, where one was asked for."""
    from casebook.casework import figures

    return None if csv is None else figures.write_table(book, made, csv)


def _answer(name: str, made: "Termly", written: Path | None, *, ascii_only: bool) -> Answer:
    """A report for a program and for a person."""
    from casebook.casework.asjson import plain, value_of

    data = {
        "report": name,
        "term": made.period.name,
        "from": made.period.first.isoformat(),
        "to": made.period.last.isoformat(),
        "made_at": value_of(made.made_at),
        "not_counted": list(made.not_counted),
        "sections": [plain(each) for each in made.sections],
        "csv": None if written is None else str(written),
    }
    lines = list(_lines(name, made, BLOCK if _has_blocks() and not ascii_only else "#"))
    return Answer(data, [*lines, *([f"Written: {written}"] if written else [])])


def _has_blocks() -> bool:
    """Whether standard output can show a full block."""
    try:
        BLOCK.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _lines(name: str, made: "Termly", mark: str) -> Iterator[str]:
    """A report for a person."""
    term = f"{made.period.name}, " if made.period.name else ""
    if name == "termly":
        yield f"Cases opened from {made.period.first:%d/%m/%Y} to {made.period.last:%d/%m/%Y}"
        yield f"({term}as they stand now)"
    else:
        yield "Closed cases"
    for each in made.sections:
        yield from _section(each, mark)
    if made.not_counted:
        yield ""
        yield (
            f"Not counted: {', '.join(made.not_counted)}. Your keys do not open them; whether "
            "anything is in them is not said."
        )


def _section(section: "Section", mark: str) -> Iterator[str]:
    """One compartment's figures."""
    cases = counted(section.cases or 0, "case", "cases")
    said = f"{section.shown} cases" if section.cases is None else cases
    yield ""
    yield f"{section.compartment}: {said}"
    if section.cases is None:
        yield "Nothing more is shown of so few."
    for each in section.tables:
        yield from _table(each, mark)


def _table(table: "Table", mark: str) -> Iterator[str]:
    """One table, with a bar for each number that is shown."""
    yield ""
    yield f"{table.title}{' (a case can count more than once)' if table.several else ''}"
    if table.withheld:
        yield "  not shown: single numbers could be worked out from the others"
    rows = table.rows
    label = max((len(each.label) for each in rows), default=0)
    number = max((len(each.shown) for each in rows), default=0)
    most = max((each.count or 0 for each in rows), default=0)
    room = max(0, min(LONGEST_BAR, terminal_width() - label - number - 6))
    for each in rows:
        bar = mark * -(-(each.count or 0) * room // most) if most else ""
        yield f"  {each.label:<{label}}  {each.shown:>{number}}  {bar}".rstrip()
