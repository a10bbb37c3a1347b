"""What a command works at: which casebook, as whom, and how it tells what goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.cli import passphrases, places, printing
from casebook.errors.opening import UserUnsaid

if TYPE_CHECKING:
    from casebook.store.book import Book


@dataclass(frozen=True)
class Desk:
    """The four things that may be said before any command, or after it."""

    at: Path | None = None
    """The casebook's folder."""
    user: str | None = None
    """The short name of who works."""
    passphrase_file: Path | None = None
    """The file with that user's passphrase."""
    as_json: bool = False
    """Whether the answer is for a program."""

    def folder(self) -> Path:
        """The casebook that is meant; raises CasebookUnsaid."""
        return self.at if self.at is not None else places.usual()

    @contextmanager
    def opened(self, *, write: bool = True) -> Iterator["Book"]:
        """The casebook, open as whoever works, and closed at the end of the block.

        Raises whatever opening raises: a wrong passphrase, another writer, no casebook.
        """
        from casebook.store.book import open_book

        folder = self.folder()
        user = self._who(folder)
        passphrase = passphrases.of(user, self.passphrase_file)
        with open_book(folder, user, passphrase, write=write) as book:
            places.remember(folder)
            yield book

    def say(self, text: str) -> None:
        """Tell the person something that is no part of the answer."""
        printing.say(text)

    def progress(self, what: str, total: int) -> Callable[[int], None]:
        """Something to call with the bytes done so far; it shows on a terminal and nowhere else."""
        if not sys.stderr.isatty() or self.as_json or not total:
            return lambda _done: None
        shown = -1

        def tell(done: int) -> None:
            nonlocal shown
            percent = min(100, done * 100 // total)
            if percent != shown:
                shown = percent
                end = "\n" if done >= total else ""
                print(f"\r{what}: {percent} %", end=end, file=sys.stderr, flush=True)

        return tell

    def _who(self, folder: Path) -> str:
        if self.user is not None:
            return self.user
        from casebook.vault import layout, slots

        labels = slots.listed(layout.at(folder))
        if len(labels) != 1:
            raise UserUnsaid
        return labels[0].short
