"""People come, go and hold more or less: each deed whole, and nobody takes what is not theirs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.errors.given import (
    HoldingUnchanged,
    PassphraseSame,
    PassphraseTooShort,
    PassphraseUnusable,
    RoleUnknown,
    ShortNameTaken,
    UserUnnamed,
)
from casebook.errors.integrity import GrantsDamaged, KeyChanged
from casebook.errors.keeping import FingerprintMisheard
from casebook.errors.machine import DiskFull
from casebook.errors.opening import (
    BookReadOnly,
    CasebookBusyNow,
    NotAHolder,
    UserUnknown,
    WrongPassphrase,
)
from casebook.errors.rules import (
    FingerprintOther,
    FingerprintUnheard,
    HoldsMore,
    LastHolder,
    OneselfDisabled,
    SheetNotDisabled,
)
from casebook.store import membership, rotation
from casebook.store.book import Book, open_book
from casebook.store.change import Change
from casebook.store.membership import Newcomer
from casebook.vault import durable, grants, layout, slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import new_identity
from tests.school import WORDS
from tests.store.conftest import DEPUTY, faults, opened, opened_case, reader_in_the_way


@pytest.fixture(scope="module")
def with_deputy_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook in which the DSL worked, and took in a deputy who holds general."""
    folder = tmp_path_factory.mktemp("members") / template.name
    shutil.copytree(template, folder)
    with opened(folder, "dsl") as book:
        opened_case(book.compartment("general"), "Kept before")
        membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, "deputy", "general")
    return folder


@pytest.fixture
def with_deputy(with_deputy_template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(with_deputy_template, tmp_path / with_deputy_template.name))


def test_a_changed_passphrase_opens_and_the_old_one_does_not(made: Path) -> None:
    """[VF-57] Keys, pins and what was seen stay; both copies are new, and an entry tells of it."""
    fresh = "gravel lantern harbour teapot nineteen"
    with opened(made, "dsl") as book:
        opened_case(book.compartment("general"), "Kept before")
        before = book.identity.public
        membership.change_passphrase(book, fresh, FLOOR)
    with pytest.raises(WrongPassphrase):
        opened(made, "dsl")
    for ending in (".slot", ".slot.bak"):
        (made / "users" / (book.identity.uid + ending)).unlink()
        with open_book(made, "dsl", fresh) as again:
            assert again.identity.public == before
            assert again.find_case("C-2026-0001")[1].title == "Kept before"
            verbs = [each.verb for each in again.compartment("general").entries()]
            assert "changed-passphrase" in verbs


