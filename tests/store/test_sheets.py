"""A recovery sheet lets somebody in, leaves a trace each time, and is replaced when it is lost."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from casebook.errors.given import RecoveryCodeMistyped, RoleUnknown, ShortNameTaken
from casebook.errors.machine import DiskFull
from casebook.errors.opening import NotAHolder, RecoveryCodeUnknown, WrongPassphrase
from casebook.errors.rules import SheetOpensLess
from casebook.store import membership, rotation, sheets
from casebook.store.book import Book, open_book
from casebook.store.change import Change
from casebook.store.founding import School, create
from casebook.store.membership import Newcomer
from casebook.store.verify import verify_folder
from casebook.vault import codes, layout
from casebook.vault.argon2 import FLOOR
from tests.school import WORDS, founders
from tests.store.conftest import opened_case

FRESH = "gravel lantern harbour teapot nineteen"


@dataclass(frozen=True)
class Kept:
    """A casebook and the codes of its two sheets."""

    folder: Path
    codes: dict[str, str]

    def by_sheet(self, kind: str, *, rehearsal: bool = False) -> Book:
        """The casebook, open by one of the sheets."""
        return sheets.open_by_sheet(layout.at(self.folder), self.codes[kind], rehearsal=rehearsal)

    def faults(self, user: str, passphrase: str) -> list[str]:
        """What verifying as `user` finds that is more than a note."""
        with open_book(self.folder, user, passphrase, write=False) as book:
            found = verify_folder(self.folder, book).findings
        return [each.code for each in found if each.severity == "fault"]

    def verbs(self, user: str, name: str, passphrase: str = "") -> list[str]:
        """What the ledger of a compartment says was done."""
        with open_book(self.folder, user, passphrase or WORDS[user], write=False) as book:
            return [each.verb for each in book.compartment(name).entries()]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Made once, with one case in general."""
    folder = tmp_path_factory.mktemp("sheets") / "Harbour Test.casebook"
    made = create(folder, School("Harbour Test School"), founders(), cost=FLOOR)
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Kept before")
    return Kept(folder, {each.kind: each.code for each in made.recovery})


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    """A copy of it."""
    folder = tmp_path / original.folder.name
    shutil.copytree(original.folder, folder)
    return Kept(folder, original.codes)


@pytest.mark.parametrize(
    ("kind", "held"),
    [("school", ("general", "staff")), ("governance", ("general", "staff", "governance"))],
)
def test_each_sheet_opens_what_it_promises_and_says_that_it_was_used(
    kept: Kept, kind: str, held: tuple[str, ...]
) -> None:
    """[VF-61] The entry is there before anything is shown, in every compartment it opens."""
    with kept.by_sheet(kind) as book:
        assert book.held == sheets.promised(book) == held
        for each in book.compartments():
            last = each.entries()[-1]
            assert (last.verb, last.actor) == ("opened-by-sheet", book.identity.uid)
    assert kept.faults("dsl", WORDS["dsl"]) == []


