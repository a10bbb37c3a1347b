"""The things that a casebook is killed at: each as a child does it, and how one sees what it left.

Each says a fact once it is kept: what it was, and the references by which it is found again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from sqlmodel import select

from casebook import clock
from casebook.bundles import checking
from casebook.casework import cases, exhibits, incidents, moving, notes, releases, wishes
from casebook.casework.views import ExhibitLine
from casebook.errors import CasebookError
from casebook.errors.opening import WrongPassphrase
from casebook.records.exhibit import Exhibit
from casebook.records.note import Note
from casebook.store import backup, membership, migrations
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from casebook.vault import durable, layout, slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import Identity
from tests.faults.facts import stands
from tests.faults.killed import Tell
from tests.school import FRESH, ST_NICHOLAS, WORDS, found
from tests.store.conftest import DEPUTY
from tests.vectors import golden

HERE: Final = "C-2026-0001"
THERE: Final = "S-2026-0001"
"""Where the case stands that was there from the beginning, before it moved and after."""

PICTURE: Final = 300_000
"""Bytes of the file that is lodged: long enough to be killed in the middle of."""

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
    had: tuple[tuple[str, str, str], ...]
    """What the first case had from the beginning: its kind, its own mark, its SHA-256."""

    def opened(self) -> Book:
        """The casebook, open to write."""
        return _opened(self.folder)

    def keys(self) -> Identity:
        """The DSL's keys, with nothing open."""
        return slots.open_slot(layout.at(self.folder), "dsl", WORDS["dsl"])


def laid(root: Path) -> Ground:
    """A casebook with a case, an exhibit, a deputy who holds general, and a backup, in `root`."""
    folder = found(root / "St Nicholas.casebook", replace(ST_NICHOLAS, dsl_holds_staff=True))
    picture = root / "screen.bin"
    picture.write_bytes(Random(1).randbytes(PICTURE))
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        case = logged(book)
        lodged(book, picture)
        notes.write(book, case, "Kept before.")
        wishes.record(book, case, "Tansy Halfpenny-Test", "police", "Tell them.", answer="yes")
        membership.take_in(book, DEPUTY, FLOOR)
        membership.grant(book, DEPUTY.short, "general")
        had = _had(book, case)
    ground = Ground(folder, root, picture, root / "stick", had)
    backup.back_up(layout.at(folder), ground.keys(), ground.stick)
    return ground


def laid_before(root: Path) -> Ground:
    """A casebook that the first released program laid, in `root`."""
    folder = golden.unpack(golden.FIRST, root / "Harbour Test.casebook")
    with open_book(folder, "dsl", WORDS["dsl"], write=False) as book:
        return Ground(folder, root, folder, folder, _had(book, HERE))


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


def migrate(ground: Ground, tell: Tell) -> None:
    """Open what an earlier program laid: it goes on in the present schema."""
    with ground.opened() as book:
        tell("schema", str(_schema(book)))


def _schema(book: Book) -> int:
    """The last migration that general had."""
    with book.compartment("general").reading() as session:
        return migrations.version(session.connection())


def change_passphrase(ground: Ground, tell: Tell) -> None:
    """Give the DSL another passphrase."""
    with ground.opened() as book:
        membership.change_passphrase(book, FRESH, FLOOR)
        tell("passphrase", FRESH.split()[-1])


OPERATIONS: Final[dict[str, Work]] = {
    each.__name__: each
    for each in (write, ingest, move, grant, revoke, migrate, back_up, restore, export)
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
        if not _is_whole(book, ground.had):
            yield "the first case does not stand whole in one place"
        in_order = not list(_faults(ground.folder, book))
    if in_order:
        return
    # A file that opening just took away stands in the list until it is closed.
    with _opened(ground.folder, write=False) as book:
        yield from _faults(ground.folder, book)


def _stands(book: Book, ground: Ground, kind: str, *said: str) -> bool:
    """Whether one fact is so."""
    if kind in {"holds", "holds-no-more"}:
        (card,) = [each for each in book.users() if each.short == said[0]]
        return (said[1] in card.holds) == (kind == "holds")
    if kind == "schema":
        return _schema(book) == int(said[0]) == migrations.latest()
    if kind == "passphrase":
        return slots.is_theirs(book.identity, FRESH)
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


def _is_whole(book: Book, had: tuple[tuple[str, str, str], ...]) -> bool:
    """Whether the case that was there from the beginning stands in one place, with all it had."""
    found = [each for each in (HERE, THERE) if _had(book, each)]
    return len(found) == 1 and set(had) <= set(_had(book, found[0]))


def _had(book: Book, case: str) -> tuple[tuple[str, str, str], ...]:
    """What a case has of notes and exhibits; nothing where it is not there."""
    try:
        compartment, row = book.find_case(case)
    except CasebookError:
        return ()
    with compartment.reading() as session:
        notes_of = session.exec(select(Note).where(Note.case_id == row.id)).all()
        kept = session.exec(select(Exhibit).where(Exhibit.case_id == row.id)).all()
    return (
        *(("note", each.reference.removeprefix(case), "") for each in notes_of),
        *(("exhibit", each.reference, each.sha256) for each in kept),
    )


def _opened(folder: Path, *, write: bool = True) -> Book:
    """A casebook, as the DSL opens it with the passphrase from before, or else the fresh one."""
    try:
        return open_book(folder, "dsl", WORDS["dsl"], write=write)
    except WrongPassphrase:
        return open_book(folder, "dsl", FRESH, write=write)


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
