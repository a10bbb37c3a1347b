"""A casebook of an invented school, with cheap passphrases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.store.book import Book, open_book
from casebook.store.founding import Founder, School, create
from casebook.vault.argon2 import FLOOR

WORDS = {
    "dsl": "harbour teapot lantern gravel sixteen",
    "head": "pencil meadow trumpet oyster ribbon",
    "chair": "walnut ferry sandal compass attic",
}
"""The invented people's passphrases."""


def founders() -> list[Founder]:
    """The people of the invented school."""
    names = {"dsl": "Dilys Specimen", "head": "Hector Sample", "chair": "Chandra Example"}
    return [Founder(each, each, WORDS[each], names[each]) for each in WORDS]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook that every test copies: making one costs five slow passphrases."""
    folder = tmp_path_factory.mktemp("template") / "Harbour Test.casebook"
    create(folder, School("Harbour Test School"), founders(), cost=FLOOR)
    return folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    """The folder of a new casebook."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def book(made: Path) -> Iterator[Book]:
    """The casebook, open for the DSL to write."""
    with open_book(made, "dsl", WORDS["dsl"]) as opened:
        yield opened
