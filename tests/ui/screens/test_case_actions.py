"""The action list of a case: what is due, and what can be done about it by keys."""

from pathlib import Path

from casebook.casework import actions, assessments, cases, wishes
from casebook.clock import Hand
from casebook.store.book import open_book
from casebook.ui.dialogs.acting import DoDialog, RuleOutDialog
from casebook.ui.dialogs.reading import ReadingDialog
from casebook.ui.screens.case import CaseRoom
from tests.school import WORDS
from tests.ui.screens.case_room import CASE, SMALL, fill, open_case, told
from tests.ui.sitting import seated


async def test_an_action_names_its_day_and_says_overdue_in_words(
    with_case: Path, hand: Hand
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6")

        assert "Tue 17 Nov 23:59" in sitter.text
        assert "due Tue 17 Nov 2026, 23:59 GMT" in sitter.text
        assert "because Online bullying of an adult" in sitter.text

    hand.advance(days=1)

    async with seated(with_case, size=SMALL) as sitter:
        assert "6 Actions" in sitter.text
        assert "OVERDUE Tue 17 Nov 23:59" in sitter.text
        assert "OVERDUE since Tue 17 Nov 2026, 23:59 GMT" in sitter.text


async def test_a_kept_assessment_read_on_a_later_day_says_what_is_overdue_and_what_is_done(
    with_case: Path, hand: Hand
) -> None:
    """It is read as the list stands now, not as it stood when it was kept."""
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        platform = next(e for e in actions.listed(book, CASE) if e.route == "platform")
        actions.do(book, platform.id, "Reported to the platform.")
    hand.advance(days=1)

    async with seated(with_case, size=(100, 40)) as sitter:
        await open_case(sitter, "5")

        lines = sitter.text.splitlines()
        head = next(line for line in lines if "Headteacher  " in line)
        platform_line = next(line for line in lines if "The platform  " in line)
        assert "OVERDUE since Tue 17 Nov 2026, 23:59 GMT" in head
        assert "done" in platform_line
        assert "due" not in platform_line
        assert "today" not in sitter.text


async def test_an_action_is_done_with_its_outcome_and_it_is_said_what_was_kept(
    with_case: Path,
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6", "d")

        assert sitter.is_in(DoDialog)
        assert "Done: Headteacher" in sitter.text

        await fill(sitter, "Told in person.", "Hector Sample-Test, head")
        await sitter.press("ctrl+s")

        assert sitter.is_in(CaseRoom)
        assert "Kept, and signed by you: action C-2026-0001-A01, Headteacher" in told(sitter)
        done = [each for each in actions.listed(sitter.book, CASE) if each.state == "done"]
        assert [(each.route, each.outcome, each.done_with) for each in done] == [
            ("head", "Told in person.", "Hector Sample-Test, head")
        ]


async def test_ruling_out_shows_the_action_with_its_why_and_takes_the_day_it_was_said(
    with_case: Path,
) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6", "u")

        assert sitter.is_in(RuleOutDialog)
        assert "Not to be done: Headteacher  C-2026-0001-A01" in sitter.text
        assert "because Online bullying of an adult" in sitter.text
        assert "003 Online bullying (S77)" in sitter.text

        await sitter.press("ctrl+s")

        assert "This is needed." in sitter.text

        reason = "The head was on the call when it was told."
        await fill(sitter, reason, "Chandra Example-Test, chair", "today 15:25")

        assert "Tuesday 17 November 2026 at 15:25 GMT" in sitter.text

        await sitter.press("ctrl+s")

        [out] = [each for each in actions.listed(sitter.book, CASE) if each.state == "ruled-out"]
        assert out.ruled_out_authority == "Chandra Example-Test, chair"
        assert out.ruled_out_at is not None
        assert out.ruled_out_at.strftime("%H:%M") == "15:25"


async def test_a_settled_action_is_offered_neither_doing_nor_ruling_out(with_case: Path) -> None:
    """The foot follows what has the cursor."""
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        wishes.record(book, CASE, "Tansy Halfpenny-Test", "police", "Tell them.", answer="yes")
        for each in actions.listed(book, CASE, "open")[1:]:
            actions.do(book, each.id, "Done for the test.")

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6")

        assert "d Do" in sitter.text
        assert "u Rule out" in sitter.text

        await sitter.press("down")

        assert "d Do" not in sitter.text
        assert "u Rule out" not in sitter.text

        await sitter.press("d", "u", "g")

        assert sitter.is_in(CaseRoom)


async def test_of_a_group_that_is_met_nothing_is_shown_as_due(with_case: Path) -> None:
    """At least one of HR and the LADO is asked; the other is then counted as due nowhere."""
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        assessments.assess(book, CASE, concerns=["unsuitable-lawful-material"])
        before = {each.route for each in cases.today(book).due}
        asked = next(each for each in actions.listed(book, CASE) if each.route == "hr")
        actions.do(book, asked.id, "HR advised us.")
        after = {each.route for each in cases.today(book).due}

    assert before - after == {"hr", "lado"}

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6")

        [line] = [each for each in sitter.text.splitlines() if "officer" in each and "met" in each]
        assert "met by another" in line


async def test_an_action_is_given_to_somebody_who_holds_the_case(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6", "g", "enter")

        assert "Dilys Specimen (dsl)" in sitter.text

        await sitter.press("home", "down", "enter", "ctrl+s")

        assert "is given to" in told(sitter)
        first = actions.listed(sitter.book, CASE)[0]
        assert first.owner in WORDS


async def test_something_to_do_is_added_with_a_time_that_lies_ahead(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6", "m", "tab")
        await fill(sitter, "Sit with Tansy at break.", "tomorrow at noon")

        assert "Wednesday 18 November 2026 at 12:00 GMT" in sitter.text

        await sitter.press("ctrl+s")

        assert "is added" in told(sitter)
        added = [each for each in actions.listed(sitter.book, CASE) if each.clock == "own"]
        assert [(each.route, each.words) for each in added] == [
            ("other", "Sit with Tansy at break.")
        ]


async def test_enter_reads_an_action_in_full(with_case: Path) -> None:
    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "6", "enter")

        assert sitter.is_in(ReadingDialog)
        assert "Out of hours" in sitter.text or "They need" in sitter.text

        await sitter.press("escape")

        assert sitter.is_in(CaseRoom)
