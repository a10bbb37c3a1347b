"""Every kind of change is seen by all three checkers: verify.py, verify.html and the casebook."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import bagit
import pytest

from casebook.bundles import checking, verifier
from casebook.bundles.writing import Written
from casebook.datafiles import data_folder
from tests.bundles import tampering
from tests.bundles.tampering import KINDS, Kind

VERIFIER = Path(verifier.__file__)
LINES = {
    "unchanged": "UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED",
    "changed": "CHANGED: ",
    "cannot tell": "CANNOT TELL: ",
}


def words_for(kind: Kind, written: Written) -> str | None:
    """The six words that the person gives."""
    return {"right": written.fingerprint, "wrong": "babab " * 6, None: None}[kind.words]


@pytest.fixture(scope="session")
def changed(as_folder: Written, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A copy of the bundle for every kind of change, made once."""
    folders = {}
    for kind in KINDS:
        target = tmp_path_factory.mktemp("changed") / as_folder.bundle_id
        shutil.copytree(as_folder.path, target)
        kind.do(target)
        folders[kind.name] = target
    return folders


def test_the_table_holds_at_least_twenty_five_kinds() -> None:
    assert sum(kind.verdict == "changed" for kind in KINDS) >= 25
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_verifier_says_what_is_so(
    kind: Kind, changed: dict[str, Path], as_folder: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """One verdict, in the last line and nowhere else, and the status that belongs to it."""
    words = words_for(kind, as_folder)
    status = verifier.main([str(changed[kind.name]), *(["--fingerprint", words] if words else [])])

    *before, last = capsys.readouterr().out.splitlines()
    assert last.startswith(LINES[kind.verdict])
    assert not any(line.startswith(tuple(LINES.values())) for line in before)
    assert status == verifier.VERDICTS[kind.verdict]


@pytest.mark.parametrize("kind", KINDS[:3] + KINDS[-8:], ids=lambda kind: kind.name)
def test_it_says_so_alone_as_a_recipient_runs_it(
    kind: Kind, changed: dict[str, Path], as_folder: Written
) -> None:
    """Without site packages, from its own file, with nobody at the keyboard."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(changed[kind.name])]
    if (words := words_for(kind, as_folder)) is not None:
        command += ["--fingerprint", words]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )

    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1].startswith(LINES[kind.verdict])
    assert ran.returncode == verifier.VERDICTS[kind.verdict]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_casebook_says_the_same(
    kind: Kind, changed: dict[str, Path], as_folder: Written
) -> None:
    found = checking.check(changed[kind.name], words_for(kind, as_folder))

    assert found.verdict == kind.verdict
    faults = [each for each in found.findings if each.severity == "fault"]
    assert bool(faults) is (kind.verdict != "unchanged")


@pytest.fixture(scope="session")
def in_browser(changed: dict[str, Path], as_folder: Written) -> dict[str, dict[str, Any]]:
    """What the script of verify.html says of each folder, and the bytes it read, run at once."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed, so the script of verify.html cannot be run")
    asked = [
        {
            "name": each.name,
            "folder": str(changed[each.name]),
            "words": words_for(each, as_folder) or "",
        }
        for each in KINDS
        if each.in_browser
    ]
    script = Path(str(data_folder("exports") / "verify" / "verify.js"))
    runner = Path(__file__).with_name("run_page.cjs")
    ran = subprocess.run(
        ["node", str(runner), str(script)],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    said: dict[str, dict[str, Any]] = json.loads(ran.stdout)
    return said


@pytest.mark.parametrize("kind", [k for k in KINDS if k.in_browser], ids=lambda kind: kind.name)
def test_the_page_says_the_same(kind: Kind, in_browser: dict[str, dict[str, Any]]) -> None:
    assert in_browser[kind.name]["line"].startswith(LINES[kind.verdict])


LEFT = [kind for kind in KINDS if kind.left]


@pytest.mark.parametrize("kind", LEFT, ids=lambda kind: kind.name)
def test_what_a_desktop_leaves_is_named_by_all_three_and_changes_nothing(
    kind: Kind,
    changed: dict[str, Path],
    as_folder: Written,
    in_browser: dict[str, dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Under such a name anything can lie, so it never passes without a word."""
    verifier.main([str(changed[kind.name]), "--fingerprint", as_folder.fingerprint])
    said = f"{kind.left}: {verifier.BESIDE}"
    [note] = checking.check(changed[kind.name], as_folder.fingerprint).findings

    assert f"  {said}" in capsys.readouterr().out.splitlines()
    assert (f"{note.object}: {note.consequence}", note.severity) == (said, "note")
    assert in_browser[kind.name]["findings"] == [said]


def test_beside_a_change_what_a_desktop_leaves_comes_last_and_is_not_counted(
    changed: dict[str, Path], as_folder: Written
) -> None:
    folder = changed["a file changed and a desktop's own beside it"]
    verdict, faults, statement = verifier.check(verifier.Folder(folder), as_folder.fingerprint)

    assert [each.code for each in faults] == ["altered", "beside"]
    assert " more)" not in verifier.told(verdict, faults, statement)


class Watched(verifier.Folder):
    """A bundle that counts what is read of it."""

    read = 0

    def open(self, name: str) -> BinaryIO:
        """The file, whose bytes are counted as they are read."""
        file = super().open(name)
        take = file.read

        def counted(size: int | None = -1) -> bytes:
            data = take(-1 if size is None else size)
            self.read += len(data)
            return data

        stream = io.BytesIO()
        stream.read = counted  # type: ignore[method-assign]
        return stream


GROWN = [kind for kind in KINDS if "twenty gigabytes" in kind.name]


@pytest.mark.parametrize("kind", GROWN, ids=lambda kind: kind.name)
def test_a_wrong_size_is_told_before_anything_is_hashed(
    kind: Kind, changed: dict[str, Path], as_folder: Written
) -> None:
    tree = Watched(changed[kind.name])
    verdict, faults, _ = verifier.check(tree, as_folder.fingerprint)

    assert verdict == "changed"
    assert any(tree.files.get(each.object) == tampering.HUGE for each in faults)
    assert tree.read < 4 << 20


@pytest.mark.parametrize("kind", GROWN, ids=lambda kind: kind.name)
def test_the_page_tells_a_wrong_size_before_anything_is_hashed(
    kind: Kind, in_browser: dict[str, dict[str, Any]]
) -> None:
    assert in_browser[kind.name]["read"] < 4 << 20


@pytest.mark.parametrize(
    ("name", "way_on"),
    [
        ("the archive instead of the bundle", "bundle.zip: a ZIP: open it first"),
        ("the folder above the bundle", "B-2026-7K3F9Q: this folder is the bundle"),
    ],
)
def test_who_checks_the_wrong_thing_is_told_the_right_one(
    name: str, way_on: str, changed: dict[str, Path], in_browser: dict[str, dict[str, Any]]
) -> None:
    """The three checkers in the same words, as far as they go."""
    _, faults, _ = verifier.check(verifier.Folder(changed[name]), None)
    found = checking.check(changed[name], None).findings[0]

    assert in_browser[name]["line"].startswith(f"CANNOT TELL: {way_on}")
    assert f"{faults[0].object}: {faults[0].consequence}".startswith(way_on)
    assert f"{found.object}: {found.consequence}".startswith(way_on)


def test_the_archive_itself_is_not_taken_for_the_folder(
    as_sealed: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    status = verifier.main([str(as_sealed.path), "--fingerprint", as_sealed.fingerprint])

    *_, last = capsys.readouterr().out.splitlines()
    assert status == 3
    assert last.startswith(f"CANNOT TELL: {as_sealed.path.name}: a ZIP: open it first")
    assert "seven words" in last


def test_bagit_alone_would_not_have_seen_it(changed: dict[str, Path]) -> None:
    """The control: the lists without the signature prove nothing, so the table means something."""
    folder = changed["a bit turned in an exhibit, lists made right"]

    assert bagit.Bag(str(folder)).is_valid()
