"""The invented school, made once for all tests, with cheap passphrases."""

import shutil
from pathlib import Path

import pytest

from casebook.demonstration.school import Demonstration, build
from casebook.vault.argon2 import FLOOR


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The school as it is made; no test writes into it."""
    return build(tmp_path_factory.mktemp("harbour") / "demo", lambda _line: None, cost=FLOOR)


@pytest.fixture
def made(first: Demonstration, tmp_path: Path) -> Demonstration:
    """A copy of it to work in."""
    return Demonstration(Path(shutil.copytree(first.folder, tmp_path / "demo")))
