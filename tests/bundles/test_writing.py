"""A bundle is written whole, in a form that others' tools know, or it is not written at all."""

import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

import bagit
import jsonschema
import pytest
import pyzipper

from casebook.bundles import checking, verifier, writing
from casebook.bundles.request import BundleRequest
from casebook.bundles.writing import Written
from casebook.datafiles import data_folder
from casebook.errors import CasebookError
from casebook.errors.given import BundleTargetUnusable, RequestInvalid, TargetExists
from casebook.errors.integrity import ExhibitAltered, SignatureWrong
from casebook.errors.machine import FileMissing, FileTooLarge
from casebook.vault import signatures
from tests.bundles import matter, tampering

Seal = Literal["zip", "none"]
SEALS: list[Seal] = ["zip", "none"]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_other_peoples_tools_find_it_good(as_folder: Written) -> None:
    """BagIt by the library of those who made it, the lists by sha256sum."""
    bagit.Bag(str(as_folder.path)).validate()
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    lists = [verifier.LIST, verifier.TAG_LIST]
    subprocess.run(["sha256sum", "--strict", "-c", *lists], cwd=as_folder.path, check=True)


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A command as READ-ME-FIRST.txt writes it, over two lines, run in the bundle's folder."""
    line = " ".join(command.split())
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, check=False)  # noqa: S602 - the text under test is a shell's


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_the_by_hand_route_works_as_it_is_written(
    as_folder: Written, copied: Callable[[], Path]
) -> None:
    """The commands are taken from READ-ME-FIRST.txt itself."""
    text = (as_folder.path / "READ-ME-FIRST.txt").read_bytes().decode("utf-8").replace("\r", "")
    (verify,) = re.findall(r"openssl pkeyutl .*\n +.*", text)
    (key,) = re.findall(r"openssl pkey .*\n +.*", text)

    assert typed(verify, as_folder.path).returncode == 0
    digits = typed(key, as_folder.path).stdout.decode()[:24]
    assert verifier.spoken(bytes.fromhex(digits)) == as_folder.fingerprint

    changed = copied()
    tampering.edited("signature/signed-bytes.bin", tampering.flipped)(changed)
    assert typed(verify, changed).returncode != 0


def test_the_six_words_are_nowhere_in_the_bundle(as_folder: Written, as_sealed: Written) -> None:
    """Whoever could change the bundle could change them: they are spoken."""
    words = as_folder.fingerprint.split()
    for name, data in files_of(as_folder.path).items():
        assert not any(word.encode() in data for word in words), name
    assert not any(word in as_sealed.covering_note for word in words)


SPOKEN = re.compile(r"\b(?:[b-dghj-npr-twz][aiou][b-dghj-npr-twz][aiou][b-dghj-npr-twz]\s+){3}")
"""Words of the kind that a key is read out in."""


def test_nothing_in_the_bundle_could_be_taken_for_the_six_words(as_folder: Written) -> None:
    """The root of the log once stood there in such words, and a tired reader typed them."""
    assert SPOKEN.search(f"{as_folder.fingerprint} ")
    for name, data in files_of(as_folder.path).items():
        text = data.decode("utf-8", "replace")
        if name.endswith(".pdf") and shutil.which("pdftotext") is not None:
            ran = subprocess.run(
                ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
            )
            text = ran.stdout.decode("utf-8")
        assert not SPOKEN.search(text), name
    payload = json.dumps(tampering.payload_of(as_folder.path))
    assert not SPOKEN.search(payload)


