"""A holding comes from the compartment's own ledger: what another says of it opens nothing."""

from pathlib import Path

import pytest
from sqlmodel import select

from casebook.errors.rules import FingerprintUnheard
from casebook.records.user import User
from casebook.store import membership, standing
from casebook.store.book import Book
from casebook.store.people import record_of
from casebook.store.verify import verify_folder
from casebook.vault import slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import new_identity
from tests.store.test_membership import DEPUTY, faults, opened

MOLE = "mole mole mole mole mole"


def plant(folder: Path) -> None:
    """The DSL, with a program of her own, lies in the one ledger that she may write."""
    with opened(folder, "dsl") as book:
        assert book.held == ("general",)
        mole = new_identity("mole", "deputy-dsl")
        with book.compartment("general").changing() as change:
            change.add("entered", record_of(mole, "Mo Invented", ("general", "staff")))
        membership.introduce(book, mole)
        slots.write(book.folder, mole, MOLE, FLOOR, voucher=book.identity)


def claimed(book: Book, name: str) -> dict[str, list[str]]:
    """What a compartment's rows say each person holds."""
    with book.compartment(name).reading() as session:
        return {each.short: list(each.holds) for each in session.exec(select(User))}


def held_by_mole(folder: Path) -> tuple[str, ...]:
    """What the mole's own keys open."""
    from casebook.store.book import open_book

    with open_book(folder, "mole", MOLE, write=False) as book:
        return book.held


def test_a_lie_in_general_opens_nothing_of_staff(made: Path) -> None:
    """[VF-58] The head settles, then renews staff for another reason: not for the mole."""
    plant(made)
    with opened(made, "head") as book:
        assert claimed(book, "staff")["mole"] == []
        assert "mole" not in {each.short for each in book.holders("staff")}
        taken = membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, "deputy", "staff", taken.fingerprint)
    assert held_by_mole(made) == ()
    with opened(made, "deputy", write=False) as book:
        assert book.held == ("staff",)


def test_a_claim_that_an_earlier_program_copied_is_told_and_never_sealed_to(made: Path) -> None:
    """[VF-58] Neither by a renewal nor by a later entry about another compartment."""
    plant(made)
    with opened(made, "head") as book:
        with book.compartment("staff").changing() as change:
            row = change.session.exec(select(User).where(User.short == "mole")).one()
            change.amend("entered", row, holds=["general", "staff"])
        book.reread()
        heard = [each for each in slots.listed(book.folder) if each.short == "mole"]
        words = heard[0].public.fingerprint
        membership.revoke(book, "mole", "general")
        membership.grant(book, "mole", "general", words)
        with book.compartment("staff").reading() as session:
            assert row.id not in standing.holders(session, "staff")
        with book.compartment("staff").changing() as change:
            row = change.session.get_one(User, row.id)
            change.amend("entered", row, holds=["general", "staff"])
        book.reread()
        taken = membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, "deputy", "staff", taken.fingerprint)
    assert held_by_mole(made) == ("general",)
    assert faults(made, "head") == ["U-05"]

    with opened(made, "head") as book:
        membership.revoke(book, "mole", "staff")
        assert verify_folder(made, book).verdict == "unchanged"


def test_whom_somebody_without_it_introduced_is_let_in_only_by_their_six_words(made: Path) -> None:
    """[VF-59] The DSL takes a deputy in, and hands the mole's key on with her introductions."""
    plant(made)
    with opened(made, "dsl") as book:
        words = membership.take_in(book, DEPUTY, FLOOR).fingerprint
    with opened(made, "head") as book:
        membership.grant(book, "deputy", "staff", words)
    with opened(made, "deputy") as book:
        mole = next(each for each in book.everyone() if each.short == "mole")
        assert mole.uid in book.identity.pins
        with pytest.raises(FingerprintUnheard):
            membership.grant(book, "mole", "staff")
    assert held_by_mole(made) == ()


def test_the_ledgers_own_entries_make_a_holder_and_end_one(made: Path) -> None:
    """The founders, whoever was granted it, and nobody from whom it was taken again."""
    with opened(made, "head") as book:
        taken = membership.take_in(book, DEPUTY, FLOOR)

        def of_staff() -> set[str]:
            with book.compartment("staff").reading() as session:
                known = standing.holders(session, "staff")
            return {each.short for each in book.everyone() if each.uid in known}

        founded = {"head", "recovery-school", "recovery-governance"}
        assert of_staff() == founded
        membership.grant(book, "deputy", "staff", taken.fingerprint)
        assert of_staff() == {*founded, "deputy"}
        membership.revoke(book, "deputy", "staff")
        assert of_staff() == founded
