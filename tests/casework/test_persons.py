"""People over all cases: a chronology of each, and two of one name never made into one."""

from pathlib import Path

from casebook import clock
from casebook.casework import persons
from casebook.casework.persons import Found
from tests.casework.conftest import AFTERNOON, sitting
from tests.casework.linked import WORKER


def find(folder: Path, name: str, user: str = "head") -> Found:
    """Everybody of a name, as somebody reads it."""
    with clock.travelling(AFTERNOON), sitting(folder, user, write=False) as book:
        return persons.find(book, name)


def test_what_somebody_had_part_in_stands_in_order_over_the_cases(together: Path) -> None:
    (found,) = find(together, "wanda  quill-test").bearers

    assert found.name == WORKER
    assert found.cases == ("S-2026-0001", "S-2026-0002", "S-2026-0003")
    assert len(found.marks) == 3
    assert [each.said for each in found.lines] == [
        f"Known on {day} (they are said to have done it)"
        for day in ("2024-12-10", "2026-02-01", "2026-10-10")
    ]


def test_two_of_one_name_are_kept_apart_and_who_could_be_either_is_neither(
    together: Path,
) -> None:
    found = find(together, "Robin Twin-Test").bearers

    assert sorted((each.born, each.cases) for each in found) == [
        ("", ("C-2026-0010",)),
        ("2014-03-03", ("C-2026-0009",)),
        ("2015-01-01", ("C-2026-0008",)),
    ]
    assert {each.apart_because for each in found} == {"they were born on two days"}


def test_a_name_that_is_close_is_offered_and_not_joined(together: Path) -> None:
    found = find(together, "Otto Pebble-Tess", "dsl")

    assert [each.cases for each in found.bearers] == [("C-2026-0006",)]
    assert found.near == ("Otto Pebble-Test",)


def test_one_case_that_has_both_keeps_them_apart(apart: Path, tmp_path: Path) -> None:
    import shutil

    from tests.casework.conftest import logged
    from tests.casework.linked import pupil

    folder = Path(shutil.copytree(apart, tmp_path / apart.name))
    with clock.travelling(AFTERNOON), sitting(folder, "dsl") as book:
        logged(book, people=[*pupil("Sam Same-Test"), *pupil("Sam Same-Test")])
        found = persons.find(book, "Sam Same-Test").bearers

    assert [each.apart_because for each in found] == ["one case has both"] * 2


def test_nobody_is_found_by_no_name(together: Path) -> None:
    assert find(together, "  ") == Found((), ())
