"""A bundle that comes back is judged alike as a folder, an archive and a sealed file."""

import io
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import pyzipper

from casebook.bundles import checking, opening, writing
from casebook.bundles.checking import Verdict
from casebook.bundles.writing import Written
from casebook.errors.machine import FileMissing
from tests.bundles import matter, tampering


def inside(written: Written) -> bytes:
    """The inner archive of a sealed bundle."""
    with pyzipper.AESZipFile(written.path) as outer:
        outer.setpassword(str(written.words).encode())
        data: bytes = outer.read("bundle.zip")
    return data


def checked(path: Path, written: Written) -> Verdict:
    """The verdict with the right words for everything."""
    return checking.check(path, written.fingerprint, written.words)


def test_folder_archive_and_sealed_file_are_judged_alike(
    as_folder: Written, as_sealed: Written, tmp_path: Path
) -> None:
    archive = tmp_path / "bundle.zip"
    archive.write_bytes(inside(as_sealed))
    for path in (as_folder.path, as_sealed.path, archive):
        found = checked(path, as_sealed)

        assert (found.verdict, found.findings) == ("unchanged", ())
        assert found.says["bundle"] == "B-2026-7K3F9Q"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (None, "cannot tell"),
        ("", "cannot tell"),
        ("one two three four five six seven", "cannot tell"),
        ("right", "unchanged"),
        ("RIGHT", "unchanged"),
        ("  right \n", "unchanged"),
    ],
)
def test_the_seven_words_may_be_typed_as_people_type(
    words: str | None, verdict: str, as_sealed: Written
) -> None:
    seven = str(as_sealed.words)
    typed = words and words.replace("right", seven).replace("RIGHT", seven.upper())

    assert checking.check(as_sealed.path, as_sealed.fingerprint, typed).verdict == verdict


