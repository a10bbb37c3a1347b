"""A folder is a casebook when its header says so, and one that is not is named for what it is."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from casebook.errors import CasebookError
from casebook.errors.given import FolderInUse
from casebook.errors.integrity import HeadDamaged, HeaderDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.opening import (
    FilesFromTwoCasebooks,
    FormatTooNew,
    NotACasebook,
    SuiteUnknown,
)
from casebook.vault import layout, strictjson, wrapping
from casebook.vault.people import new_identity
from tests.vault.conftest import Made


def header(path: Path, **changes: object) -> None:
    """Rewrite both copies with other members and a right checksum."""
    for each in (path / "CASEBOOK", path / "CASEBOOK.bak"):
        value = json.loads(each.read_text()) | changes
        value.pop("sha256")
        value["sha256"] = hashlib.sha256(strictjson.canonical(value)).hexdigest()
        each.write_bytes(strictjson.written(value))


def test_every_casebook_has_the_same_three_compartments(made: Made) -> None:
    """[VF-01] From the first day, whoever holds them."""
    assert layout.COMPARTMENTS == ("general", "staff", "governance")
    for cid in layout.COMPARTMENTS:
        names = sorted(each.name for each in made.folder.compartment(cid).iterdir())
        assert names == ["HEAD", "drops", "g0001.db", "g0001.grants"]


def test_a_casebook_is_one_only_when_it_is_finished(tmp_path: Path) -> None:
    """[VF-03] The header is the last thing that is written."""
    folder = layout.create(tmp_path / "new")
    with pytest.raises(NotACasebook):
        layout.at(tmp_path / "new")

    layout.complete(folder)

    assert layout.at(tmp_path / "new").casebook_id == folder.casebook_id


def test_identifiers_are_random_and_paths_are_made_of_nothing_else(made: Made) -> None:
    """[VF-02] A path cannot be led out of the folder by a name."""
    folder = made.folder
    uid = made.people["dsl"].uid

    assert re.fullmatch("[0-9a-f]{32}", folder.casebook_id)
    assert layout.create(folder.path.parent / "other").casebook_id != folder.casebook_id
    assert folder.sealed_path(uid) == folder.path / "vault" / uid[:2] / uid
    for bad in ("../../etc/passwd", uid.upper(), uid + "\n", "", "0" * 31):
        with pytest.raises(ValueError, match="identifier"):
            folder.slot_path(bad)
        with pytest.raises(ValueError, match="identifier"):
            folder.sealed_path(bad)
    with pytest.raises(ValueError, match="compartment"):
        folder.compartment("../users")


@pytest.mark.parametrize("holds", ["file", "folder", "is a file", "is a link"])
def test_a_new_casebook_needs_a_folder_of_its_own(tmp_path: Path, holds: str) -> None:
    path = tmp_path / "new"
    if holds == "file":
        path.mkdir()
        (path / "something").write_bytes(b"")
    elif holds == "folder":
        (path / "something").mkdir(parents=True)
    elif holds == "is a file":
        path.write_bytes(b"")
    else:
        path.symlink_to(tmp_path / "nowhere")

    with pytest.raises(FolderInUse):
        layout.create(path)


def test_a_parent_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        layout.create(tmp_path / "not" / "there")


@pytest.mark.parametrize(
    "what", ["nothing", "an empty folder", "a file", "a folder of photographs"]
)
def test_what_is_no_casebook_is_called_that(tmp_path: Path, what: str) -> None:
    path = tmp_path / "chosen"
    if what == "a file":
        path.write_bytes(b"CASEBOOK")
    elif what != "nothing":
        path.mkdir()
    if what == "a folder of photographs":
        (path / "IMG_0001.JPG").write_bytes(b"")

    with pytest.raises(NotACasebook):
        layout.at(path)


@pytest.mark.parametrize("name", ["CASEBOOK", "CASEBOOK.bak"])
@pytest.mark.parametrize("harm", ["flipped", "missing", "empty", "link", "huge", "foreign format"])
def test_one_whole_copy_of_the_header_is_enough(made: Made, name: str, harm: str) -> None:
    """[VF-13] And it is said which copy could not be used."""
    path = made.folder.path / name
    data = bytearray(path.read_bytes())
    path.unlink()
    if harm == "flipped":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "link":
        path.symlink_to(made.folder.path / "elsewhere")
    elif harm == "huge":
        path.write_bytes(bytes(5000))
    elif harm == "foreign format":
        path.write_bytes(bytes(data).replace(b'"format": 1', b'"format": "1"'))

    folder = layout.at(made.folder.path)

    assert folder.casebook_id == made.folder.casebook_id
    assert [(each.code, each.object, each.severity) for each in folder.findings] == [
        ("V-20", name, "note")
    ]


def test_with_both_copies_damaged_nothing_opens(made: Made) -> None:
    """[VF-13] And the error says what to fetch from a backup."""
    for name in ("CASEBOOK", "CASEBOOK.bak"):
        (made.folder.path / name).write_bytes(b"\0" * 200)

    with pytest.raises(HeaderDamaged) as raised:
        layout.at(made.folder.path)

    assert "backup" in raised.value.next_step


def test_every_bit_of_the_header_counts(made: Made, *, long_run: bool) -> None:
    """[VF-10] Both copies flipped alike: no flip reads as another casebook."""
    whole = (made.folder.path / "CASEBOOK").read_bytes()
    for bit in range(0, len(whole) * 8, 1 if long_run else 7):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        for name in ("CASEBOOK", "CASEBOOK.bak"):
            (made.folder.path / name).write_bytes(data)
        with pytest.raises((HeaderDamaged, FormatTooNew, SuiteUnknown)):
            layout.at(made.folder.path)


def test_a_newer_format_is_refused_by_its_number(made: Made) -> None:
    """[VF-12] It is never guessed at, and never called damage."""
    header(made.folder.path, format=2, layout="something new")

    with pytest.raises(FormatTooNew) as raised:
        layout.at(made.folder.path)

    assert raised.value.named == {"format": "2", "known": "1"}


def test_another_suite_is_refused_by_its_number(made: Made) -> None:
    """[VF-12] A byte names the whole suite; there is nothing to negotiate."""
    header(made.folder.path, suite=255)

    with pytest.raises(SuiteUnknown) as raised:
        layout.at(made.folder.path)

    assert raised.value.named == {"suite": "255"}


@pytest.mark.parametrize("name", ["CASEBOOK", "CASEBOOK.bak"])
@pytest.mark.parametrize("field", [b'"format": 1', b'"suite": 1'])
def test_one_flipped_bit_does_not_make_a_casebook_newer(
    made: Made, name: str, field: bytes
) -> None:
    """[VF-12] A 1 becomes a 5 by one bit; the other copy is whole, and says which it is."""
    path = made.folder.path / name
    path.write_bytes(path.read_bytes().replace(field, field[:-1] + b"5"))

    folder = layout.at(made.folder.path)

    assert [(each.code, each.object) for each in folder.findings] == [("V-20", name)]


def test_headers_of_two_casebooks_are_told_as_that(made: Made, tmp_path: Path) -> None:
    """[VF-14] Someone copied one folder over another."""
    other = layout.create(tmp_path / "other")
    layout.complete(other)
    (made.folder.path / "CASEBOOK.bak").write_bytes((other.path / "CASEBOOK").read_bytes())

    with pytest.raises(FilesFromTwoCasebooks):
        layout.at(made.folder.path)


@pytest.mark.parametrize(
    "name", ["Ärger 😀", "\u202ekobesac", "x" * 200, "a space at the end ", "dot."]
)
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = layout.create(tmp_path / name)
    layout.complete(folder)

    assert layout.at(tmp_path / name).casebook_id == folder.casebook_id


def test_head_says_the_generation_and_where_drops_are_sealed_to(made: Made) -> None:
    head = made.folder.head("staff")

    assert (head.generation, head.compartment) == (1, "staff")
    assert len(head.drop_public) == wrapping.PUBLIC_SIZE
    assert head.signer_uid == made.people["head"].uid
    made.people["dsl"].require_known(head.signer_uid, head.signer_sign, "HEAD")
    assert made.folder.database("staff").name == "g0001.db"
    assert made.folder.grants("staff", 12).name == "g0012.grants"


def test_a_generation_is_current_only_when_it_is_whole(made: Made) -> None:
    """[VF-43] Without its database and its grants HEAD is not moved."""
    dsl, (_, drop) = made.people["dsl"], wrapping.new_pair()
    folder = made.folder
    for path in (folder.database("general", 2), folder.grants("general", 2)):
        with pytest.raises(FileMissing):
            folder.write_head("general", 2, drop, dsl)
        assert folder.head("general").generation == 1
        path.write_bytes(b"")

    folder.write_head("general", 2, drop, dsl)

    assert folder.database("general") == folder.database("general", 2)
    assert folder.database("general", 1).exists()


def test_every_flipped_bit_of_head_is_damage(made: Made, *, long_run: bool) -> None:
    """[VF-44] The signature covers all of it."""
    path = made.folder.compartment("general") / "HEAD"
    whole = path.read_bytes()
    for bit in range(0, len(whole) * 8, 1 if long_run else 37):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        with pytest.raises(HeadDamaged):
            made.folder.head("general")


def test_the_head_of_another_compartment_is_refused(made: Made) -> None:
    """[VF-44] It is signed, and not for here."""
    staff, general = (made.folder.compartment(each) / "HEAD" for each in ("staff", "general"))
    general.write_bytes(staff.read_bytes())

    with pytest.raises(HeadDamaged):
        made.folder.head("general")


def test_the_head_of_another_casebook_is_told_as_that(made: Made, tmp_path: Path) -> None:
    """[VF-14] As any file of two casebooks."""
    other = layout.create(tmp_path / "other")
    other.write_head("general", 1, wrapping.new_pair()[1], made.people["dsl"])
    data = (other.compartment("general") / "HEAD").read_bytes()
    (made.folder.compartment("general") / "HEAD").write_bytes(data)

    with pytest.raises(FilesFromTwoCasebooks):
        made.folder.head("general")


def test_a_head_by_a_stranger_can_be_read_and_not_relied_on(made: Made) -> None:
    """[VF-44] Whoever swaps the key for drops must sign, and nobody knows them."""
    thief = new_identity("thief", "staff")
    made.folder.write_head("governance", 1, wrapping.new_pair()[1], thief)
    head = made.folder.head("governance")

    with pytest.raises(CasebookError) as raised:
        made.people["dsl"].require_known(head.signer_uid, head.signer_sign, "HEAD")

    assert raised.value.code == "V-24"
