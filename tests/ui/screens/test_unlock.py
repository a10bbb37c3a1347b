"""Unlock: the first room."""

from pathlib import Path

from textual.widgets import Input

from casebook.store.book import open_book
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.screens.unlock import UnlockRoom
from tests.ui.sitting import WORDS, at_the_door, seated


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


async def test_whose_slots_there_are_is_said_where_the_name_is_typed(made: Path) -> None:
    async with at_the_door(made, user=None) as sitter:
        assert all(short in sitter.text for short in ("dsl", "head", "chair"))


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