def test_nothing_is_unpacked_to_a_disk(
    as_sealed: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = sorted(as_sealed.path.parent.iterdir())
    checked(as_sealed.path, as_sealed)

    assert list(tmp_path.iterdir()) == []
    assert sorted(as_sealed.path.parent.iterdir()) == before


def test_an_archive_larger_than_what_is_kept_in_memory_is_read_forwards(tmp_path: Path) -> None:
    exhibits = [matter.exhibit(n, random.Random(n).randbytes(9 << 20)) for n in (1, 2, 10)]
    written = writing.write(matter.request(exhibits=exhibits), tmp_path, "zip")

    assert written.path.stat().st_size > opening.KEPT
    assert checked(written.path, written).verdict == "unchanged"


@pytest.mark.parametrize("name", ["none", "none/x"])
def test_what_is_not_there_is_said(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        checking.check(tmp_path / name, None)


@pytest.mark.parametrize("data", [b"", b"x", b"PK\3\4", b"PK\5\6" + bytes(18), bytes(5000)])
def test_a_file_that_is_no_bundle_is_no_bundle(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(data)

    assert checking.check(tmp_path / "x.zip", None, "words").verdict == "cannot tell"


def test_no_turned_bit_of_a_sealed_bundle_is_accepted(tmp_path: Path, long_run: bool) -> None:
    """Any one bit, at 3,000 places with `--long`: the words stop opening it, or it is changed."""
    written = writing.write(matter.request("lado"), tmp_path, "zip")
    whole = written.path.read_bytes()
    target = tmp_path / "turned.zip"
    chance = random.Random(28)
    ends = [*range(71), *range(len(whole) - 110, len(whole))]
    places = [chance.randrange(len(whole)) for _ in range(2820 if long_run else 120)] + ends
    silent = 0
    for place in places:
        turned = bytearray(whole)
        turned[place] ^= 1 << chance.randrange(8)
        target.write_bytes(turned)

        assert checked(target, written).verdict != "unchanged", place
        silent += reads_the_same(target, written)
    assert silent > 0  # the control: the archive's own checks do let some through


def reads_the_same(path: Path, written: Written) -> bool:
    """Whether an archive program would have read the file without a word."""
    try:
        with pyzipper.AESZipFile(path) as outer:
            outer.setpassword(str(written.words).encode())
            return bool(outer.read("bundle.zip"))
    except (*opening.BROKEN, OSError):
        return False


@pytest.mark.parametrize("cut", [1, 10, 22, 67, 90, 5000])
def test_a_sealed_bundle_cut_short_or_made_longer_is_not_accepted(
    cut: int, as_sealed: Written, tmp_path: Path
) -> None:
    whole, target = as_sealed.path.read_bytes(), tmp_path / "x.zip"
    for data in (whole[:-cut], whole + whole[:cut], bytes(cut) + whole):
        target.write_bytes(data)

        assert checked(target, as_sealed).verdict != "unchanged"


def test_a_sealed_bundle_with_a_second_member_is_not_accepted(
    as_sealed: Written, tmp_path: Path
) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(as_sealed.path.read_bytes())
    with zipfile.ZipFile(target, "a") as outer:
        outer.writestr("READ THIS FIRST.txt", "Ring 01632 960000.")

    assert checked(target, as_sealed).verdict != "unchanged"


def test_another_bundle_sealed_with_the_same_words_is_not_taken_for_it(
    as_sealed: Written, tmp_path: Path
) -> None:
    target = tmp_path / "x.zip"
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as outer:
        outer.setpassword(str(as_sealed.words).encode())
        outer.writestr("bundle.zip", b"PK\5\6" + bytes(18))

    assert checked(target, as_sealed).verdict != "unchanged"


Change = Callable[[zipfile.ZipFile, dict[str, bytes]], None]


def _kept(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        archive.writestr(name, data)


def _with(name: str, data: bytes = b"x", mode: int = 0o100644) -> Change:
    def change(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
        _kept(archive, files)
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)

    return change


def _doubled(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _kept(archive, files)
    name = next(iter(files))
    archive.writestr(name, files[name])


def _compressed(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        archive.writestr(name, data, zipfile.ZIP_DEFLATED)


def _bomb(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    _kept(archive, files)
    archive.writestr("B-2026-7K3F9Q/data/zeros", bytes(200 << 20), zipfile.ZIP_DEFLATED)


def _with_folders(archive: zipfile.ZipFile, files: dict[str, bytes]) -> None:
    archive.writestr("B-2026-7K3F9Q/", b"")
    archive.writestr("B-2026-7K3F9Q/data/", b"")
    _kept(archive, files)


ROOT = "B-2026-7K3F9Q/"
ARCHIVES: list[tuple[str, Change, str]] = [
    ("as it was", _kept, "unchanged"),
    ("packed again by another program", _compressed, "unchanged"),
    ("packed again with its folders", _with_folders, "unchanged"),
    ("a member that climbs out", _with("../../etc/x"), "changed"),
    ("a member that climbs out from inside", _with(ROOT + "../../x"), "changed"),
    ("an absolute member", _with("/etc/x"), "changed"),
    ("a drive", _with("C:\\x"), "changed"),
    ("a second folder", _with("other/x"), "changed"),
    ("a link", _with(ROOT + "data/link", b"/etc/passwd", 0o120777), "changed"),
    ("a member twice", _doubled, "changed"),
    ("an extra member", _with(ROOT + "data/x"), "changed"),
    ("a bomb", _bomb, "cannot tell"),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "verdict"), [each[1:] for each in ARCHIVES], ids=[a[0] for a in ARCHIVES]
)
def test_an_archive_made_to_mislead_is_not_accepted(
    change: Change, verdict: str, as_sealed: Written, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(inside(as_sealed))) as good:
        files = {name: good.read(name) for name in good.namelist()}
    target = tmp_path / "in" / "bundle.zip"
    target.parent.mkdir()
    with zipfile.ZipFile(target, "w") as archive:
        change(archive, files)

    assert checked(target, as_sealed).verdict == verdict
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bundle.zip", "in"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("name", ["data/chronology.csv", "statement.dsse.json"])
def test_a_file_that_does_not_fit_its_archives_own_check_value_was_changed(
    method: int, name: str, as_sealed: Written, tmp_path: Path
) -> None:
    """One byte is turned within the archive, and nothing but that."""
    with zipfile.ZipFile(io.BytesIO(inside(as_sealed))) as good:
        files = {each: good.read(each) for each in good.namelist()}
    target = tmp_path / "bundle.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for each, data in files.items():
            archive.writestr(each, data, method)
        entry = archive.getinfo(ROOT + name)
    whole = bytearray(target.read_bytes())
    begins = entry.header_offset + 30 + len(entry.filename.encode())
    whole[begins + entry.compress_size // 2] ^= 0x55
    target.write_bytes(whole)

    found = checked(target, as_sealed)
    assert found.verdict == "changed"
    assert name in {each.object for each in found.findings}


def test_an_index_that_claims_a_gigabyte_is_not_read_into_memory(tmp_path: Path) -> None:
    """The file is a hole with an archive's ending, so it costs whoever sends it nothing."""
    target, claimed = tmp_path / "x.zip", 1 << 30
    ending = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, claimed, 0, 0)
    with target.open("wb") as file:
        file.truncate(claimed)
        file.seek(claimed)
        file.write(ending)
    tracemalloc.start()
    found = checking.check(target, None, "words")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found.verdict == "cannot tell"
    assert peak < opening.MOST_INDEX


def test_archives_turned_at_random_never_crash_the_check(
    as_sealed: Written, tmp_path: Path, long_run: bool
) -> None:
    """Bits are turned in the inner archive, which has no check value around it."""
    whole = inside(as_sealed)
    good = checked(_put(tmp_path, whole), as_sealed)
    chance = random.Random(31)
    index = whole.rfind(b"PK\1\2", 0, len(whole) - 800)
    for number in range(2000 if long_run else 150):
        turned = bytearray(whole)
        place = chance.randrange(index, len(whole)) if number % 2 else chance.randrange(len(whole))
        turned[place] ^= 1 << chance.randrange(8)
        found = checked(_put(tmp_path, bytes(turned)), as_sealed)

        if found.verdict == "unchanged":
            assert found.says == good.says


def _put(folder: Path, data: bytes) -> Path:
    (folder / "x.zip").write_bytes(data)
    return folder / "x.zip"


def test_an_entry_that_lies_about_its_content_is_not_accepted(
    as_sealed: Written, tmp_path: Path
) -> None:
    """The content is exchanged and its CRC made right, as a careful forger would."""
    whole = bytearray(inside(as_sealed))
    place = whole.index(b"\x89PNG one")
    whole[place : place + 8] = b"\x89PNG onE"
    old, new = zlib.crc32(b"\x89PNG one"), zlib.crc32(b"\x89PNG onE")
    forged = bytes(whole).replace(struct.pack("<L", old), struct.pack("<L", new))

    found = checked(_put(tmp_path, forged), as_sealed)
    assert found.verdict == "changed"
    assert found.findings[0].object == "data/exhibits/AP-1.png"


def test_findings_are_fit_to_be_shown(copied: Callable[[], Path], as_folder: Written) -> None:
    folder = copied()
    tampering.added("data/\x1b[2J\u202e")(folder)
    found = checking.check(folder, as_folder.fingerprint)

    assert found.findings
    for each in found.findings:
        assert each.object.isascii()
        assert each.object.isprintable()
        assert each.severity == "fault"
