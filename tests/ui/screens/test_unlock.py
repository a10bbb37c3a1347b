"""Unlock: the first room."""

from pathlib import Path

import pytest
from textual.widgets import Input

from casebook.store.book import open_book
from casebook.ui.app import CasebookApp
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.screens.unlock import UnlockRoom
from tests.school import WORDS
from tests.ui.sitting import Sitter, at_the_door, seated

PLACES = ("folder", "user", "passphrase")
"""The places at the door."""


async def test_the_right_passphrase_opens_the_list_of_cases(made: Path) -> None:
    async with seated(made) as sitter:
        assert sitter.is_in(CasesRoom)
        assert "St Nicholas Test School · dsl" in sitter.text


async def test_a_wrong_passphrase_says_so_and_can_be_tried_again(made: Path) -> None:
    async with at_the_door(made) as sitter:
        await sitter.write("these are five wrong words")
        await sitter.press("enter")

        assert "V-01" in sitter.text
        assert "Nothing was written." in sitter.text

        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")

        assert sitter.is_in(CasesRoom)


async def test_the_passphrase_is_never_on_the_screen_unless_asked_for(made: Path) -> None:
    async with at_the_door(made) as sitter:
        await sitter.write("harbour")

        assert "harbour" not in sitter.text

        await sitter.press("f2")

        assert "harbour" in sitter.text


async def test_nothing_of_the_passphrase_stays_once_it_is_open(made: Path) -> None:
    async with at_the_door(made) as sitter:
        door = sitter.app.screen
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")

        assert [field.value for field in door.query("#door-passphrase").results(Input)] in (
            [],
            [""],
        )


async def test_a_folder_that_was_not_said_is_asked_for_in_words() -> None:
    async with at_the_door(None) as sitter:
        sitter.app.screen.query_one("#door-passphrase", Input).focus()
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")

        assert focused(sitter) == "door-folder"
        assert "Say first which folder holds the casebook" in sitter.text


async def test_what_was_unlocked_is_told_so_that_it_is_proposed_next_time(made: Path) -> None:
    entered: list[Path] = []

    def listening(app: CasebookApp) -> None:
        app.entered = entered.append

    async with at_the_door(made, prepare=listening) as sitter:
        await sitter.write(WORDS["dsl"])
        assert entered == []
        await sitter.press("enter")

    assert entered == [made]


def focused(sitter: Sitter) -> str | None:
    """The place where the cursor is."""
    return sitter.app.focused.id if sitter.app.focused else None


def typed(sitter: Sitter) -> dict[str, str]:
    """What stands in each place at the door."""
    door = sitter.app.screen_stack[0]
    return {
        str(each.id).removeprefix("door-"): each.value
        for each in door.query("#door Input").results(Input)
    }


async def test_the_people_are_said_where_the_name_is_typed_and_a_recovery_sheet_is_nobody(
    made: Path,
) -> None:
    async with at_the_door(made, user=None) as sitter:
        assert "chair · dsl · head" in sitter.text
        assert "recovery" not in sitter.text


async def test_without_a_name_the_cursor_stands_where_the_name_is_typed(made: Path) -> None:
    async with at_the_door(made, user=None) as sitter:
        assert focused(sitter) == "door-user"

        await sitter.write("head")
        await sitter.press("enter")
        await sitter.write(WORDS["head"])
        await sitter.press("enter")

        assert sitter.is_in(CasesRoom)
        assert sitter.app.user == "head"


async def test_a_name_is_completed_from_its_first_letters(made: Path) -> None:
    async with at_the_door(made, user=None) as sitter:
        await sitter.press("h", "tab")

        assert typed(sitter)["user"] == "head"
        assert focused(sitter) == "door-passphrase"


@pytest.mark.parametrize("leave", ["enter", "tab", "down"])
async def test_a_passphrase_typed_where_the_name_belongs_is_neither_shown_nor_kept(
    made: Path, leave: str
) -> None:
    async with at_the_door(made, user=None) as sitter:
        for letter in WORDS["dsl"]:
            await sitter.pilot.press("space" if letter == " " else letter)

            assert WORDS["dsl"][:3] not in sitter.text

        await sitter.press(leave)

        assert typed(sitter)["user"] == ""
        assert "Which of them are you? chair · dsl · head" in sitter.text
        assert sitter.app.user is None


