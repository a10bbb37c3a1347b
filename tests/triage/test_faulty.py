"""A catalogue that does not hold together: each fault is typed, with file, line and key."""

import os
import shutil
from pathlib import Path

import pytest

from casebook.errors.asked import (
    CatalogueCycle,
    CatalogueEffectTwice,
    CatalogueExampleMissing,
    CatalogueExampleUnmet,
    CatalogueIdTwice,
    CatalogueInvalid,
    CatalogueRefused,
    CatalogueRouteUnreachable,
    CatalogueTooMany,
    CatalogueUnreadable,
)
from casebook.triage.checking import check, check_profiles
from casebook.triage.reading import LARGEST_FILE, MOST_FILES
from tests.triage.questions import CATALOGUE


def rewrite(folder: Path, file: str, old: str, new: str) -> int:
    """Replace `old` by `new` in one file, and answer the line on which it stands."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def only_fault(folder: Path) -> CatalogueRefused:
    """The one fault of the catalogue in `folder`."""
    faults = check(folder).faults
    assert len(faults) == 1, [fault.message for fault in faults]
    return faults[0]


def named(fault: CatalogueRefused) -> tuple[str, int, str]:
    """File, line and key of a fault."""
    return fault.named["file"], int(fault.named["line"]), fault.named["key"]


def test_an_unspoilt_copy_has_no_fault_and_every_example_is_asked(folder: Path) -> None:
    checked = check(folder)

    assert checked.faults == []
    assert checked.examples >= 70
    assert checked.files >= 120


def test_routes_that_hand_over_in_a_round_are_a_cycle(folder: Path) -> None:
    line = rewrite(folder, "people.toml", 'governors = "vice-chair"', 'governors = "head"')

    fault = only_fault(folder)

    assert isinstance(fault, CatalogueCycle)
    assert named(fault) == ("people.toml", line, "rule.8.becomes.governors")
    assert "governors to head to governors" in fault.message


def test_a_concern_without_an_example_is_named(folder: Path) -> None:
    (folder / "examples" / "fraud.toml").unlink()

    fault = only_fault(folder)

    assert isinstance(fault, CatalogueExampleMissing)
    assert named(fault) == ("concerns/fraud.toml", 1, "fraud")


def test_an_example_that_is_not_answered_as_it_says_is_named(folder: Path) -> None:
    rewrite(folder, "concerns/copyright.toml", "level = 1", "level = 2")

    faults = check(folder).faults

    assert faults
    assert {type(fault) for fault in faults} == {CatalogueExampleUnmet}
    assert {fault.named["file"] for fault in faults} == {"examples/copyright.toml"}
    assert "expects severity 1, and is answered 2" in faults[0].message


def test_an_id_that_stands_twice_is_named(folder: Path) -> None:
    line = rewrite(folder, "signs.toml", 'id = "widely-shared"', 'id = "pattern"')

    fault = next(each for each in check(folder).faults if isinstance(each, CatalogueIdTwice))

    assert fault.named["file"] == "signs.toml"
    assert int(fault.named["line"]) > line
    assert fault.named["key"].endswith(".id")


def test_a_route_that_nothing_leads_to_is_named(folder: Path) -> None:
    text = (folder / "routes" / "union.toml").read_text(encoding="utf-8")
    (folder / "routes" / "chaplain.toml").write_text(text.replace('"union"', '"chaplain"', 1))

    fault = only_fault(folder)

    assert isinstance(fault, CatalogueRouteUnreachable)
    assert named(fault) == ("routes/chaplain.toml", 2, "id")


def test_a_rule_that_takes_effect_in_two_places_is_named(folder: Path) -> None:
    text = (folder / "concerns" / "fraud.toml").read_text(encoding="utf-8")
    later = text.replace("since = 2026-09-01", "since = 2027-09-01")
    (folder / "concerns" / "fraud.2027.toml").write_text(later, encoding="utf-8")
    line = text[: text.index("since =")].count("\n") + 1

    fault = only_fault(folder)

    assert isinstance(fault, CatalogueEffectTwice)
    assert named(fault) == ("concerns/fraud.toml", line, "since")


def test_two_editions_from_the_same_day_are_named(folder: Path) -> None:
    rewrite(folder, "editions.toml", 'since = "not-known"', "since = 2026-09-01")

    fault = only_fault(folder)

    assert isinstance(fault, CatalogueEffectTwice)
    assert fault.named["file"] == "editions.toml"


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b'title = "x"\nid = "\xff"\n', 2, "is not UTF-8"),
        (b'title = "x"\n\nid = \n', 3, "is not TOML"),
        (b"since = 2026-09-01\nsince = 2026-09-02\n", 2, "is not TOML"),
        (b"[" * 5000, 1, "is"),
        (b"#" * (LARGEST_FILE + 1), 1, "is larger than"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    folder: Path, data: bytes, line: int, said: str
) -> None:
    (folder / "concerns" / "fraud.toml").write_bytes(data)

    fault = next(each for each in check(folder).faults if isinstance(each, CatalogueUnreadable))

    assert named(fault) == ("concerns/fraud.toml", line, "the file")
    assert said in fault.message


def test_what_is_no_ordinary_file_is_not_waited_for(folder: Path) -> None:
    (folder / "concerns" / "fraud.toml").unlink()
    os.mkfifo(folder / "concerns" / "fraud.toml")

    assert any(isinstance(each, CatalogueUnreadable) for each in check(folder).faults)


def test_ten_thousand_files_are_refused_before_they_are_read(folder: Path) -> None:
    for number in range(10_000):
        (folder / "concerns" / f"x{number}.toml").touch()

    fault = next(each for each in check(folder).faults if isinstance(each, CatalogueTooMany))

    assert named(fault) == ("concerns/", 1, "the folder")
    assert str(MOST_FILES) in fault.message


@pytest.mark.parametrize("name", ["editions.toml", "words.toml", "ages.toml", "people.toml"])
def test_a_catalogue_without_one_of_its_files_says_which(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert any(
        isinstance(each, CatalogueUnreadable) and each.named["file"] == name
        for each in check(folder).faults
    )


@pytest.mark.parametrize(
    "slip",
    [
        ("ages.toml", 'id = "very-young"', 'id = "very-yong"', "very-young", ""),
        ("ages.toml", "years = 18", 'years = "18"', "age.0.years", ""),
        ("helplines.toml", '"impersonation"', '"impersonatin"', "helpline.0.concerns.0", "imperso"),
        ("editions.toml", 'since = "not-known"', 'since = "unknown"', "edition.1.since", ""),
        ("editions.toml", '"England"', '"Scotland"', "edition.1.jurisdiction", ""),
        ("editions.toml", '"england-and-wales"', '"england"', "calendar", "england-and-wales"),
        ("concerns/fraud.toml", "since = 2026-09-01", "since = 2026-13-01", "the file", ""),
        ("lists/stale.toml", "checked = 2026-11-21\n", "", "checked", ""),
        ("concerns/hacking.toml", ', edition = "as amended"', "", "sources.5.edition", ""),
        ("routes/lado.toml", "checked = 2026-11-21, ", "", "sources.2.checked", ""),
    ],
)
def test_a_slip_is_named_with_its_key_and_the_nearest(
    folder: Path, slip: tuple[str, str, str, str, str]
) -> None:
    file, old, new, key, near = slip
    rewrite(folder, file, old, new)

    faults = check(folder).faults

    assert (file, key) in {(fault.named["file"], fault.named["key"]) for fault in faults}
    assert near in faults[0].message
    assert all(int(fault.named["line"]) >= 1 for fault in faults)
    assert all(fault.exit_status == 2 for fault in faults)


def test_several_slips_are_all_told_at_once(folder: Path) -> None:
    for file in ("fraud", "hacking", "copyright"):
        rewrite(folder, f"concerns/{file}.toml", "wrong_when", "wrong_wen")

    assert [fault.named["file"] for fault in check(folder).faults] == [
        "concerns/copyright.toml",
        "concerns/fraud.toml",
        "concerns/hacking.toml",
    ]


def test_a_file_that_others_go_by_and_that_cannot_be_read_is_the_only_fault(folder: Path) -> None:
    """What names its signs is not blamed for it."""
    with (folder / "signs.toml").open("ab") as file:
        file.write(b"\xff")

    assert named(only_fault(folder))[0] == "signs.toml"


def test_a_key_that_was_mistyped_is_named_rather_than_the_one_it_left_out(folder: Path) -> None:
    line = rewrite(folder, "concerns/fraud.toml", "wrong_when", "wrong_wen")

    fault = only_fault(folder)

    assert named(fault) == ("concerns/fraud.toml", line, "wrong_wen")
    assert "`wrong_when`" in fault.message


def test_an_end_that_is_not_after_the_beginning_is_refused(folder: Path) -> None:
    rewrite(
        folder,
        "concerns/fraud.toml",
        "since = 2026-09-01",
        "since = 2026-09-01\nuntil = 2026-09-01",
    )

    assert isinstance(only_fault(folder), CatalogueInvalid)
    assert only_fault(folder).named["key"] == "until"


def test_two_profiles_of_one_name_are_told(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(folder / "profiles" / "coton.toml", own / "coton.toml")

    (fault,) = check_profiles(own, CATALOGUE).faults

    assert isinstance(fault, CatalogueIdTwice)
    assert named(fault)[::2] == ("coton.toml", "id")
