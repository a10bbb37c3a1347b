"""Unlock: the first room. It is painted before anything heavy is imported.

The rule is: what is typed here may be a passphrase in the wrong place, so that a visible place
shows only what is a folder, or the beginning of the name of somebody who can unlock.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.deeds import Working
from casebook.ui.screens.cramped import LOWEST, NARROWEST, cramped
from casebook.ui.widgets.guarded import GuardedInput

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp
    from casebook.ui.desk import Desk
    from casebook.ui.pages.typeset import Page

FIELDS: Final = ("folder", "user", "passphrase")
"""The places at the door, in the order in which they are filled."""

_PATH: Final = re.compile(r"[/~.\\]|[A-Za-z]:")
"""How the path of a folder begins."""


PRESS: Final = "Press Enter to unlock."
PRESS_OR_UNDO: Final = f"{PRESS} Escape puts folder and name back."
HIDDEN: Final = "That is no folder, so it is hidden. Escape puts folder and name back."
"""What is said of something else that was typed where the folder belongs."""

_STILL_NEEDED: Final = {
    "door-folder": "Say first which folder holds the casebook, then press Enter.",
    "door-user": "Say first who you are, then press Enter.",
    "door-passphrase": "The passphrase is still needed.",
}
"""What is said when somebody would unlock too early, by the place where the cursor then is."""


class UnlockRoom(Working[None]):
    """Asks which casebook, who, and for the passphrase."""

    BINDINGS = keys.of("unlock")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = []
    VERTICAL_BREAKPOINTS = []

    def __init__(self) -> None:
        """Begin without knowing who can unlock: that is read once the room is painted."""
        super().__init__()
        self._people: Sequence[str] = ()
        self._people_of: Path | None = None
        self._can_ask = False
        self._said: Page = ()

    def compose(self) -> ComposeResult:
        """The door: casebook, person, passphrase, and what is said about them."""
        with Vertical(id="door"):
            yield Static("Casebook", id="door-name")
            yield Static("Casebook folder", classes="door-label")
            yield GuardedInput(_is_path, id="door-folder")
            yield Static("Your short name", classes="door-label")
            yield GuardedInput(self._is_name, id="door-user")
            yield Static("Passphrase", classes="door-label")
            yield Input(password=True, id="door-passphrase")
            yield Static(self._hint, id="door-said")
            yield from self._demonstration()
        yield cramped()

    @property
    def house(self) -> "CasebookApp":
        """The app, by its own type."""
        return cast("CasebookApp", self.app)

    def field(self, name: str) -> Input:
        """The place where `name` is typed."""
        return self.query_one(f"#door-{name}", Input)

    @property
    def folder(self) -> Path | None:
        """The folder that is typed."""
        typed = self.field("folder").value.strip()
        return Path(typed).expanduser() if typed else None

    def _is_name(self, typed: str) -> bool:
        """Whether `typed` is what the name of somebody who can unlock begins with."""
        name = typed.strip().casefold()
        return typed == self.house.user or any(each.startswith(name) for each in self._people)

    async def on_mount(self) -> None:
        """Put the cursor where typing begins, with what was typed before it was there."""
        self._begin_again()
        await self.house.take_typed_ahead()
        self.call_after_refresh(self._begin)

    @property
    def _hint(self) -> Content:
        """What to press; that there is a way back only where there is something to go back to."""
        return Content(PRESS if self.house.folder is None else PRESS_OR_UNDO)

    def _begin_again(self) -> None:
        """Put folder and name as they are proposed, and the cursor where typing begins."""
        self.field("folder").value = str(self.house.folder or "")
        self.field("user").value = self.house.user or ""
        self.field("passphrase").value = ""
        self._go_to_what_is_empty()

    def on_resize(self, event: events.Resize) -> None:
        """Say when the window is too small; classes for other sizes would delay the first paint."""
        self.set_class(event.size.width < NARROWEST, "-too-narrow")
        self.set_class(event.size.height < LOWEST, "-too-low")
        if self._said:
            self.call_after_refresh(self._say, self._said)

    def _go_to_what_is_empty(self) -> bool:
        """Put the cursor into the first place that is empty, and answer whether there is one."""
        empty = [name for name in FIELDS if not self.field(name).value]
        if empty:
            self.set_focus(self.field(empty[0]))
        return bool(empty)

    async def _begin(self) -> None:
        """After the first paint: the foot, and the imports."""
        from casebook.ui.widgets.foot import Foot

        await self.mount(Foot())
        self.refresh_bindings()
        self._load()

    @work(thread=True, exit_on_error=False, group="loading")
    def _load(self) -> None:
        """Import what opening and the first room need, beside the screen."""
        import_module("casebook.ui.door")
        self.post_message(self.Finished(self._ask_at_last))
        import_module("casebook.ui.opening")
        import_module("casebook.ui.screens.cases")
        self.post_message(self.Finished(self._loaded))

    def _loaded(self) -> None:
        """Everything is imported: open at once if there is a passphrase file."""
        house = self.house
        if house.folder and house.user is not None and house.passphrase_file is not None:
            file = house.passphrase_file
            self._open(house.folder, house.user, lambda: _first_line(file))

    def _ask_at_last(self) -> None:
        """What it takes to ask who can unlock is imported: ask."""
        self._can_ask = True
        self._ask_who_can_unlock()

    def _ask_who_can_unlock(self) -> None:
        """Ask whose slots there are in the casebook that is typed, unless they are known."""
        folder = self.folder
        if self._can_ask and folder is not None and folder != self._people_of:
            from casebook.ui.door import people_at

            self._people, self._people_of = (), folder
            self.ask(lambda: people_at(folder), self._named)

    def _named(self, people: list[str]) -> None:
        """Say who can unlock, and show what was typed if it is one of them."""
        self._people = people
        field = self.field("user")
        field.placeholder = line(" · ".join(people)).plain
        cast("GuardedInput", field).look_again()
        if field.value and not field.has_focus:
            self._settle_name()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A place was left: another folder has other people, and a name must be one of theirs."""
        if event.widget.id == "door-folder":
            if self.field("folder").password:
                self._say((Content.styled(HIDDEN, "$error"),))
            else:
                self._ask_who_can_unlock()
        elif event.widget.id == "door-user" and self.field("user").value:
            self._settle_name()

    def _settle_name(self) -> bool:
        """Complete the name that is typed; take it away, and say who can unlock, if it is none."""
        field = self.field("user")
        name = field.value.strip().casefold()
        meant = [each for each in self._people if each == name] or [
            each for each in self._people if name and each.startswith(name)
        ]
        if len(meant) == 1:
            field.value = meant[0]
        elif self._people and name:
            field.value = "" if not meant else field.value
            self._say((cleaned("Which of them are you? " + " · ".join(self._people), "$error"),))
            return False
        return True

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Move on to what is still empty, or unlock."""
        event.stop()
        is_somebody = self._settle_name()
        if self._go_to_what_is_empty():
            if event.input.id == "door-passphrase" and (where := self.focused) is not None:
                self._say((Content.styled(_STILL_NEEDED.get(where.id or "", ""), "$error"),))
            return
        folder = self.folder
        if not is_somebody or folder is None:
            self.set_focus(self.field("user"))
            return
        passphrase = self.field("passphrase").value
        self._open(folder, self.field("user").value.strip(), lambda: passphrase)

    def _open(self, folder: Path, user: str, passphrase: Callable[[], str]) -> None:
        """Have the casebook opened."""
        self._say((Content("Unlocking…"),))
        self.query_one("#door", Vertical).disabled = True

        def deed() -> "Desk":
            """Open the casebook; the imports are done by then, or are waited for."""
            from casebook.ui.opening import open_desk

            return open_desk(folder, user, passphrase())

        self.ask(deed, self._opened, self._refused)

    def _opened(self, desk: "Desk") -> None:
        """Enter: the passphrase is forgotten and the first room opens.

        Only now is it known that folder and name are what they seem: a lock passes them on.
        """
        from casebook.ui.screens.cases import CasesRoom

        self.field("passphrase").value = ""
        self.house.folder, self.house.user = desk.book.folder.path, desk.book.user.short
        self.house.entered(desk.book.folder.path)
        self.house.passphrase_file = None
        self.house.desk = desk
        self.house.idle.minutes = desk.book.idle_minutes
        self.house.push_screen(CasesRoom())

    def _refused(self, fault: CasebookError) -> None:
        """Say what stands in the way, and let it be tried again."""
        self.query_one("#door", Vertical).disabled = False
        self.field("passphrase").value = ""
        self.set_focus(self.field("passphrase"))
        self.show_fault(fault)

    def show_fault(self, fault: CasebookError) -> None:
        """Say an error at the door itself, not over it."""
        from casebook.ui.dialogs.fault import fault_page

        self.query_one("#door", Vertical).disabled = False
        self._say(fault_page(fault))

    def _say(self, said: "Page") -> None:
        """Say something below the passphrase, in lines as wide as there is room."""
        from casebook.ui.pages.typeset import set_page

        self._said = said
        place = self.query_one("#door-said", Static)
        place.update(set_page(said, place.size.width))

    def action_look(self) -> None:
        """Show the passphrase as it is typed, or hide it again."""
        field = self.field("passphrase")
        if not self.query_one("#door", Vertical).disabled:
            field.password = not field.password

    def action_restore(self) -> None:
        """Put everything back as it was at the start."""
        if not self.query_one("#door", Vertical).disabled:
            self._begin_again()
            self._ask_who_can_unlock()
            self._say((self._hint,))

    def action_next_field(self) -> None:
        """Move on to the next place, or round to the first."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Move back to the place before, or round to the last."""
        self.focus_previous()

    def _demonstration(self) -> Iterator[Static]:
        """For the demonstration: that it is invented, and where its passphrases lie."""
        folder = self.house.folder
        passphrases = None if folder is None else folder.parent / "passphrases"
        if passphrases is not None and passphrases.is_dir():
            yield Static(
                cleaned(
                    "A demonstration: this school and everybody in it are invented.\n"
                    f"Its passphrases, one file each: {passphrases}"
                ),
                id="door-demonstration",
            )


def _is_path(typed: str) -> bool:
    """Whether `typed` begins as the path of a folder does."""
    return _PATH.match(typed) is not None


def _first_line(file: Path) -> str:
    """The passphrase in a passphrase file: its first line.

    Raises PassphraseFileUnreadable.
    """
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as fault:
        from casebook.errors.given import PassphraseFileUnreadable

        raise PassphraseFileUnreadable from fault
