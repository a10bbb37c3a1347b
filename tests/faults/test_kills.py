"""A process killed at any moment of its work loses nothing that it said was kept.

Of each operation that changes a casebook, or copies what is in one: the moments are spread at
random over the time that it takes from opening to closing. With --long more than a thousand.
"""

import os
import random
import secrets
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.killed import AT_LEISURE, Ended, killed_after, side_by_side
from tests.faults.operations import (
    OPERATIONS,
    Ground,
    Work,
    laid,
    laid_before,
    named_first,
    too_early,
    wrong,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

KILLS = {
    "write": 34,
    "ingest": 34,
    "move": 24,
    "grant": 30,
    "revoke": 30,
    "migrate": 22,
    "back_up": 38,
    "restore": 54,
    "export": 34,
}
"""How often somebody is killed at each, 300 times in all; those that take long less often."""

QUICKER = 5
"""How often another child may take the place of one that was done too soon."""

LONG = 4
"""How many times as often with --long."""


@pytest.fixture(scope="module")
def ground(stretched_once: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Where each child's casebook is copied from."""
    return laid(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module")
def older(stretched_once: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A casebook of the first schema."""
    return laid_before(tmp_path_factory.mktemp("older"))


class Field:
    """A fresh copy of the ground for each child, in a folder that nobody else has."""

    def __init__(self, ground: Ground, place: Path, work: Work) -> None:
        """Lay the copies in `place`, for children who do `work`."""
        self._ground = ground
        self._place = place
        self._work = work
        self._whole = AT_LEISURE

    def after(self, seconds: float) -> tuple[Ended, list[str]]:
        """Kill a child `seconds` after it began; gives how it ended, and what is wrong."""
        root = self._place / secrets.token_hex(8)
        folder = Path(shutil.copytree(self._ground.folder, root / self._ground.folder.name))
        mine = replace(self._ground, folder=folder, beside=root)
        ended = killed_after(seconds, lambda tell: self._work(mine, tell))
        said = list(wrong(mine, ended.facts))
        shutil.rmtree(root)
        return ended, said

    def undisturbed(self) -> tuple[Ended, list[str]]:
        """Let a child finish, and take it from there how long the others have."""
        ended, said = self.after(AT_LEISURE)
        self._whole = ended.seconds
        return ended, said

    def judged(self, share: float) -> list[str]:
        """How a child ended who was killed after that share of its time, and what is wrong.

        One that was done by then was quicker than the first, and another one takes its place.
        """
        for _ in range(QUICKER):
            ended, said = self.after(share * self._whole)
            if ended.was_killed or said:
                return ["killed", *said]
            self._whole = min(self._whole, ended.seconds)
        return ["done"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_was_said_is_lost(
    ground: Ground, older: Ground, tmp_path: Path, name: str, *, long_run: bool
) -> None:
    """And the casebook opens to write, verifies, and holds no half of anything."""
    if name == "export" and "typst" in sys.modules:
        in_a_process_of_its_own(name, long_run=long_run)
        return
    begun = older if name == "migrate" else ground
    dice, field = random.Random(name), Field(begun, tmp_path, OPERATIONS[name])
    whole, said = field.undisturbed()
    assert said == []
    assert whole.facts

    many = KILLS[name] * (LONG if long_run else 1)
    ends = side_by_side([dice.random() for _ in range(many)], field.judged)

    assert [each for each in ends if each[1:]] == []
    assert ends.count(["killed"]) > many * 0.9


def in_a_process_of_its_own(name: str, *, long_run: bool) -> None:
    """The same test where no document was drawn before.

    The threads that draw documents do not live on in a fork, and a child would wait for them.
    """
    test = f"{Path(__file__)}::test_nothing_that_was_said_is_lost[{name}]"
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    ran = subprocess.run(
        asked + ["--long"] * long_run,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("work", "said"), [(too_early, "lost: ['case'"), (named_first, "it does not open")]
)
def test_the_harness_notices(ground: Ground, tmp_path: Path, work: Work, said: str) -> None:
    """The controls: facts that are told before they are kept, and a copy named before it is."""
    dice, field = random.Random(7), Field(ground, tmp_path, work)
    field.undisturbed()

    ends = (field.judged(dice.random()) for _ in range(20))

    assert any(each.startswith(said) for end in ends for each in end)
