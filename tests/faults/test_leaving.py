"""A report that is left is whole or not there; one that is taken in becomes exactly one case."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.casework import drops, incidents
from casebook.store import drops as store
from casebook.store.book import Book, open_book
from casebook.store.ledger import Pen
from casebook.store.verify import verify_folder
from casebook.vault import drops as vault
from casebook.vault import durable
from tests.casework.conftest import incident, people
from tests.faults.dying import NEVER, Steps, died_at
from tests.school import WORDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

Deed = Callable[[Book], None]
NAME = "governance"


def leave(book: Book) -> None:
    """Leave a report about the head."""
    accused = people(("alleged", "head", None), ("target", "pupil", 9))
    drops.hand_in(book, incidents.read(incident(people=accused)))


def leave_in_place(book: Book) -> None:
    """The broken way: the file grows where it is looked for."""

    def write_whole(path: Path, data: bytes) -> None:
        path.write_bytes(data[:9_000])
        with path.open("ab") as file:
            file.write(data[9_000:])

    durable.write_whole = write_whole
    leave(book)


def take_in(book: Book) -> None:
    """Take in what was left."""
    drops.take_in(book)


def remove_first(book: Book) -> None:
    """The broken way: the file goes before the case is kept."""
    keep = drops._keep

    def _keep(*given: object) -> str:
        left = given[2]
        assert isinstance(left, store.Left)
        vault.remove(book.folder, NAME, left.letter.drop_id)
        return keep(*given)  # type: ignore[arg-type]

    drops._keep = _keep  # type: ignore[assignment]
    take_in(book)


def take_in_blindly(book: Book) -> None:
    """The broken way: the ledger does not say which report was taken in."""
    store.enter = lambda *_: None
    take_in(book)


def doing(folder: Path, user: str, deed: Deed) -> Callable[[Steps], None]:
    """The deed, in the casebook that `user` opens for it; each entry in a ledger is a step."""

    def work(steps: Steps) -> None:
        write = Pen.write

        def counted(self: Pen, *given: object) -> int:
            steps.count()
            return write(self, *given)  # type: ignore[arg-type]

        with open_book(folder, user, WORDS[user], write=user == "chair") as book:
            steps.watch()
            Pen.write = counted  # type: ignore[assignment,method-assign]
            deed(book)
            if user == "chair":
                steps.count()  # everything is done, and the casebook not closed yet
                os._exit(9)

    return work


def found(folder: Path) -> tuple[int, int]:
    """What the chair has at the next opening: cases, and files that still lie there."""
    with open_book(folder, "chair", WORDS["chair"]) as book:
        drops.take_in(book)
        drops.take_in(book)
        strange = [each.code for each in book.noticed if each.code in {"P-01", "P-02", "P-03"}]
        assert strange == []
        verdict = verify_folder(folder, book)
        assert [each for each in verdict.findings if each.severity == "fault"] == []
        compartment = book.compartment(NAME)
        kept = [each for each in compartment.entries() if each.kind == "case"]
        return len(kept), len(vault.names(book.folder, NAME))


@pytest.fixture(scope="module")
def empty(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook in which nothing was left."""
    return Path(shutil.copytree(template, tmp_path_factory.mktemp("leaving") / template.name))


@pytest.fixture(scope="module")
def waiting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook in which a report waits for the chair."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("waiting") / template.name))
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        leave(book)
    return folder


def steps(total: int, *, long_run: bool) -> list[int]:
    """Every step, or a few and all of the last, where the deed becomes true."""
    if long_run:
        return list(range(1, total + 1))
    return sorted({*range(1, total + 1, 4), *range(max(1, total - 4), total + 1)})


def after(start: Path, folder: Path, user: str, deed: Deed, step: int) -> tuple[int, int]:
    """What is found after a deed died at a step."""
    shutil.copytree(start, folder)
    assert died_at(step, doing(folder, user, deed)) == step
    return found(folder)


def test_whoever_dies_while_leaving_has_left_all_of_it_or_nothing(
    empty: Path, tmp_path: Path, *, long_run: bool
) -> None:
    """[VF-05] [VF-71] At every step; and both come about, or the harness never got there."""
    total = died_at(NEVER, doing(Path(shutil.copytree(empty, tmp_path / "whole")), "dsl", leave))
    wanted = steps(total, long_run=long_run)
    seen = {after(empty, tmp_path / f"at {each}", "dsl", leave, each) for each in wanted}
    seen.add(found(tmp_path / "whole"))

    assert seen == {(0, 0), (1, 0)}


def test_whoever_dies_while_taking_in_has_one_case_in_the_end(
    waiting: Path, tmp_path: Path, *, long_run: bool
) -> None:
    """[VF-74] Whatever the step: never none, never two, and the file is gone."""
    total = died_at(
        NEVER, doing(Path(shutil.copytree(waiting, tmp_path / "whole")), "chair", take_in)
    )
    assert total > 6, "the steps of the ledger were not counted"
    for each in steps(total, long_run=long_run):
        assert after(waiting, tmp_path / f"at {each}", "chair", take_in, each) == (1, 0), each


@pytest.mark.parametrize(
    ("user", "deed"),
    [("dsl", leave_in_place), ("chair", remove_first), ("chair", take_in_blindly)],
)
def test_the_harness_notices_the_broken_ways(
    empty: Path, waiting: Path, tmp_path: Path, user: str, deed: Deed
) -> None:
    """The control: half a report, a lost one, and one that became two cases."""
    start = empty if user == "dsl" else waiting
    total = died_at(NEVER, doing(Path(shutil.copytree(start, tmp_path / "whole")), user, deed))
    fine = {(0, 0), (1, 0)} if user == "dsl" else {(1, 0)}
    for each in range(total, 0, -1):
        try:
            seen = after(start, tmp_path / f"at {each}", user, deed, each)
        except AssertionError:
            return
        if seen not in fine:
            return
    pytest.fail("every step left what it should")
