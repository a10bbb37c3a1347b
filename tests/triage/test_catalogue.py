"""The catalogue: it loads whole, and a file that does not hold together is refused by name."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casebook.datafiles import data_folder
from casebook.errors.asked import CatalogueRefused
from casebook.triage import catalogue
from casebook.triage.building import NOT_CONFIRMED
from casebook.triage.catalogue import Catalogue, edition_on, editions, load, read_catalogue
from casebook.triage.engine import answer
from casebook.triage.lists import list_from
from casebook.triage.reading import Table

PROFILE = """
title = "Harbour Primary"
id = "harbour"
status = "stable"
policy = "our own"
calendar = "scotland"
closing = 15:30:00
target_working_days = 3
friday_evening = "next-working-day"
accounts_approved_by = ["slt"]

[roles]
pupil-contact = ["dsl", "head"]
parent-contact = ["parents"]
under-age-decision = ["dsl"]
account-moderator = ["dsl"]

[contacts.lado]
reach = "01632 960000"
verified_on = 2026-11-21

[[terms]]
first = 2026-09-01
last = 2026-12-18
"""


LIST = {
    **dict.fromkeys(("id", "title", "policy", "section", "note"), "x"),
    "checked": date(2026, 11, 21),
}


def read(folder: Path) -> Catalogue:
    return read_catalogue(folder, editions()[0])


def spoil(folder: Path, file: str, old: str, new: str) -> CatalogueRefused:
    """Replace `old` by `new` in one file, and answer how the catalogue is then refused."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueRefused) as refused:
        read(folder)
    return refused.value


def test_an_unspoilt_copy_loads_and_answers_as_the_one_that_is_shipped(folder: Path) -> None:
    question = {"known_at": "2026-11-20T16:40:00Z", "concerns": ["data-breach"]}

    assert answer(read(folder), question) == answer(load(), question)