def test_a_slot_that_would_not_open_replaces_nothing(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-57] Memory that fails while the new key is made would lock its owner out for ever."""
    from casebook.errors.integrity import SealedFileDiffers
    from casebook.vault import argon2

    derive, calls = argon2.derive, []

    def failing(passphrase: bytes, salt: bytes, cost: argon2.Cost) -> bytes:
        """As a bit that flipped once: the first answer of the three is another one."""
        calls.append(1)
        found = derive(passphrase, salt, cost)
        return bytes([found[0] ^ 1]) + found[1:] if len(calls) == 2 else found

    with opened(made, "dsl") as book:
        before = sorted(each.read_bytes() for each in (made / "users").iterdir())
        head = book.compartment("general").head()
        monkeypatch.setattr(argon2, "derive", failing)
        with pytest.raises(SealedFileDiffers):
            membership.change_passphrase(book, "gravel lantern harbour teapot", FLOOR)
        monkeypatch.setattr(argon2, "derive", derive)
        assert sorted(each.read_bytes() for each in (made / "users").iterdir()) == before
        assert book.compartment("general").head() == head
    with opened(made, "dsl"):
        pass


def test_a_passphrase_whose_entry_fails_at_the_last_step_is_not_changed(made: Path) -> None:
    """[VF-57] Nor does closing the casebook keep the new one."""
    fresh = "gravel lantern harbour teapot nineteen"
    with opened(made, "dsl") as book:
        with reader_in_the_way(book), pytest.raises(CasebookBusyNow):
            membership.change_passphrase(book, fresh, FLOOR)
        assert "changed-passphrase" not in {
            each.verb for each in book.compartment("general").entries()
        }
    with pytest.raises(WrongPassphrase):
        open_book(made, "dsl", fresh)
    with opened(made, "dsl") as book:
        assert book.noticed == ()


def test_somebody_whose_entry_fails_at_the_last_step_leaves_no_slot(made: Path) -> None:
    """Else they open a casebook that does not know them, and nobody else gets their name."""
    with opened(made, "dsl") as book:
        with reader_in_the_way(book), pytest.raises(CasebookBusyNow):
            membership.take_in(book, DEPUTY, FLOOR)
        assert DEPUTY.short not in {each.short for each in slots.listed(book.folder)}
        assert membership.take_in(book, DEPUTY, FLOOR).card.short == DEPUTY.short
    assert faults(made, "dsl") == []


def test_somebody_whom_one_ledger_knows_keeps_their_slot(made: Path) -> None:
    """The entry in staff was kept before the one in general failed."""
    with opened(made, "head") as book:
        with reader_in_the_way(book), pytest.raises(CasebookBusyNow):
            membership.take_in(book, DEPUTY, FLOOR)
        book.reread()
        assert DEPUTY.short in {each.short for each in book.everyone()}
        assert DEPUTY.short in {each.short for each in slots.listed(book.folder)}
    with open_book(made, DEPUTY.short, DEPUTY.passphrase) as book:
        assert book.held == ()


def test_a_disk_that_fills_between_the_two_copies_leaves_the_old_passphrase(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-57] The copy that was written first has the higher count, and would be believed."""
    fresh = "gravel lantern harbour teapot nineteen"
    write = durable.write_whole
    written: list[Path] = []

    def fills(path: Path, data: bytes) -> None:
        if written:
            raise DiskFull
        written.append(path)
        write(path, data)

    with opened(made, "dsl") as book:
        monkeypatch.setattr(durable, "write_whole", fills)
        with pytest.raises(DiskFull):
            membership.change_passphrase(book, fresh, FLOOR)
        monkeypatch.setattr(durable, "write_whole", write)
        assert [each.name for each in written] == [f"{book.identity.uid}.slot.bak"]
        with pytest.raises(WrongPassphrase):
            slots.open_slot(book.folder, "dsl", fresh)
        assert slots.open_slot(book.folder, "dsl", WORDS["dsl"]).uid == book.identity.uid
    with opened(made, "dsl") as book:
        assert slots.check(book.folder) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("too short", PassphraseTooShort),
        ("a sentence that was pasted\n", PassphraseUnusable),
        (WORDS["dsl"], PassphraseSame),
    ],
)
def test_a_new_passphrase_that_will_not_do_changes_nothing(
    made: Path, given: str, fault: type[Exception]
) -> None:
    with opened(made, "dsl") as book, pytest.raises(fault):
        membership.change_passphrase(book, given, FLOOR)
    with opened(made, "dsl"):
        pass


def test_a_person_taken_in_opens_the_casebook_and_holds_nothing(made: Path) -> None:
    with opened(made, "dsl") as book:
        taken = membership.take_in(book, DEPUTY, FLOOR)
        assert taken.card.full_name == "Dora Invented"
    with opened(made, "deputy", write=False) as book:
        assert book.held == ()
        assert book.identity.public.fingerprint == taken.fingerprint
        assert len(taken.fingerprint.split()) == 6
    for user in ("dsl", "head", "chair"):
        assert faults(made, user) == []


def test_a_composed_and_a_decomposed_passphrase_are_one(made: Path) -> None:
    with opened(made, "dsl") as book:
        typed = Newcomer("deputy", "deputy-dsl", "Zoe\u0308 walks the harbour")
        membership.take_in(book, typed, FLOOR)
    with open_book(made, "deputy", "Zo\u00eb walks the harbour", write=False):
        pass


