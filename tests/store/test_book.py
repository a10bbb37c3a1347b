"""Opening a casebook, and who sees what in it."""

from pathlib import Path

import pytest
from sqlmodel import select

from casebook import clock
from casebook.errors.given import CaseNotFound
from casebook.errors.integrity import CasebookRolledBack, DatabaseDamaged
from casebook.errors.opening import (
    BookReadOnly,
    CasebookBusy,
    DatabaseForeign,
    LockTaken,
    NotAHolder,
    WrongPassphrase,
)
from casebook.records.case import Case
from casebook.store import seen, verify
from casebook.store.book import Book, open_book
from casebook.vault.layout import COMPARTMENTS
from tests.school import WORDS
from tests.store.conftest import opened_case


def test_whose_lock_was_taken_away_writes_nothing_more(made: Path) -> None:
    """[TH-33] Whoever came in by removing LOCK is then the one writer."""

    def goes_on() -> None:
        """Write, and write again once another came in."""
        with open_book(made, "dsl", WORDS["dsl"]) as first:
            opened_case(first.compartment("general"), "A matter about Perry Winkle-Test")
            (made / "LOCK").unlink()
            with open_book(made, "head", WORDS["head"]) as second:
                opened_case(second.compartment("general"), "A matter about Juniper Sample-Test")
                opened_case(first.compartment("general"), "A matter about nobody at all")

    with pytest.raises(LockTaken) as told:
        goes_on()
    assert told.value.written == "Nothing was written."

    with open_book(made, "head", WORDS["head"]) as book:
        with book.compartment("general").reading() as session:
            titles = [each.title for each in session.exec(select(Case)).all()]
        said = verify.verify_folder(made, book)
    assert sorted(titles) == [
        "A matter about Juniper Sample-Test",
        "A matter about Perry Winkle-Test",
    ]
    assert [each for each in said.findings if each.severity == "fault"] == []


def test_a_lock_that_is_taken_within_a_change_ends_it(made: Path) -> None:
    """Nothing of it is kept, and the list of files is left to whoever may write it."""
    book = open_book(made, "dsl", WORDS["dsl"])
    compartment, before = book.compartment("general"), book.compartment("general").head()

    def change() -> None:
        """Begin a change, and lose the lock before it ends."""
        with compartment.changing() as begun:
            begun.witness("viewed", "settings", book.casebook_id)
            (made / "LOCK").unlink()

    with pytest.raises(LockTaken):
        change()
    assert compartment.head() == before

    listed = (made / "MANIFEST").read_bytes()
    with pytest.raises(LockTaken):
        book.close()
    assert (made / "MANIFEST").read_bytes() == listed


@pytest.mark.parametrize(
    ("user", "held"),
    [("dsl", ("general",)), ("head", ("general", "staff")), ("chair", ("governance",))],
)
def test_each_person_holds_what_their_keys_open(
    made: Path, user: str, held: tuple[str, ...]
) -> None:
    with open_book(made, user, WORDS[user]) as book:
        assert book.held == held
        for name in set(COMPARTMENTS) - set(held):
            with pytest.raises(NotAHolder):
                book.compartment(name)


def test_a_case_that_is_hidden_and_one_that_is_absent_give_the_same_answer(made: Path) -> None:
    with open_book(made, "head", WORDS["head"]) as book:
        hidden = opened_case(book.compartment("staff"), "A matter about Perry Winkle-Test")
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        answers = []
        for reference in (hidden.reference, "S-2026-0999"):
            with pytest.raises(NotAHolder) as refused:
                book.find_case(reference)
            answers.append(refused.value.as_json())

    assert answers[0] == answers[1]


def test_a_case_is_numbered_by_compartment_and_year(book: Book) -> None:
    general = book.compartment("general")
    year = clock.now().year

    assert opened_case(general, "One").reference == f"C-{year}-0001"
    assert opened_case(general, "Two").reference == f"C-{year}-0002"
    with pytest.raises(CaseNotFound):
        book.find_case(f"C-{year}-0003")


def test_there_is_one_writer_and_any_number_of_readers(made: Path, book: Book) -> None:
    opened_case(book.compartment("general"), "Seen by both")
    with pytest.raises(CasebookBusy):
        open_book(made, "head", WORDS["head"])
    with open_book(made, "head", WORDS["head"], write=False) as reader:
        assert reader.find_case("C-2026-0001")[1].title == "Seen by both"
        with pytest.raises(BookReadOnly), reader.compartment("general").changing():
            pass


def test_a_wrong_passphrase_opens_nothing(made: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_book(made, "dsl", WORDS["head"])


def test_what_was_kept_is_there_after_closing(made: Path) -> None:
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Kept")
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert book.find_case("C-2026-0001")[1].title == "Kept"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(4080)])
def test_an_empty_or_plain_database_in_its_place_is_refused(made: Path, content: bytes) -> None:
    (made / "compartments/general/g0001.db").write_bytes(content)

    with pytest.raises(DatabaseForeign):
        open_book(made, "dsl", WORDS["dsl"])


@pytest.mark.parametrize("change", ["a byte short", "a byte too long", "a page log beside it"])
def test_a_database_of_the_wrong_length_or_with_a_page_log_is_refused(
    made: Path, change: str
) -> None:
    """No program of ours leaves a page log, and one that is believed can change what is read."""
    database = made / "compartments/general/g0001.db"
    whole = database.read_bytes()
    if change == "a page log beside it":
        database.with_name("g0001.db-wal").write_bytes(whole[:4096])
    database.write_bytes(
        {"a byte short": whole[:-1], "a byte too long": whole + b"x"}.get(change, whole)
    )

    with pytest.raises(DatabaseDamaged):
        open_book(made, "dsl", WORDS["dsl"])


def test_an_older_database_put_back_is_noticed_by_whoever_saw_the_later_one(made: Path) -> None:
    database = made / "compartments/general/g0001.db"
    older = database.read_bytes()
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
    database.write_bytes(older)

    with pytest.raises(CasebookRolledBack):
        open_book(made, "dsl", WORDS["dsl"])
    with open_book(made, "dsl", WORDS["dsl"], write=False) as book:
        assert book.heads()["general"].size == book.identity.heads["general"].size - 1


def test_a_reader_too_is_told_that_an_older_database_was_put_back(made: Path) -> None:
    database = made / "compartments/general/g0001.db"
    older = database.read_bytes()
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
    with open_book(made, "dsl", WORDS["dsl"], write=False) as book:
        assert book.noticed == ()
    database.write_bytes(older)

    with open_book(made, "dsl", WORDS["dsl"], write=False) as book:
        told = [(each.code, each.object, each.severity) for each in book.noticed]
    assert told == [("S-12", "compartments/general", "fault")]
    seen._note(book.casebook_id, made).unlink()
    with open_book(made, "head", WORDS["head"], write=False) as book:
        assert book.noticed == ()  # neither the head nor another machine has seen anything later


def test_a_transaction_that_fails_leaves_nothing(book: Book) -> None:
    general = book.compartment("general")
    before = general.head()
    with pytest.raises(RuntimeError), general.changing() as change:  # noqa: PT012
        change.add(
            "opened",
            Case.of(reference="C-2026-0001", title="No", opened_at=clock.now(), opened_by="dsl"),
        )
        raise RuntimeError

    assert general.head() == before
    with pytest.raises(CaseNotFound):
        general.find_case("C-2026-0001")
