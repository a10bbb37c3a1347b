"""A casebook of an invented school, made once and copied for each test; passphrases are cheap."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from casebook.vault import grants, keys, layout, manifest, recovery, slots, wrapping
from casebook.vault.argon2 import FLOOR
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.people import Identity, introduce, new_identity

WORDS = {
    "dsl": "harbour teapot lantern gravel",
    "head": "pencil meadow trumpet oyster",
    "chair": "walnut ferry sandal compass",
}
"""The passphrases of the invented people, by their short names."""

HOLDS = {"general": ("dsl", "head"), "staff": ("head",), "governance": ("chair",)}
"""Who holds what."""


@dataclass
class Made:
    """A casebook and everything secret about it."""

    folder: CasebookFolder
    people: dict[str, Identity]
    sheet: Identity
    code: str
    keys: dict[str, bytes]

    def context(self, cid: str) -> bytes:
        """The place of a compartment's grants."""
        return grants.context(self.folder.casebook_id, cid, 1)


def _make(path: Path) -> Made:
    folder = layout.create(path)
    people = {short: new_identity(short, short) for short in WORDS}
    sheet, code = recovery.new_sheet("school")
    introduce([*people.values(), sheet])
    for short, words in WORDS.items():
        slots.write(folder, people[short], words, FLOOR)
    recovery.write(folder, sheet, code, FLOOR)
    made = Made(folder, people, sheet, code, {cid: keys.new_key() for cid in COMPARTMENTS})
    for cid, holders in HOLDS.items():
        granter = people[holders[0]]
        _, drop_public = wrapping.new_pair()
        folder.write_head(cid, 1, drop_public, granter)
        public = [people[short].public for short in holders]
        public += [sheet.public] if cid != "governance" else []
        grants.write(folder.grants(cid), made.keys[cid], public, granter, made.context(cid))
        folder.database(cid).write_bytes(b"stands for a database of " + cid.encode())
    layout.complete(folder)
    manifest.write(folder, {}, {})
    return made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The one casebook that the others are copies of; never changed."""
    return _make(tmp_path_factory.mktemp("template") / "Harbour Test.casebook")


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    """A casebook that a test may do anything to."""
    path = tmp_path / "Harbour Test.casebook"
    shutil.copytree(template.folder.path, path)
    return Made(
        folder=layout.at(path),
        people={short: same_person(identity) for short, identity in template.people.items()},
        sheet=template.sheet,
        code=template.code,
        keys=template.keys,
    )


def same_person(identity: Identity) -> Identity:
    """The same person again, so that a test's changes stay its own."""
    return Identity(
        uid=identity.uid,
        short=identity.short,
        role=identity.role,
        seal_seed=identity.seal_seed,
        sign_seed=identity.sign_seed,
        draft_key=identity.draft_key,
        pins=dict(identity.pins),
        generation=identity.generation,
        lock=identity.lock,
    )


@pytest.fixture
def slots_of(made: Made) -> dict[str, Path]:
    """The slot file of each person."""
    return {short: made.folder.slot_path(each.uid) for short, each in made.people.items()}