def test_a_sheet_whose_use_cannot_be_entered_shows_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-61] A full disk is no way round the entry; nothing stays open behind it."""
    from casebook.errors.machine import DatabaseUnwritable
    from casebook.store.change import Change

    def full(*_: object, **__: object) -> None:
        raise DatabaseUnwritable(compartment="general")

    monkeypatch.setattr(Change, "witness", full)
    with pytest.raises(DatabaseUnwritable):
        kept.by_sheet("school")
    monkeypatch.undo()
    with open_book(kept.folder, "dsl", WORDS["dsl"]):
        pass


def test_a_rehearsal_changes_nothing_but_its_entry(kept: Kept) -> None:
    before = kept.verbs("dsl", "general")
    databases = sorted(each.name for each in kept.folder.rglob("g0*"))

    with kept.by_sheet("school", rehearsal=True) as book:
        assert verify_folder(kept.folder, book).verdict == "unchanged"

    assert kept.verbs("dsl", "general") == [*before, "rehearsed"]
    assert sorted(each.name for each in kept.folder.rglob("g0*")) == databases
    for user in WORDS:
        assert kept.faults(user, WORDS[user]) == []


def test_a_code_that_is_mistyped_or_anothers_opens_nothing_and_enters_nothing(
    kept: Kept, original: Kept
) -> None:
    before = kept.verbs("dsl", "general")
    folder = layout.at(kept.folder)
    wrong = "1" if kept.codes["school"][0] == "0" else "0"
    with pytest.raises(RecoveryCodeMistyped):
        sheets.open_by_sheet(folder, wrong + kept.codes["school"][1:])
    with pytest.raises(RecoveryCodeUnknown):
        sheets.open_by_sheet(folder, codes.spelt(bytes(20)))
    assert kept.verbs("dsl", "general") == before


def test_who_forgot_a_passphrase_comes_back_under_their_name(kept: Kept) -> None:
    """New keys, what they held, and their past entries still theirs to verify."""
    with kept.by_sheet("school") as book:
        back = sheets.bring_back(book, Newcomer("dsl", "", FRESH), FLOOR)
        assert (back.replaced, back.card.holds) == (True, ("general",))
        assert book.compartment("general").generation == 2
    with pytest.raises(WrongPassphrase):
        open_book(kept.folder, "dsl", WORDS["dsl"])
    with open_book(kept.folder, "dsl", FRESH) as book:
        assert book.identity.public.fingerprint == back.fingerprint
        assert book.find_case("C-2026-0001")[1].title == "Kept before"
        assert book.user.full_name == "Dilys Specimen"
        names = {each.short: each.active for each in book.users()}
        assert names == {"dsl": True, "head": True, "chair": True, "dsl-past-1": False}
        opened_case(book.compartment("general"), "After")
    assert kept.faults("dsl", FRESH) == []
    for user in ("head", "chair"):
        with open_book(kept.folder, user, WORDS[user]):
            pass
        assert kept.faults(user, WORDS[user]) == []
    assert "opened-by-sheet" in kept.verbs("head", "general")


def test_a_disk_that_fills_while_somebody_comes_back_leaves_the_old_keys_working(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-57] Between no slot and the new one there is no moment without any."""
    before = sorted((kept.folder / "users").iterdir())

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with kept.by_sheet("school") as book:
        monkeypatch.setattr("casebook.vault.slots._replace", full)
        with pytest.raises(DiskFull) as refused:
            sheets.bring_back(book, Newcomer("dsl", "", FRESH), FLOOR)
        monkeypatch.undo()
    assert "the earlier passphrase too, still does" in refused.value.written
    assert sorted((kept.folder / "users").iterdir()) == before
    with open_book(kept.folder, "dsl", WORDS["dsl"]) as book:
        assert book.held == ("general",)


def test_a_coming_back_that_was_stopped_half_way_is_finished_by_the_same_command(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-57] The new keys open one compartment, the old ones still the other; both are told."""

    def first_only(book: Book, name: str, change: Callable[[Change], None]) -> None:
        if name != "general":
            raise DiskFull
        rotation.renew(book, name, change)

    with kept.by_sheet("school") as book:
        monkeypatch.setattr("casebook.store.sheets.renew", first_only)
        with pytest.raises(DiskFull) as refused:
            sheets.bring_back(book, Newcomer("head", "", FRESH), FLOOR)
        monkeypatch.undo()
    assert "open general. The earlier ones still open staff." in refused.value.written
    with open_book(kept.folder, "head", WORDS["head"]) as book:
        assert book.held == ("staff",)
    with open_book(kept.folder, "head", FRESH) as book:
        assert book.held == ("general",)

    with kept.by_sheet("school") as book:
        back = sheets.bring_back(book, Newcomer("head", "", FRESH), FLOOR)
        assert back.card.holds == ("general", "staff")
    with pytest.raises(WrongPassphrase):
        open_book(kept.folder, "head", WORDS["head"])
    with open_book(kept.folder, "head", FRESH) as book:
        assert book.held == ("general", "staff")
    assert kept.faults("head", FRESH) == []
    assert kept.faults("chair", WORDS["chair"]) == []


def test_a_sheet_takes_a_false_namesake_away(kept: Kept) -> None:
    """[VF-33] The way out of two slots of one name: the sheet's own signature."""
    from tests.store.test_namesakes import plant

    plant(kept.folder, lying=False)
    with kept.by_sheet("school") as book:
        back = sheets.bring_back(book, Newcomer("head", "", FRESH), FLOOR)
        assert back.card.holds == ("general", "staff")
    with open_book(kept.folder, "head", FRESH) as book:
        assert (book.held, book.noticed) == (("general", "staff"), ())
    assert kept.faults("head", FRESH) == []


