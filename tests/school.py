"""The invented school that tests work at: its people, their passphrases, its casebook."""

from pathlib import Path
from typing import Final

from casebook.store.founding import Founder, School, create
from casebook.vault.argon2 import FLOOR

WORDS: Final = {
    "dsl": "harbour teapot lantern gravel sixteen",
    "head": "pencil meadow trumpet oyster ribbon",
    "chair": "walnut ferry sandal compass attic",
}
"""The invented people's passphrases, by their short names."""

FRESH: Final = "gravel lantern harbour teapot nineteen"
"""A passphrase that nobody has yet."""

NAMES: Final = {"dsl": "Dilys Specimen", "head": "Hector Sample", "chair": "Chandra Example"}

HARBOUR: Final = School("Harbour Test School", "st-nicholas")
ST_NICHOLAS: Final = School("St Nicholas Test School", "st-nicholas")


def founders() -> list[Founder]:
    """The people who found it: a DSL, a head and a chair."""
    return [Founder(each, each, WORDS[each], NAMES[each]) for each in WORDS]


def found(folder: Path, school: School = HARBOUR) -> Path:
    """Make the casebook `folder`, whose passphrases are cheap to check."""
    create(folder, school, founders(), cost=FLOOR)
    return folder
