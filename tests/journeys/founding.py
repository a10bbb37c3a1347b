"""An invented school's casebook, made in a moment: the passphrases are cheap to check."""

from pathlib import Path
from typing import Final

from casebook.store.founding import Founder, School, create
from casebook.vault.argon2 import FLOOR

WORDS: Final = {
    "dsl": "harbour teapot lantern gravel sixteen",
    "head": "pencil meadow trumpet oyster ribbon",
    "chair": "walnut ferry sandal compass attic",
}
"""The invented people's passphrases."""

NAMES: Final = {"dsl": "Dilys Specimen", "head": "Hector Sample", "chair": "Chandra Example"}


def found(folder: Path) -> Path:
    """Make the casebook `folder`, with a DSL, a head and a chair."""
    founders = [Founder(each, each, WORDS[each], NAMES[each]) for each in WORDS]
    create(folder, School("Harbour Test Primary", "st-nicholas"), founders, cost=FLOOR)
    return folder
