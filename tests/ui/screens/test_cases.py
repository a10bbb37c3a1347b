"""Cases: what waits today, and every case in words."""

import json
from pathlib import Path

import pytest

from casebook.casework import assessments, incidents
from casebook.clock import Hand
from casebook.store.book import open_book
from casebook.ui.screens import cases as cases_room
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.widgets.listing import Table
from tests.school import WORDS
from tests.ui.conftest import INCIDENT
from tests.ui.sitting import seated


async def test_an_empty_casebook_says_how_to_begin(made: Path) -> None:
    async with seated(made) as sitter:
        assert "N logs an incident" in sitter.text
        assert "Nothing is due." in sitter.text


async def test_severity_is_a_number_and_a_word_and_overdue_is_a_word(
    with_case: Path, hand: Hand
) -> None:
    hand.advance(days=1)

    async with seated(with_case, size=(80, 24)) as sitter:
        assert "2 Moderate" in sitter.text
        assert "OVERDUE Tue 17 Nov" in sitter.text
        assert "2 actions overdue in 1 case (O)" in sitter.text


async def test_what_is_overdue_and_most_severe_stands_first(with_case: Path, hand: Hand) -> None:
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        hand.advance(days=1)
        worse, mild, new = (
            incidents.log(book, incidents.read({**INCIDENT, "known_at": "today 15:00"})).case
            for _ in range(3)
        )
        assessments.assess(book, mild, concerns=["bullying-of-adult"])
        assessments.assess(book, worse, concerns=["bullying-of-adult"], signs=["repeated"])

    async with seated(with_case) as sitter:
        places = [sitter.text.index(each) for each in ("C-2026-0001", new, worse, mild)]

        assert places == sorted(places)


async def test_an_empty_list_says_which_key_goes_back(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("w")
        assert "W shows the other cases again" in sitter.text

        await sitter.press("w", "o")
        assert "O shows the other cases again" in sitter.text


async def test_enter_opens_the_case(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("enter")

        assert sitter.is_in(CaseRoom)
        assert "C-2026-0001  A teaching assistant" in sitter.text

        await sitter.press("escape")

        assert sitter.is_in(CasesRoom)


async def test_a_search_finds_words_and_says_where(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("slash")
        await sitter.write("laugh")
        await sitter.press("enter")

        assert "found in 1 places" in sitter.text
        assert "C-2026-0001-I01" in sitter.text

        await sitter.press("escape")

        assert "1 case" in sitter.text


async def test_what_a_search_engine_would_take_for_its_own_is_only_text(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        for typed in ['"', "*", "NEAR(", "a AND", "'; DROP TABLE case"]:
            await sitter.press("slash", "ctrl+u")
            await sitter.write(typed)
            await sitter.press("enter")

            assert sitter.is_in(CasesRoom)
            assert typed in sitter.text


async def test_closed_cases_are_shown_when_asked_for(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("s")

        assert "Cases: closed" in sitter.text
        assert "C-2026-0001" not in sitter.text

        await sitter.press("s")

        assert "Cases: all" in sitter.text
        assert "C-2026-0001" in sitter.text


async def test_a_long_list_is_shown_page_by_page(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_room, "PAGE", 2)
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        for count in range(5):
            titled = json.loads(json.dumps(INCIDENT)) | {"title": f"Matter {count}"}
            incidents.log(book, incidents.read(titled))

    async with seated(made) as sitter:
        assert "1 to 2 of 5 cases" in sitter.text
        assert "Matter 4" in sitter.text

        table = sitter.app.screen.query_one("#cases-list", Table)
        await sitter.press("end")
        assert table.cursor_row == 1
        await sitter.press("home")
        assert table.cursor_row == 0

        await sitter.press("right_square_bracket")

        assert "3 to 4 of 5 cases" in sitter.text
        assert "Matter 2" in sitter.text

        await sitter.press("right_square_bracket", "right_square_bracket")

        assert "5 to 5 of 5 cases" in sitter.text

        await sitter.press("left_square_bracket")

        assert "3 to 4 of 5 cases" in sitter.text
