"""Export: looked at first, then written; the words are shown once."""

from itertools import pairwise
from pathlib import Path

import pytest
from textual.events import Key

from casebook.bundles import checking, profiles
from casebook.casework import cases, wishes
from casebook.store.book import open_book
from casebook.ui.dialogs.preview import PreviewDialog
from casebook.ui.dialogs.releasing import ReleaseDialog
from casebook.ui.dialogs.sealed import SealedDialog
from casebook.ui.listening import UNHEARD
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.export import ExportRoom
from casebook.ui.widgets.fields import Field
from tests.school import WORDS
from tests.ui.sitting import Sitter, seated

CASE = "C-2026-0001"


def say_yes(folder: Path) -> None:
    """Record that the adult concerned wants the police: the decision is theirs."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        wishes.record(book, CASE, "Tansy Halfpenny-Test", "police", "Tell them.", answer="yes")


async def fill_in(sitter: Sitter, folder: Path) -> None:
    """Open the export of the only case and fill the form in, for the police."""
    to_police = ["down"] * (profiles.names().index("police") + 1)  # the first choice is none
    await sitter.press("enter", "e", "enter", "home", *to_police, "enter", "tab")
    await sitter.write("PC 1234 Sample-Test")
    await sitter.press("tab")
    await sitter.write("To look into messages sent to a member of staff")
    await sitter.press("tab")
    await sitter.write("Data Protection Act 2018, schedule 2")
    await sitter.press("tab", "end", "ctrl+u")
    await sitter.write(str(folder))
    assert sitter.is_in(ExportRoom)


async def to_the_last_question(sitter: Sitter) -> None:
    """Look at what would leave, and go on from there."""
    await sitter.press("ctrl+s")
    assert sitter.is_in(PreviewDialog)
    await sitter.pilot.pause(UNHEARD + 0.1)
    await sitter.press("ctrl+s")
    assert sitter.is_in(ReleaseDialog)
    await sitter.pilot.pause(UNHEARD + 0.1)


async def test_every_name_that_leaves_is_shown_before_anything_is_written(
    with_case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        await sitter.press("ctrl+s")

        assert sitter.is_in(PreviewDialog)
        assert "To whom         PC 1234 Sample-Test" in sitter.text
        assert str(folder) in "".join(sitter.text.replace("│", "").split())
        assert "Names that leave (2)" in sitter.text
        assert "Tansy Halfpenny-Test" in sitter.text
        assert "Juno Biscuit-Test" in sitter.text
        assert list(folder.iterdir()) == []

        await sitter.press("escape")

        assert sitter.is_in(ExportRoom)
        assert cases.shown(sitter.book, CASE).releases == ()


async def test_the_words_are_shown_once_and_open_what_was_written(
    with_case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    say_yes(with_case)

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        await to_the_last_question(sitter)
        await sitter.press("f8")

        assert sitter.is_in(SealedDialog)
        assert "telephone" in sitter.text
        words = str(sitter.app.screen.query_one("#sealed-words").render()).strip()
        [bundle] = folder.glob("*.zip")
        assert len(words.split()) == 7
        assert checking.check(bundle, None, words).verdict == "cannot tell"
        assert "in digits" in sitter.text
        assert f"beside it: {bundle.stem}.covering-note.txt" in sitter.text

        await sitter.pilot.pause(UNHEARD + 0.1)
        await sitter.press("enter", "escape", "ctrl+s")

        assert sitter.is_in(SealedDialog)
        assert "Once they are written down: W." in sitter.text

        await sitter.press("w")

        assert sitter.is_in(CaseRoom)
        shown = " ".join(sitter.text.split())
        pairs = [f"{one} {next_}" for one, next_ in pairwise(words.split())]
        assert not any(pair in shown for pair in pairs), "one word alone may stand there by chance"
        await sitter.press("8")
        assert "if they are lost, export again" in " ".join(sitter.text.split())
        releases = cases.shown(sitter.book, CASE).releases
        assert [(each.profile, each.recipient) for each in releases] == [
            ("police", "PC 1234 Sample-Test")
        ]


@pytest.mark.parametrize(
    "blindly", [["ctrl+s"] * 5, ["ctrl+s", "ctrl+s", "tab", "enter", "f8", "f8"]]
)
async def test_keys_typed_ahead_let_nothing_leave(
    with_case: Path, tmp_path: Path, blindly: list[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    say_yes(with_case)

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        for key in blindly:
            sitter.app.post_message(Key(key, None))
        await sitter.settle()
        await sitter.pilot.pause(2 * UNHEARD)

        assert list(folder.iterdir()) == []
        assert cases.shown(sitter.book, CASE).releases == ()


async def test_the_last_question_names_what_leaves_and_has_a_key_of_its_own(
    with_case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        await to_the_last_question(sitter)

        for said in ("PC 1234 Sample-Test", "Exhibits        none", "Names           2: "):
            assert said in sitter.text
        assert str(folder) in "".join(sitter.text.replace("│", "").split())

        await sitter.press("ctrl+s")
        assert sitter.is_in(ReleaseDialog)
        assert "Nothing is written yet" in sitter.text

        await sitter.press("enter")
        assert sitter.is_in(ExportRoom)
        assert list(folder.iterdir()) == []


async def test_a_folder_that_is_not_there_is_refused_before_the_look(
    with_case: Path, tmp_path: Path
) -> None:
    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, tmp_path / "Desktpo")
        await sitter.press("ctrl+s")

        assert "The folder that was named is not there." in sitter.text
        assert not (tmp_path / "Desktpo").exists()


async def test_a_folder_inside_the_casebook_is_refused(with_case: Path) -> None:
    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, with_case)
        await sitter.press("ctrl+s")

        assert "Not done" in sitter.text
        assert cases.shown(sitter.book, CASE).releases == ()


async def test_a_key_that_does_something_says_so_and_the_label_stays_in_sight(
    with_case: Path,
) -> None:
    async with seated(with_case, size=(80, 24)) as sitter:
        await sitter.press("enter", "e")

        assert "Nothing is written before you agree to it." in sitter.text

        form = sitter.app.screen.query_one("#export-form")
        for _ in range(len(sitter.app.screen.query(Field)) + 1):
            place = sitter.app.focused
            assert place is not None
            field = next(each for each in place.ancestors if isinstance(each, Field))
            assert form.content_region.contains_region(field.query_one(".field-label").region)

            await sitter.pilot.press("tab")
            await sitter.pilot.pause()
            await sitter.pilot.pause()

        await sitter.press("ctrl+s")

        assert "Not shown: look at what is said at the cursor." in sitter.text
