"""A holding comes from the compartment's own ledger: what another says of it opens nothing."""

from pathlib import Path

import pytest
from sqlmodel import select

from casebook.errors.keeping import ReachesFurther
from casebook.errors.rules import FingerprintUnheard
from casebook.records.user import User
from casebook.store import membership, rotation, standing
from casebook.store.book import Book, open_book
from casebook.store.people import record_of
from casebook.store.verify import verify_folder
from casebook.vault import slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import new_identity
from tests.school import WORDS
from tests.store.conftest import DEPUTY, faults, opened

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


def usurp(book: Book) -> None:
    """The DSL, with a program of her own, ends everybody else's holding of general by entries.

    She claims to hold staff too, so that she would reach as far as the head.
    """
    with book.compartment("general").changing() as change:
        for row in change.session.exec(select(User)).all():
            if row.id == book.identity.uid:
                change.amend("granted", row, holds=["general", "staff", "governance"])
            elif "general" in row.holds:
                change.amend("revoked", row, holds=[])
                change.amend("disabled", row, active=False)
    book.reread()


def test_nobody_is_written_out_by_whoever_reaches_less_far(made: Path) -> None:
    """[VF-79] Neither the head nor a sheet; by no renewal, for whatever reason, of any program."""
    with opened(made, "dsl") as book:
        usurp(book)
        taken = membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, "deputy", "general", taken.fingerprint)
    for user in ("head", "dsl", "deputy"):
        with opened(made, user) as book:
            assert "general" in book.held
            assert {"U-07"} == {each.code for each in book.noticed}
            holders = {each.short for each in book.holders("general")}
            assert holders == {"dsl", "head", "deputy"}
            sheets = [each for each in book.everyone() if each.is_recovery]
            assert all("general" in each.holds and each.active for each in sheets)
    assert set(faults(made, "head")) == {"U-07"}

    with opened(made, "head") as book:
        membership.revoke(book, "dsl", "general")
        for short in ("head", "recovery-school", "recovery-governance"):
            heard = [each for each in slots.listed(book.folder) if each.short == short]
            membership.grant(book, short, "general", heard[0].public.fingerprint)
    assert faults(made, "head") == []


def test_keys_written_over_anothers_get_nothing_and_leave_them_theirs(made: Path) -> None:
    """[VF-79] A person's keys are those they were entered with: others are other people's."""
    with opened(made, "dsl") as book:
        mole = new_identity("mole", "head")
        with book.compartment("general").changing() as change:
            row = change.session.exec(select(User).where(User.short == "head")).one()
            change.amend("entered", row, seal_key=mole.public.seal.hex())
        taken = membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, "deputy", "general", taken.fingerprint)
    with opened(made, "head", write=False) as book:
        assert "general" in book.held
    assert faults(made, "head") == ["U-09"]


def test_the_honest_program_takes_nothing_from_whoever_reaches_further(made: Path) -> None:
    """[VF-79] What its ledger would not count it refuses, and changes nothing."""
    with opened(made, "dsl") as book:
        before = book.heads()
        with pytest.raises(ReachesFurther):
            membership.revoke(book, "head", "general")
        with pytest.raises(ReachesFurther):
            membership.revoke(book, "recovery-governance", "general")
        assert book.heads() == before


def test_a_new_key_kept_from_whoever_reaches_further_is_told_each_time(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-80] No format stops whoever holds the key from that; it is no taking, and not quiet."""
    only_mine = standing.Standing.holders
    with opened(made, "dsl") as book:
        mine = frozenset({book.identity.uid})
        monkeypatch.setattr(standing.Standing, "holders", lambda _: mine)
        rotation.renew(book, "general", lambda _: None)
    monkeypatch.setattr(standing.Standing, "holders", only_mine)

    for _ in range(2):
        with opened(made, "head") as book:
            assert book.held == ("staff",)
            found = {each.code: each for each in book.noticed}
            assert set(found) == {"U-08"}
            assert "dsl gave it a new key" in found["U-08"].consequence
    assert "U-08" in faults(made, "head")
    with open_book(made, "chair", WORDS["chair"]) as book:
        assert book.noticed == ()  # who never held it cannot know