@pytest.mark.parametrize("seal", SEALS)
def test_the_covering_note_lies_beside_the_bundle_and_tells_nothing(
    seal: Seal, tmp_path: Path
) -> None:
    """It goes by ordinary e-mail: reference, bundle, school and date, and no word of the case."""
    request = matter.request()
    written = writing.write(request, tmp_path, seal)
    note = written.note.read_bytes().decode("utf-8")

    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        [written.path.name, f"{written.bundle_id}.covering-note.txt"]
    )
    assert note.replace("\r\n", "\n") == written.covering_note
    for told in (request.case, request.bundle_id, request.school):
        assert told in note
    secret = [written.words, *str(written.words).split()] if written.words else []
    of_the_case = [
        word
        for rows in request.matter.values()
        for row in rows
        for field, value in row.items()
        if field in {"name", "title", "summary", "words", "site_platform", "site_handle"}
        for word in re.findall(r"[^\W\d_]{4,}", str(value))
    ]
    ours = set(
        re.findall(
            r"\w+",
            (
                data_folder("exports")
                / "templates"
                / ("covering-note-sealed.txt" if seal == "zip" else "covering-note.txt")
            )
            .read_text(encoding="utf-8")
            .lower(),
        )
    )
    said = set(re.findall(r"\w+", note.lower())) - ours
    for each in (request.recipient, request.purpose, request.basis, request.released_by.name):
        assert each not in note
    assert not said & {word.lower() for word in of_the_case}
    assert not [each for each in secret if each and each.lower() in said]
    assert not SPOKEN.search(note)


def test_the_note_of_a_sealed_bundle_says_what_opens_it(as_sealed: Written) -> None:
    note = as_sealed.covering_note

    for told in ("7-Zip", "Windows", "seven words", "six words", "on a number that you already"):
        assert told in note


@pytest.mark.parametrize("seal", SEALS)
def test_a_note_that_is_there_already_is_not_replaced(seal: Seal, tmp_path: Path) -> None:
    mine = tmp_path / "B-2026-7K3F9Q.covering-note.txt"
    mine.write_text("mine")

    with pytest.raises(TargetExists):
        writing.write(matter.request(), tmp_path, seal)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {mine.name: "mine"}


def test_statement_and_case_are_what_their_schemas_say(as_folder: Written, tmp_path: Path) -> None:
    folder = data_folder("schema") / "json"
    statement = json.loads((folder / "bundle-statement.schema.json").read_text(encoding="utf-8"))
    case = json.loads((folder / "case.schema.json").read_text(encoding="utf-8"))
    lado = writing.write(matter.request("lado"), tmp_path, "none")

    for path in (as_folder.path, lado.path):
        jsonschema.Draft202012Validator(statement).validate(tampering.payload_of(path))
        told = json.loads((path / "data/case.json").read_bytes())
        jsonschema.Draft202012Validator(case).validate(told)
        told["added"] = 1
        assert list(jsonschema.Draft202012Validator(case).iter_errors(told))


def test_what_was_signed_is_given_back_to_be_kept(as_folder: Written) -> None:
    assert as_folder.statement == (as_folder.path / verifier.STATEMENT).read_bytes()
    assert as_folder.files == len(files_of(as_folder.path))
    assert as_folder.root == matter.log().root


def test_an_entry_about_a_record_that_stays_stays_too(as_folder: Written) -> None:
    """Its header would tell that there is such a record, and when somebody wrote it."""
    entries = tampering.payload_of(as_folder.path)["log"]["entries"]

    assert [each["header"]["seq"] for each in entries] == [3, 7, 23]


def test_exhibits_are_byte_for_byte_what_was_received(as_folder: Written) -> None:
    for each, name in zip(matter.request().exhibits, ("AP-1.png", "AP-2.png"), strict=True):
        assert (as_folder.path / "data/exhibits" / name).read_bytes() == each.open().read()


def test_the_same_request_gives_the_same_bytes(as_folder: Written, tmp_path: Path) -> None:
    again = writing.write(matter.request(), tmp_path, "none")

    assert files_of(again.path) == files_of(as_folder.path)