@pytest.mark.parametrize(
    ("newcomer", "fault"),
    [
        (Newcomer("dsl", "deputy-dsl", DEPUTY.passphrase), ShortNameTaken),
        (Newcomer("recovery-school", "staff", DEPUTY.passphrase), ShortNameTaken),
        (Newcomer("deputy", "captain", DEPUTY.passphrase), RoleUnknown),
        (Newcomer("deputy", "recovery-school", DEPUTY.passphrase), RoleUnknown),
        (Newcomer("deputy", "deputy-dsl", "short"), PassphraseTooShort),
    ],
)
def test_a_newcomer_who_will_not_do_leaves_nothing(
    made: Path, newcomer: Newcomer, fault: type[Exception]
) -> None:
    with opened(made, "dsl") as book:
        before = book.heads(), sorted(made.rglob("*.slot"))
        with pytest.raises(fault):
            membership.take_in(book, newcomer, FLOOR)
        assert (book.heads(), sorted(made.rglob("*.slot"))) == before


def test_whoever_holds_nothing_vouches_for_nobody(made: Path) -> None:
    with opened(made, "dsl") as book:
        membership.take_in(book, DEPUTY, FLOOR)
    with opened(made, "deputy") as book, pytest.raises(NotAHolder):
        membership.take_in(book, Newcomer("friend", "staff", DEPUTY.passphrase), FLOOR)


def test_a_reader_changes_nobody(made: Path) -> None:
    with opened(made, "dsl", write=False) as book:
        for deed in (
            lambda: membership.change_passphrase(book, "gravel lantern harbour", FLOOR),
            lambda: membership.take_in(book, DEPUTY, FLOOR),
            lambda: membership.grant(book, "head", "general"),
            lambda: membership.revoke(book, "head", "general"),
            lambda: membership.disable(book, "head"),
        ):
            with pytest.raises(BookReadOnly):
                deed()


def test_what_was_granted_is_opened_whole_and_everybody_else_still_opens_it(
    with_deputy: Path,
) -> None:
    """[VF-58] A new generation, the old files gone, and the ledger verifies for each holder."""
    names = sorted(each.name for each in (with_deputy / "compartments/general").glob("g*"))
    assert names == ["g0002.db", "g0002.db-journal", "g0002.grants"]
    for user in ("deputy", "dsl", "head"):
        with opened(with_deputy, user) as book:
            assert book.find_case("C-2026-0001")[1].title == "Kept before"
            assert book.compartment("general").generation == 2
            assert "deputy" in {each.short for each in book.holders("general")}
        assert faults(with_deputy, user) == []
    with opened(with_deputy, "deputy") as book:
        opened_case(book.compartment("general"), "The deputy's own")
    assert faults(with_deputy, "head") == []


def test_what_was_taken_away_opens_for_them_no_more_and_what_they_copied_does(
    with_deputy: Path, tmp_path: Path
) -> None:
    """[VF-58] Both halves of the truth."""
    copy = Path(shutil.copytree(with_deputy, tmp_path / "copied before"))
    with opened(with_deputy, "head") as book:
        membership.revoke(book, "deputy", "general")
        assert [each.short for each in book.holders("general")] == ["dsl", "head"]
    with opened(copy, "deputy", write=False) as book:
        assert book.held == ("general",)
    at = layout.at(with_deputy)
    identity = slots.open_slot(at, "deputy", DEPUTY.passphrase)
    context = grants.context(at.casebook_id, "general", 3)
    with pytest.raises(NotAHolder):
        grants.open_key(at.grants("general"), identity, context)
    for user in ("dsl", "head"):
        assert faults(with_deputy, user) == []


