"""Exhibits sealed anew: who lost the compartment opens none of them with the keys they copied."""

import io
from pathlib import Path

import pytest
from sqlmodel import select

from casebook import clock
from casebook.errors.integrity import SealedFileDamaged
from casebook.errors.machine import FileMissing
from casebook.records.exhibit import Exhibit
from casebook.records.sealed import SealedFile
from casebook.store import membership, resealing
from casebook.store.book import Book, open_book
from casebook.store.change import Change
from casebook.store.files import SealedFiles
from casebook.store.verify import verify_folder
from casebook.vault import layout
from tests.school import WORDS
from tests.store.conftest import opened_case

BYTES = b"an invented picture" * 50


def lodged(book: Book, number: int) -> list[SealedFile]:
    """Exhibits in a new case."""
    general = book.compartment("general")
    case, rows = opened_case(general, "Invented"), []
    for _ in range(number):
        row = general.lodge_file(io.BytesIO(BYTES))
        with general.changing() as change:
            change.add("sealed", row)
            change.add("lodged", _exhibit(change, case.id, row))
        rows.append(row)
    return rows


def _exhibit(change: Change, case_id: str, row: SealedFile) -> Exhibit:
    """An exhibit of one sealed file."""
    taken = len(change.session.exec(select(Exhibit)).all())
    said = {"reference": f"AP/{taken + 1}", "gate_answer": "no", "lodged_by": "head"}
    facts = {"size": row.size, "sha256": row.sha256, "lodged_at": clock.now()}
    return Exhibit.of(case_id=case_id, sealed_id=row.id, **said, **facts)


def standing(folder: Path) -> set[str]:
    """The names of the sealed files that are there."""
    return {each.name for each in (folder / "vault").rglob("*") if each.is_file()}


def test_the_keys_that_were_copied_open_no_exhibit_any_more(made: Path) -> None:
    """[VF-87] And everything is as it was for those who hold it; another time does nothing."""
    with open_book(made, "head", WORDS["head"]) as book:
        copied = lodged(book, 2)
        membership.revoke(book, "dsl", "general")
        assert resealing.reseal(book, "general") == 2
        assert resealing.reseal(book, "general") == 0
    files = SealedFiles(layout.at(made))
    for row in copied:
        with pytest.raises((FileMissing, SealedFileDamaged)):
            files.open(row)
    assert not standing(made) & {each.id for each in copied}

    with open_book(made, "head", WORDS["head"]) as book:
        found = verify_folder(made, book)
        assert (found.verdict, found.exhibits) == ("unchanged", 2)
        with book.compartment("general").reading() as session:
            now = session.exec(select(Exhibit)).all()
        for each in now:
            with book.compartment("general").open_file(str(each.sealed_id)) as opened:
                assert opened.read() == BYTES


def test_who_was_stopped_goes_on_from_there(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[VF-87] Between two files, and between an entry and the removal of what it replaced."""
    with open_book(made, "head", WORDS["head"]) as book:
        copied = lodged(book, 3)
        membership.revoke(book, "dsl", "general")
        whole, calls = SealedFiles.forget, []

        def stopped(self: SealedFiles, object_id: str) -> None:
            calls.append(object_id)
            if len(calls) == 2:
                raise KeyboardInterrupt
            whole(self, object_id)

        monkeypatch.setattr(SealedFiles, "forget", stopped)
        with pytest.raises(KeyboardInterrupt):
            resealing.reseal(book, "general")
        monkeypatch.setattr(SealedFiles, "forget", whole)
    with open_book(made, "head", WORDS["head"]) as book:
        assert len(standing(made) & {each.id for each in copied}) == 2
        assert resealing.reseal(book, "general") == 1
    with open_book(made, "head", WORDS["head"]) as book:
        assert not standing(made) & {each.id for each in copied}
        assert verify_folder(made, book).verdict == "unchanged"


def test_an_entry_that_only_says_so_hides_no_loss(made: Path) -> None:
    """[VF-87] A holder cannot call a lost exhibit sealed anew."""
    with open_book(made, "head", WORDS["head"]) as book:
        (row,) = lodged(book, 1)
        with book.compartment("general").changing() as change:
            change.witness(resealing.RESEALED, "sealed-file", row.id, by="0" * 32)
        found = verify_folder(made, book).findings
    assert [each.code for each in found if each.severity == "fault"] == ["X-03", "X-03"]
