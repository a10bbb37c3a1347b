"""What a command works at: which casebook, as whom, and how it tells what goes on."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.cli import passphrases, places, printing
from casebook.errors import CasebookError
from casebook.errors.machine import NotPermitted, PlaceReadOnly
from casebook.errors.opening import (
    BackupNotWritten,
    BookReadOnly,
    CasebookBusy,
    PlaceUnsuited,
    UserUnsaid,
)

if TYPE_CHECKING:
    from casebook.store.book import Book


MEBIBYTE = 1024**2
READ_INSTEAD = (BackupNotWritten, CasebookBusy, NotPermitted, PlaceReadOnly, PlaceUnsuited)
"""What keeps somebody from writing who may still read."""

STEP = 8 * MEBIBYTE
"""Bytes between two signs of progress."""


def left_for_you(cases: Sequence[str]) -> str:
    """That reports were left for whoever sits here, and which cases they are now."""
    reports = "1 report was" if len(cases) == 1 else f"{len(cases)} reports were"
    return f"{reports} left for you: {', '.join(cases)}. Read and triage now."


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

    def of(self, folder: Path) -> "Desk":
        """The same desk, at the casebook in `folder`."""
        return replace(self, at=folder)

    @contextmanager
    def opened(
        self, *, write: bool = True, or_read: bool = False, verifying: bool = False
    ) -> Iterator["Book"]:
        """The casebook, open as whoever works, and closed at the end of the block.

        With `or_read` it is opened to read only where it cannot be written, and what kept it from
        being written is raised for whoever then tries to; with `verifying` a compartment that does
        not open is a finding. Raises whatever opening raises: a wrong passphrase, another writer,
        no casebook.
        """
        from casebook.store.book import open_book

        folder = self.folder()
        user = self.who(folder)
        passphrase = passphrases.of(user, self.passphrase_file)
        kept_from: CasebookError | None = None
        try:
            book = open_book(folder, user, passphrase, write=write, verifying=verifying)
        except READ_INSTEAD as fault:
            if not (write and or_read):
                raise
            kept_from = fault
            book = open_book(folder, user, passphrase, write=False)
        if (write and not or_read) or places.last_opened() is None:
            places.remember(folder)  # a look at a copy does not make it the one that is worked in
        with book:
            if not verifying:
                self._greet(book)
            try:
                yield book
            except BookReadOnly as fault:
                raise (kept_from or fault) from None

    def _greet(self, book: "Book") -> None:
        """Take in what was left for this person, and say what is to be known first."""
        from casebook.store import drops as left

        if book.is_writer and left.are_there(book):
            from casebook.casework import drops

            drops.take_in(book)
        for each in book.noticed:
            self.say(f"{each.code} {each.object}: {each.consequence}")
        if book.received:
            self.say(left_for_you(book.received))

    def something_was_left(self) -> bool:
        """Whether anything lies in the drops, for whomever; it is seen without a key."""
        from casebook.vault import drops, layout

        folder = layout.at(self.folder())
        return any(drops.names(folder, name) for name in layout.COMPARTMENTS)

    def say(self, text: str) -> None:
        """Tell the person something that is no part of the answer."""
        printing.say(text)

    def progress(self, what: str) -> Callable[[int], None]:
        """Something to call with the bytes done so far; it shows on a terminal and nowhere else."""
        if not sys.stderr.isatty() or self.as_json:
            return lambda _done: None
        shown = 0

        def tell(done: int) -> None:
            """Show how far it is, every few megabytes."""
            nonlocal shown
            step = done // STEP
            if step != shown:
                shown = step
                print(f"\r{what}: {done // MEBIBYTE} MiB ", end="", file=sys.stderr, flush=True)

        return tell

    def who(self, folder: Path) -> str:
        """The short name that was said, or the only one there is; raises UserUnsaid."""
        if self.user is not None:
            return self.user
        from casebook.vault import layout, slots

        people = [
            each.short
            for each in slots.listed(layout.at(folder))
            if not each.role.startswith("recovery")
        ]
        if len(people) != 1:
            raise UserUnsaid
        return people[0]
