"""What a killed writer left is undone; what somebody else put beside a database undoes nothing."""

import struct
from contextlib import suppress
from pathlib import Path

import pytest

from casebook.errors.integrity import JournalForeign
from casebook.errors.opening import RecoveryNeeded
from casebook.store import recovering
from casebook.store.book import Book, open_book
from casebook.store.engine import open_engine
from casebook.store.verify import verify_folder
from tests.school import WORDS
from tests.store.conftest import key_of, opened_case
from tests.store.half_done import database_of, journal_of, left_half_done

PAGE = 4096


def asides(folder: Path) -> list[Path]:
    return sorted((folder / "compartments/general").glob("*.aside*"))


def forged(older: bytes, *, nonce: int = 7) -> bytes:
    """A journal that makes SQLite put `older` back, page by page; no key is needed to write it."""
    pages = [older[at : at + PAGE] for at in range(0, len(older), PAGE)]
    header = struct.pack(">8s5I", recovering.MAGIC, len(pages), nonce, len(pages), 512, PAGE)
    records = b""
    for number, page in enumerate(pages, 1):
        check = nonce + sum(page[at] for at in range(PAGE - 200, 0, -200))
        records += struct.pack(">I", number) + page + struct.pack(">I", check & 0xFFFFFFFF)
    return header.ljust(512, b"\x00") + records


def rolled_back(folder: Path) -> bytes:
    """Work in a casebook, and put a journal beside its database that undoes that work."""
    older = database_of(folder).read_bytes()
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
    journal = forged(older)
    journal_of(folder).write_bytes(journal)
    return journal


def size_of(book: Book) -> int:
    return book.heads()["general"].size


def test_a_change_left_half_done_is_undone_and_said(made: Path) -> None:
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Kept before")
        before = size_of(book)
    left_half_done(made)
    with pytest.raises(RecoveryNeeded):
        open_book(made, "dsl", WORDS["dsl"], write=False)

    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert [(each.code, each.severity) for each in book.noticed] == [("S-02", "note")]
        assert size_of(book) == before
        assert verify_folder(made, book).verdict == "unchanged"
    assert asides(made) == []
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert book.noticed == ()


def test_part_of_a_page_that_a_full_disk_left_is_undone_as_well(made: Path) -> None:
    left_half_done(made)
    with database_of(made).open("ab") as file:
        file.write(b"\x5a" * 700)

    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert verify_folder(made, book).verdict == "unchanged"
    assert database_of(made).stat().st_size % PAGE == 0


def test_a_forged_journal_undoes_nothing_and_everything_stands_as_it_was(made: Path) -> None:
    """[VF-55] [VF-56] What it would have undone is what this person saw last."""
    journal = rolled_back(made)
    database = database_of(made).read_bytes()

    for _ in range(2):
        with pytest.raises(JournalForeign):
            open_book(made, "dsl", WORDS["dsl"])
        assert database_of(made).read_bytes() == database
        assert journal_of(made).read_bytes() == journal
        assert asides(made) == []

    journal_of(made).unlink()
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert book.find_case("C-2026-0001")[1].title == "Inconvenient"


def test_without_the_guard_that_journal_does_undo_what_was_kept(made: Path) -> None:
    """The control: SQLite itself believes it, and the database is shorter afterwards."""
    rolled_back(made)
    before = database_of(made).read_bytes()

    engine = open_engine(database_of(made), key_of(made), "general", write=True)
    engine.dispose()

    assert database_of(made).read_bytes() != before


def test_someone_who_was_not_there_goes_by_the_file_list(made: Path) -> None:
    """[VF-56] The head has not opened the casebook since, and still loses nothing."""
    rolled_back(made)

    with pytest.raises(JournalForeign):
        open_book(made, "head", WORDS["head"])


@pytest.mark.parametrize(
    ("kept", "before", "sector", "page"),
    [
        (0, 1, 512, PAGE),  # cuts the database to one page, and gives nothing back
        (0, 0, 512, PAGE),
        (1, 9_999, 512, PAGE),
        (1, 1, 512, 1024),
        (1, 1, 100, PAGE),
        (500, 1, 512, PAGE),  # more pages than the file could hold
    ],
)
def test_a_journal_that_does_not_fit_the_database_is_refused_unread(
    made: Path, kept: int, before: int, sector: int, page: int
) -> None:
    """[VF-55] Its header alone tells: nothing is copied, nothing is opened."""
    database = database_of(made).read_bytes()
    header = struct.pack(">8s5I", recovering.MAGIC, kept, 7, before, sector, page)
    journal_of(made).write_bytes(header.ljust(512, b"\x00"))

    with pytest.raises(JournalForeign):
        open_book(made, "dsl", WORDS["dsl"])

    assert database_of(made).read_bytes() == database


def test_a_journal_that_names_another_is_refused(made: Path) -> None:
    """[VF-55] A change of several databases at once is none of ours."""
    left_half_done(made)
    journal = journal_of(made)
    journal.write_bytes(journal.read_bytes() + b"elsewhere" + recovering.MAGIC)

    with pytest.raises(JournalForeign):
        open_book(made, "dsl", WORDS["dsl"])


def test_a_journal_whose_beginning_never_reached_the_disk_is_passed_over(made: Path) -> None:
    """Power went before it was whole, so nothing of the database was changed."""
    journal_of(made).write_bytes(b"\x55" * 700)

    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert verify_folder(made, book).verdict == "unchanged"
    assert asides(made) == []


def test_a_kill_between_the_undoing_and_the_proof_is_made_good(made: Path) -> None:
    """[VF-56] The copies wait until somebody has looked."""
    journal = rolled_back(made)
    database = database_of(made).read_bytes()
    with suppress(KeyboardInterrupt), recovering.undoing(database_of(made), "general"):
        engine = open_engine(database_of(made), key_of(made), "general", write=True)
        engine.dispose()
        raise KeyboardInterrupt  # stands for the kill: nothing is cleared away
    assert len(asides(made)) == 2
    assert database_of(made).read_bytes() != database

    with pytest.raises(JournalForeign):
        open_book(made, "dsl", WORDS["dsl"])

    assert database_of(made).read_bytes() == database
    assert journal_of(made).read_bytes() == journal
    assert asides(made) == []