def test_the_inside_of_a_sealed_bundle_is_the_same_each_time(tmp_path: Path) -> None:
    insides = []
    for name in ("one", "two"):
        written = writing.write(matter.request(), tmp_path / name, "zip")
        with pyzipper.AESZipFile(written.path) as outer:
            outer.setpassword(str(written.words).encode())
            insides.append(outer.read("bundle.zip"))

    assert insides[0] == insides[1]
    with zipfile.ZipFile(io.BytesIO(insides[0])) as inner:
        assert inner.testzip() is None
        assert {name.split("/")[0] for name in inner.namelist()} == {"B-2026-7K3F9Q"}


def test_the_name_of_a_sealed_bundle_and_its_outside_tell_nothing(as_sealed: Written) -> None:
    data = as_sealed.path.read_bytes()

    assert as_sealed.path.name == "B-2026-7K3F9Q.zip"
    for told in (b"C-2026", b"Harbour", b"Winkle", b"AP-1", b"report", b"2026", b"B-20"):
        assert told not in data
    with zipfile.ZipFile(as_sealed.path) as outer:
        (entry,) = outer.infolist()
        assert (entry.filename, entry.date_time) == ("bundle.zip", (1980, 1, 1, 0, 0, 0))


def test_the_words_of_the_seal_are_drawn_and_are_in_no_printed_form(as_sealed: Written) -> None:
    assert as_sealed.words is not None
    assert len(as_sealed.words.split()) == 7
    assert as_sealed.words not in repr(as_sealed)


@pytest.mark.skipif(shutil.which("7z") is None, reason="7z is not installed")
def test_seven_zip_opens_it_and_what_comes_out_is_good(as_sealed: Written, tmp_path: Path) -> None:
    """As a recipient does: the sealed file with the words, the inner one without, then check."""
    listed = subprocess.run(
        ["7z", "l", "-slt", str(as_sealed.path)], capture_output=True, text=True, check=True
    )
    assert re.findall(r"^Path = (.*)$", listed.stdout, re.MULTILINE)[1:] == ["bundle.zip"]
    assert "AES-256" in listed.stdout
    for archive, words in (
        (as_sealed.path, [f"-p{as_sealed.words}"]),
        (tmp_path / "bundle.zip", []),
    ):
        subprocess.run(
            ["7z", "x", "-y", f"-o{tmp_path}", *words, str(archive)],
            check=True,
            capture_output=True,
        )

    found = checking.check(tmp_path / "B-2026-7K3F9Q", as_sealed.fingerprint)
    assert found.verdict == "unchanged"
    wrong = subprocess.run(
        ["7z", "x", "-y", f"-o{tmp_path / 'w'}", "-pwrong", str(as_sealed.path)],
        check=False, capture_output=True,
    )  # fmt: skip
    assert wrong.returncode == 2


@pytest.mark.parametrize("seal", SEALS)
def test_an_exhibit_that_is_not_what_was_lodged_lets_nothing_leave(
    seal: Seal, tmp_path: Path
) -> None:
    for other in (b"other bytes", b"\x89PNG onE", b"\x89PNG one longer", b""):
        altered = replace(matter.exhibit(1, b"\x89PNG one"), open=partial(io.BytesIO, other))
        with pytest.raises(ExhibitAltered) as refused:
            writing.write(matter.request(exhibits=[altered]), tmp_path / "to", seal)

        assert refused.value.named == {"exhibit": "AP/1"}
        assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("seal", SEALS)
def test_nothing_is_ever_replaced(seal: Seal, tmp_path: Path) -> None:
    first = writing.write(matter.request(), tmp_path, seal)
    before = first.path.stat().st_mtime_ns
    with pytest.raises(TargetExists):
        writing.write(matter.request(), tmp_path, seal)

    assert first.path.stat().st_mtime_ns == before
    assert {each.name for each in tmp_path.iterdir()} == {first.path.name, first.note.name}


