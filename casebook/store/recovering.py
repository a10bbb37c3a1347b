"""Undoing what a killed writer left half done, without believing the journal that it left.

A journal beside a database makes SQLite write old pages back and cut the file to the length that
the journal names, before anybody can ask whose journal it is. The rules are: its header must fit
the database; both files are copied aside first, whole, and put back if what comes of it is not
sound or lacks an entry that somebody remembers; nothing is ever cut without that.
"""

import os
import shutil
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from casebook.errors import IntegrityFailure
from casebook.errors.integrity import DatabaseDamaged, JournalForeign
from casebook.errors.machine import FileMissing
from casebook.errors.opening import DatabaseForeign
from casebook.store import ledger, soundness
from casebook.store.engine import PAGE_BYTES, is_hot
from casebook.vault import durable
from casebook.vault.loghead import LogHead

if TYPE_CHECKING:
    from casebook.store.compartment import Compartment

ASIDE = ".aside"
"""What the name of a copy ends in that waits until the undoing has proved right."""

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a journal that SQLite believes, and the last of one that names another."""

HEADER = struct.Struct(">8s5I")
"""A journal's header: magic, pages kept, nonce, pages before the change, sector and page size."""

UNCOUNTED = 0xFFFFFFFF
"""The number of pages in a journal whose writer left them to be counted."""

SECTORS = {512 << power for power in range(8)}
"""Bytes that a journal's header may be filled up to."""


@contextmanager
def undoing(database: Path, compartment: str) -> Iterator[bool]:
    """Whether a change was left half done at `database`, which opening it within the block undoes.

    When the block finds the outcome unsound, both files are put back as they were, and
    JournalForeign is raised; it is raised too, before anything is opened, when the journal cannot
    be this database's.
    """
    journal = database.with_name(f"{database.name}-journal")
    pairs = [(each, each.with_name(each.name + ASIDE)) for each in (database, journal)]
    waiting = all(aside.is_file() for _, aside in pairs)
    if not is_hot(journal, compartment) and not waiting:
        yield False
        return
    _require_fit(database, journal, compartment)
    if not waiting:
        for original, aside in pairs:
            _copied(original, aside)
    try:
        yield True
    except (IntegrityFailure, DatabaseForeign) as fault:
        # The journal first: a kill in between leaves the same half-done change once more.
        for original, aside in reversed(pairs):
            _copied(aside, original)
        _clear(pairs)
        raise JournalForeign(compartment=compartment) from fault
    _clear(pairs)


def require_whole(opened: "Compartment", remembered: Iterable[LogHead | None]) -> None:
    """Raise DatabaseDamaged unless an opened compartment is sound and begins as remembered."""
    sound = not any(soundness.unsound(opened.engine, opened.name))
    if not sound or not all(begins_with(opened, each) for each in remembered if each):
        opened.close()
        raise DatabaseDamaged(compartment=opened.name)


def begins_with(opened: "Compartment", seen: LogHead) -> bool:
    """Whether a compartment's log begins with one that somebody saw."""
    with opened.reading() as session:
        try:
            return ledger.root_at(session.connection(), seen.size) == seen.root
        except NoResultFound:
            return False


def _require_fit(database: Path, journal: Path, compartment: str) -> None:
    """Raise JournalForeign when a journal would do to this database what no writer of ours left.

    A journal that does not begin as one is passed over by SQLite: power went before it was whole.
    """
    try:
        pages = database.stat().st_size // PAGE_BYTES  # a full disk may have left part of one more
        with durable.open_kept(journal, journal.name) as file:
            begin = file.read(HEADER.size)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - len(MAGIC), 0))
            names_another = size > HEADER.size and file.read() == MAGIC
    except (FileMissing, FileNotFoundError):
        return
    if len(begin) < HEADER.size or not begin.startswith(MAGIC):
        return
    _, kept, _, before, sector, page = HEADER.unpack(begin)
    fits = sector in SECTORS and page == PAGE_BYTES and 1 <= before <= pages
    if fits and kept == 0:  # nothing was kept yet, so nothing was changed yet
        fits = before == pages
    elif fits and kept != UNCOUNTED:
        fits = sector + kept * (page + 8) <= size
    if not fits or names_another:
        raise JournalForeign(compartment=compartment)


def _copied(source: Path, target: Path) -> None:
    """Make `target` the same as `source`, whole or not at all; a source that is gone is empty."""
    partial = target.with_name(target.name + durable.PARTIAL)
    with durable.typed_faults():
        with durable.created(partial) as file:
            if source.exists():
                with durable.open_kept(source, source.name) as given:
                    shutil.copyfileobj(given, file, 1 << 20)
        durable.put_in_place(partial, target)


def _clear(pairs: list[tuple[Path, Path]]) -> None:
    """Remove the copies; the database's goes last, because the two count only together."""
    with durable.typed_faults():
        for _, aside in reversed(pairs):
            aside.unlink(missing_ok=True)