@pytest.mark.parametrize(
    "slip",
    [
        ("concerns/copyright.toml", "wrong_when =", "wrong_wen =", "wrong_wen", "wrong_when"),
        ("concerns/copyright.toml", 'status = "stable"', 'status = "stabel"', "status", "stable"),
        ("concerns/copyright.toml", "level = 1", "level = 6", "severity.0.level", None),
        ("concerns/copyright.toml", "level = 1", "level = true", "severity.0.level", None),
        ("concerns/copyright.toml", "level = 1", "lvel = 1, level = 1", "severity.0.lvel", "level"),
        ("concerns/copyright.toml", 'route = "head"', 'route = "haed"', "must.0.route", "head"),
        ("concerns/copyright.toml", 'clock = "T4"', 'clock = "T5"', "must.0.clock", "T4"),
        ("concerns/copyright.toml", 'is = "full"', 'is = "ful"', "capture.0.is", "full"),
        ("concerns/copyright.toml", '"A4"', '"A41"', "first_actions.0", "A4"),
        ("concerns/copyright.toml", 'id = "copyright"', 'id = "copying"', "id", None),
        ("concerns/copyright.toml", "since = 2026-09-01", 'since = "2026"', "since", None),
        (
            "concerns/copyright.toml",
            "since = 2026-09-01",
            "since = 2026-09-01T10:00:00Z",
            "since",
            None,
        ),
        (
            "concerns/bullying-of-child.toml",
            "sign:repeated or",
            "sign:repaeted or",
            "severity.1.when",
            None,
        ),
        (
            "concerns/extreme-material.toml",
            '"alleged-adult" },\n]\nmust',
            '"alleged adult" },\n]\nmust',
            "severity.1.when",
            None,
        ),
        (
            "concerns/extreme-material.toml",
            '"alleged-adult" },\n]\nmust',
            '"severity:3" },\n]\nmust',
            "severity.1.when",
            None,
        ),
        (
            "concerns/underage-account.toml",
            "under-age-decision",
            "under-age",
            "must.0.role",
            "under-age-decision",
        ),
        (
            "concerns/copyright.toml",
            "level = 1",
            'level = 1, when = "target-child"',
            "severity",
            None,
        ),
        (
            "concerns/copyright.toml",
            'is = "none"',
            'is = "none", when = "target-child"',
            "wishes",
            None,
        ),
        ("concerns/copyright.toml", '[{ is = "full" }]', "[]", "capture", None),
        ("concerns/fraud.toml", "must = [", 'must = [ "police T1",', "must.0", None),
        ("concerns/fraud.toml", 'wrong_when = "', 'wrong_when = ""\nx = "', "wrong_when", None),
        ("concerns/fraud.toml", "remember = [", "remember = [ 7,", "remember.0", None),
        ("routes/union.toml", "sources = [", "sources = []\nother = [", "sources", None),
        ("routes/union.toml", "who = ", "whom = ", "whom", "who"),
        ("signs.toml", 'id = "widely-shared"', 'id = "pattern"', "sign.20.id", None),
        ("signs.toml", 'route = "police"', 'route = "polise"', "sign.0.must.0.route", "police"),
        (
            "people.toml",
            'head = "governors"',
            'head = "governers"',
            "rule.6.becomes.head",
            "governors",
        ),
        ("people.toml", 'head = "governors"', 'hed = "governors"', "rule.6.becomes.hed", "head"),
        ("routes/lado.toml", 'contact = "lado"', 'kontact = "lado"', "kontact", "contact"),
        ("profiles/coton.toml", "[roles]", "[rolls]", "roles.pupil-contact", None),
        ("profiles/coton.toml", "closing = 17:00:00", 'closing = "five"', "closing", None),
        ("profiles/coton.toml", "contacts.police", "contacts.polce", "contacts.polce", "police"),
        ("profiles/coton.toml", '"unset"', '"monday"', "friday_evening", "next-working-day"),
        (
            "profiles/coton.toml",
            '"england-and-wales"',
            '"england"',
            "calendar",
            "england-and-wales",
        ),
        ("words.toml", "[closure]", "[clsure]", "closure", None),
    ],
)
def test_a_slip_is_refused_with_file_key_and_the_nearest_valid_one(
    folder: Path, slip: tuple[str, str, str, str, str | None]
) -> None:
    file, old, new, key, nearest = slip

    refused = spoil(folder, file, old, new)

    assert (refused.named["file"], refused.named["key"]) == (file, key)
    if nearest is not None:
        assert f"`{nearest}`" in refused.message
    assert refused.exit_status == 2


def test_a_list_that_points_nowhere_is_refused() -> None:
    table = Table("lists/x.toml", LIST)

    with pytest.raises(CatalogueRefused) as refused:
        list_from(table, load())
    assert refused.value.named["key"] == "item"

    item = {"words": "w", "line": 1, "concerns": ["bulling-of-child"]}
    with pytest.raises(CatalogueRefused) as refused:
        list_from(Table("lists/x.toml", {**table.values, "item": [item]}), load())
    assert refused.value.named["key"] == "item.0.concerns.0"


def test_a_file_that_is_not_toml_is_refused_by_name(folder: Path) -> None:
    refused = spoil(folder, "signs.toml", "[[sign]]", "[[sign")

    assert refused.named["file"] == "signs.toml"


def test_a_route_in_two_groups_is_refused(folder: Path) -> None:
    refused = spoil(
        folder, "concerns/unsuitable-lawful-material.toml", 'route = "hr"', 'route = "police"'
    )

    assert refused.named["key"] == "one-of"


def test_a_concern_that_ended_before_the_edition_is_no_part_of_it(folder: Path) -> None:
    path = folder / "concerns" / "copyright.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("since = 2026-09-01", "since = 2020-09-01\nuntil = 2026-09-01"))

    assert "copyright" not in read(folder).concerns


