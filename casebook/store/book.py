"""An open casebook, as one person sees it.

The rules are: there is one writer, whom the operating system's lock tells apart; what a person
may read is what their keys open, and nothing here asks for a role; a log that is older than one
this person has seen is read, but not written to.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlmodel import select

from casebook.errors.integrity import CasebookRolledBack
from casebook.errors.opening import NotAHolder
from casebook.identifiers import parse_case
from casebook.records.case import Case
from casebook.records.user import User
from casebook.store import ledger, migrations
from casebook.store.compartment import Compartment
from casebook.store.engine import open_engine
from casebook.store.files import SealedFiles
from casebook.store.ledger import LogName
from casebook.store.people import UserCard, card_of
from casebook.vault import grants, keys, layout, manifest, slots
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity, PublicKeys
from casebook.vault.writerlock import WriterLock, is_held


class Book:
    """A casebook, open for one person; use it as a context manager, or `close` it."""

    def __init__(
        self,
        folder: CasebookFolder,
        identity: Identity,
        compartments: dict[str, Compartment],
        files: SealedFiles,
        lock: WriterLock | None,
    ) -> None:
        """Take what `open_book` opened; `lock` is held when this is the writer."""
        self.folder = folder
        self.identity = identity
        self._compartments = compartments
        self._files = files
        self._lock = lock
        self._closed = False
        self._cards = {each.uid: each for each in self._read_users()}
        settings = [each.settings() for each in compartments.values()][:1]
        self.school = settings[0].school if settings else ""
        self.profile = settings[0].profile if settings else "default"
        self.calendar = settings[0].calendar if settings else "england-and-wales"
        self.idle_minutes = settings[0].idle_minutes if settings else 10

    def __enter__(self) -> Self:
        """The book itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, whatever happened."""
        self.close()

    @property
    def casebook_id(self) -> str:
        """The casebook's own identifier."""
        return self.folder.casebook_id

    @property
    def is_writer(self) -> bool:
        """Whether changes may be made here."""
        return self._lock is not None

    @property
    def held(self) -> tuple[str, ...]:
        """The compartments that this person's keys open."""
        return tuple(self._compartments)

    @property
    def user(self) -> UserCard:
        """Who opened it."""
        who = self.identity
        unknown = UserCard(who.uid, who.short, who.role, "", self.held)
        return self._cards.get(who.uid, unknown)

    def compartment(self, name: str) -> Compartment:
        """The compartment `name`; raises NotAHolder, whatever there is inside it."""
        if name not in self._compartments:
            raise NotAHolder(compartment=name)
        return self._compartments[name]

    def compartments(self) -> list[Compartment]:
        """Every compartment that this person holds."""
        return list(self._compartments.values())

    def find_case(self, reference: str) -> tuple[Compartment, Case]:
        """A case and its compartment; raises ReferenceInvalid, NotAHolder, CaseNotFound."""
        compartment = self.compartment(parse_case(reference).compartment)
        return compartment, compartment.find_case(reference)

    def users(self) -> list[UserCard]:
        """The people of the casebook, without its recovery sheets."""
        return [each for each in self._cards.values() if not each.is_recovery]

    def user_named(self, uid: str) -> UserCard | None:
        """The person with the identifier `uid`, or a recovery sheet; none for a stranger."""
        return self._cards.get(uid)

    def holders(self, name: str) -> list[UserCard]:
        """The people who hold a compartment, as far as the compartments held here know."""
        return [each for each in self.users() if name in each.holds and each.active]

    def heads(self) -> dict[str, LogHead]:
        """The size and root of each log that is open."""
        return {each.name: each.head() for each in self.compartments()}

    def close(self) -> None:
        """Let go of everything; the writer leaves the list of files, and remembers the logs."""
        if self._closed:
            return
        self._closed = True
        with ExitStack() as last:
            if self._lock is not None:
                last.callback(self._lock.release)
            heads = self.heads() if self._lock is not None else {}
            for each in self.compartments():
                each.close()
            if self._lock is not None:
                self.identity.heads.update(heads)
                slots.refresh(self.folder, self.identity)
                known = manifest.heads(self.folder) | heads
                manifest.write(self.folder, known, self._files.newly_sealed)

    def _read_users(self) -> Iterator[UserCard]:
        """Everyone that an open compartment knows of."""
        for compartment in self.compartments():
            with compartment.reading() as session:
                yield from [card_of(each) for each in session.exec(select(User)).all()]


def open_book(path: Path, user: str, passphrase: str, *, write: bool = True) -> Book:
    """Open the casebook in `path` as `user`, to write or only to read.

    Raises NotACasebook, WrongPassphrase, UserUnknown, SlotDamaged, CasebookBusy,
    CasebookRolledBack, RecoveryNeeded, DatabaseForeign, DatabaseDamaged.
    """
    folder = layout.at(path)
    identity = slots.open_slot(folder, user, passphrase)
    return open_with(folder, identity, write=write)


def open_with(folder: CasebookFolder, identity: Identity, *, write: bool = True) -> Book:
    """Open the casebook in `folder` with keys that are already open; raises as `open_book`."""
    files = SealedFiles(folder)
    with ExitStack() as undo:
        lock = None
        if write:
            lock = WriterLock()
            lock.acquire(folder)
            undo.callback(lock.release)
        alive = write or is_held(folder)
        vouched = slots.trusted(folder, identity)
        compartments: dict[str, Compartment] = {}
        for name in COMPARTMENTS:
            opened = _open_compartment(
                folder, name, identity, files, vouched, write=write, alive=alive
            )
            if opened is not None:
                undo.callback(opened.close)
                compartments[name] = opened
                _refuse_rollback(opened, identity.heads.get(name), write=write)
        if write:
            manifest.mark_open(folder)
        book = Book(folder, identity, compartments, files, lock)
        undo.pop_all()
    return book


def _open_compartment(
    folder: CasebookFolder,
    name: str,
    identity: Identity,
    files: SealedFiles,
    vouched: Mapping[str, PublicKeys],
    *,
    write: bool,
    alive: bool,
) -> Compartment | None:
    """The compartment `name`, or none when this person's keys do not open it."""
    head = folder.head(name)
    bound = grants.context(folder.casebook_id, name, head.generation)
    try:
        key = grants.open_key(folder.grants(name), identity, bound, vouched)
    except NotAHolder:
        return None
    engine = open_engine(
        folder.database(name), keys.database_key(key), name, write=write, writer_alive=alive
    )
    migrations.require_known(engine, name)
    log = LogName(folder.casebook_id, name)
    return Compartment(log, engine, files, identity, head.generation, writable=write)


def _refuse_rollback(compartment: Compartment, seen: LogHead | None, *, write: bool) -> None:
    """Refuse to write into a log that does not begin with the one this person saw last."""
    if seen is None or not write:
        return
    with compartment.reading() as session:
        begins = ledger.root_at(session.connection(), seen.size)
    if begins != seen.root:
        raise CasebookRolledBack(compartment=compartment.name, seen=seen.size)
