"""Nobody is let in where a case concerns them, by whichever door."""

from pathlib import Path

import pytest

from casebook.casework import corrections, holding, incidents
from casebook.errors.rules import AccusedThere
from casebook.store import sheets
from casebook.store.founding import create
from casebook.store.membership import Newcomer
from casebook.vault import layout
from casebook.vault.argon2 import FLOOR
from tests.casework.conftest import incident, people, sitting
from tests.school import FRESH, ST_NICHOLAS, founders


def test_a_sheet_lets_nobody_in_where_a_case_concerns_them(tmp_path: Path) -> None:
    """By their name; and what is put right about it counts."""
    folder = tmp_path / "St Nicholas.casebook"
    made = create(folder, ST_NICHOLAS, founders(), cost=FLOOR)
    with sitting(folder, "head") as book:
        accused = people(("target", "pupil", 12), ("alleged", "staff", None))
        accused[1]["name"] = "Nell Invented"
        data = incident(people=accused, concerns=["low-level-concern"], reported_by=None)
        case = incidents.log(book, incidents.read(data)).case
    newcomer = Newcomer("head2", "head", FRESH, "Nell  INVENTED")
    with sheets.open_by_sheet(layout.at(folder), made.recovery[0].code) as book:
        slots = sorted(folder.joinpath("users").iterdir())
        with pytest.raises(AccusedThere):
            holding.bring_back(book, newcomer)
        assert sorted(folder.joinpath("users").iterdir()) == slots

        person = next(
            each for each in book.compartment("staff").search("Nell") if each.kind == "person"
        )
        reference = f"{case} {person.object_id}"
        corrections.correct(book, reference, "name", "Norman Other", "Mistaken identity.")
        assert holding.bring_back(book, newcomer).card.holds == ("general", "staff")