def test_whoever_lost_a_compartment_is_told_and_a_grant_that_was_damaged_is_not_that(
    made: Path,
) -> None:
    """[VF-60] Only a later key, from somebody known, means that it was taken."""
    damaged = made / "compartments/general/g0001.grants"
    whole = damaged.read_bytes()
    with opened(made, "dsl") as book:
        bound = grants.context(book.casebook_id, "general", 1)
        public = [book.identity.public]
        grants.write(damaged, bytes(32), public, book.identity, bound)
    with pytest.raises(GrantsDamaged):
        opened(made, "head")
    damaged.write_bytes(whole)

    with opened(made, "head") as book:
        membership.grant(book, "dsl", "staff")  # so that she reaches as far as he
    with opened(made, "dsl") as book:
        membership.revoke(book, "head", "general")
    with opened(made, "head") as book:
        assert book.held == ("staff",)
        assert [(each.code, each.object) for each in book.noticed] == [
            ("V-03", "compartments/general")
        ]
    with opened(made, "head") as book:
        assert book.noticed == ()  # told once
    assert faults(made, "head") == []


def test_a_recovery_sheet_stays_a_holder_through_every_change(with_deputy: Path) -> None:
    with opened(with_deputy, "head") as book:
        membership.revoke(book, "deputy", "general")
        rows = [each for each in book.everyone() if each.is_recovery]
    assert [each.holds for each in rows if each.role == "recovery-school"] == [("general", "staff")]


def test_the_last_holder_is_not_taken_out(made: Path) -> None:
    with opened(made, "chair") as book:
        before = book.heads(), sorted(made.rglob("g*"))
        with pytest.raises(LastHolder):
            membership.revoke(book, "chair", "governance")
        assert (book.heads(), sorted(made.rglob("g*"))) == before
    assert faults(made, "chair") == []


def test_whoever_takes_themselves_out_holds_it_no_more(made: Path) -> None:
    with opened(made, "head") as book:
        membership.revoke(book, "head", "general")
        assert book.held == ("staff",)
    with opened(made, "dsl") as book:
        assert [each.short for each in book.holders("general")] == ["dsl"]


def test_a_grant_to_somebody_unheard_waits_for_the_six_words(with_deputy: Path) -> None:
    """[VF-59] The head knows the deputy only by the DSL's word."""
    with opened(with_deputy, "deputy", write=False) as book:
        words = book.identity.public.fingerprint
    with opened(with_deputy, "head") as book:
        with pytest.raises(FingerprintUnheard):
            membership.grant(book, "deputy", "staff")
        with pytest.raises(FingerprintOther):
            membership.grant(book, "deputy", "staff", "dabab babad gohan lusun tatat zizil")
        for misheard in (words.rsplit(" ", 1)[0], words.replace(words[-5:], "babad")):
            with pytest.raises(FingerprintMisheard):
                membership.grant(book, "deputy", "staff", misheard)
        assert book.compartment("staff").generation == 1
        membership.grant(book, "deputy", "staff", words.upper().replace(" ", "-"))
        assert [each.holds for each in book.users() if each.short == "deputy"] == [
            ("general", "staff")
        ]
    with opened(with_deputy, "deputy", write=False) as book:
        assert book.held == ("general", "staff")


def test_a_substituted_key_stops_the_next_grant(with_deputy: Path) -> None:
    """[VF-34] Whoever can write to the folder puts a slot of their own in the deputy's place."""
    at = layout.at(with_deputy)
    deputy = next(each for each in slots.listed(at) if each.short == "deputy")
    thief = new_identity("deputy", "deputy-dsl")
    slots.remove(at, deputy.uid)
    thief.uid = deputy.uid
    slots.write(at, thief, DEPUTY.passphrase, FLOOR)

    with pytest.raises(KeyChanged):
        opened(with_deputy, "dsl")


def test_nobody_gives_or_takes_what_they_do_not_hold(with_deputy: Path) -> None:
    with opened(with_deputy, "dsl") as book:
        for deed in (membership.grant, membership.revoke):
            with pytest.raises(NotAHolder):
                deed(book, "deputy", "staff")
        with pytest.raises(HoldingUnchanged):
            membership.grant(book, "deputy", "general")
        with pytest.raises(HoldingUnchanged):
            membership.revoke(book, "chair", "general")
        with pytest.raises(UserUnnamed):
            membership.grant(book, "nobody", "general")


