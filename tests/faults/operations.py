"""The things that a casebook is killed at: each as a child does it, and how one sees what it left.

Each says a fact once it is kept: what it was, and the references by which it is found again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from casebook import clock
from casebook.bundles import checking
from casebook.casework import cases, exhibits, incidents, moving, notes, releases
from casebook.casework.views import ExhibitLine
from casebook.errors import CasebookError
from casebook.store import backup, membership
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from casebook.vault import durable, layout, slots
from casebook.vault.people import Identity
from tests.faults.facts import stands
from tests.faults.killed import Tell
from tests.school import WORDS

HERE: Final = "C-2026-0001"
THERE: Final = "S-2026-0001"
"""Where the case stands that was there from the beginning, before it moved and after."""

ROUNDS: Final = 2
"""How often a writer records before it is done."""


@dataclass(frozen=True)
class Ground:
    """Where a child works: a casebook of its own, and what lies around it."""

    folder: Path
    beside: Path
    """A folder outside of the casebook, where copies and bundles go."""
    picture: Path
    stick: Path
    """A backup that was made before."""
    exhibit: str
    """The SHA-256 of the picture, which stands as an exhibit from the beginning."""

    def opened(self) -> Book:
        """The casebook, open to write."""
        return open_book(self.folder, "dsl", WORDS["dsl"])

    def keys(self) -> Identity:
        """The DSL's keys, with nothing open."""
        return slots.open_slot(layout.at(self.folder), "dsl", WORDS["dsl"])


Work = Callable[[Ground, Tell], None]


def write(ground: Ground, tell: Tell) -> None:
    """Log incidents and write notes, until a few of each are there."""
    with ground.opened() as book:
        for _ in range(ROUNDS):
            case = logged(book)
            tell("case", case)
            tell("note", case, notes.write(book, case, "Invented words").reference)


def ingest(ground: Ground, tell: Tell) -> None:
    """Lodge a picture, a few times over."""
    with ground.opened() as book:
        for _ in range(ROUNDS):
            for line in lodged(book, ground.picture):
                tell("exhibit", HERE, line.reference, line.sha256)


def move(ground: Ground, tell: Tell) -> None:
    """Move the case to staff."""
    with ground.opened() as book:
        tell("case", moving.move(book, HERE, "staff", "A colleague is behind it.").case)


def grant(ground: Ground, tell: Tell) -> None:
    """Let the deputy hold staff."""
    with ground.opened() as book:
        membership.grant(book, "deputy", "staff")
        tell("holds", "deputy", "staff")


def revoke(ground: Ground, tell: Tell) -> None:
    """Take general from the deputy."""
    with ground.opened() as book:
        membership.revoke(book, "deputy", "general")
        tell("holds-no-more", "deputy", "general")


def back_up(ground: Ground, tell: Tell) -> None:
    """Make a backup."""
    backup.back_up(layout.at(ground.folder), ground.keys(), ground.beside / "copy")
    tell("copy", "copy")


def restore(ground: Ground, tell: Tell) -> None:
    """Restore the backup that was made before."""
    backup.restore(layout.at(ground.stick), ground.keys(), ground.beside / "copy")
    tell("copy", "copy")


def export(ground: Ground, tell: Tell) -> None:
    """Write a bundle for the police."""
    with ground.opened() as book:
        left = releases.export(
            book, HERE, "police", ground.beside, purpose="A report", basis="Law", seal="none"
        )
        tell("release", left.release, Path(left.bundle).name)


OPERATIONS: Final[dict[str, Work]] = {
    each.__name__: each for each in (write, ingest, move, grant, revoke, back_up, restore, export)
}


def too_early(ground: Ground, tell: Tell) -> None:
    """The broken way: each case is said, and kept only afterwards."""
    with ground.opened() as book:
        for _ in range(6 * ROUNDS):
            tell("case", f"C-2026-{len(cases.listed(book)) + 1:04}")
            logged(book)


