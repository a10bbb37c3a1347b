"""One compartment that this person holds: reading it, changing it, its sealed files."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import BinaryIO, NoReturn

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from casebook.errors import CasebookError
from casebook.errors.given import CaseNotFound
from casebook.errors.integrity import DatabaseDamaged, ExhibitMissing
from casebook.errors.machine import DatabaseRefused, DatabaseUnwritable, FileMissing
from casebook.errors.opening import BookReadOnly, CasebookBusyNow
from casebook.errors.retaining import CaseDestroyed
from casebook.identifiers import parse_case
from casebook.records.case import Case
from casebook.records.sealed import SealedFile
from casebook.records.settings import Settings
from casebook.store import erasing, finder, ledger
from casebook.store.change import Change
from casebook.store.files import SealedFiles
from casebook.store.finder import Hit
from casebook.store.ledger import Entry, LogName, LogProof
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity


class Compartment:
    """One compartment, open."""

    def __init__(
        self,
        log: LogName,
        engine: Engine,
        files: SealedFiles,
        actor: Identity,
        generation: int,
        *,
        writable: bool,
    ) -> None:
        """Take the open `engine`; `actor` signs whatever is changed."""
        self.name = log.compartment
        self.generation = generation
        self.files = files
        self._log = log
        self._engine = engine
        self._actor = actor
        self._writable = writable
        self._turn = RLock()
        self.require_writer: Callable[[], None] = _nothing

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read in: fetch everything, and leave; nothing may be written.

        Raises DatabaseDamaged, CasebookBusyNow.
        """
        try:
            with Session(self._engine, expire_on_commit=False, autoflush=False) as session:
                yield session
        except DBAPIError as fault:
            self._explain(fault)

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """One transaction: rows and signed entries together, or nothing.

        Raises BookReadOnly, LockTaken, CasebookBusyNow, DatabaseUnwritable, DatabaseDamaged.
        """
        if not self._writable:
            raise BookReadOnly
        self.require_writer()
        with self._turn:
            try:
                engine = self._engine.execution_options(writes=True)
                with Session(engine, expire_on_commit=False) as session, session.begin():
                    yield Change(session, self._log, self._actor)
                    self.require_writer()  # once more: what it says now is what is kept
            except DBAPIError as fault:
                self._explain(fault)

    def settings(self) -> Settings:
        """The casebook's own facts, as this compartment keeps them."""
        with self.reading() as session:
            return session.exec(select(Settings)).one()

    def find_case(self, reference: str) -> Case:
        """The case `reference`; raises CaseNotFound, CaseDestroyed."""
        wanted = parse_case(reference).text
        with self.reading() as session:
            found = session.exec(select(Case).where(Case.reference == wanted)).one_or_none()
            gone = "" if found is not None else erasing.destroyed_on(session.connection(), wanted)
        if gone:
            raise CaseDestroyed(reference=wanted, day=gone[:10])
        if found is None:
            raise CaseNotFound(reference=wanted)
        return found

    def search(self, typed: str, limit: int = 50) -> list[Hit]:
        """The newest places where every word of `typed` stands."""
        with self.reading() as session:
            return finder.search(session.connection(), typed, limit)

    def head(self) -> LogHead:
        """The log's present size and root."""
        with self.reading() as session:
            return ledger.head(session.connection(), self.generation)

    def entries(self, objects: Iterable[str] | None = None) -> list[Entry]:
        """The ledger's entries in order: all, or those about `objects`."""
        with self.reading() as session:
            return ledger.read_entries(session.connection(), objects)

    def prove(self, seqs: Iterable[int]) -> LogProof:
        """The entries `seqs` with their paths to the log's present root."""
        with self.reading() as session:
            return ledger.prove(session.connection(), self._log, seqs)

    def lodge_file(
        self,
        source: BinaryIO,
        purpose: str = "exhibit",
        progress: Callable[[int], None] | None = None,
        object_id: str | None = None,
    ) -> SealedFile:
        """Seal what `source` gives; the row must then be added in a change.

        `object_id` is the name it has in the vault, where that was chosen already.
        """
        if not self._writable:
            raise BookReadOnly
        self.require_writer()
        return self.files.seal(source, purpose, self.generation, progress, object_id)

    def discard_file(self, row: SealedFile) -> None:
        """Remove a sealed file whose row could not be kept."""
        self.files.discard(row)

    def open_file(self, sealed_id: str) -> BinaryIO:
        """The bytes of a sealed file as they came; raises ExhibitMissing."""
        with self.reading() as session:
            row = session.get(SealedFile, sealed_id)
        if row is None:
            raise ExhibitMissing(object=sealed_id)
        try:
            return self.files.open(row)
        except FileMissing as fault:
            raise ExhibitMissing(object=sealed_id) from fault

    @property
    def engine(self) -> Engine:
        """The database, for the checks that read all of it."""
        return self._engine

    @property
    def log(self) -> LogName:
        """Which log this compartment's is."""
        return self._log

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _explain(self, fault: DBAPIError) -> NoReturn:
        """Raise what a database fault means to a person, without its parameters."""
        raise self._meaning(fault) from None

    def _meaning(self, fault: DBAPIError) -> CasebookError:
        """The error for a database fault."""
        code = getattr(fault.orig, "sqlite_errorname", "") or str(fault.orig)
        if isinstance(fault.orig, sqlcipher.OperationalError):
            if "BUSY" in code or "locked" in code:
                return CasebookBusyNow(compartment=self.name)
            if any(each in code for each in _UNWRITABLE):
                return DatabaseUnwritable(compartment=self.name)
        if isinstance(fault.orig, sqlcipher.IntegrityError):
            return DatabaseRefused(compartment=self.name)
        return DatabaseDamaged(compartment=self.name)


def _nothing() -> None:
    """What a compartment asks before a change while no casebook is around it."""


_UNWRITABLE = (
    "FULL",
    "disk is full",
    "IOERR",
    "disk I/O",
    "READONLY",
    "readonly",
    "CANTOPEN",
    "unable to open",
)
