"""The end of a case: what is missing, in words with its keys; the review; the return."""

from pathlib import Path
from typing import Final

from casebook.casework import actions, assessments, cases, corrections, incidents
from casebook.clock import Hand
from casebook.store.book import open_book
from casebook.ui.dialogs.closing import CloseDialog
from casebook.ui.dialogs.custody import DisposeDialog
from casebook.ui.dialogs.missing import MissingDialog
from casebook.ui.dialogs.reviewing import ReviewDialog
from tests.school import WORDS
from tests.ui.screens.case_room import (
    CASE,
    SMALL,
    lodge_a_picture,
    open_case,
    say_no,
    settle_everything,
    told,
)
from tests.ui.sitting import Sitter, seated

ALLEGATION: Final = {
    "title": "A remark in a chat",
    "known_at": "2026-11-17T15:15:00+00:00",
    "people": [{"name": "Juno Biscuit-Test", "kind": "staff", "role": "alleged"}],
    "concerns": ["low-level-concern"],
}
"""A matter about a member of staff."""


async def propose(sitter: Sitter) -> None:
    """Propose the closing of the case that is open in front."""
    await sitter.press("c", "enter", "down", "enter", "tab", "tab")
    await sitter.write("How it ended, and why.")
    await sitter.press("ctrl+s")


async def test_what_is_missing_is_said_in_words_with_the_key_that_settles_it(
    with_case: Path,
) -> None:
    """No code of the program's, and no command of the command line, is shown."""
    lodge_a_picture(with_case)
    say_no(with_case)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "c")

        assert sitter.is_in(MissingDialog)
        assert "cannot be closed yet: 6 things are missing" in sitter.text
        assert "Action C-2026-0001-A01, Headteacher, is neither done nor" in sitter.text
        assert "Actions (6), then D (done) or U (ruled out)" in sitter.text

        await sitter.press("end")

        assert "Wishes (4), then V" in sitter.text
        assert "Exhibit APT/1 has not been disposed of" in sitter.text
        assert "Exhibits (7), then X" in sitter.text
        assert "casebook " not in sitter.text
        assert "undecided" not in sitter.text

        await sitter.press("enter", "x")

        assert sitter.is_in(DisposeDialog)
        assert "What becomes of exhibit APT/1" in sitter.text


async def test_whom_nobody_told_keeps_the_case_open_and_the_form_says_so(
    with_case: Path, hand: Hand
) -> None:
    settle_everything(with_case, hand)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "c", "enter", "down", "enter", "ctrl+s")

        assert sitter.is_in(CloseDialog)
        assert "Nobody has said what the reporter was told" in told(sitter)
        assert cases.shown(sitter.book, CASE).status == "open"


async def test_who_told_the_reporter_and_when_is_kept_with_what_they_were_told(
    with_case: Path, hand: Hand
) -> None:
    settle_everything(with_case, hand)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter)
        await propose(sitter)

        assert "Kept, and signed by you: closing C-2026-0001-L01" in told(sitter)
        assert "waiting for its second signature" in told(sitter)
        [closing] = cases.shown(sitter.book, CASE).closings
        assert closing.told_reporter == (
            "How it ended, and why.\n(Told by Dilys Specimen, Tue 17 Nov 2026, 15:36 GMT.)"
        )


async def test_an_accusation_that_was_taken_back_still_ends_in_one_of_the_five_words(
    made: Path,
) -> None:
    with open_book(made, "head", WORDS["head"]) as book:
        case = incidents.log(book, incidents.read(ALLEGATION)).case
        accused = cases.shown(book, case).people[0]
        corrections.correct(book, f"{case} {accused.id}", "role", "witness", "Mistaken identity.")
        assessments.assess(book, case, reason="Nobody is accused now.")
        for each in actions.listed(book, case, "open"):
            actions.rule_out(book, each.id, "Nobody is accused now.", "Lara Sample-Test, LADO")

    async with seated(made, "head", size=SMALL) as sitter:
        await open_case(sitter, "c", "enter")

        assert sitter.is_in(CloseDialog)
        assert "unfounded" in sitter.text
        assert "resolved" not in sitter.text


async def test_whoever_proposed_a_closing_is_told_why_they_do_not_sign_it(
    with_case: Path, hand: Hand
) -> None:
    settle_everything(with_case, hand)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter, "p")

        assert "No closing of C-2026-0001 waits" in sitter.text
        assert "casebook show" not in sitter.text

        await sitter.press("escape")
        await propose(sitter)
        await sitter.press("p")

        assert sitter.is_in(ReviewDialog)
        assert "You do not sign this closing: you gave the first signature" in sitter.text

        await sitter.press("ctrl+s")

        assert sitter.is_in(ReviewDialog)
        assert cases.shown(sitter.book, CASE).status == "awaiting-second"


async def test_the_head_reads_one_page_returns_it_signs_it_and_opens_it_again(
    with_case: Path, hand: Hand
) -> None:
    settle_everything(with_case, hand)

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter)
        await propose(sitter)

    async with seated(with_case, "head", size=SMALL) as sitter:
        assert "1 waiting for your signature (W)" in sitter.text

        await sitter.press("w")

        assert "to sign" in sitter.text

        await open_case(sitter, "p")

        assert "Sign the closing of C-2026-0001? Read it first." in sitter.text
        assert "│ How it ended, and why." in sitter.text

        await sitter.press("ctrl+r")

        assert "Say first what is still wanted." in sitter.text

        await sitter.write("Say what the parents were told.")
        await sitter.press("ctrl+r")

        assert "the case is open again" in told(sitter)
        assert cases.shown(sitter.book, CASE).status == "open"

    async with seated(with_case, size=SMALL) as sitter:
        await open_case(sitter)

        assert "Closing C-2026-0001-L01 was returned" in sitter.text
        assert "│ Say what the parents were told." in sitter.text

        await propose(sitter)

        assert "waiting for its second signature (P)" in sitter.text

    async with seated(with_case, "head", size=SMALL) as sitter:
        await open_case(sitter, "p", "ctrl+s")

        view = cases.shown(sitter.book, CASE)
        assert view.status == "closed"
        assert [each.state for each in view.closings] == ["returned", "closed"]

        await sitter.press("o")
        await sitter.write("A new message came to light.")
        await sitter.press("ctrl+s")

        view = cases.shown(sitter.book, CASE)
        assert view.status == "open"
        assert view.closings[-1].reopened_reason == "A new message came to light."
