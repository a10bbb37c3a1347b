"""A case moves whole or not at all, to where nobody whom it concerns holds a key."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from casebook.casework import cases, moving, notes, wishes
from casebook.casework.asjson import plain
from casebook.errors.given import CaseNotFound
from casebook.errors.keeping import (
    CannotMoveThere,
    CaseMovedOn,
    MovedBytesDiffer,
    MoveLacksExhibits,
    MoveNowhere,
    MoveUnfinished,
)
from casebook.errors.opening import NotAHolder
from casebook.errors.rules import ReasonMissing
from casebook.records.exhibit import Exhibit
from casebook.records.sealed import SealedFile
from casebook.store import ledger, membership, merkle, moves, resealing, rotation
from casebook.store import moving as store_moving
from casebook.store.book import Book
from casebook.store.matter import carried
from casebook.store.membership import Newcomer
from casebook.store.proof import Reader
from casebook.store.verify import verify_folder
from casebook.vault import signatures
from casebook.vault.argon2 import FLOOR
from casebook.vault.strictjson import canonical
from tests.casework.conftest import PNG, lodge, logged, people, sitting
from tests.store.conftest import DEPUTY, opened

WHY = "A teacher turns out to be behind it."
CANARY = "quagmire-marmalade"


def worked(book: Book, tmp_path: Path) -> str:
    """A case in general with something of many kinds in it."""
    case = logged(book, words=f"They call me names {CANARY}.")
    notes.write(book, case, f"As {case} said: {CANARY}.")
    wishes.record(book, case, "Tansy Halfpenny-Test", "school", f"Stop it {CANARY}.")
    picture = tmp_path / f"{CANARY}.png"
    picture.write_bytes(PNG)
    lodge(book, case, picture)
    return case


def shown(book: Book, case: str) -> object:
    """All that is shown of a case, but for where it is and the note that tells of its move."""
    view = plain(cases.shown(book, case))
    view["notes"] = [each for each in view["notes"] if "Moved here" not in str(each)]  # type: ignore[attr-defined]
    for gone in ("compartment", "opened"):
        view.pop(gone, None)
    return json.loads(json.dumps(view).replace(case, "CASE").replace("C-2026-0001", "CASE"))


def bytes_of(book: Book, name: str) -> bytes:
    """The bytes of the one sealed file in a compartment."""
    compartment = book.compartment(name)
    with compartment.reading() as session:
        (row,) = session.exec(select(SealedFile)).all()
    with compartment.open_file(row.id) as opened:
        return opened.read()


def test_everything_goes_and_reads_as_it_did(staff_book: Book, tmp_path: Path) -> None:
    """[VF-83] References anew, whatever was said as it was said, exhibits byte for byte."""
    book = staff_book
    case = worked(book, tmp_path)
    before = shown(book, case)
    sealed = [each.name for each in (book.folder.path / "vault").rglob("*") if each.is_file()]

    done = moving.move(book, case, "staff", WHY)

    assert (done.was, done.case, done.exhibits) == (case, "S-2026-0001", 1)
    after = shown(book, done.case)
    assert after == before
    said = [each.words for each in cases.shown(book, done.case).notes]
    assert f"As {case} said: {CANARY}." in said, "what people wrote is left as they wrote it"
    assert WHY in said[-1]
    assert bytes_of(book, "staff") == PNG
    now = [each.name for each in (book.folder.path / "vault").rglob("*") if each.is_file()]
    assert len(now) == 1
    assert now != sealed
    assert {each.case for each in cases.search(book, CANARY)} == {done.case}


def test_where_it_was_nothing_of_it_is_left_to_read(staff_book: Book, tmp_path: Path) -> None:
    """[VF-84] Nor where it went; its entries' leaves and signatures stay, and it still verifies."""
    book = staff_book
    case = worked(book, tmp_path)
    moving.move(book, case, "staff", WHY)

    general = book.compartment("general")
    with pytest.raises(CaseMovedOn):
        cases.shown(book, case)
    with general.reading() as session:
        dump = str(session.connection().execute(text("SELECT body FROM ledger_values")).all())
    assert CANARY not in dump
    assert "staff" not in dump.replace('"general","staff"', "")
    assert moves.LEFT in {each.verb for each in general.entries()}
    assert logged(book) == "C-2026-0002", "its number stays its own"
    book.close()
    with sitting(book.folder.path, "dsl") as again:
        assert verify_folder(book.folder.path, again).verdict == "unchanged"