def test_somebody_new_comes_in_where_everybody_has_left(kept: Kept) -> None:
    with kept.by_sheet("governance") as book:
        back = sheets.bring_back(book, Newcomer("chair2", "chair", FRESH, "Cora Invented"), FLOOR)
        assert (back.replaced, back.card.holds) == (False, ("governance",))
    with open_book(kept.folder, "chair2", FRESH) as book:
        assert book.held == ("governance",)
    assert kept.faults("chair2", FRESH) == []


@pytest.mark.parametrize(
    ("kind", "newcomer", "fault"),
    [
        ("school", Newcomer("chair", "", FRESH), SheetOpensLess),
        ("school", Newcomer("chair2", "chair", FRESH), SheetOpensLess),
        ("school", Newcomer("other", "captain", FRESH), RoleUnknown),
        ("school", Newcomer("recovery-school", "", FRESH), ShortNameTaken),
    ],
)
def test_a_sheet_lets_nobody_further_in_than_it_opens(
    kept: Kept, kind: str, newcomer: Newcomer, fault: type[Exception]
) -> None:
    slots = sorted((kept.folder / "users").iterdir())
    with kept.by_sheet(kind) as book:
        heads = book.heads()
        with pytest.raises(fault):
            sheets.bring_back(book, newcomer, FLOOR)
        assert book.heads() == heads
    assert sorted((kept.folder / "users").iterdir()) == slots


def test_a_lost_sheet_is_replaced_and_opens_nothing_any_more(kept: Kept) -> None:
    """[VF-62] The head holds all that the school's sheet opens."""
    with open_book(kept.folder, "head", WORDS["head"]) as book:
        new = sheets.replace_sheet(book, "school", FLOOR)
    assert (new.short, new.renewed, new.left) == (
        "recovery-school-2",
        ("general", "staff"),
        (),
    )
    with pytest.raises(RecoveryCodeUnknown):
        kept.by_sheet("school")
    with sheets.open_by_sheet(layout.at(kept.folder), new.sheet.code) as book:
        assert book.held == ("general", "staff")
    for user in WORDS:
        assert kept.faults(user, WORDS[user]) == []


def test_a_sheet_that_was_used_replaces_itself(kept: Kept) -> None:
    with kept.by_sheet("governance") as book:
        new = sheets.replace_sheet(book, "governance", FLOOR)
        assert new.left == ()
    with pytest.raises(RecoveryCodeUnknown):
        kept.by_sheet("governance")
    with sheets.open_by_sheet(layout.at(kept.folder), new.sheet.code) as book:
        assert book.held == ("general", "staff", "governance")


def test_where_nobody_holds_all_of_it_each_holder_does_their_part(kept: Kept) -> None:
    """[VF-62] The head replaces two thirds of governance's sheet, the chair the last."""
    with open_book(kept.folder, "dsl", WORDS["dsl"]) as book:
        pass
    with open_book(kept.folder, "head", WORDS["head"]) as book:
        new = sheets.replace_sheet(book, "governance", FLOOR)
    assert (new.renewed, new.left) == (("general", "staff"), ("governance",))
    assert new.earlier == ("recovery-governance",)
    with kept.by_sheet("governance") as book:
        assert book.held == ("governance",)
    with open_book(kept.folder, "chair", WORDS["chair"]) as book:
        membership.grant(book, new.short, "governance", new.fingerprint)
        membership.revoke(book, "recovery-governance", "governance")
    with sheets.open_by_sheet(layout.at(kept.folder), new.sheet.code) as book:
        assert book.held == ("general", "staff", "governance")
    with kept.by_sheet("governance") as book:
        assert book.held == ()
    for user in WORDS:
        assert kept.faults(user, WORDS[user]) == []


def test_whoever_holds_nothing_of_it_makes_no_sheet(kept: Kept) -> None:
    with open_book(kept.folder, "chair", WORDS["chair"]) as book, pytest.raises(NotAHolder):
        sheets.replace_sheet(book, "school", FLOOR)
