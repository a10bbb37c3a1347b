"""Nobody takes another's short name, and no lie in one compartment shuts out another's holder."""

from pathlib import Path

import pytest
from sqlmodel import select

from casebook.errors.opening import WrongPassphrase
from casebook.records.user import User
from casebook.store import membership
from casebook.store.book import open_book
from casebook.store.people import record_of
from casebook.store.verify import verify_folder
from casebook.vault import layout, slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import Identity, new_identity
from tests.school import WORDS
from tests.store.conftest import opened

FALSE = "mole mole mole mole mole"


def plant(folder: Path, *, lying: bool) -> Identity:
    """A false head's slot, vouched for by the DSL; `lying`, she also retires the true one."""
    with opened(folder, "head", write=False) as book:
        true = book.identity.uid
    with opened(folder, "dsl") as book:
        false = new_identity("head", "head")
        while false.uid < true:
            false = new_identity("head", "head")
        if lying:
            with book.compartment("general").changing() as change:
                row = change.session.get_one(User, true)
                change.amend("replaced", row, short="head-past-1", active=False, holds=[])
                change.add("entered", record_of(false, "", ("general",)))
        book.identity.pin(false.uid, false.public.sign)
        membership.introduce(book, false)
        secret = FALSE.encode()
        slots.write_secret(book.folder, false, secret, FLOOR, voucher=book.identity)
    return false


def stored(folder: Path) -> dict[str, bytes]:
    """The public part of what stands in `users`: which slots."""
    return {each.name: b"" for each in sorted((folder / "users").iterdir())}


@pytest.mark.parametrize("lying", [False, True])
def test_a_false_namesake_takes_neither_name_nor_slot(made: Path, lying: bool) -> None:
    """[VF-33] Every honest program that opens it leaves the true head in, and tells of it."""
    plant(made, lying=lying)
    before = stored(made)
    for user in ("head", "chair", "dsl", "head", "chair"):
        with opened(made, user) as book:
            assert "V-36" in {each.code for each in book.noticed}
    assert stored(made) == before

    with opened(made, "head") as book:
        assert "staff" in book.held
        with book.compartment("staff").reading() as session:
            rows = {each.short: each.id for each in session.exec(select(User))}
        assert rows["head"] == book.identity.uid
        assert "head-past-1" not in rows
        assert [each.uid for each in book.holders("staff")] == [book.identity.uid]


def test_two_slots_of_one_name_are_told_with_and_without_keys(made: Path) -> None:
    plant(made, lying=False)
    without = [each.code for each in verify_folder(made).findings if each.code == "V-36"]
    with opened(made, "chair", write=False) as book:
        found = verify_folder(made, book)
    assert without == [each.code for each in found.findings if each.code == "V-36"] == ["V-36"]
    assert found.verdict == "changed"


def test_each_of_two_slots_of_one_name_opens_to_its_own_passphrase(made: Path) -> None:
    """And neither to another's: the wrong one is told as wrong."""
    false = plant(made, lying=False)
    folder = layout.at(made)
    assert slots.open_slot(folder, "head", FALSE).uid == false.uid
    assert slots.open_slot(folder, "head", WORDS["head"]).uid != false.uid
    with pytest.raises(WrongPassphrase):
        slots.open_slot(folder, "head", WORDS["dsl"])


def test_the_true_one_still_changes_their_passphrase(made: Path) -> None:
    plant(made, lying=False)
    fresh = "gravel lantern harbour teapot nineteen"
    with opened(made, "head") as book:
        membership.change_passphrase(book, fresh, FLOOR)
    with open_book(made, "head", fresh) as book:
        assert book.held == ("general", "staff")