@pytest.mark.parametrize("seal", SEALS)
@pytest.mark.parametrize("way", ["", "drops", "a/b"])
def test_a_casebook_is_no_place_for_a_bundle(seal: Seal, way: str, tmp_path: Path) -> None:
    (tmp_path / way).mkdir(parents=True, exist_ok=True)
    (tmp_path / "CASEBOOK").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BundleTargetUnusable):
        writing.write(matter.request(), tmp_path / way, seal)
    (tmp_path.parent / "link").symlink_to(tmp_path / way)
    with pytest.raises(BundleTargetUnusable):
        writing.write(matter.request(), tmp_path.parent / "link", seal)
    (tmp_path.parent / "link").unlink()

    assert sorted(tmp_path.rglob("*")) == before


def test_a_target_that_is_a_file_or_has_no_parent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises((BundleTargetUnusable, FileMissing)):
        writing.write(matter.request(), tmp_path / "file", "none")
    with pytest.raises(FileMissing):
        writing.write(matter.request(), tmp_path / "no" / "where", "none")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]


class _Failing(io.RawIOBase):
    """An exhibit whose reading fails after so many bytes, as a failing stick does."""

    def __init__(self, good: int, number: int) -> None:
        self._left = good
        self._number = number

    def readable(self) -> bool:
        """It can be read, for a while."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Zeros, then the fault."""
        if self._left <= 0:
            raise OSError(self._number, "fault")
        taken = min(len(buffer), self._left)
        buffer[:taken] = bytes(taken)
        self._left -= taken
        return taken


@pytest.mark.parametrize("seal", SEALS)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_fault_while_writing_leaves_nothing_behind(
    seal: Seal, number: int, tmp_path: Path
) -> None:
    def failing() -> BinaryIO:
        return io.BufferedReader(_Failing(3 << 20, number))

    broken = replace(matter.exhibit(2, bytes(8 << 20)), open=failing)
    with pytest.raises(CasebookError) as failed:
        writing.write(matter.request(exhibits=[matter.exhibit(1, b"x"), broken]), tmp_path, seal)

    assert failed.value.exit_status == 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seal", SEALS)
def test_a_person_can_stop_it_at_any_point(seal: Seal, tmp_path: Path) -> None:
    class Stopped(Exception):
        """The person pressed the key."""

    total: list[int] = []
    writing.write(matter.request(), tmp_path / "whole", seal, total.append)
    for point in (*range(1, len(total), 4), len(total)):
        heard: list[int] = []

        def progress(size: int, point: int = point, heard: list[int] = heard) -> None:
            heard.append(size)
            if len(heard) == point:
                raise Stopped

        with pytest.raises(Stopped):
            writing.write(matter.request(), tmp_path / "stopped", seal, progress)
        assert not (tmp_path / "stopped").exists()


LIMITED = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from casebook.bundles import writing
from casebook.errors import MachineFault
from tests.bundles import matter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
big = [matter.exhibit(1, bytes(300_000)), matter.exhibit(2, bytes(300_000))]
try:
    writing.write(matter.request(exhibits=big), Path({to!r}), {seal!r})
except MachineFault as fault:
    sys.exit(fault.code)
"""


@pytest.mark.skipif(os.name == "nt", reason="the limit on file size is POSIX's")
@pytest.mark.parametrize("seal", SEALS)
def test_a_disk_that_takes_no_more_is_said_and_leaves_nothing(seal: Seal, tmp_path: Path) -> None:
    """The system itself refuses to write on, at many points of the writing."""
    root = str(Path(__file__).parents[2])
    said = []
    for limit in (10_000, 299_999, 700_000):
        program = LIMITED.format(root=root, limit=limit, to=str(tmp_path / "to"), seal=seal)
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        said.append(ran.stderr.strip())
        if ran.returncode:
            assert not (tmp_path / "to").exists()
        else:
            shutil.rmtree(tmp_path / "to")

    assert said[0] == FileTooLarge.code
    assert set(said) <= {FileTooLarge.code, ""}


KILLED = """
import io, sys, time
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {root!r})
from casebook.bundles import writing
from tests.bundles import matter

