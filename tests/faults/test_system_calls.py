"""A process that dies, or is refused, at any system call that writes loses nothing it acknowledged.

It is killed at the k-th call of each kind; or the disk is full, fails or can only be read, once or
from then on. With --long that is done for every k, else for a few of each kind.
"""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from casebook.casework import cases
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from casebook.vault import layout, slots
from casebook.vault.people import Identity
from tests.faults import traced
from tests.faults.facts import lost
from tests.faults.traced import Session, Work
from tests.school import WORDS

pytestmark = pytest.mark.skipif(
    traced.strace() is None, reason="strace is not here, or may not trace"
)

FULL = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "mkdir", "mkdirat", "rename")
"""What a full disk refuses; nobody is refused a deletion for that."""

ERRORS = {"ENOSPC": FULL, "EIO": traced.CALLS, "EROFS": traced.CALLS}
"""Each fault of a disk, and the calls that it can befall."""

WHOLE = 10**6
"""More than a session makes of any call."""

SAID = {"note": "Said first", "note-after": "Said last"}
"""The words of the notes that a session keeps."""


@dataclass(frozen=True)
class Ground:
    """A casebook with a case in it, from which every session starts anew."""

    folder: Path
    identity: Identity
    picture: Path
    calls: dict[str, int]
    """How often a session that nobody stops makes each call."""

    def session(self, way: Work, inject: str = "") -> tuple[Path, Session]:
        """A session in a copy of its own, and that copy."""
        self._discard()
        copy = self.folder.with_name(f"copy {secrets.token_hex(6)}.casebook")
        shutil.copytree(self.folder, copy)
        return copy, traced.run(way, copy, self.identity, self.picture, inject)

    def _discard(self) -> None:
        """Take away the copies of earlier sessions."""
        for each in self.folder.parent.glob("copy *.casebook"):
            shutil.rmtree(each)

    def points(self, names: tuple[str, ...], most: int, dice: Random) -> Iterator[tuple[str, int]]:
        """Calls to stop at, by name and count: up to `most` of each name, drawn with `dice`."""
        for name in names:
            count = self.calls.get(name, 0)
            drawn = dice.sample(range(1, count + 1), min(count, most))
            yield from ((name, each) for each in sorted(drawn))


@pytest.fixture(scope="module")
def ground(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The casebook, and the count of a whole session's calls."""
    root = tmp_path_factory.mktemp("calls")
    folder = Path(shutil.copytree(template, root / template.name))
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        traced.log_case(book)
    picture = root / "screen.bin"
    picture.write_bytes(Random(1).randbytes(300_000))
    identity = slots.open_slot(layout.at(folder), "dsl", WORDS["dsl"])
    begun = Ground(folder, identity, picture, {})
    _, whole = begun.session(traced.honest)
    assert [each[0] for each in whole.kept] == list(traced.DEEDS)
    return Ground(folder, identity, picture, dict(whole.calls))


def wrong(folder: Path, session: Session) -> list[str]:
    """Everything that is not as the session said: lost, there although refused, or damaged."""
    found = list(session.raw)
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        facts = [traced.fact(each) for each in session.kept if len(each) > 1]
        found += [f"lost: {each}" for each in lost(book, facts)]
        found += [f"there although refused: {each}" for each in _stands(book, session)]
        verdict = verify_folder(folder, book)
    found += [f"{each.code} {each.object}" for each in verdict.findings if each.severity == "fault"]
    return found


def _stands(book: Book, session: Session) -> Iterator[str]:
    """The deeds that were refused, and said to have written nothing, and yet are there."""
    shown = cases.shown(book, "C-2026-0001")
    words = {each.words for each in shown.notes}
    for deed, (_, written) in session.refused.items():
        assert written.startswith("Nothing" if deed != "close" else "Everything that was kept")
        there = {
            "case": len(cases.listed(book)) > 1,
            "exhibit": bool(shown.exhibits),
            "close": False,
            "open": False,
        }
        if there[deed] if deed in there else SAID[deed] in words:
            yield deed


def test_whoever_dies_at_any_call_loses_nothing(ground: Ground, *, long_run: bool) -> None:
    found, killed = {}, 0
    points = list(ground.points(traced.CALLS, WHOLE if long_run else 1, Random(2)))
    for name, count in points:
        folder, session = ground.session(traced.honest, f"{name}:signal=KILL:when={count}")
        killed += session.was_killed
        if said := wrong(folder, session):
            found[name, count] = said

    assert found == {}
    assert killed > 0.9 * len(points)  # a session may make a call fewer than the one counted


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("lasting", ["+", ""], ids=["from then on", "once"])
def test_a_disk_that_refuses_is_told_for_what_it_is(
    ground: Ground, error: str, lasting: str, *, long_run: bool
) -> None:
    """And what it refused is not there, and what it took is; a session goes on meanwhile."""
    found, refused = {}, 0
    dice = Random(f"{error}{lasting}")
    for name, count in ground.points(ERRORS[error], WHOLE if long_run else 1, dice):
        inject = f"{name}:error={error}:when={count}{lasting}"
        folder, session = ground.session(traced.honest, inject)
        refused += len(session.refused)
        if said := wrong(folder, session):
            found[name, count] = said

    assert found == {}
    assert refused > 0


def test_the_harness_notices_a_thing_that_was_told_too_early(ground: Ground) -> None:
    """The control: killed in the middle, a writer that tells before it keeps has lost something."""
    middle = ground.calls["pwrite64"] // 4
    folder, session = ground.session(traced.too_early, f"pwrite64:signal=KILL:when={middle}")

    assert session.was_killed
    assert wrong(folder, session)


def test_the_harness_notices_a_refusal_that_was_taken_for_a_yes(ground: Ground) -> None:
    """The control: a full disk, and a writer that does not listen."""
    middle = ground.calls["pwrite64"] // 4
    folder, session = ground.session(traced.deaf, f"pwrite64:error=ENOSPC:when={middle}+")

    assert wrong(folder, session)
