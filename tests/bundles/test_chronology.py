"""The chronology tells what leaves, in order, and nothing else."""

import csv
import io
from dataclasses import replace
from datetime import datetime

from casebook.bundles import chronology, documents, profiles
from casebook.bundles.chronology import Line
from casebook.bundles.request import BundleRequest, Withheld
from casebook.bundles.selecting import select
from tests.bundles import matter


def lines(request: BundleRequest | None = None) -> list[Line]:
    """The lines of the invented case."""
    return chronology.lines_of(select(request or matter.request(), profiles.load("police")))


def test_it_stands_in_order_of_time() -> None:
    moments = [datetime.fromisoformat(line.at) for line in lines()]

    assert moments == sorted(moments)
    assert len(moments) >= 15


def test_a_span_and_a_rough_time_say_so() -> None:
    shown = {line.reference: line.shown for line in lines() if line.what.startswith("Incident")}

    assert shown["C-2026-0014-I01"] == (
        "between Mon 16 Nov 2026, 20:15 GMT and Mon 16 Nov 2026, 21:05 GMT"
    )
    assert shown["C-2026-0014-I02"] == "about Wed 18 Nov 2026, 08:00 GMT"


def test_everything_that_happened_to_an_exhibit_stands_in_it() -> None:
    told = [line.what for line in lines() if line.reference == "AP/1"]

    assert told == [
        "Exhibit AP/1 captured (ChatterBox, group 7B unofficial)",
        "Exhibit AP/1 lodged",
    ]


def test_marks_of_one_moment_stand_in_order_of_their_numbers() -> None:
    exhibits = [matter.exhibit(number, b"x") for number in (10, 2, 1)]
    told = [line for line in lines(matter.request(exhibits=exhibits)) if "captured" in line.what]

    assert [line.reference for line in told] == ["AP/1", "AP/2", "AP/10"]


def test_a_handing_over_names_whom_and_the_receipt() -> None:
    case = dict(matter.case())
    moved = {
        **case["custody"][0],
        "what": "handed-over",
        "to_whom": "PC 4711 Test",
        "receipt": "R-7",
    }
    told = [line.what for line in lines(matter.request(matter={**case, "custody": [moved]}))]

    assert "Exhibit AP/1 handed over to PC 4711 Test, R-7" in told


def test_what_was_withheld_leaves_no_line() -> None:
    held = replace(matter.request(), withholdings=[Withheld("C-2026-0014-D01", "Internal.")])

    assert any(line.reference == "C-2026-0014-D01" for line in lines())
    assert not any(line.reference == "C-2026-0014-D01" for line in lines(held))
    assert not any("WITHHELD" in line.words for line in lines())


def test_a_record_without_a_time_has_no_line() -> None:
    case = dict(matter.case())
    case["incident"] = [
        {**row, "happened_from": None, "happened_to": None} for row in case["incident"]
    ]

    told = [line.what for line in lines(matter.request(matter=case))]
    assert not any(each.startswith("Incident") for each in told)


def test_the_spreadsheet_has_a_row_for_every_line_and_no_formula() -> None:
    request = matter.request()
    selection = select(request, profiles.load("police"))
    data = documents.all_of(request, selection)["data/chronology.csv"].decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(data, newline="")))

    assert head == ["When (London)", "When (ISO 8601)", "What", "Words", "Who", "Record"]
    assert len(rows) == len(lines())
    assert all(len(row) == 6 for row in rows)
    words = next(row[3] for row in rows if "shaking" in row[3])
    assert "[U+001B]" in words
    assert "\x1b" not in data
    assert "\u202e" not in data