def test_two_dated_files_of_one_concern_serve_the_editions_they_belong_to(folder: Path) -> None:
    path = folder / "concerns" / "copyright.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("since = 2026-09-01", "since = 2026-09-01\nuntil = 2027-09-01"))
    newer = text.replace("since = 2026-09-01", "since = 2027-09-01").replace(
        "level = 1", "level = 2"
    )
    (folder / "concerns" / "copyright.2027.toml").write_text(newer, encoding="utf-8")
    first = editions()[0]
    later = replace(first, id="england-2027.1", since=date(2027, 9, 1))
    question = {"known_at": "2027-11-20T16:40:00Z", "concerns": ["copyright"]}

    assert answer(read_catalogue(folder, first), question)["severity"] == 1
    assert answer(read_catalogue(folder, later), question)["severity"] == 2


def test_two_files_of_one_concern_in_one_edition_are_refused(folder: Path) -> None:
    shutil.copy(folder / "concerns" / "fraud.toml", folder / "concerns" / "fraud.2026.toml")

    with pytest.raises(CatalogueRefused) as refused:
        read(folder)
    assert refused.value.named["key"] == "id"


@pytest.mark.parametrize("file", ["concerns/uncategorised.toml", "profiles/default.toml"])
def test_a_catalogue_without_what_applies_by_default_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()

    with pytest.raises(CatalogueRefused) as refused:
        read(folder)
    assert refused.value.named["key"] in file


def test_a_school_s_own_profile_is_used_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(PROFILE, encoding="utf-8")
    loaded = load(school=tmp_path)

    answered = answer(
        loaded,
        {
            "known_at": "2026-11-27T16:00:00+00:00",
            "concerns": ["official-account-message"],
            "profile": "harbour",
        },
    )

    listed = answered["routes"]
    assert isinstance(listed, list)
    assert [(each["route"], each["due"]) for each in listed] == [
        ("dsl", "2026-12-01T17:00:00+00:00"),
        ("complaints", "2026-12-03T17:00:00+00:00"),
        ("data-protection", "2026-12-03T17:00:00+00:00"),
    ]


def test_a_school_s_own_profile_never_takes_the_name_of_a_built_in_one(tmp_path: Path) -> None:
    text = PROFILE.replace('"harbour"', '"coton"')
    (tmp_path / "coton.toml").write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueRefused) as refused:
        load(school=tmp_path)

    assert refused.value.named["key"] == "id"


@pytest.mark.parametrize("year", [1990, 2025, 2026, 2090])
def test_the_first_edition_answers_every_moment_until_a_later_one(year: int) -> None:
    assert load(datetime(year, 1, 1, tzinfo=UTC)).edition.id == "england-2026.1"


def test_a_later_edition_answers_from_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = editions()[0]
    later = replace(first, id="england-2027.1", since=date(2027, 9, 1))
    monkeypatch.setattr(catalogue, "editions", lambda _folder=None: (first, later))

    assert edition_on(date(2027, 8, 31)) == first
    assert edition_on(date(2027, 9, 1)) == later
    assert edition_on(date(1999, 9, 1)) == first


def test_the_members_of_each_group_are_known() -> None:
    assert load().groups == {
        "referral": frozenset({"police", "social-care"}),
        "advice": frozenset({"hr", "lado"}),
    }


def test_every_concern_says_what_it_is_mistaken_for_and_where_it_comes_from() -> None:
    for concern in load().concerns.values():
        assert concern.question.endswith("?"), concern.id
        assert concern.wrong_when, concern.id
        assert all(source.seed or source.checked is not None for source in concern.sources), (
            concern.id
        )


def test_law_that_was_not_read_at_its_source_is_cited_as_not_confirmed() -> None:
    for concern in load().concerns.values():
        for source in concern.sources:
            assert source.cite.endswith(NOT_CONFIRMED) is not source.confirmed, concern.id


