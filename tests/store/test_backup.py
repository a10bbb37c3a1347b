"""A backup is one that was opened and verified; a restored casebook that is older is read only."""

import shutil
from pathlib import Path

import pytest

from casebook import clock
from casebook.errors.given import TargetExists
from casebook.errors.integrity import BackupNotWhole, CasebookRolledBack
from casebook.errors.opening import BackupNotWritten, CasebookBusy
from casebook.errors.rules import InsideCasebook
from casebook.store import backup, seen
from casebook.store.book import open_book, open_with
from casebook.store.verify import verify_folder
from casebook.vault import copies, drops, layout, slots
from casebook.vault.filelist import Line
from casebook.vault.people import Identity
from tests.school import WORDS
from tests.store.conftest import opened_case, worked
from tests.store.half_done import left_half_done


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has seen nothing yet: every test's casebook has the same identifier."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def kept(made: Path) -> Path:
    """A casebook that was worked in, with sealed files."""
    worked(made)
    return made


def keys_of(folder: Path, user: str = "dsl") -> Identity:
    """Somebody's keys, with nothing open."""
    return slots.open_slot(layout.at(folder), user, WORDS[user])


def backed_up(folder: Path, target: Path, user: str = "dsl") -> backup.Copied:
    """A backup made by `user`."""
    return backup.back_up(layout.at(folder), keys_of(folder, user), target)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a casebook but its lock."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
        and each.name not in {"LOCK", copies.MARK}
        and not each.name.endswith("-journal")
    }


def test_a_backup_holds_every_byte_and_opens(kept: Path, tmp_path: Path) -> None:
    """[VF-63] And says which compartments were opened in it, and which were not."""
    made = backed_up(kept, tmp_path / "stick")

    assert contents(tmp_path / "stick") == contents(kept)
    assert (made.opened, made.unopened) == (("general",), ("staff", "governance"))
    with open_book(tmp_path / "stick", "dsl", WORDS["dsl"], write=False) as book:
        assert verify_folder(tmp_path / "stick", book).verdict == "unchanged"
        assert book.compartment("general").entries()[-1].verb == "copied"
    assert not list(tmp_path.glob("*.partial"))


def test_what_was_left_half_done_is_undone_before_it_is_copied(kept: Path, tmp_path: Path) -> None:
    left_half_done(kept)

    backed_up(kept, tmp_path / "stick")

    assert contents(tmp_path / "stick") == contents(kept)


@pytest.mark.parametrize("where", ["compartments/staff/g0001.db", "vault", "users"])
def test_a_copy_that_is_not_whole_is_never_called_a_backup(
    kept: Path, tmp_path: Path, where: str
) -> None:
    """[VF-63] A flipped bit anywhere, in what the person opens and in what they do not."""
    path = kept / where
    if path.is_dir():
        path = next(each for each in sorted(path.rglob("*")) if each.is_file())
    identity = keys_of(kept)
    with open_with(layout.at(kept), identity):
        pass
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(BackupNotWhole):
        backup.copy_whole(layout.at(kept), identity, tmp_path / "stick", None)

    assert not list(tmp_path.glob("stick*"))


