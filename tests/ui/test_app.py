"""The app: what is off, how it ends, and when it locks by itself."""

from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.command import CommandPalette
from textual.theme import Theme

from casebook.errors.machine import ScreenEnded
from casebook.store.book import open_book
from casebook.ui.app import CasebookApp, fault_text
from casebook.ui.idle import IdleWatch
from casebook.ui.screens.cases import CasesRoom
from casebook.ui.themes import STRONG, THEMES
from tests.school import WORDS
from tests.ui.conftest import Clock
from tests.ui.sitting import at_the_door, seated

CANARY = "Perry Winkle-Test is CANARY"


async def test_the_window_title_is_the_same_in_every_room(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        titles = [sitter.app.title]
        await sitter.press("enter")
        titles.append(sitter.app.title)

        assert titles == ["Casebook", "Casebook"]
        assert sitter.app.sub_title == ""


async def test_the_palette_offers_no_screenshot(made: Path) -> None:
    async with seated(made) as sitter:
        offered = [each.title for each in sitter.app.get_system_commands(sitter.app.screen)]

        assert offered[0] == "Theme"
        assert {"Help", "Lock", "Quit", "New incident", "Search"} <= set(offered)
        assert not any("screenshot" in each.lower() for each in offered)

        await sitter.press("ctrl+p")

        assert sitter.is_in(CommandPalette)
        assert "creenshot" not in sitter.text


def test_textual_would_offer_one() -> None:
    """The control: were our list not in its place, the screenshot would be there."""
    inherited = App.get_system_commands.__code__.co_consts

    assert "Screenshot" in inherited


async def test_what_is_copied_stays_inside(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(made) as sitter:
        written: list[str] = []
        monkeypatch.setattr(sitter.app._driver, "write", written.append)
        sitter.app.copy_to_clipboard(CANARY)
        await sitter.settle()

        assert not any("52;" in each for each in written)
        assert sitter.app.clipboard == CANARY


async def test_devtools_and_debugging_are_off_whatever_the_environment_says(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", str(made.parent / "log.txt"))

    async with at_the_door(made) as sitter:
        assert sitter.app.devtools is None
        assert not (made.parent / "log.txt").exists()


def crash(app: CasebookApp) -> None:
    """Fail with words of a case in a local and in the message."""
    words = CANARY
    app.query_one("#absent").update(words)  # type: ignore[attr-defined]


async def test_a_fault_of_the_program_ends_it_with_a_code_and_no_word_of_a_case(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[CasebookApp] = []

    async def provoke() -> None:
        async with seated(made) as sitter:
            ended.append(sitter.app)
            sitter.app.call_later(crash, sitter.app)
            await sitter.pilot.pause()
            await sitter.pilot.pause()

    with pytest.raises(Exception, match="absent"):  # the test's own pilot passes it on
        await provoke()
    said = "".join(capsys.readouterr())

    assert ended[0].return_code == ScreenEnded.exit_status
    assert ended[0].desk is None
    assert CANARY not in said
    assert "Traceback" not in said
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert book.is_writer


def test_what_is_said_after_a_fault_is_a_code_and_what_to_do() -> None:
    assert fault_text().startswith("U-02")
    assert ScreenEnded.next_step in fault_text()


async def test_it_locks_by_itself_when_nobody_touches_the_keys(made: Path) -> None:
    clock = Clock()
    async with at_the_door(made, idle=IdleWatch(10, clock)) as sitter:
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")
        clock.seconds += 599
        await sitter.pilot.pause(0.7)

        assert sitter.locked == []

        clock.seconds += 2
        await sitter.pilot.pause(0.7)

        assert sitter.locked[:1] == ["closed"]


async def test_typing_keeps_it_open(made: Path) -> None:
    clock = Clock()
    async with at_the_door(made, idle=IdleWatch(10, clock)) as sitter:
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")
        clock.seconds += 599
        await sitter.press("s")
        clock.seconds += 599
        await sitter.pilot.pause(0.7)

        assert sitter.locked == []


async def test_at_the_door_nothing_is_open_and_nothing_locks(made: Path) -> None:
    clock = Clock()
    async with at_the_door(made, idle=IdleWatch(10, clock)) as sitter:
        clock.seconds += 10_000
        await sitter.pilot.pause(0.7)

        assert sitter.locked == []


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+z"])
async def test_lock_and_suspend_both_lock(made: Path, key: str) -> None:
    async with seated(made) as sitter:
        await sitter.press(key)

        assert sitter.locked == ["closed"]


async def test_quitting_closes_the_casebook(made: Path) -> None:
    async with seated(made) as sitter:
        await sitter.pilot.press("ctrl+q")

    with open_book(made, "head", WORDS["head"]) as book:
        assert book.is_writer


async def test_a_window_too_small_says_so_and_shows_nothing_else(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("enter")
        for size in [(59, 24), (80, 15), (20, 5), (1, 1)]:
            await sitter.pilot.resize_terminal(*size)
            await sitter.settle()

            assert "Tansy" not in sitter.text
            if size[0] > 40:
                assert "too small" in sitter.text

            await sitter.pilot.resize_terminal(100, 32)
            await sitter.settle()

            assert "2 Moderate" in sitter.text


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (400, 100)])
async def test_every_usual_size_can_be_worked_in(with_case: Path, size: tuple[int, int]) -> None:
    async with seated(with_case, size=size) as sitter:
        assert "C-2026-0001" in sitter.text

        await sitter.press("enter", "n")
        await sitter.write("A note.")
        await sitter.press("ctrl+s")

        assert "Note in" not in sitter.text


async def test_whatever_a_key_does_the_palette_does_by_name(made: Path) -> None:
    async with seated(made) as sitter:
        await sitter.press("ctrl+p")
        await sitter.write("New incident")
        await sitter.press("enter")
        await sitter.settle()

        assert "Log an incident" in sitter.text


async def test_a_fault_inside_a_deed_is_said_by_its_kind_alone_and_the_room_goes_on(
    made: Path,
) -> None:
    def deed() -> None:
        raise ValueError(CANARY)

    async with seated(made) as sitter:
        room = sitter.app.screen
        assert isinstance(room, CasesRoom)
        room.ask(deed, lambda _: None)
        await sitter.settle()

        assert "U-01" in sitter.text
        assert "ValueError" in sitter.text
        assert CANARY not in sitter.text

        await sitter.press("enter")

        assert sitter.is_in(CasesRoom)


async def test_the_casebooks_own_idle_time_counts(made: Path) -> None:
    async with seated(made) as sitter:
        assert sitter.app.idle.minutes == sitter.book.idle_minutes


async def test_an_invented_school_is_called_invented_in_every_room(with_case: Path) -> None:
    def prepare(app: CasebookApp) -> None:
        app.is_demonstration = True

    async with at_the_door(with_case, prepare=prepare) as sitter:
        await sitter.write(WORDS["dsl"])
        await sitter.press("enter")

        assert "(invented)" in sitter.text

        await sitter.press("enter")

        assert "(invented)" in sitter.text


async def test_without_colour_every_word_is_still_there(
    with_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with seated(with_case) as sitter:
        assert sitter.app.no_color
        assert "2 Moderate" in sitter.text


async def test_every_theme_shows_the_rooms(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        for theme in THEMES:
            sitter.app.theme = theme.name
            await sitter.press("enter")

            assert "2 Moderate" in sitter.text

            await sitter.press("escape")


def brightness(colour: Color) -> float:
    """The relative luminance of a colour, as WCAG counts it."""
    parts = [each / 255 for each in colour.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["foreground", "primary", "secondary", "accent", "error"])
def test_text_stands_out_from_its_ground(theme: Theme, name: str) -> None:
    """WCAG 2.2 asks for 4.5 to 1; the theme of strong contrast gives 7 to 1."""
    ink = brightness(Color.parse(getattr(theme, name)))
    wanted = 7 if theme is STRONG else 4.5
    for ground in (theme.background, theme.surface, theme.panel):
        paper = brightness(Color.parse(ground or ""))
        light, dark = max(ink, paper), min(ink, paper)

        assert (light + 0.05) / (dark + 0.05) >= wanted