def test_the_original_entries_go_along_and_can_be_checked_there(
    staff_book: Book, tmp_path: Path
) -> None:
    """[VF-83] Each signature is over the leaf that still stands where it was made."""
    book = staff_book
    case = worked(book, tmp_path)
    done = moving.move(book, case, "staff", WHY)
    made = {each.seq: each.leaf for each in book.compartment("general").entries()}

    row = book.find_case(done.case)[1]
    carried = [
        one
        for each in book.compartment("staff").entries([row.id])
        if each.kind == f"witness:{moves.CARRIED}" and each.values
        for one in each.values["entries"]  # type: ignore[attr-defined]
    ]
    assert len(carried) > 8
    for each in carried:
        leaf = merkle.leaf_hash(canonical(each["header"]))
        assert leaf == made[each["header"]["seq"]]
        body = canonical(each["values"])
        hashed = ledger.hash_of_values(bytes.fromhex(each["salt"]), body)
        assert hashed.hex() == each["header"]["values_hash"]
        log = book.compartment("general").log
        root = bytes.fromhex(each["prev_root"])
        said = ledger.signed_bytes(log, leaf, each["prev_size"], root)
        signatures.verify(book.identity.public.sign, bytes.fromhex(each["signature"]), said)


def found_of(book: Book) -> list[tuple[str, str]]:
    """The faults that verifying finds, and where."""
    found = verify_folder(book.folder.path, book).findings
    return [(each.code, each.object) for each in found if each.severity == "fault"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("values", {"title": "Another"}), ("signature", "00" * 64), ("prev_root", "11" * 32)],
)
def test_an_entry_that_came_along_and_is_not_what_was_signed_is_found(
    staff_book: Book, tmp_path: Path, field: str, value: object
) -> None:
    """[VF-92] Whoever holds where it is now can add to what came along; nobody can sign it."""
    done = moving.move(staff_book, worked(staff_book, tmp_path), "staff", WHY)
    assert found_of(staff_book) == []
    staff = staff_book.compartment("staff")
    row = staff.find_case(done.case)
    (first,) = [
        each.values
        for each in staff.entries([row.id])
        if each.kind == f"witness:{moves.CARRIED}" and each.values
    ]
    entries, token = first["entries"], first["move"]
    bad = entries[0] | {field: value}  # type: ignore[index]
    with staff.changing() as change:
        change.witness(moves.ARRIVED, moves.CARRIED, row.id, move=token, entries=[bad])

    assert ("L-15", f"staff, {done.case}") in found_of(staff_book)


