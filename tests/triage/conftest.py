"""A catalogue of a test's own."""

import shutil
from pathlib import Path

import pytest

from casebook.datafiles import data_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue's files that a test may spoil."""
    copy = tmp_path / "triage"
    shutil.copytree(str(data_folder("schema") / "triage"), copy)
    return copy