def test_a_disk_that_keeps_something_else_is_found_when_the_copy_is_opened(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-63] What was read was right; what stands on the stick is not."""
    copy_one = backup._copy_one

    def failing(source: layout.CasebookFolder, partial: Path, line: Line) -> None:
        copy_one(source, partial, line)
        if line.path.startswith("vault/"):
            data = (partial / line.path).read_bytes()
            (partial / line.path).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    monkeypatch.setattr(backup, "_copy_one", failing)

    with pytest.raises(BackupNotWhole) as refused:
        backed_up(kept, tmp_path / "stick")

    assert any("vault/" in each["object"] for each in refused.value.details)
    assert not list(tmp_path.glob("stick*"))


def test_nothing_is_written_over_or_into_itself(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "letter").write_text("mine")
    with pytest.raises(TargetExists):
        backed_up(kept, tmp_path / "stick")
    assert (tmp_path / "stick" / "letter").read_text() == "mine"
    with pytest.raises(InsideCasebook):
        backed_up(kept, kept / "vault" / "stick")


def test_nobody_copies_while_somebody_writes(kept: Path, tmp_path: Path) -> None:
    with open_book(kept, "head", WORDS["head"]), pytest.raises(CasebookBusy):
        backed_up(kept, tmp_path / "stick")
    assert not list(tmp_path.glob("stick*"))


def test_a_copy_that_somebody_made_by_hand_while_it_was_open_is_no_backup(
    kept: Path, tmp_path: Path
) -> None:
    with open_book(kept, "dsl", WORDS["dsl"]):
        by_hand = Path(shutil.copytree(kept, tmp_path / "by hand"))
    with pytest.raises(BackupNotWhole):
        backup.restore(layout.at(by_hand), keys_of(by_hand), tmp_path / "back")


def test_a_restored_casebook_that_nobody_saw_later_opens_to_write(
    kept: Path, tmp_path: Path
) -> None:
    backed_up(kept, tmp_path / "stick")
    shutil.rmtree(kept)

    backup.restore(layout.at(tmp_path / "stick"), keys_of(tmp_path / "stick"), tmp_path / "back")

    with open_book(tmp_path / "back", "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "After")


def test_an_older_casebook_is_read_only_until_a_holder_signs_the_gap(
    kept: Path, tmp_path: Path
) -> None:
    """[VF-64] The backup's own slots know nothing later; this machine does."""
    backed_up(kept, tmp_path / "stick")
    with open_book(kept, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
        lost = book.compartment("general").head()
    shutil.rmtree(kept)
    back = tmp_path / "back"
    backup.restore(layout.at(tmp_path / "stick"), keys_of(tmp_path / "stick"), back)

    with pytest.raises(CasebookRolledBack):
        open_book(back, "dsl", WORDS["dsl"])
    with open_book(back, "dsl", WORDS["dsl"], write=False) as book:
        assert [each.code for each in book.noticed] == ["S-12"]
        older = book.compartment("general").head()
    with open_with(layout.at(back), keys_of(back), accept_gap=True) as book:
        assert [(name, was, now) for name, was, now in book.gaps] == [("general", lost, older)]
        entry = next(
            each for each in book.compartment("general").entries() if each.verb == "restored"
        )
    assert entry.values == {
        "seen_size": lost.size,
        "seen_root": lost.root,
        "size": older.size,
        "root": older.root,
    }
    assert entry.actor == keys_of(back).uid
    with open_book(back, "dsl", WORDS["dsl"]) as book:
        assert book.noticed == ()
        assert verify_folder(back, book).verdict == "unchanged"


def test_a_whole_folder_put_back_in_its_place_is_noticed_on_this_machine(
    kept: Path, tmp_path: Path
) -> None:
    """[VF-64] Slots and all: the private box alone could not tell."""
    older = Path(shutil.copytree(kept, tmp_path / "older"))
    with open_book(kept, "dsl", WORDS["dsl"]) as book:
        opened_case(book.compartment("general"), "Inconvenient")
    shutil.rmtree(kept)
    shutil.copytree(older, kept)

    with pytest.raises(CasebookRolledBack):
        open_book(kept, "dsl", WORDS["dsl"])
    seen._note(layout.at(kept).casebook_id, kept).unlink()
    with open_book(kept, "dsl", WORDS["dsl"]):
        pass  # the control: without the machine's own note nothing here could know


def test_the_machine_notes_no_path_and_nothing_of_a_case(kept: Path) -> None:
    with open_book(kept, "dsl", WORDS["dsl"]) as book:
        note = seen._note(book.casebook_id, kept)
        heads = book.heads()
    text = note.read_text(encoding="ascii")
    assert seen.heads(layout.at(kept)) == heads
    assert kept.name not in str(note) + text
    note.write_text("[]")
    assert seen.heads(layout.at(kept)) == {}


def test_nobody_writes_in_a_backup_and_a_restored_one_is_worked_in(
    kept: Path, tmp_path: Path
) -> None:
    """[VF-91] Else the next note goes into the copy, and the casebook itself forks from it."""
    backed_up(kept, tmp_path / "stick")
    before = contents(tmp_path / "stick")

    with pytest.raises(BackupNotWritten):
        open_book(tmp_path / "stick", "dsl", WORDS["dsl"])
    with open_book(tmp_path / "stick", "head", WORDS["head"], write=False) as book:
        at = clock.iso(clock.now())
        with pytest.raises(BackupNotWritten):
            drops.leave(book.folder, "governance", book.identity, {}, report={}, at=at)
    assert contents(tmp_path / "stick") == before

    stick = layout.at(tmp_path / "stick")
    backup.restore(stick, keys_of(tmp_path / "stick"), tmp_path / "back")
    with open_book(tmp_path / "back", "dsl", WORDS["dsl"]) as book:
        assert opened_case(book.compartment("general"), "Worked on").reference == "C-2026-0003"
    assert not (tmp_path / "back" / copies.MARK).exists()


def test_a_backup_cannot_be_accepted_as_a_place_to_work_in(kept: Path, tmp_path: Path) -> None:
    backed_up(kept, tmp_path / "stick")

    with pytest.raises(BackupNotWritten):
        open_with(layout.at(tmp_path / "stick"), keys_of(tmp_path / "stick"), accept_place=True)
    assert [each.code for each in verify_folder(tmp_path / "stick").findings] == []
