"""One bundle, written once as a folder and once sealed; a test that changes it works on a copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.bundles import writing
from casebook.bundles.writing import Written
from tests.bundles import matter


@pytest.fixture(scope="session")
def as_folder(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A police bundle as a folder."""
    return writing.write(matter.request(), tmp_path_factory.mktemp("folder"), "none")


@pytest.fixture(scope="session")
def as_sealed(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The same bundle, sealed."""
    return writing.write(matter.request(), tmp_path_factory.mktemp("sealed"), "zip")


@pytest.fixture
def copied(as_folder: Written, tmp_path: Path) -> Callable[[], Path]:
    """Gives a fresh copy of the bundle that can be changed."""

    def copy() -> Path:
        return Path(shutil.copytree(as_folder.path, tmp_path / "copy" / as_folder.bundle_id))

    return copy
