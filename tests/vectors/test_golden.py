"""A casebook of every format that was ever written opens, verifies and reads, for ever."""

import ast
import hashlib
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from casebook.casework import cases
from casebook.store import sheets
from casebook.store.book import open_book
from casebook.store.verify import verify_folder
from casebook.vault import layout
from tests.vault import second_reader
from tests.vault.second_reader import SecondReader
from tests.vectors import golden, pages, second_ledger
from tests.vectors.second_ledger import code_bytes, exhibits, verified

HELD = {"dsl": ("general",), "head": ("general", "staff"), "chair": ("governance",)} | {
    "deputy": ("general",),
    "recovery-school": ("general", "staff"),
    "recovery-governance": ("general", "staff", "governance"),
}
"""Who opens what in the golden casebooks."""


@pytest.fixture(scope="module", params=golden.NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each casebook that there is."""
    return str(request.param)


@pytest.fixture(scope="module")
def kept(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The casebook of a format, unpacked; to be read only."""
    return golden.unpack(name, tmp_path_factory.mktemp("golden") / "Harbour Test.casebook")


@pytest.fixture(scope="module")
def told(name: str) -> dict[str, Any]:
    """What was written down about it."""
    return golden.about(name)


def reader_of(kept: Path, told: dict[str, Any], user: str) -> SecondReader:
    """The second reader, for one of the people or sheets."""
    if user.startswith("recovery-"):
        return SecondReader(kept, user, code_bytes(told["recovery"][user.partition("-")[2]]))
    return SecondReader(kept, user, told["passphrases"][user])


def test_the_present_format_and_schema_have_their_casebook() -> None:
    assert golden.PRESENT in golden.NAMES


def test_its_bytes_are_those_that_were_written(kept: Path) -> None:
    """The list was made when the casebook was; each file comes out of its packing as it was."""
    listed = json.loads((kept / "MANIFEST").read_text())["files"]

    assert [each["path"] for each in listed if each["path"].endswith(".db")]
    for each in listed:
        assert hashlib.sha256((kept / each["path"]).read_bytes()).hexdigest() == each["sha256"]
    assert verify_folder(kept).verdict == "complete"


@pytest.mark.parametrize("user", ["dsl", "head", "chair", "deputy"])
def test_it_opens_verifies_and_reads(kept: Path, told: dict[str, Any], user: str) -> None:
    with open_book(kept, user, told["passphrases"][user], write=False) as book:
        assert book.held == HELD[user]
        verdict = verify_folder(kept, book)
        assert verdict.verdict == "unchanged"
        assert [each for each in verdict.findings if each.severity == "fault"] == []
        for each in told["recorded"]:
            if each["compartment"] in book.held:
                shown = cases.shown(book, each["case"])
                assert f"Kept by {each['user']}." in {note.words for note in shown.notes}
                assert len(shown.exhibits) == (each["user"] == "dsl")


def test_it_can_be_worked_in(kept: Path, told: dict[str, Any], tmp_path: Path) -> None:
    """Opened to write, closed, and opened again."""
    copy = Path(shutil.copytree(kept, tmp_path / kept.name))
    words = told["passphrases"]["dsl"]
    with open_book(copy, "dsl", words) as book, book.compartment("general").changing() as change:
        change.witness("looked at", "settings", book.casebook_id)

    with open_book(copy, "dsl", words, write=False) as book:
        assert verify_folder(copy, book).verdict == "unchanged"


@pytest.mark.parametrize("kind", ["school", "governance"])
def test_its_recovery_sheets_open_it(
    kept: Path, told: dict[str, Any], kind: str, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(kept, tmp_path / kept.name))

    with sheets.open_by_sheet(layout.at(copy), told["recovery"][kind]) as book:
        assert book.held == HELD[f"recovery-{kind}"]


@pytest.mark.parametrize("user", HELD)
def test_a_second_reader_comes_to_the_same_ledgers(
    kept: Path, told: dict[str, Any], user: str
) -> None:
    """[VF-65] [VF-66] [VF-67] [VF-68] From the page alone: keys, pages, entries, exhibits."""
    reader = reader_of(kept, told, user)
    listed = json.loads((kept / "MANIFEST").read_text())["heads"]
    for cid in HELD[user]:
        ledger = verified(reader, cid)
        seen = {"generation": ledger.generation, "root": ledger.root, "size": ledger.size}
        assert seen == listed[cid]
        assert ledger.rows == ledger.tables
        for data in exhibits(reader, ledger).values():
            assert data == random.Random(1).randbytes(70_000)


def test_the_second_reader_has_nothing_of_the_program() -> None:
    for module in (second_reader, second_ledger, pages):
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        imported = {
            name
            for each in ast.walk(tree)
            if isinstance(each, ast.Import | ast.ImportFrom)
            for name in (getattr(each, "module", None), *(one.name for one in each.names))
        }
        assert not [each for each in imported if each and each.startswith(("casebook", "sqlc"))]


def test_a_second_reader_finds_no_grant_where_there_is_none(
    kept: Path, told: dict[str, Any]
) -> None:
    with pytest.raises(LookupError):
        verified(reader_of(kept, told, "dsl"), "staff")


@pytest.mark.parametrize("place", [0, 1, 4095, 4096, 20_000, -1])
def test_a_second_reader_refuses_a_page_that_changed(
    kept: Path, told: dict[str, Any], place: int
) -> None:
    """[VF-65] The salt, a first byte, a tag's last byte, pages after the first."""
    reader = reader_of(kept, told, "dsl")
    sealed = bytearray((kept / "compartments" / "general" / "g0002.db").read_bytes())
    key = bytes.fromhex(reader.database_key("general"))
    assert pages.opened(bytes(sealed), key)
    sealed[place] ^= 1

    with pytest.raises(ValueError, match="page"):
        pages.opened(bytes(sealed), key)
