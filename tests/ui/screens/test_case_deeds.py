"""What is about the case as a whole: decisions, help offered, corrections."""

from pathlib import Path

from casebook.casework import cases
from casebook.ui.dialogs.choosing import ChooseDialog
from casebook.ui.dialogs.confirm import ConfirmDialog
from casebook.ui.dialogs.correcting import CorrectDialog
from casebook.ui.dialogs.deciding import DecideDialog
from tests.ui.screens.case_room import CASE, SMALL, choose, fill, lodge_a_picture, open_case, told
from tests.ui.sitting import seated


async def test_not_to_refer_is_a_decision_with_its_reason(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "j")
        await choose(sitter, 1)
        await sitter.press("tab", "tab")
        await sitter.write("The police were asked and see no offence.")
        await sitter.press("ctrl+s")

        assert "Kept, and signed by you: decision C-2026-0001-D01." in told(sitter)
        [kept] = cases.shown(sitter.book, CASE).decisions
        assert (kept.what, kept.why) == (
            "not to refer",
            "The police were asked and see no offence.",
        )


async def test_no_decision_is_made_for_whoever_decides(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "j", "tab", "tab", "tab")
        await sitter.write("The police were asked and see no offence.")
        await sitter.press("ctrl+s")

        assert "It was decided. This is needed: choose with Enter." in sitter.text
        assert cases.shown(sitter.book, CASE).decisions == ()


async def test_a_decision_in_words_of_ones_own_needs_the_words(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "j", "enter", "end", "enter", "tab", "tab", "tab")
        await sitter.write("It is the calmer way.")
        await sitter.press("ctrl+s")

        assert sitter.is_in(DecideDialog)
        assert "Say what was decided." in sitter.text
        assert cases.shown(sitter.book, CASE).decisions == ()


async def test_help_that_was_offered_is_recorded(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "s")
        await fill(sitter, "Tansy Halfpenny-Test", "A colleague to talk to", "gladly")
        await sitter.press("ctrl+s")

        assert "help offered to Tansy Halfpenny-Test" in told(sitter)
        [kept] = cases.shown(sitter.book, CASE).supports
        assert (kept.offered, kept.taken) == ("A colleague to talk to", "gladly")


async def test_a_reading_is_put_right_after_a_reading_back_and_the_old_one_stays(
    with_case: Path,
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "k")

        assert sitter.is_in(ChooseDialog)

        await sitter.write("person juno name")
        await sitter.press("enter")

        assert sitter.is_in(CorrectDialog)
        assert "│ Juno Biscuit-Test" in sitter.text

        await sitter.press("end")
        await sitter.write("-Again")
        await sitter.press("tab")
        await sitter.write("The form has it so.")
        await sitter.press("ctrl+s")

        assert sitter.is_in(ConfirmDialog)
        assert "It read:" in sitter.text
        assert "It will read:" in sitter.text
        assert "│ Juno Biscuit-Test-Again" in sitter.text
        assert cases.shown(sitter.book, CASE).corrections == ()

        await sitter.press("ctrl+s")

        assert "correction C-2026-0001-K01; the earlier reading stays" in told(sitter)
        [kept] = cases.shown(sitter.book, CASE).corrections
        assert (kept.earlier, kept.reading) == ("Juno Biscuit-Test", "Juno Biscuit-Test-Again")

        await sitter.press("3", "end")

        assert "name was put right by dsl" in told(sitter)
        assert "│ Juno Biscuit-Test " in sitter.text


async def test_a_time_is_put_right_as_it_would_be_written_and_read_back_in_full(
    with_case: Path,
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "k")
        await sitter.write("when it happened")
        await sitter.press("enter")
        await fill(sitter, "16/11 at 2030", "She looked at the message again.")
        await sitter.press("ctrl+s")

        assert "Monday 16 November 2026 at 20:30 GMT" in sitter.text

        await sitter.press("ctrl+s")

        [incident] = cases.shown(sitter.book, CASE).incidents
        assert incident.happened_at is not None
        assert incident.happened_at.strftime("%H:%M") == "20:30"

        await sitter.press("end")

        assert "│ Mon 16 Nov 2026, 19:20 GMT" in sitter.text


async def test_what_triage_was_told_is_put_right_by_ticking_it_by_name(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "k")
        await sitter.write("signs that triage")
        await sitter.press("enter")

        assert "│ nothing" in sitter.text
        assert "[x]" not in sitter.text

        await sitter.press("space")

        assert "[x] A child has been harmed" in sitter.text

        await sitter.press("tab")
        await sitter.write("It was not asked then.")
        await sitter.press("ctrl+s", "ctrl+s")

        [incident] = cases.shown(sitter.book, CASE).incidents
        assert len(incident.signs) == 1


async def test_on_the_list_of_exhibits_their_own_readings_come_first(with_case: Path) -> None:
    lodge_a_picture(with_case)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "7", "k")

        assert "Exhibit APT/1: what it is · One page of the chat" in sitter.text