def test_an_entry_that_was_left_out_on_the_way_is_found_by_who_holds_both(
    staff_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-92] What left and what arrived must be the same entries."""
    case = worked(staff_book, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(store_moving, "carried", lambda each: carried(each) if each.seq > 9 else {})
        done = moving.move(staff_book, case, "staff", WHY)

    assert ("L-16", f"staff, {done.case}") in found_of(staff_book)


def test_who_holds_both_is_told_the_new_reference_and_nobody_else_is(
    staff_book: Book, tmp_path: Path
) -> None:
    """[TH-11] The others have the answer of a case that never was, word for word."""
    case = worked(staff_book, tmp_path)
    membership.take_in(staff_book, DEPUTY, FLOOR)
    membership.grant(staff_book, DEPUTY.short, "general")
    done = moving.move(staff_book, case, "staff", WHY)

    with pytest.raises(CaseMovedOn) as moved:
        staff_book.find_case(case)
    assert moved.value.as_json()["now"] == done.case
    staff_book.close()
    with opened(staff_book.folder.path, DEPUTY.short, write=False) as book:
        answers = set()
        for asked in (case, "C-2026-0099"):
            with pytest.raises(CaseNotFound) as refused:
                book.find_case(asked)
            answers.add(json.dumps(refused.value.as_json()).replace(asked, "…"))
    assert len(answers) == 1


def test_what_is_absent_and_what_is_hidden_give_one_answer(book: Book) -> None:
    """[TH-11] To whoever holds general alone; and nothing is entered for asking."""
    case, before = logged(book), book.heads()
    answers = set()
    for asked in (case, "C-2026-0099", "S-2026-0001"):
        with pytest.raises(NotAHolder) as refused:
            moving.move(book, asked, "staff", WHY)
        answers.add(json.dumps(refused.value.as_json()))
    assert len(answers) == 1
    assert book.heads() == before | {"general": book.compartment("general").head()}


@pytest.mark.parametrize(
    ("asked", "to", "why", "refused"),
    [
        ("C-2026-0099", "staff", WHY, CaseNotFound),
        ("C-2026-0001", "general", WHY, MoveNowhere),
        ("C-2026-0001", "staff", "-", ReasonMissing),
        ("S-2026-0001", "general", WHY, CannotMoveThere),
    ],
)
def test_what_cannot_be_moved_is_refused(
    staff_book: Book, asked: str, to: str, why: str, refused: type[Exception]
) -> None:
    """The last one: an allegation against a colleague never goes where everybody reads."""
    logged(staff_book)
    logged(staff_book, people=people(("alleged", "staff", 30), ("target", "pupil", 9)))
    with pytest.raises(refused):
        moving.move(staff_book, asked, to, why)


def test_it_goes_nowhere_that_somebody_it_concerns_could_read_it(staff_book: Book) -> None:
    book = staff_book
    case = logged(book)
    juno = Newcomer("juno", "staff", "lantern gravel harbour teapot ten", "Juno Biscuit-Test")
    words = membership.take_in(book, juno, FLOOR).fingerprint
    membership.grant(book, "juno", "staff", words)

    with pytest.raises(CannotMoveThere, match="somebody whom it concerns could read it there"):
        moving.move(book, case, "staff", WHY)


def test_a_case_whose_sealed_files_are_gone_or_others_stays(
    staff_book: Book, tmp_path: Path
) -> None:
    """Refused with the list; and a file that fails half-way leaves nothing where it was going."""
    book = staff_book
    case = worked(book, tmp_path)
    (sealed,) = (each for each in (book.folder.path / "vault").rglob("*") if each.is_file())
    kept = sealed.read_bytes()
    sealed.unlink()
    with pytest.raises(MoveLacksExhibits) as refused:
        moving.move(book, case, "staff", WHY)
    assert list(refused.value.details) == [{"exhibit": "APT/1"}]

    sealed.write_bytes(kept)
    general = book.compartment("general")
    with general.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP TRIGGER sealedfile_keeps"))
        connection.execute(text("UPDATE sealedfile SET sha256 = :none"), {"none": "0" * 64})
    with pytest.raises(MovedBytesDiffer):
        moving.move(book, case, "staff", WHY)
    assert [each for each in (book.folder.path / "vault").rglob("*") if each.is_file()] == [sealed]
    notes.write(book, case, "It may be worked on as before.")


def test_a_case_that_is_on_its_way_does_not_change(staff_book: Book) -> None:
    """[VF-83] Until whoever holds both opens the casebook, which gives it up or finishes it."""
    book = staff_book
    case = logged(book)
    general = book.compartment("general")
    row = general.find_case(case)
    with general.changing() as change:
        said = {"move": "0" * 32, "reference": case, "to": "staff", "files": {}}
        change.witness(moves.BEGUN, moves.MARK, row.id, **said)
    with pytest.raises(MoveUnfinished):
        notes.write(book, case, "Too soon.")
    folder = book.folder.path
    book.close()

    with sitting(folder, "dsl") as again:
        assert "R-45" in {each.code for each in again.noticed}
        notes.write(again, case, "Now it may be.")


def test_values_that_were_erased_without_an_entry_are_a_fault(staff_book: Book) -> None:
    """[VF-84] Whoever holds the key cannot take words out and say that a case was moved."""
    book = staff_book
    logged(book)
    general = book.compartment("general")
    with general.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP TRIGGER ledger_values_stays"))
        connection.execute(text("DELETE FROM ledger_values WHERE seq = 8"))
    with general.reading() as session:
        folded = Reader(general.log, book.identity.pins).read(session.connection())
    assert {"L-14"} == {each.code for each in folded.findings if each.severity == "fault"}


def test_a_case_comes_back_under_another_number(staff_book: Book, tmp_path: Path) -> None:
    """And a person of whom two cases speak stays where the other is."""
    book = staff_book
    case = worked(book, tmp_path)
    there = moving.move(book, case, "staff", WHY).case
    back = moving.move(book, there, "general", "It was a parent after all.").case

    assert back == "C-2026-0002"
    with book.compartment("general").reading() as session:
        assert [each.reference for each in session.exec(select(Exhibit)).all()] == ["APT/1"]
    folder = book.folder.path
    book.close()
    with sitting(folder, "dsl") as again:
        assert verify_folder(folder, again).verdict == "unchanged"
        assert bytes_of(again, "general") == PNG


def test_exhibits_that_were_sealed_anew_go_like_others(staff_book: Book, tmp_path: Path) -> None:
    """What they were sealed as before leaves no trace of words, and no alarm, where they were."""
    book = staff_book
    case = worked(book, tmp_path)
    for _ in range(2):
        rotation.renew(book, "general", lambda _: None)
        assert resealing.reseal(book, "general") == 1
    moving.move(book, case, "staff", WHY)

    folder = book.folder.path
    book.close()
    with sitting(folder, "dsl") as again:
        assert verify_folder(folder, again).verdict == "unchanged"
        assert bytes_of(again, "staff") == PNG
        with again.compartment("general").reading() as session:
            assert session.exec(select(SealedFile)).all() == []