async def test_a_passphrase_typed_where_the_folder_belongs_is_not_shown(tmp_path: Path) -> None:
    async with at_the_door(None, user=None) as sitter:
        assert focused(sitter) == "door-folder"

        await sitter.write(WORDS["dsl"])

        assert WORDS["dsl"][:3] not in sitter.text

        await sitter.press("ctrl+u")
        await sitter.write(str(tmp_path))

        assert tmp_path.name[-10:] in sitter.text


async def test_a_name_that_opened_nothing_is_not_passed_on_by_a_lock(made: Path) -> None:
    """The name stands among the arguments of the next process, for every program to read."""
    async with at_the_door(made, user=None) as sitter:
        await sitter.write("dsl")
        await sitter.press("tab")
        await sitter.write("these are five wrong words")
        await sitter.press("enter")

        assert "V-01" in sitter.text
        assert sitter.app.user is None


async def test_tab_shift_tab_and_the_arrows_move_at_once(made: Path) -> None:
    async with at_the_door(made) as sitter:
        at = [focused(sitter)]
        for key in ("tab", "shift+tab", "up", "down", "down"):
            await sitter.pilot.press(key)
            at.append(focused(sitter))

        assert at == [
            "door-passphrase",
            "door-folder",
            "door-passphrase",
            "door-user",
            "door-passphrase",
            "door-folder",
        ]


async def test_after_a_lock_somebody_else_types_over_the_name(made: Path) -> None:
    """The process after a lock begins as this one: folder and name are there, the cursor below."""
    async with at_the_door(made) as sitter:
        assert focused(sitter) == "door-passphrase"

        await sitter.press("shift+tab", *"head", "tab")
        await sitter.write(WORDS["head"])
        await sitter.press("enter")

        assert sitter.book.user.short == "head"


async def test_escape_puts_back_the_folder_and_the_name_that_were_typed_over(made: Path) -> None:
    async with at_the_door(made, size=(80, 24)) as sitter:
        before = [sitter.app.screen.query_one(f"#door-{each}", Input).value for each in PLACES]
        assert "Escape puts folder and name back." in sitter.text

        await sitter.press("tab", *"head", "tab", *"nobody")
        assert "That is no folder, so it is hidden." in sitter.text

        await sitter.press("escape")

        after = [sitter.app.screen.query_one(f"#door-{each}", Input).value for each in PLACES]
        assert after == before
        assert focused(sitter) == "door-passphrase"
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")
        assert sitter.book.user.short == "dsl"


async def test_another_folder_has_other_people(made: Path, tmp_path: Path) -> None:
    async with at_the_door(tmp_path, user=None) as sitter:
        assert "chair · dsl" not in sitter.text

        await sitter.press("up", "ctrl+u")
        await sitter.write(str(made))
        await sitter.press("enter")

        assert "chair · dsl · head" in sitter.text


async def test_a_folder_that_is_no_casebook_is_refused_at_the_door(tmp_path: Path) -> None:
    async with at_the_door(tmp_path) as sitter:
        await sitter.write("five words that open nothing")
        await sitter.press("enter")

        assert sitter.is_in(UnlockRoom)
        assert "Code" in sitter.text


async def test_with_a_passphrase_file_it_opens_at_once(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "dsl.txt"
    file.write_text(WORDS["dsl"] + "\n", encoding="utf-8")

    async with at_the_door(made, passphrase_file=file) as sitter:
        assert sitter.is_in(CasesRoom)
        assert sitter.app.passphrase_file is None


async def test_the_demonstration_says_that_it_is_invented_and_where_its_passphrases_lie(
    made: Path,
) -> None:
    (made.parent / "passphrases").mkdir()
    (made.parent / "passphrases" / "dsl.txt").write_text(WORDS["dsl"], encoding="utf-8")

    async with at_the_door(made, size=(120, 36)) as sitter:
        assert "invented" in sitter.text
        assert "passphrases" in sitter.text
        assert not any(word in sitter.text for word in WORDS["dsl"].split()[1:])


async def test_a_casebook_that_somebody_writes_is_opened_to_read_and_says_so(made: Path) -> None:
    with open_book(made, "head", WORDS["head"]):
        async with seated(made) as sitter:
            assert "V-07" in sitter.text

            await sitter.press("enter")

            assert "reading only" in sitter.text

            await sitter.press("n")

            assert "Not done" in sitter.text
