"""Lodging: the gate before any file, then the file, whole and sealed."""

import hashlib
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from casebook.casework import cases
from casebook.ui.dialogs.files import FilesDialog
from casebook.ui.dialogs.gate import AgainDialog, GateDialog, GuidedPath
from casebook.ui.dialogs.lodging import LodgingDialog
from casebook.ui.screens.case import CaseRoom
from tests.ui.sitting import Sitter, seated

CASE = "C-2026-0001"
PICTURE = Path(__file__).resolve().parents[2] / "material" / "group-chat-1.png"


async def come_to_the_gate(sitter: Sitter) -> None:
    """Open the case and ask to lodge."""
    await sitter.press("enter", "l")
    assert sitter.is_in(GateDialog)


async def lodge(sitter: Sitter, path: Path) -> None:
    """Go through the gate with a plain no, and lodge the file at `path`."""
    await come_to_the_gate(sitter)
    await sitter.press("n")
    await sitter.write(str(path))
    await sitter.press("enter", "ctrl+s")
    await tell_about_it(sitter)


async def tell_about_it(sitter: Sitter) -> None:
    """Fill in what is asked about the files, and keep them."""
    await sitter.write("today 15:20")
    await sitter.press("tab")
    await sitter.write("Alex Porter-Test")
    await sitter.press("tab")
    await sitter.write("The parents' chat, shown by Tansy")
    await sitter.press("ctrl+s")


@pytest.mark.parametrize("key", ["y", "u"])
async def test_yes_and_unsure_open_no_file_and_show_what_to_do_instead(
    with_case: Path, key: str
) -> None:
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press(key)

        assert sitter.is_in(GuidedPath)
        assert "Make safe" in sitter.text
        assert "999" in sitter.text

        await sitter.press("escape")

        assert sitter.is_in(CaseRoom)
        view = cases.shown(sitter.book, CASE)
        assert view.exhibits == ()
        said = {"y": "yes", "u": "unsure"}[key]
        assert [each.words for each in view.notes] == [
            f"The imagery question was answered: {said}. Nothing was opened."
        ]


async def test_a_no_after_an_unsure_recalls_it_and_wants_a_reason_and_both_are_kept(
    with_case: Path,
) -> None:
    why = "PC Sample-Test looked at it and told me it is a cartoon."
    async with seated(with_case, size=(80, 24)) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("u", "escape")
        await sitter.press("l")

        assert "This was answered unsure on Tue 17 Nov 2026" in " ".join(sitter.text.split())

        await sitter.press("n", "ctrl+s")

        assert sitter.is_in(AgainDialog)

        await sitter.write(why)
        await sitter.press("ctrl+s")

        assert sitter.is_in(FilesDialog)
        last = cases.shown(sitter.book, CASE).notes[-1].words
        assert last.startswith("The imagery question, answered unsure on Tue 17 Nov 2026")
        assert last.endswith(f"because: {why}")

        await sitter.press("escape", "l", "n")

        assert sitter.is_in(FilesDialog)


async def test_enter_alone_is_no_way_through_the_gate(with_case: Path) -> None:
    """The cursor stands on the careful answer."""
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("enter")

        assert sitter.is_in(GuidedPath)


