"""The wheel carries the program and its data, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import casebook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all files in a wheel that was just built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def kept(folder: str) -> set[str]:
    """The files of `folder` that a clone has, by their path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(listed.stdout.split("\0")) - {""}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git what the checkout holds")
@pytest.mark.parametrize("folder", ["schema", "exports"])
def test_every_data_file_is_in_the_package(names: set[str], folder: str) -> None:
    missing = {f"casebook/_data/{each}" for each in kept(folder)} - names

    assert kept(folder)
    assert missing == set()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git what the checkout holds")
def test_every_file_of_the_program_is_in_it(names: set[str]) -> None:
    assert kept("casebook") - names == set()


def test_there_is_nothing_else_in_it(names: set[str]) -> None:
    tops = {each.split("/")[0] for each in names}

    assert tops == {"casebook", f"dsl_casebook-{casebook.__version__}.dist-info"}
    assert [each for each in names if each.endswith((".pyc", ".db")) or "/tests/" in each] == []


@pytest.mark.parametrize("folder", ["schema", "exports"])
def test_data_folders_hold_no_module_of_ours(folder: str) -> None:
    """A module there would break the editable install."""
    assert list((ROOT / folder).rglob("*.py")) == []
