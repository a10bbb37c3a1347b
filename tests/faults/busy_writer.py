"""A process that records and lodges as fast as it can, and says each fact once it is kept.

It is started by the kill harness and lives until it is killed. Told `too-early`, it says each
fact before it is kept: the harness must notice that.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from casebook import clock
from casebook.casework import exhibits, incidents, notes
from casebook.store.book import Book, open_book


def say(*words: str) -> None:
    """Say a fact on standard output, at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def record(book: Book, count: int) -> str:
    """Log an incident as a new case; gives its reference."""
    known = clock.iso(clock.now() - timedelta(hours=1))
    draft = incidents.read({"title": f"Invented matter {count}", "known_at": known})
    return incidents.log(book, draft).case


def work(book: Book, picture: Path, tell: Callable[..., None]) -> None:
    """One round: a case, a note on it, an exhibit."""
    count = len(book.compartment("general").entries())
    case = record(book, count)
    tell("case", case)
    tell("note", case, notes.write(book, case, f"Invented words {count}").reference)
    for line in exhibits.lodge(
        book,
        case,
        [picture],
        imagery="no",
        captured_at=clock.now() - timedelta(minutes=1),
        captured_by="Penny Tester",
        source="an invented page",
    ):
        tell("exhibit", case, line.reference, line.sha256)


def work_too_early(book: Book, picture: Path) -> None:
    """The broken way: each fact is said, and kept only afterwards."""
    compartment = book.compartment("general")
    with compartment.changing() as change:
        say("case", change.number_case())
    work(book, picture, lambda *_: None)


def main(folder: str, user: str, words: str, picture: str, how: str) -> None:
    """Open the casebook and work until the end of the process."""
    with open_book(Path(folder), user, words) as book:
        say("ready")
        while True:
            if how == "too-early":
                work_too_early(book, Path(picture))
            else:
                work(book, Path(picture), say)


if __name__ == "__main__":
    main(*sys.argv[1:])