def named_first(ground: Ground, tell: Tell) -> None:
    """The broken way: a copy that has its name before it is whole."""
    for each in sorted(ground.folder.rglob("*")):
        target = ground.beside / "copy" / each.relative_to(ground.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if each.is_file():
            durable.write_whole(target, each.read_bytes())
    tell("copy", "copy")


def logged(book: Book) -> str:
    """Log an incident as a new case; gives its reference."""
    known = clock.iso(clock.now() - timedelta(hours=1))
    person = {"name": "Tansy Halfpenny-Test", "kind": "staff", "role": "target", "age": 34}
    said = {"title": "Invented matter", "summary": "Mocked.", "known_at": known, "people": [person]}
    return incidents.log(book, incidents.read(said)).case


def lodged(book: Book, picture: Path) -> list[ExhibitLine]:
    """Lodge a picture on the case that was there from the beginning."""
    return exhibits.lodge(
        book,
        HERE,
        [picture],
        imagery="no",
        captured_at=clock.now() - timedelta(minutes=1),
        captured_by="Penny Tester",
        source="an invented page",
    )


def wrong(ground: Ground, facts: list[list[str]]) -> list[str]:
    """Everything that is not as it was said, or is damaged, once the casebook is opened again."""
    try:
        return [*_wrong(ground, facts), *_wrong_copy(ground)]
    except CasebookError as fault:
        return [f"it does not open: {fault.code}"]


def _wrong(ground: Ground, facts: list[list[str]]) -> Iterator[str]:
    """What is wrong with the casebook, which is opened to write."""
    with ground.opened() as book:
        yield from (f"lost: {each}" for each in facts if not _stands(book, ground, *each))
        if not _is_whole(book, ground.exhibit):
            yield "the first case does not stand whole in one place"
        in_order = not list(_faults(ground.folder, book))
    if in_order:
        return
    # A file that opening just took away stands in the list until it is closed.
    with open_book(ground.folder, "dsl", WORDS["dsl"], write=False) as book:
        yield from _faults(ground.folder, book)


def _stands(book: Book, ground: Ground, kind: str, *said: str) -> bool:
    """Whether one fact is so."""
    if kind in {"holds", "holds-no-more"}:
        (card,) = [each for each in book.users() if each.short == said[0]]
        return (said[1] in card.holds) == (kind == "holds")
    if kind == "copy":
        return (ground.beside / said[0]).is_dir()
    if kind == "release":
        kept = [(each.reference, each.bundle) for each in cases.shown(book, HERE).releases]
        return said in kept and _is_unchanged(ground.beside / said[1], book)
    return stands(book, kind, *said)


def _is_unchanged(bundle: Path, book: Book) -> bool:
    """Whether a bundle is as it was signed."""
    words = book.identity.public.fingerprint
    return checking.check(bundle, words).verdict == "unchanged"


def _is_whole(book: Book, exhibit: str) -> bool:
    """Whether the case that was there from the beginning stands in one place, with all it had."""
    found = [each for each in (HERE, THERE) if stands(book, "case", each)]
    had = (("note", "N01", ""), ("exhibit", "PT/1", exhibit))
    return len(found) == 1 and all(
        stands(book, kind, found[0], each if kind == "exhibit" else f"{found[0]}-{each}", sha256)
        for kind, each, sha256 in had
    )


def _faults(folder: Path, book: Book) -> Iterator[str]:
    """What verifying finds that is more than a note."""
    found = verify_folder(folder, book).findings
    yield from (f"{each.code} {each.object}" for each in found if each.severity == "fault")


def _wrong_copy(ground: Ground) -> Iterator[str]:
    """A copy that has its name is whole, whether it was spoken of or not."""
    copy = ground.beside / "copy"
    if copy.exists():
        with open_book(copy, "dsl", WORDS["dsl"], write=False) as book:
            # That it is older than what this machine saw is told each time, and no damage.
            yield from (each for each in _faults(copy, book) if not each.startswith("S-12 "))