def test_no_text_of_the_catalogue_says_that_something_is_a_crime() -> None:
    folder = data_folder("schema") / "triage"
    claims = ("is a crime", "is illegal", "is an offence", "is unlawful")
    told = []
    single = ("signs.toml", "people.toml", "words.toml", "ages.toml", "editions.toml")
    files = [folder / name for name in (*single, "helplines.toml")]
    for part in ("concerns", "routes", "examples", "profiles"):
        files += (folder / part).iterdir()
    for file in files:
        text = file.read_text(encoding="utf-8").lower()
        told += [file.name for word in claims if word in text]

    assert told == []


def test_triage_imports_no_database_and_no_holidays_until_it_needs_them() -> None:
    """In a process of its own: loading the catalogue brings in neither."""
    code = (
        "import sys, casebook.triage.lines, casebook.triage.explained, casebook.triage.lists;"
        "from casebook.triage import catalogue; catalogue.load();"
        "print([m for m in ('sqlmodel', 'sqlalchemy', 'sqlcipher3', 'sqlite3', 'textual',"
        " 'cryptography', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


EVERYDAY = (
    "video",
    "whatsapp",
    "snapchat",
    "sexting",
    "nude",
    "cyberbullying",
    "group chat",
    "fake account",
    "threats",
    "blackmail",
)
"""Words in which people come to a DSL; no policy's heading uses them."""


@pytest.mark.parametrize("word", EVERYDAY)
def test_the_words_of_a_playground_lead_to_a_concern(word: str) -> None:
    assert any(word in concern.also_called for concern in load().concerns.values())


def test_every_concern_can_be_found_by_an_everyday_word() -> None:
    assert [each.id for each in load().concerns.values() if not each.also_called] == []


def test_everyday_words_change_no_answer(folder: Path) -> None:
    file = folder / "concerns" / "sextortion.toml"
    told = {
        "concerns": ["sextortion"],
        "people": [{"role": "target", "kind": "pupil", "age": 15}],
        "known_at": "2026-11-20T16:40:00+00:00",
    }
    before = answer(read(folder), told)
    file.write_text(file.read_text("utf-8").replace('"blackmail"', '"threepence"'), "utf-8")
    changed = read(folder)
    assert "threepence" in changed.concerns["sextortion"].also_called
    assert answer(changed, told) == before


def test_a_rule_whose_day_is_not_known_answers_nothing_until_it_has_one(folder: Path) -> None:
    """The duty to report is there, and behind a day that has not been published."""
    question = {
        "known_at": "2027-11-20T16:40:00Z",
        "concerns": ["pupil-nudes"],
        "people": [{"role": "target", "kind": "pupil", "age": 15}],
    }
    today = answer(load(), question)
    for name in ("editions.toml", "people.toml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace('"not-known"', "2027-04-01"), encoding="utf-8")

    then = answer(load(datetime(2027, 11, 20, tzinfo=UTC), folder=folder), question)

    assert (today["catalogue"], today["severity"]) == ("england-2026.1", 3)
    assert (then["catalogue"], then["severity"]) == ("england-mandatory-reporting", 4)
    listed = then["routes"]
    assert isinstance(listed, list)
    assert {each["route"] for each in listed if each.get("group") == "referral"} == {
        "police",
        "social-care",
    }


def test_every_source_of_every_rule_has_an_edition_and_a_day_or_a_line() -> None:
    loaded = load()
    sources = [source for concern in loaded.concerns.values() for source in concern.sources]
    sources += [source for sign in loaded.signs.values() for source in sign.sources]
    sources += [source for rule in loaded.people for source in rule.sources]
    sources += [source for route in loaded.routes.values() for source in route.sources]
    sources += [source for age in loaded.ages.values() for source in age.sources]

    for source in sources:
        assert source.line if source.seed else source.checked, source.cite
        assert source.seed or source.edition or re.search(r"\d{4}", source.name), source.cite
