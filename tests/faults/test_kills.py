"""A process killed at any moment of its work loses nothing that it said was kept.

Of each operation that changes a casebook, or copies what is in one: the moments are spread at
random over the time that it takes from opening to closing. With --long a thousand in all.
"""

import os
import random
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from casebook.casework import notes, wishes
from casebook.store import backup, membership
from casebook.store.book import open_book
from casebook.vault import argon2, layout
from casebook.vault.argon2 import FLOOR
from tests.faults.killed import AT_LEISURE, Ended, killed_after, side_by_side
from tests.faults.operations import (
    HERE,
    OPERATIONS,
    Ground,
    Work,
    lodged,
    logged,
    named_first,
    too_early,
    wrong,
)
from tests.school import ST_NICHOLAS, WORDS, found
from tests.store.conftest import DEPUTY

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

KILLS, MANY = 304, 1_000
"""How often somebody is killed in all; and with --long."""

PICTURE = 300_000
"""Bytes of the file that is lodged: long enough to be killed in the middle of."""


@pytest.fixture(scope="module", autouse=True)
def stretched_once() -> Iterator[None]:
    """Stretch each passphrase once, before the first child: it is not what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2, "derive", cache(argon2.derive))
        yield


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A casebook with a case, an exhibit, a deputy who holds general, and a backup."""
    root = tmp_path_factory.mktemp("kills")
    folder = root / "St Nicholas.casebook"
    found(folder, replace(ST_NICHOLAS, dsl_holds_staff=True))
    picture = root / "screen.bin"
    picture.write_bytes(random.Random(1).randbytes(PICTURE))
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        case = logged(book)
        assert case == HERE
        (exhibit,) = lodged(book, picture)
        notes.write(book, case, "Kept before.")
        wishes.record(book, case, "Tansy Halfpenny-Test", "police", "Tell them.", answer="yes")
        membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, DEPUTY.short, "general")
    ground = Ground(folder, root, picture, root / "stick", exhibit.sha256)
    backup.back_up(layout.at(folder), ground.keys(), ground.stick)
    return ground


class Field:
    """A fresh copy of the ground for each child, in a folder that nobody else has."""

    def __init__(self, ground: Ground, place: Path, work: Work) -> None:
        """Lay the copies in `place`, for children who do `work`."""
        self._ground = ground
        self._place = place
        self._work = work

    def after(self, seconds: float) -> tuple[Ended, list[str]]:
        """Kill a child `seconds` after it began; gives how it ended, and what is wrong."""
        root = self._place / secrets.token_hex(8)
        folder = Path(shutil.copytree(self._ground.folder, root / self._ground.folder.name))
        mine = replace(self._ground, folder=folder, beside=root)
        ended = killed_after(seconds, lambda tell: self._work(mine, tell))
        said = list(wrong(mine, ended.facts))
        shutil.rmtree(root)
        return ended, said

    def judged(self, seconds: float) -> list[str]:
        """How a child ended who was killed then, and each thing that is wrong."""
        ended, said = self.after(seconds)
        return ["killed" if ended.was_killed else "done", *said]


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_was_said_is_lost(
    ground: Ground, tmp_path: Path, name: str, *, long_run: bool
) -> None:
    """And the casebook opens to write, verifies, and holds no half of anything."""
    dice, field = random.Random(name), Field(ground, tmp_path, OPERATIONS[name])
    whole, said = field.after(AT_LEISURE)
    assert said == []
    assert whole.facts

    many = (MANY if long_run else KILLS) // len(OPERATIONS)
    moments = [dice.uniform(0, whole.seconds) for _ in range(many)]
    ends = side_by_side(moments, field.judged)

    assert [each for each in ends if each[1:]] == []
    assert ends.count(["killed"]) > many / 2


@pytest.mark.parametrize(
    ("work", "said"), [(too_early, "lost: ['case'"), (named_first, "it does not open")]
)
def test_the_harness_notices(ground: Ground, tmp_path: Path, work: Work, said: str) -> None:
    """The controls: facts that are told before they are kept, and a copy named before it is."""
    dice, field = random.Random(7), Field(ground, tmp_path, work)
    whole, _ = field.after(AT_LEISURE)

    ends = (field.judged(dice.uniform(0, whole.seconds)) for _ in range(20))

    assert any(each.startswith(said) for end in ends for each in end)
