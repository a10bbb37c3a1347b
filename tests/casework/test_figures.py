"""Figures for leaders, over an invented school's term of cases."""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from casebook import clock
from casebook.casework import actions, assessments, figures, terms
from casebook.casework.figures import FEWER, NOT_SHOWN, Table, Termly
from casebook.errors.figures import PeriodShort, PeriodTurned, TermUnknown
from casebook.errors.given import FolderMissing, TargetExists
from casebook.errors.rules import InsideCasebook
from casebook.store.book import Book, open_book
from tests.casework.conftest import AFTERNOON, logged, sitting
from tests.school import WORDS

FORMULA = "=HYPERLINK(1)"
"""Typed as a site by somebody; it must stay text in a spreadsheet."""

PUPIL = {"name": "Otto Pebble-Test", "kind": "pupil", "role": "target", "year_group": "Year 5"}
WORKER = {"name": "Wanda Quill-Test", "kind": "staff", "role": "alleged"}


@pytest.fixture(scope="module")
def worked(template_with_staff: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A term of twenty cases about pupils and parents, and two about somebody who works there."""
    folder = tmp_path_factory.mktemp("figures") / "St Nicholas.casebook"
    shutil.copytree(template_with_staff, folder)
    with clock.travelling(AFTERNOON), open_book(folder, "dsl", WORDS["dsl"]) as book:
        for number in range(20):
            platform = (
                FORMULA if number < 6 else f"Only Here {number}" if number < 9 else "Gatepost"
            )
            people = [PUPIL] if number < 7 else None
            more = {"people": people} if people else {}
            case = logged(book, site={"platform": platform}, **more)
            if number in {0, 1, 2}:
                assessments.assess(book, case, concerns=["bullying-of-child"])
        first = actions.listed(book, "C-2026-0001")[0]
        actions.rule_out(book, first.id, "Not needed, as the head decided.", authority="The head")
        for _ in range(2):
            logged(book, people=[PUPIL, WORKER], concerns=["low-level-concern"])
    return folder


@pytest.fixture
def report(worked: Path) -> Iterator[Termly]:
    """The report of a DSL who holds general and staff."""
    with clock.travelling(AFTERNOON), sitting(worked, "dsl", write=False) as book:
        yield figures.termly(book, terms.current(book))


def table(report: Termly, by: str, compartment: str = "general") -> Table:
    """One table of a report."""
    section = next(each for each in report.sections if each.compartment == compartment)
    return next(each for each in section.tables if each.by == by)


def rows(report: Termly, by: str) -> dict[str, str]:
    """What a table shows."""
    return {each.label: each.shown for each in table(report, by).rows}


def test_each_compartment_is_counted_alone_and_what_is_not_held_is_named(
    report: Termly,
) -> None:
    assert [each.compartment for each in report.sections] == ["general", "staff"]
    assert report.sections[0].cases == 20
    assert report.not_counted == ("governance",)


def test_fewer_than_five_cases_have_no_number_and_no_table(report: Termly) -> None:
    staff = report.sections[1]

    assert (staff.cases, staff.shown, staff.tables) == (None, FEWER, ())


def test_what_a_person_typed_is_a_row_only_where_five_cases_share_it(report: Termly) -> None:
    shown = rows(report, "platform")

    assert set(shown) == {FORMULA.casefold(), "gatepost", "all others"}
    assert shown["all others"] == FEWER


def test_a_small_number_is_kept_back_with_others_beside_it(report: Termly) -> None:
    shown = rows(report, "severity")

    assert FEWER in shown.values()
    assert NOT_SHOWN in shown.values()
    assert all(each.count is None for each in table(report, "severity").rows if each.shown == FEWER)


def test_no_number_that_is_kept_back_stands_anywhere(report: Termly) -> None:
    for section in report.sections:
        for each in section.tables:
            assert not [row for row in each.rows if row.count is not None and 0 < row.count < 5]


def test_how_they_stand_and_what_is_overdue_are_counted(report: Termly) -> None:
    assert rows(report, "status")["open"] == "20"
    assert rows(report, "status")["closed"] == "0"
    assert rows(report, "overdue")["no"] == "20"
    assert rows(report, "year_group") == {"year 5": "7", "no pupil": "13"}
    assert rows(report, "first_action")["nothing done yet"] == "20"


def test_a_person_who_holds_less_reads_the_same_numbers_of_what_they_hold(
    worked: Path, report: Termly
) -> None:
    """The chair holds governance alone, and is told of nothing else, not even that it is there."""
    with clock.travelling(AFTERNOON), sitting(worked, "chair", write=False) as book:
        chair = figures.termly(book, terms.current(book))
    with clock.travelling(AFTERNOON), sitting(worked, "head", write=False) as book:
        head = figures.termly(book, terms.current(book))

    assert [(each.compartment, each.cases) for each in chair.sections] == [("governance", 0)]
    assert chair.not_counted == ("general", "staff")
    assert head.sections == report.sections


def test_cases_of_other_days_are_not_counted(worked: Path) -> None:
    with clock.travelling(AFTERNOON + timedelta(days=200)), sitting(worked, "dsl") as book:
        summer = figures.termly(book, terms.current(book))
        autumn = figures.termly(book, terms.called(book, "Autumn 2026"))

    assert (summer.period.name, summer.sections[0].cases) == ("summer 2027", 0)
    assert autumn.sections[0].cases == 20


def test_the_parts_of_the_year_leave_no_day_out(book: Book) -> None:
    listed = terms.known(book)

    assert listed[0].name == "autumn 2026"
    for later, earlier in pairwise(listed):
        assert later.first - earlier.last == timedelta(days=1)


def test_a_term_that_there_is_not_and_days_that_tell_of_one_case_are_refused(book: Book) -> None:
    day = date(2026, 9, 1)

    with pytest.raises(TermUnknown):
        terms.called(book, "winter")
    with pytest.raises(PeriodShort):
        terms.given(day, day + timedelta(days=26))
    with pytest.raises(PeriodTurned):
        terms.given(day, day - timedelta(days=1))
    assert terms.given(day, day + timedelta(days=27)).last == date(2026, 9, 28)


def test_a_table_for_a_spreadsheet_holds_no_formula_and_lies_outside(
    worked: Path, report: Termly, tmp_path: Path
) -> None:
    with clock.travelling(AFTERNOON), sitting(worked, "dsl", write=False) as book:
        place = figures.write_table(book, report, tmp_path / "term.csv")
        with pytest.raises(TargetExists):
            figures.write_table(book, report, tmp_path / "term.csv")
        with pytest.raises(InsideCasebook):
            figures.write_table(book, report, worked / "term.csv")
        with pytest.raises(FolderMissing):
            figures.write_table(book, report, tmp_path / "nowhere" / "term.csv")
    text = place.read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))

    assert ["general", "", "all cases", "20"] in lines
    assert ["governance", "", "", "not counted"] in lines
    assert f"'{FORMULA.casefold()}" in [each[2] for each in lines]
    assert not [cell for line in lines for cell in line if cell.startswith("=")]


def test_closed_cases_are_counted_by_when_they_are_looked_at_again(worked: Path) -> None:
    with clock.travelling(AFTERNOON), sitting(worked, "dsl", write=False) as book:
        kept = figures.keeping(book)

    assert [(each.compartment, each.cases) for each in kept.sections] == [
        ("general", 0),
        ("staff", 0),
    ]