class Slow(io.BytesIO):
    def read(self, size=-1):
        time.sleep(0.02)
        return super().read(min(size, 65536))

data = b"PLAIN-CANARY" * 200_000
slow = replace(matter.exhibit(1, data), open=lambda: Slow(data))
print("ready", flush=True)
writing.write(matter.request(exhibits=[slow]), Path({to!r}), {seal!r})
"""


@pytest.mark.skipif(os.name == "nt", reason="a kill that cannot be caught is POSIX's")
@pytest.mark.parametrize("seal", SEALS)
def test_a_kill_leaves_no_bundle_and_a_sealed_one_never_lay_there_in_clear(
    seal: Seal, tmp_path: Path
) -> None:
    root = str(Path(__file__).parents[2])
    program = KILLED.format(root=root, to=str(tmp_path / "to"), seal=seal)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(200):
            left = list((tmp_path / "to").rglob("*"))
            if any(each.is_file() and each.stat().st_size > 300_000 for each in left):
                break
            time.sleep(0.02)
        child.send_signal(signal.SIGKILL)

    left = list((tmp_path / "to").iterdir())
    assert [each.name.endswith(".partial") for each in left] == [True]
    in_clear = any(
        b"PLAIN-CANARY" in each.read_bytes() for each in left[0].parent.rglob("*") if each.is_file()
    )
    assert in_clear is (seal == "none")  # the control: an open bundle does lie there in clear
    again = writing.write(matter.request(), tmp_path / "to", seal)
    assert {each.name for each in (tmp_path / "to").iterdir()} == {again.path.name, again.note.name}


@pytest.mark.parametrize(
    "bundle_id", ["", "B-2026", "../B-2026-7K3F9Q", "B-2026-7K3F9O", "b-2026-7K3F9Q"]
)
def test_a_bundle_bears_the_kind_of_name_that_tells_nothing(bundle_id: str, tmp_path: Path) -> None:
    with pytest.raises(RequestInvalid):
        writing.write(matter.request(bundle_id=bundle_id), tmp_path, "none")


def test_a_signature_that_does_not_fit_never_leaves(tmp_path: Path) -> None:
    other = replace(matter.signer(), sign=lambda message: signatures.sign(bytes(32), message))
    with pytest.raises(SignatureWrong):
        writing.write(replace(matter.request(), released_by=other), tmp_path, "none")

    assert list(tmp_path.iterdir()) == []


def test_a_proof_that_does_not_lead_to_the_root_never_leaves(tmp_path: Path) -> None:
    log = replace(matter.log(), root="0" * 64)
    with pytest.raises(RequestInvalid):
        writing.write(replace(matter.request(), log=log), tmp_path, "none")

    assert list(tmp_path.iterdir()) == []


HOSTILE = [
    "../x", "C:\\x", "a" * 400, "x\ny", "x\r\nBag-Size: 1", "${case}", "$case", "<b>", "\u202e", "",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_of_school_recipient_or_file_gets_where_it_should_not(
    text: str, copied: Callable[[], Path], tmp_path: Path
) -> None:
    """Titles, names and file names change no path, add no line and fill no template."""
    case = dict(matter.case())
    case["case"] = [{**case["case"][0], "title": text or "x"}]
    request: BundleRequest = replace(
        matter.request(matter=case, exhibits=[matter.exhibit(1, b"x", text)]),
        school=text, recipient=text or "x", purpose=text or "x",
    )  # fmt: skip
    written = writing.write(request, tmp_path / "to", "none")
    usual = {name for name in files_of(copied()) if "AP-" not in name}

    assert {name for name in files_of(written.path) if "AP-" not in name} == usual
    bagit.Bag(str(written.path)).validate()
    assert len((written.path / "bag-info.txt").read_text(encoding="utf-8").splitlines()) == 5
    assert checking.check(written.path, written.fingerprint).verdict == "unchanged"
