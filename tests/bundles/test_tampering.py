"""Every kind of change is seen by all three checkers: verify.py, verify.html and the casebook."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from casebook.bundles import checking, verifier
from casebook.bundles.writing import Written
from casebook.datafiles import data_folder
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
    assert bool(found.findings) is (kind.verdict != "unchanged")


@pytest.fixture(scope="session")
def in_browser(changed: dict[str, Path], as_folder: Written) -> dict[str, str]:
    """What the script of verify.html says of each folder, all run at once."""
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
    said: dict[str, str] = json.loads(ran.stdout)
    return said


@pytest.mark.parametrize("kind", [k for k in KINDS if k.in_browser], ids=lambda kind: kind.name)
def test_the_page_says_the_same(kind: Kind, in_browser: dict[str, str]) -> None:
    assert in_browser[kind.name].startswith(LINES[kind.verdict])


def test_bagit_alone_would_not_have_seen_it(changed: dict[str, Path]) -> None:
    """The control: the lists without the signature prove nothing, so the table means something."""
    folder = changed["a bit turned in an exhibit, lists made right"]

    assert bagit.Bag(str(folder)).is_valid()
