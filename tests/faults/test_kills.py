"""A process killed at any moment of its work loses nothing that it said was kept.

Of each operation that changes a casebook, or copies what is in one: the moments are spread at
random over the time that it takes from opening to closing. With --long a thousand in all.
"""

import os
import random
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.killed import AT_LEISURE, Ended, killed_after, side_by_side
from tests.faults.operations import (
    OPERATIONS,
    Ground,
    Work,
    laid,
    named_first,
    too_early,
    wrong,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

KILLS, MANY = 304, 1_000
"""How often somebody is killed in all; and with --long."""


@pytest.fixture(scope="module")
def ground(stretched_once: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Where each child's casebook is copied from."""
    return laid(tmp_path_factory.mktemp("kills"))


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
