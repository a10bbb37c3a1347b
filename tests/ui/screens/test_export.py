"""Export: looked at first, then written; the words are shown once."""

from pathlib import Path

from casebook.bundles import checking, profiles
from casebook.casework import cases
from casebook.ui.dialogs.preview import PreviewDialog
from casebook.ui.dialogs.sealed import SealedDialog
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.export import ExportRoom
from casebook.ui.widgets.fields import Field
from tests.ui.sitting import Sitter, seated

CASE = "C-2026-0001"


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


async def test_every_name_that_leaves_is_shown_before_anything_is_written(
    with_case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        await sitter.press("ctrl+s")

        assert sitter.is_in(PreviewDialog)
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

    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, folder)
        await sitter.press("ctrl+s", "ctrl+s")

        assert sitter.is_in(SealedDialog)
        assert "telephone" in sitter.text
        words = str(sitter.app.screen.query_one("#sealed-words").render()).strip()
        [bundle] = folder.glob("*.zip")
        assert len(words.split()) == 7
        assert checking.check(bundle, None, words).verdict == "cannot tell"
        assert "in digits" in sitter.text
        assert f"beside it: {bundle.stem}.covering-note.txt" in sitter.text

        await sitter.press("enter")

        assert sitter.is_in(CaseRoom)
        assert not any(word in sitter.text for word in words.split())
        releases = cases.shown(sitter.book, CASE).releases
        assert [(each.profile, each.recipient) for each in releases] == [
            ("police", "PC 1234 Sample-Test")
        ]


async def test_a_folder_inside_the_casebook_is_refused(with_case: Path) -> None:
    async with seated(with_case, size=(100, 44)) as sitter:
        await fill_in(sitter, with_case)
        await sitter.press("ctrl+s", "ctrl+s")

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
