"""Unlock: the first room. It is painted before anything heavy is imported."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from casebook.errors import CasebookError
from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line
from casebook.ui.deeds import Working
from casebook.ui.dialogs.fault import fault_page
from casebook.ui.pages.typeset import Page
from casebook.ui.screens.cramped import cramped
from casebook.ui.widgets.foot import Foot
from casebook.ui.widgets.reader import PageText

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp
    from casebook.ui.desk import Desk


class UnlockRoom(Working[None]):
    """Asks which casebook, who, and for the passphrase."""

    CSS_PATH = "unlock.tcss"
    BINDINGS = keys.of("unlock")
    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        """The door: casebook, person, passphrase, and what is said about them."""
        with Vertical(id="door"):
            yield Static("Casebook", id="door-name")
            yield Label("Casebook folder", classes="door-label")
            yield Input(str(self.house.folder or ""), id="door-folder")
            yield Label("Your short name", classes="door-label")
            yield Input(self.house.user or "", id="door-user")
            yield Label("Passphrase", classes="door-label")
            yield Input(password=True, id="door-passphrase")
            yield PageText((Content("Press Enter to unlock."),), id="door-said")
            yield from self._demonstration()
        yield Foot()
        yield cramped()

    @property
    def house(self) -> "CasebookApp":
        """The app, by its own type."""
        return cast("CasebookApp", self.app)

    def field(self, name: str) -> Input:
        """The place where `name` is typed."""
        return self.query_one(f"#door-{name}", Input)

    def on_mount(self) -> None:
        """Put the cursor where typing begins; start the imports once this is painted."""
        empty = [name for name in ("folder", "user", "passphrase") if not self.field(name).value]
        self.set_focus(self.field(empty[0]))
        self.call_after_refresh(self._load)

    @work(thread=True, exit_on_error=False, group="loading")
    def _load(self) -> None:
        """Import what opening and the first room need, beside the screen."""
        import_module("casebook.ui.opening")
        import_module("casebook.ui.screens.cases")
        self.post_message(self.Finished(self._loaded))

    def _loaded(self) -> None:
        """Everything is imported: open at once with a passphrase file, else name the people."""
        house = self.house
        if house.folder is None:
            return
        if house.user is not None and house.passphrase_file is not None:
            file = house.passphrase_file
            self._open(house.folder, house.user, lambda: _first_line(file))
        else:
            self._name_people(house.folder)

    def _name_people(self, folder: Path) -> None:
        """Ask whose slots there are in the casebook."""
        from casebook.ui.opening import people_of

        self.ask(lambda: people_of(folder), self._named)

    def _named(self, people: list[str]) -> None:
        """Say whose slots there are."""
        self.field("user").placeholder = line(" · ".join(people)).plain

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Move on to what is still empty, or unlock."""
        event.stop()
        for name in ("folder", "user", "passphrase"):
            if not self.field(name).value:
                self.set_focus(self.field(name))
                return
        passphrase = self.field("passphrase").value
        folder = Path(self.field("folder").value).expanduser()
        self._open(folder, self.field("user").value.strip(), lambda: passphrase)

    def _open(self, folder: Path, user: str, passphrase: Callable[[], str]) -> None:
        """Have the casebook opened."""
        self.house.folder, self.house.user = folder, user
        self._say((Content("Unlocking…"),))
        self.query_one("#door", Vertical).disabled = True

        def deed() -> "Desk":
            """Open the casebook; the imports are done by then, or are waited for."""
            from casebook.ui.opening import open_desk

            return open_desk(folder, user, passphrase())

        self.ask(deed, self._opened, self._refused)

    def _opened(self, desk: "Desk") -> None:
        """Enter: the passphrase is forgotten and the first room opens."""
        from casebook.ui.screens.cases import CasesRoom

        self.field("passphrase").value = ""
        self.house.passphrase_file = None
        self.house.desk = desk
        self.house.idle.minutes = desk.book.idle_minutes
        self.house.switch_screen(CasesRoom())

    def _refused(self, fault: CasebookError) -> None:
        """Say what stands in the way, and let it be tried again."""
        self.query_one("#door", Vertical).disabled = False
        self.field("passphrase").value = ""
        self.set_focus(self.field("passphrase"))
        self._say(fault_page(fault))

    def show_fault(self, fault: CasebookError) -> None:
        """Say an error at the door itself, not over it."""
        self.query_one("#door", Vertical).disabled = False
        self._say(fault_page(fault))

    def _say(self, said: Page) -> None:
        """Say something below the passphrase."""
        self.query_one("#door-said", PageText).show(said)

    def action_look(self) -> None:
        """Show the passphrase as it is typed, or hide it again."""
        field = self.field("passphrase")
        field.password = not field.password

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


def _first_line(file: Path) -> str:
    """The passphrase in a passphrase file: its first line.

    Raises PassphraseFileUnreadable.
    """
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as fault:
        from casebook.errors.given import PassphraseFileUnreadable

        raise PassphraseFileUnreadable from fault
