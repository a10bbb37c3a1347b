"""A catalogue of another place, with its own editions, calendar and ages, is answered as well."""

import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casebook.datafiles import data_folder
from casebook.errors.asked import CatalogueRefused
from casebook.triage.catalogue import Catalogue, load
from casebook.triage.checking import check
from casebook.triage.engine import answer
from casebook.triage.explained import explain
from casebook.triage.lines import answer_lines

EDITIONS = """
[[edition]]
id = "ruritania-1"
title = "Ruritania, first edition"
jurisdiction = "Ruritania"
calendar = "ruritania"
since = 2020-01-01
sources = [{ name = "Children (Ruritania) Act 2019", section = "section 1", checked = 2026-11-21 }]

[[edition]]
id = "ruritania-2"
title = "Ruritania, second edition"
jurisdiction = "Ruritania"
calendar = "ruritania"
since = 2027-01-01
sources = [{ name = "Children (Ruritania) Act 2026", section = "section 1", checked = 2026-11-21 }]
"""

CALENDARS = """
[[calendar]]
id = "ruritania"
title = "Ruritania"
sources = [{ name = "Holidays (Ruritania) Act 1901", section = "list", checked = 2026-11-21 }]
holiday = [
  { day = 2026-11-23, name = "Founders’ Day" },
  { day = 2026-11-24, name = "Second Founders’ Day" },
]
"""


@pytest.fixture
def ruritania(tmp_path: Path) -> Path:
    """A catalogue of an invented place, with holidays and ages of its own."""
    folder = tmp_path / "ruritania"
    shutil.copytree(str(data_folder("schema") / "triage"), folder)
    (folder / "editions.toml").write_text(EDITIONS, encoding="utf-8")
    (folder / "calendars.toml").write_text(CALENDARS, encoding="utf-8")
    for profile in (folder / "profiles").iterdir():
        text = profile.read_text(encoding="utf-8")
        profile.write_text(text.replace('calendar = "england-and-wales"\n', ""), encoding="utf-8")
    ages = (folder / "ages.toml").read_text(encoding="utf-8")
    ages = ages.replace("years = 18", "years = 21", 1).replace("years = 13", "years = 15", 1)
    (folder / "ages.toml").write_text(ages, encoding="utf-8")
    concern = folder / "concerns" / "copyright.toml"
    text = concern.read_text(encoding="utf-8")
    until = text.replace("since = 2026-09-01", "since = 2020-01-01\nuntil = 2027-01-01")
    concern.write_text(until, encoding="utf-8")
    later = text.replace("since = 2026-09-01", "since = 2027-01-01").replace(
        "level = 1", "level = 2"
    )
    (folder / "concerns" / "copyright.later.toml").write_text(later, encoding="utf-8")
    for file in (folder / "concerns").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        if "since = 2026-09-01" in text:
            file.write_text(text.replace("since = 2026-09-01", "since = 2020-01-01"), "utf-8")
    return folder


def at(folder: Path, year: int, month: int = 11, day: int = 20) -> Catalogue:
    return load(datetime(year, month, day, 12, tzinfo=UTC), folder=folder)


def test_a_question_there_is_answered_by_its_own_edition_and_holidays(ruritania: Path) -> None:
    catalogue = at(ruritania, 2026)
    question = {"concerns": ["staff-private-contact"], "known_at": "2026-11-20T12:00:00Z"}

    answered = answer(catalogue, question)
    listed = answered["routes"]
    assert isinstance(listed, list)
    due = {each["route"]: each["due"] for each in listed}

    assert (answered["catalogue"], catalogue.edition.jurisdiction) == ("ruritania-1", "Ruritania")
    assert due["dsl"] == "2026-11-25T17:00:00+00:00"
    told = explain(catalogue, question)
    assert "Monday 23 November (Founders’ Day)" in str([route.due for route in told.routes])


def test_its_ages_are_its_own(ruritania: Path) -> None:
    question = {
        "concerns": ["pupil-nudes"],
        "people": [{"role": "target", "kind": "outsider", "age": 14}],
        "known_at": "2026-11-20T12:00:00Z",
    }
    grown = {"people": [{"role": "target", "kind": "outsider", "age": 19}]}

    there = answer(at(ruritania, 2026), question)
    here = answer(load(datetime(2026, 11, 20, tzinfo=UTC)), question)

    assert (there["severity"], here["severity"]) == (4, 3)
    child = answer(at(ruritania, 2026), {**question, **grown, "concerns": ["fraud"]})
    adult = answer(load(), {**question, **grown, "concerns": ["fraud"]})
    assert (child["wishes"], adult["wishes"]) == ("weigh", "victim-decides")


def test_each_day_is_answered_by_the_rules_of_its_day(ruritania: Path) -> None:
    lines = [
        {"concerns": ["copyright"], "known_at": f"{day}T12:00:00Z"}
        for day in ("2026-12-31", "2027-01-01", "2019-05-05")
    ]
    stream = io.BytesIO("\n".join(map(json.dumps, lines)).encode())

    answers = [json.loads(line) for line in answer_lines(stream, ruritania)]

    assert [(each["catalogue"], each["severity"]) for each in answers] == [
        ("ruritania-1", 1),
        ("ruritania-2", 2),
        ("ruritania-1", 1),
    ]


def test_it_still_knows_the_three_divisions_and_refuses_others(ruritania: Path) -> None:
    catalogue = at(ruritania, 2026)
    question = {
        "concerns": ["staff-private-contact"],
        "known_at": "2026-11-20T12:00:00Z",
        "calendar": "scotland",
    }
    listed = answer(catalogue, question)["routes"]

    assert isinstance(listed, list)
    assert {"2026-11-23T17:00:00+00:00"} == {
        each["due"] for each in listed if each["clock"] == "T2"
    }


def test_an_edition_with_a_calendar_that_nobody_knows_is_refused(ruritania: Path) -> None:
    (ruritania / "calendars.toml").unlink()

    with pytest.raises(CatalogueRefused) as refused:
        at(ruritania, 2026)

    assert refused.value.named["key"] == "calendar"


def test_its_examples_can_be_asked_under_its_own_rules(ruritania: Path) -> None:
    """Those that were written for other ages and holidays are named, and nothing else."""
    unmet = {fault.named["file"] for fault in check(ruritania).faults}

    assert unmet
    assert all(file.startswith("examples/") for file in unmet)
