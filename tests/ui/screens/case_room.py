"""A person who comes to the case room of the only case there is."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from casebook.casework import actions, assessments, exhibits, referrals, wishes
from casebook.clock import Hand
from casebook.store.book import open_book
from casebook.ui.screens.case import CaseRoom
from tests.school import WORDS
from tests.ui.sitting import Sitter

CASE: Final = "C-2026-0001"
SMALL: Final = (80, 24)
"""The smallest terminal that everything must be workable in."""
PICTURE: Final = Path(__file__).resolve().parents[2] / "material" / "group-chat-1.png"


async def open_case(sitter: Sitter, *keys: str) -> None:
    """Open the only case of the list, then press `keys`."""
    await sitter.press("enter")
    assert sitter.is_in(CaseRoom)
    if keys:
        await sitter.press(*keys)


def told(sitter: Sitter) -> str:
    """What is on the screen as one line: what is told may wrap anywhere."""
    return " ".join(sitter.text.split())


async def fill(sitter: Sitter, *texts: str) -> None:
    """Type each text, moving on to the next field between them; an empty one is passed over."""
    for at, text in enumerate(texts):
        if at:
            await sitter.press("tab")
        if text:
            await sitter.write(text)


async def choose(sitter: Sitter, at: int) -> None:
    """Choose the answer number `at`, counted from 1, in the list where the cursor is; move on."""
    await sitter.press("enter", "home", *["down"] * at, "enter", "tab")


def lodge_a_picture(folder: Path, description: str = "One page of the chat") -> None:
    """Lodge an exhibit in the case, as its DSL would."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        exhibits.lodge(
            book,
            CASE,
            [PICTURE],
            imagery="no",
            captured_at="today 15:20",
            captured_by="Alex Porter-Test",
            source="The parents' chat, shown by Tansy",
            description=description,
        )


def say_no(folder: Path) -> None:
    """Record that the person concerned does not want the police."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        wishes.record(book, CASE, "Tansy Halfpenny-Test", "police", "Not the police.", answer="no")


def settle_everything(folder: Path, hand: Hand) -> None:
    """Make the case serious, and do all that it then asks for."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        assessments.assess(book, CASE, concerns=["bullying-of-adult"], signs=["repeated"])
        for each in actions.listed(book, CASE, "open"):
            if each.route == "police":  # hers to decide, and nobody has asked her yet
                actions.rule_out(book, each.id, "Not for the police, for the test.")
            else:
                actions.do(book, each.id, "Done for the test.")
        referrals.advice(book, CASE, "police", "PC Sample-Test", "Nothing for us to do.")
    hand.advance(seconds=timedelta(minutes=5).seconds)
