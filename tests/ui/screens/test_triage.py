"""Triage: ticked, answered at once with reasons, kept."""

from pathlib import Path

from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from casebook.casework import assessments, cases
from casebook.store.book import open_book
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.triage import TriageRoom, tickables
from casebook.ui.widgets.ticks import TickList, Ticks
from tests.school import WORDS
from tests.ui.sitting import Sitter, seated

CASE = "C-2026-0001"


async def open_triage(sitter: Sitter) -> None:
    """Open the triage of the only case."""
    await sitter.press("enter", "t")
    assert sitter.is_in(TriageRoom)


async def test_what_was_ticked_before_stands_first_and_is_ticked(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)

        assert "[x] Online bullying of an adult" in sitter.text


async def test_the_answer_builds_up_with_its_reasons_and_sources(with_case: Path) -> None:
    async with seated(with_case, size=(110, 60)) as sitter:
        await open_triage(sitter)

        assert "Severity  2 Moderate" in sitter.text

        await sitter.press("slash")
        await sitter.write("happened before")
        await sitter.press("enter", "space")

        assert "Severity  3 Serious" in sitter.text
        assert "Severity at least 3, because of" in sitter.text
        assert "Protection from Harassment Act 1997" in " ".join(sitter.text.split())


async def test_ticking_again_takes_the_tick_away(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("down", "space")

        assert "4 Mandatory external" in sitter.text

        await sitter.press("space")

        assert "2 Moderate" in sitter.text


async def test_what_the_case_itself_says_stays_ticked_and_the_screen_says_why(
    with_case: Path,
) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("space")

        assert "[x] Online bullying of an adult" in sitter.text
        assert "2 Moderate" in sitter.text
        assert "This stays" in sitter.text


async def test_the_list_is_narrowed_by_typing(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("blackmail")

        assert "Online bullying of an adult" not in sitter.text.split("Severity")[0]
        assert "blackmailed" in sitter.text


async def test_everyday_words_find_what_no_heading_says(with_case: Path) -> None:
    found = {
        "video": "A fight or an assault filmed",
        "group chat": "Online bullying of a child",
        "fake account": "A false, parody or stolen",
        "blackmail": "A pupil is being blackmailed",
    }
    async with seated(with_case, size=(120, 50)) as sitter:
        await open_triage(sitter)
        for word, concern in found.items():
            await sitter.press("slash", "ctrl+u")
            await sitter.write(word)

            assert concern in sitter.text


async def test_words_typed_on_the_list_without_a_slash_find_and_tick_nothing(
    with_case: Path,
) -> None:
    async with seated(with_case, size=(80, 24)) as sitter:
        await open_triage(sitter)
        ticks = sitter.app.screen.query_one(Ticks)
        before = ticks.ticked
        await sitter.press(*["space" if each == " " else each for each in "staff bullied"])

        assert ticks.ticked == before
        assert ticks.query_one(Input).value == "staff bullied"
        listed = ticks.query_one(TickList)
        assert listed.get_option_at_index(0).id == "concern:bullying-of-adult"
        assert "Not with every word:" in sitter.text


async def test_where_no_thing_holds_every_word_those_with_some_are_told_apart(
    with_case: Path,
) -> None:
    async with seated(with_case, size=(80, 24)) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("zzyzx bullied")
        listed = sitter.app.screen.query_one(TickList)

        assert listed.get_option_at_index(0).id is None
        assert listed.highlighted == 1
        assert "Online bullying of an adult" in sitter.text


async def test_a_word_that_finds_nothing_says_so_and_what_to_do(with_case: Path) -> None:
    async with seated(with_case, size=(80, 24)) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("zzyzx")
        said = " ".join(sitter.text.split())

        assert "Nothing here holds “zzyzx”" in said
        assert "F2" in said

        await sitter.press("ctrl+u")

        assert "[x] Online bullying of an adult" in sitter.text


async def test_what_is_asked_is_what_is_under_the_cursor(with_case: Path) -> None:
    questions = {each.id: each.question for each in tickables()}
    async with seated(with_case, size=(80, 24)) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("blackmail")
        await sitter.press("enter")
        for _ in range(4):
            listed = sitter.app.screen.query_one(TickList)
            under = (listed.highlighted_option or Option("")).id or ""
            asked = sitter.app.screen.query_one("#ticks-asked", Static)

            assert questions[under] in str(asked.content)

            await sitter.press("down")


async def test_keeping_it_makes_the_action_list(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("happened before")
        await sitter.press("enter", "space", "ctrl+s")

        assert "Keep this assessment: 3 Serious" in sitter.text

        await sitter.press("ctrl+s")

        assert sitter.is_in(CaseRoom)
        view = cases.shown(sitter.book, CASE)
        assert view.severity == 3
        assert view.assessments[-1].signs == ("repeated",)


async def test_a_lower_severity_needs_a_reason(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("ctrl+s", "enter", "end", "enter", "ctrl+s")

        assert cases.shown(sitter.book, CASE).severity == 2
        assert "Written" in sitter.text


async def test_what_was_ticked_comes_back_after_a_lock(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        await sitter.press("slash")
        await sitter.write("happened before")
        await sitter.press("enter", "space", "ctrl+l")

    async with seated(with_case) as sitter:
        await sitter.press("t")

        assert "[x] sign: It has happened before" in sitter.text


async def test_the_room_answers_exactly_as_what_is_kept(with_case: Path) -> None:
    """What is shown beside the list is what casework would keep."""
    async with seated(with_case) as sitter:
        await open_triage(sitter)
        room = sitter.app.screen
        assert isinstance(room, TriageRoom)
        shown = room.answer
        assert shown is not None

    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        kept = assessments.assess(book, CASE, concerns=["bullying-of-adult"])

    assert (shown["severity"], list(shown["routes"])) == (kept.severity, list(kept.routes))
