"""Who holds what, and which recovery sheets nobody has tried for a year."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from casebook import clock
from casebook.casework import cases, keyring
from casebook.store.book import Book
from casebook.store.founding import create
from casebook.store.sheets import open_by_sheet
from casebook.vault import layout
from casebook.vault.argon2 import FLOOR
from tests.casework.conftest import FOUNDED, sitting
from tests.school import ST_NICHOLAS, founders

YEAR = timedelta(days=367)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A casebook, and its sheets' codes by their kind."""
    folder = tmp_path_factory.mktemp("keyring") / "St Nicholas.casebook"
    with clock.travelling(FOUNDED):
        made = create(folder, ST_NICHOLAS, founders(), cost=FLOOR)
    return folder, {each.kind: each.code for each in made.recovery}


def due(book: Book) -> list[tuple[str, bool, int]]:
    """The sheets to be tried: each, whether it ever was, and how long ago."""
    return [(each.short, bool(each.rehearsed), each.days) for each in keyring.due(book)]


def test_a_sheet_that_nobody_tried_for_a_year_is_told_each_day_until_somebody_does(
    founded: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """A new one is not: it was made today. Both that nobody tried are, and then the other alone."""
    folder, codes = founded
    mine = Path(shutil.copytree(folder, tmp_path / folder.name))
    with clock.travelling(FOUNDED + timedelta(days=300)), sitting(mine, "head") as book:
        assert due(book) == []
        assert cases.today(book).sheets == ()
    with clock.travelling(FOUNDED + YEAR), sitting(mine, "head") as book:
        both = [("recovery-governance", False, 367), ("recovery-school", False, 367)]
        assert sorted(due(book)) == both
        assert len(cases.today(book).sheets) == 2
    with clock.travelling(FOUNDED + YEAR):
        open_by_sheet(layout.at(mine), codes["school"], rehearsal=True).close()
    with clock.travelling(FOUNDED + YEAR + timedelta(days=1)), sitting(mine, "head") as book:
        assert due(book) == [("recovery-governance", False, 368)]
    with clock.travelling(FOUNDED + 2 * YEAR + timedelta(days=1)), sitting(mine, "head") as book:
        assert ("recovery-school", True, 368) in due(book)
