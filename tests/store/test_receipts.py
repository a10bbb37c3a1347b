"""Paper remembers what a folder was: whatever was put back or written anew does not fit it."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from casebook.errors.keeping import ReceiptMistyped, ReceiptNotContained, ReceiptUnreadable
from casebook.errors.opening import NotAHolder
from casebook.store import receipts, seen
from casebook.store.book import Book, open_book
from casebook.store.ledger import LogName
from casebook.vault import layout
from tests.school import WORDS
from tests.store.conftest import opened_case


def lines(book: Book) -> dict[str, str]:
    """A receipt's lines as they are typed from the paper, by compartment."""
    made = receipts.printed(book)
    return {each.compartment: f"{each.entries} entries  {each.words}" for each in made.lines}


@pytest.fixture
def paper(made: Path) -> str:
    """The line for general of a casebook with one case, which then grew by another."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Invented")
        line = lines(book)["general"]
        opened_case(book.compartment("general"), "Invented")
    return line


def put_back(folder: Path, older: Path) -> None:
    """Put an older copy in the folder's place, on a machine that never saw either."""
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    for note in seen._folder().glob(f"{layout.at(folder).casebook_id}-*"):
        note.unlink()


def test_check_words_are_made_as_the_format_says() -> None:
    """[VF-77] One value, worked out from the page alone: it may never change."""
    log = LogName("5a598ace25a7d1b5c8146d701ed874ad", "general")
    said = (
        b'{"casebook":"5a598ace25a7d1b5c8146d701ed874ad","compartment":"general",'
        b'"root":"' + b"00" * 32 + b'","size":7}'
    )
    kind = b"application/vnd.casebook.receipt+json"
    signed = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(said), said)
    bits = f"{int(sha256(signed).hexdigest()[:24], 16):096b}"
    sounds = [("bdghjklmnprstvwz", 4), ("aiou", 2)]
    spelt = ""
    while bits:
        letters, width = sounds[len(spelt) % 5 % 2]
        spelt, bits = spelt + letters[int(bits[:width], 2)], bits[width:]

    assert receipts.words_of(log, 7, "00" * 32).replace(" ", "") == spelt
    assert spelt.startswith("visurvuvaz")
    assert receipts.words_of(log, 8, "00" * 32) != receipts.words_of(log, 7, "00" * 32)
    other = LogName(log.casebook, "staff")
    assert receipts.words_of(other, 7, "00" * 32) != receipts.words_of(log, 7, "00" * 32)


def test_a_receipt_is_contained_in_what_grew_from_it(made: Path, paper: str) -> None:
    """Whoever types it, in whatever case and with or without the number."""
    with open_book(made, "head", WORDS["head"], write=False) as book:
        found = receipts.contained(book, f"general  {paper}".upper())
        assert (found.compartment, found.entries) == ("general", int(paper.split(maxsplit=1)[0]))
        assert found.added == book.compartment("general").head().size - found.entries > 0
        assert receipts.contained(book, " ".join(paper.split()[2:])) == found
        assert receipts.printed(book).unopened == ("governance",)


@pytest.mark.parametrize("number", ["1", "99999999999999999999999999"])
def test_another_number_of_entries_beside_the_right_words_is_no_yes(
    made: Path, paper: str, number: str
) -> None:
    """Somebody changed the paper, or misread it: the words are those of their number alone."""
    _, words = paper.split(" entries  ")

    with (
        open_book(made, "dsl", WORDS["dsl"]) as book,
        pytest.raises(ReceiptNotContained, match="the line says otherwise"),
    ):
        receipts.contained(book, f"general {number} {words}")


def test_an_older_copy_put_back_does_not_fit_the_paper(made: Path, tmp_path: Path) -> None:
    """Slots, lists and this machine's notes went back with it: only paper knows."""
    older = Path(shutil.copytree(made, tmp_path / "older"))
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Invented")
        paper = lines(book)["general"]
    put_back(made, older)

    with open_book(made, "dsl", WORDS["dsl"]) as book:
        with pytest.raises(ReceiptNotContained, match="entries at most, and the paper saw"):
            receipts.contained(book, paper)
        while book.compartment("general").head().size <= int(paper.split(maxsplit=1)[0]):
            opened_case(book.compartment("general"), "Invented")
        with pytest.raises(ReceiptNotContained):
            receipts.contained(book, paper)


def test_kept_hashes_are_no_proof_of_what_they_were_made_from(made: Path, paper: str) -> None:
    """[VF-78] An entry that was rewritten, under tree hashes that were left as they were."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        engine = book.compartment("general").engine
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(text("DROP TRIGGER ledger_keeps"))
            connection.execute(text("UPDATE ledger SET verb = 'altered' WHERE seq = 3"))
        with pytest.raises(ReceiptNotContained):
            receipts.contained(book, paper)


def test_a_word_that_was_misread_is_not_taken_for_a_rollback(made: Path, paper: str) -> None:
    misread = paper.split()
    misread[3] = "babab" if misread[3] != "babab" else "babad"
    with (
        open_book(made, "dsl", WORDS["dsl"], write=False) as book,
        pytest.raises(ReceiptMistyped, match="number 2"),
    ):
        receipts.contained(book, " ".join(misread))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "general 12",
        "babab babab",
        "general -1 babab babab babab babab babab babab",
        "general staff babab babab babab babab babab babab",
    ],
)
def test_what_is_no_line_of_a_receipt_is_refused(book: Book, typed: str) -> None:
    with pytest.raises(ReceiptUnreadable):
        receipts.contained(book, typed)


def test_a_compartment_that_is_not_held_is_not_checked(paper: str, book: Book) -> None:
    with pytest.raises(NotAHolder):
        receipts.contained(book, f"staff {paper}")
