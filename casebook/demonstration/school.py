"""Harbour Primary: made, and its stories told.

The folder that is left holds `Harbour Primary.casebook`, `passphrases/`, `recovery/` and
`bundles/`: everything that anyone needs to sign in and look.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casebook import clock
from casebook.demonstration import adults, pupils
from casebook.demonstration.scene import Scene
from casebook.demonstration.telling import tell
from casebook.errors.given import FolderInUse
from casebook.store.book import Book, open_with
from casebook.store.founding import Founder, School, create
from casebook.vault import durable, layout, passphrases, slots
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.people import Identity

NAME = "Harbour Primary"
PROFILE = "st-nicholas"
FOUNDED_DAYS_AGO = 60
"""Days before the present on which the casebook was made."""

PEOPLE = (
    ("dsl", "dsl", "Dot Harbour-Test"),
    ("head", "head", "Hal Quayside-Test"),
    ("chair", "chair", "Cleo Mooring-Test"),
)
"""Short name, role and full name."""

Say = Callable[[str], None]
"""Told, in a line, what is being done."""


@dataclass(frozen=True)
class Demonstration:
    """Where everything of the demonstration is."""

    folder: Path
    signed_in: dict[str, Identity] = field(default_factory=dict, repr=False, compare=False)
    """The keys of those who signed in: a passphrase is slow on purpose, so it is asked once."""

    @property
    def casebook(self) -> Path:
        """The casebook."""
        return self.folder / f"{NAME}.casebook"

    @property
    def bundles(self) -> Path:
        """Where bundles are written."""
        return self.folder / "bundles"

    def passphrase_file(self, user: str) -> Path:
        """The file with a user's passphrase, alone on one line."""
        return self.folder / "passphrases" / f"{user}.txt"

    def opened(self, user: str, *, write: bool = True) -> Book:
        """The casebook, open as `user`."""
        place = layout.at(self.casebook)
        if user not in self.signed_in:
            passphrase = self.passphrase_file(user).read_text(encoding="utf-8").rstrip("\n")
            self.signed_in[user] = slots.open_slot(place, user, passphrase)
        return open_with(place, self.signed_in[user], write=write)


def build(folder: Path, say: Say, *, cost: Cost = SETTLED) -> Demonstration:
    """Make the school in the new or empty `folder`.

    Raises FolderInUse, and the faults of the machine.
    """
    made = Demonstration(folder)
    with durable.typed_faults():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderInUse
        for part in (folder, folder / "passphrases", folder / "recovery", made.bundles):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = clock.now()
    say(f"Making {NAME}: keys for three people and two recovery sheets.")
    with clock.travelling(Scene(now, folder, folder).ago(days=FOUNDED_DAYS_AGO)) as hand:
        _found(made, cost)
        say("Telling the stories of a school year, each by the person whose it is.")
        props = Path(tempfile.mkdtemp(prefix="casebook-props-"))
        try:
            scene = Scene(now, props, made.bundles)
            stories = [story(scene) for story in (*pupils.STORIES, *adults.STORIES)]
            tell(stories, made.opened, hand)
        finally:
            shutil.rmtree(props, ignore_errors=True)
    return made


def _found(made: Demonstration, cost: Cost) -> None:
    """Make the casebook, and leave the passphrases and the recovery sheets beside it."""
    founders = [
        Founder(short, role, passphrases.generated(), full_name)
        for short, role, full_name in PEOPLE
    ]
    _leave([(made.passphrase_file(each.short), each.passphrase) for each in founders])
    founded = create(made.casebook, School(NAME, PROFILE), founders, cost=cost)
    sheets = made.folder / "recovery"
    _leave([(sheets / f"{sheet.kind}.txt", sheet.text) for sheet in founded.recovery])


def _leave(texts: Sequence[tuple[Path, str]]) -> None:
    """Write small texts for their owner alone."""
    for path, text in texts:
        durable.write_whole(path, f"{text.rstrip()}\n".encode())