async def test_ctrl_s_and_escape_do_not_pass_the_gate(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("ctrl+s")

        assert sitter.is_in(GateDialog)

        await sitter.press("escape")

        assert sitter.is_in(CaseRoom)


async def test_a_plain_no_leads_to_the_files_and_the_file_is_kept_as_it_is(
    with_case: Path,
) -> None:
    async with seated(with_case) as sitter:
        await lodge(sitter, PICTURE)

        exhibits = cases.shown(sitter.book, CASE).exhibits
        assert [(each.reference, each.sha256) for each in exhibits] == [
            ("APT/1", hashlib.sha256(PICTURE.read_bytes()).hexdigest())
        ]

        await sitter.press("7")

        assert "APT/1" in sitter.text
        assert exhibits[0].sha256[:32] in sitter.text


async def test_files_are_chosen_by_walking_the_folders(with_case: Path, tmp_path: Path) -> None:
    place = tmp_path / "evidence"
    (place / "chats").mkdir(parents=True)
    (place / "chats" / "one.txt").write_text("x", encoding="utf-8")

    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n")
        await sitter.write(str(place))
        await sitter.press("enter")

        assert "chats/" in sitter.text

        await sitter.press("tab", "enter", "enter")

        assert "✓ one.txt" in sitter.text

        await sitter.press("ctrl+s")

        assert sitter.is_in(LodgingDialog)


async def test_several_files_are_chosen_one_after_another_without_losing_ones_place(
    with_case: Path, tmp_path: Path
) -> None:
    place = tmp_path / "evidence"
    place.mkdir()
    for name in ("chat-1.txt", "chat-2.txt", "chat-3.txt", "letter.txt"):
        (place / name).write_text("x", encoding="utf-8")

    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n")
        await sitter.write(str(place))
        await sitter.press("enter")
        await sitter.write("chat")
        await sitter.press("tab", "down", "enter")
        names = sitter.app.screen.query_one("#files-names", OptionList)

        assert names.highlighted == 2
        assert sitter.app.screen.query_one("#files-path", Input).value == "chat"
        assert "letter.txt" not in sitter.text
        assert sitter.text.count("✓ chat-2.txt") == 2  # in the list, and below it

        await sitter.press("down", "enter", "up", "enter")

        assert names.highlighted == 2
        assert "✓ chat-2.txt" not in sitter.text
        assert sitter.text.count("✓ chat-3.txt") == 2


async def test_a_mistyped_path_names_the_first_folder_that_is_not_there(
    with_case: Path, tmp_path: Path
) -> None:
    (tmp_path / "evidence").mkdir()
    async with seated(with_case, size=(160, 40)) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n")
        await sitter.write(str(tmp_path / "evidence" / "chast" / "monday" / "one.png"))
        await sitter.press("enter")

        said = " ".join(sitter.text.replace("│", " ").split())
        assert "There is no folder “chast” in" in said
        assert "evidence" in said


async def test_without_a_file_one_does_not_go_on(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n", "ctrl+s")

        assert sitter.is_in(FilesDialog)
        assert "Choose at least one file" in sitter.text


async def test_a_file_that_went_away_is_said_calmly_and_nothing_is_lodged(
    with_case: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "gone.png"
    picture.write_bytes(PICTURE.read_bytes())
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n")
        await sitter.write(str(picture))
        await sitter.press("enter", "ctrl+s")
        picture.unlink()
        await tell_about_it(sitter)

        assert "Not done" in sitter.text
        assert cases.shown(sitter.book, CASE).exhibits == ()


async def test_what_is_not_there_is_said_at_once_and_gets_no_tick(
    with_case: Path, tmp_path: Path
) -> None:
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press("n")
        for typed in [f"{tmp_path}/absent.png", "absent-here.png", "~nobody-at-all/absent.png"]:
            await sitter.press("ctrl+u")

            assert "spelling." not in sitter.text

            await sitter.write(typed)
            await sitter.press("enter")

            assert "spelling." in sitter.text
            assert "✓" not in sitter.text

        await sitter.press("ctrl+s")

        assert sitter.is_in(FilesDialog)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The person's own folder, empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return str(folder)


@pytest.mark.parametrize("key", ["y", "u"])
async def test_before_a_plain_no_nothing_is_even_looked_up(
    with_case: Path, home: str, key: str
) -> None:
    """Neither the folders of the person nor any file in them are touched before the answer."""
    looked_up: list[str] = []

    def note(event: str, given: tuple[object, ...]) -> None:
        if event in {"open", "os.listdir", "os.scandir"} and str(given[0]).startswith(home):
            looked_up.append(str(given[0]))

    sys.addaudithook(note)
    async with seated(with_case) as sitter:
        await come_to_the_gate(sitter)
        await sitter.press(key, "escape")

        assert looked_up == []

        await sitter.press("l", "n")
        await sitter.write("The parent read the page out on the telephone: it is text.")

        assert looked_up == []

        await sitter.press("ctrl+s")

        assert looked_up == [home]  # the control: this is seen once it happens