def test_somebody_disabled_opens_nothing_and_their_entries_still_verify(
    with_deputy: Path,
) -> None:
    with opened(with_deputy, "deputy") as book:
        opened_case(book.compartment("general"), "The deputy's own")
    with opened(with_deputy, "dsl") as book:
        done = membership.disable(book, "deputy")
        assert (done.renewed, done.unseen) == (("general",), ("staff", "governance"))
        assert book.compartment("general").generation == 3
        with pytest.raises(UserUnnamed):
            membership.grant(book, "deputy", "general")
        with pytest.raises(ShortNameTaken):
            membership.take_in(book, DEPUTY, FLOOR)
    with pytest.raises(UserUnknown):
        opened(with_deputy, "deputy")
    for user in ("dsl", "head", "chair"):
        assert faults(with_deputy, user) == []


def test_a_disabling_that_was_stopped_half_way_is_finished_by_the_same_command(
    with_deputy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One compartment has its new key, the other is still sealed to who left."""
    with opened(with_deputy, "deputy", write=False) as book:
        words = book.identity.public.fingerprint
    with opened(with_deputy, "head") as book:
        membership.grant(book, "deputy", "staff", words)
        done: list[str] = []

        def once(book: Book, name: str, change: Callable[[Change], None]) -> None:
            """The second renewal is never reached."""
            if done:
                raise KeyboardInterrupt
            done.append(name)
            rotation.renew(book, name, change)

        monkeypatch.setattr("casebook.store.membership.renew", once)
        with pytest.raises(KeyboardInterrupt):
            membership.disable(book, "deputy")
    monkeypatch.undo()

    with opened(with_deputy, "head") as book:
        assert [each.holds for each in book.everyone() if each.short == "deputy"] == [("staff",)]
        assert membership.disable(book, "deputy").renewed == ("staff",)
        with pytest.raises(UserUnnamed):
            membership.disable(book, "deputy")
    assert faults(with_deputy, "head") == []


def test_a_recovery_sheet_is_replaced_and_never_disabled(made: Path) -> None:
    """Without one, a passphrase that somebody forgot ends the casebook."""
    with opened(made, "head") as book:
        heads = book.heads()
        with pytest.raises(SheetNotDisabled, match="recovery-school is a recovery sheet") as said:
            membership.disable(book, "recovery-school")
        assert book.heads() == heads
    assert "recover --renew school" in said.value.next_step


def test_nobody_ends_what_they_do_not_hold_themselves(made: Path) -> None:
    """A DSL cannot shut the chair out, nor a head who holds more."""
    with opened(made, "dsl") as book:
        for another in ("head", "chair"):
            with pytest.raises(HoldsMore):
                membership.disable(book, another)
        with pytest.raises(OneselfDisabled):
            membership.disable(book, "dsl")
    for user in ("head", "chair"):
        with opened(made, user):
            pass


def test_a_slot_of_somebody_disabled_that_was_put_back_goes_at_the_next_opening(
    with_deputy: Path,
) -> None:
    slot = {each: each.read_bytes() for each in (with_deputy / "users").iterdir()}
    with opened(with_deputy, "dsl") as book:
        membership.disable(book, "deputy")
    for path, data in slot.items():
        if not path.exists():
            path.write_bytes(data)

    with opened(with_deputy, "head"):
        pass

    with pytest.raises(UserUnknown):
        opened(with_deputy, "deputy")


def test_someone_taken_in_is_entered_where_others_hold(made: Path) -> None:
    """The DSL cannot write into governance; the chair's next opening does."""
    with opened(made, "dsl") as book:
        membership.take_in(book, DEPUTY, FLOOR)
    with opened(made, "chair") as book:
        assert "deputy" in {each.short for each in book.users()}
    assert faults(made, "chair") == []
