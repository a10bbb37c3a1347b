"""The fault harnesses work on the same invented casebook as the store's tests, and judge alike."""

import io
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from casebook.errors import CasebookError
from casebook.store.book import open_book
from casebook.store.verify import Verdict, verify_folder
from casebook.vault import argon2
from tests.school import WORDS
from tests.store.conftest import made, opened_case, template

__all__ = ["made", "template"]

TYPES = {
    "the header": "CASEBOOK",
    "the header's copy": "CASEBOOK.bak",
    "the list": "MANIFEST",
    "the list's copy": "MANIFEST.bak",
    "a slot": "users/*.slot",
    "a slot's copy": "users/*.slot.bak",
    "a head": "compartments/general/HEAD",
    "the grants": "compartments/general/g0001.grants",
    "a database": "compartments/general/g0001.db",
    "a database that is not held": "compartments/governance/g0001.db",
    "a sealed exhibit": "vault/*/*",
}
"""One file of each type, by what it is."""


@pytest.fixture(scope="module")
def stretched_once() -> Iterator[None]:
    """Stretch each passphrase once, before the first child: it is not what is tested there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2, "derive", cache(argon2.derive))
        yield


@pytest.fixture
def lodged(made: Path) -> Path:
    """A closed casebook with a case and a sealed exhibit."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        general = book.compartment("general")
        opened_case(general, "A matter about Perry Winkle-Test")
        with general.changing() as change:
            change.add("sealed", general.lodge_file(io.BytesIO(random.randbytes(5000))))
    return made


def names(verdict: Verdict, path: str) -> bool:
    """Whether a finding names the file."""
    return any(path in each.object for each in verdict.findings)


def verified_or_not(folder: Path) -> Verdict:
    """The verdict with the DSL's keys, or without keys when the damage keeps them out."""
    try:
        with open_book(folder, "dsl", WORDS["dsl"], write=False) as book:
            return verify_folder(folder, book)
    except CasebookError:
        return verify_folder(folder)
