"""An open casebook, as one person sees it.

The rules are: there is one writer, whom the operating system's lock tells apart; what a person
may read is what their keys open, and nothing here asks for a role; a log that is older than one
this person has seen is read, but not written to.
"""

from collections.abc import Sequence
from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path
from typing import Self

from sqlalchemy.exc import NoResultFound
from sqlmodel import select

from casebook.errors import CasebookError, MachineFault
from casebook.errors.given import CaseNotFound
from casebook.errors.integrity import ShortNameDoubled
from casebook.errors.keeping import CaseMovedOn
from casebook.errors.opening import LockTaken, NotAHolder
from casebook.identifiers import parse_case
from casebook.records.case import Case
from casebook.records.user import User
from casebook.store import (
    accepted,
    advancing,
    destroying,
    moves,
    moving,
    newest,
    putting_out,
    relisting,
    settling,
    standing,
)
from casebook.store import seen as memory
from casebook.store.compartment import Compartment
from casebook.store.files import SealedFiles
from casebook.store.opening import Opening
from casebook.store.people import Heard, UserCard, everyone
from casebook.vault import copies, layout, location, manifest, slots
from casebook.vault.findings import Finding
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity
from casebook.vault.writerlock import WriterLock, is_held

UNLISTED = (
    "Everything that was kept stands. Only the list of files was not written anew: until the next "
    "time it is opened and closed, checking says that it was stopped while open."
)
"""What is to be said when a casebook could not be closed as it should."""


class Book:
    """A casebook, open for one person; use it as a context manager, or `close` it."""

    def __init__(
        self,
        folder: CasebookFolder,
        identity: Identity,
        compartments: dict[str, Compartment],
        files: SealedFiles,
        lock: WriterLock | None,
        *,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Take what `open_book` opened; `lock` is held when this is the writer."""
        self.findings = tuple(findings)
        self.folder = folder
        self.identity = identity
        self._compartments = compartments
        self._files = files
        self._lock = lock
        self._closed = False
        self._guard()
        self.keeps_slot = True
        self.gaps: list[settling.Gap] = []
        self.received: list[str] = []  # the cases made at this opening of what was left here
        self._cards = self._read_users()
        settings = [each.settings() for each in compartments.values()][:1]
        self.school = settings[0].school if settings else ""
        self.profile = settings[0].profile if settings else "default"
        self.calendar = settings[0].calendar if settings else "england-and-wales"
        self.idle_minutes = settings[0].idle_minutes if settings else 10

    def __enter__(self) -> Self:
        """The book itself."""
        return self

    def __exit__(self, _kind: object, fault: object, _trace: object) -> None:
        """Close it, whatever happened; that the lock was taken away is told once."""
        with suppress(LockTaken) if isinstance(fault, LockTaken) else nullcontext():
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

    def _guard(self) -> None:
        """Let every compartment ask, before each change, whether the lock is still held."""
        for each in self.compartments():
            if self._lock is not None:
                each.require_writer = self._lock.require_held

    def compartment(self, name: str) -> Compartment:
        """The compartment `name`; raises NotAHolder, whatever there is inside it."""
        if name not in self._compartments:
            raise NotAHolder(compartment=name)
        return self._compartments[name]

    def compartments(self) -> list[Compartment]:
        """Every compartment that this person holds."""
        return list(self._compartments.values())

    def find_case(self, reference: str) -> tuple[Compartment, Case]:
        """A case and its compartment; raises ReferenceInvalid, NotAHolder, CaseNotFound.

        Raises CaseMovedOn for one that moved to where this person holds the key too.
        """
        wanted = parse_case(reference)
        compartment = self.compartment(wanted.compartment)
        try:
            return compartment, compartment.find_case(reference)
        except CaseNotFound:
            if (now := self._moved_on(wanted.text)) is not None:
                raise CaseMovedOn(reference=wanted.text, now=now) from None
            raise

    def _moved_on(self, reference: str) -> str | None:
        """What a case is called since it moved, told to those alone who hold where it is now."""
        now = None
        for _ in COMPARTMENTS:  # it may have moved on from there
            for each in self.compartments():
                with each.reading() as session:
                    found = moves.became(session.connection(), now or reference)
                now = found or now
        return now

    def users(self) -> list[UserCard]:
        """The people of the casebook, without its recovery sheets."""
        return [each for each in self._cards.values() if not each.is_recovery]

    def everyone(self) -> list[UserCard]:
        """The people and the recovery sheets, those who have left among them."""
        return list(self._cards.values())

    def cards(self) -> dict[str, UserCard]:
        """The same, by their identifiers."""
        return dict(self._cards)

    def user_named(self, uid: str) -> UserCard | None:
        """The person with the identifier `uid`, or a recovery sheet; none for a stranger."""
        return self._cards.get(uid)

    @property
    def noticed(self) -> tuple[Finding, ...]:
        """What was found at opening about what this person holds or held: to be shown to them."""
        theirs = {*self._compartments, *self.identity.heads}
        held = {self.folder.manifest_path.name, *(f"compartments/{name}" for name in theirs)}
        held |= {each.object for each in self.findings if each.code == ShortNameDoubled.code}
        return tuple(each for each in self.findings if each.object.partition("/drops/")[0] in held)

    def holders(self, name: str) -> list[UserCard]:
        """The people who hold a compartment, as far as the compartments held here know."""
        return [each for each in self.users() if name in each.holds and each.active]

    def heads(self) -> dict[str, LogHead]:
        """The size and root of each log that is open."""
        return {each.name: each.head() for each in self.compartments()}

    def close(self) -> None:
        """Let go of everything; the writer leaves the list of files, and remembers the logs.

        Raises MachineFault's leaves where those cannot be written, and LockTaken where they are
        another writer's to write by now; all that was kept stands.
        """
        if self._closed:
            return
        self._closed = True
        try:
            self._let_go()
        except (LockTaken, MachineFault) as fault:
            fault.written = UNLISTED
            raise

    def _let_go(self) -> None:
        """Remember the logs, write the list of files and the slot, and release the lock."""
        with ExitStack() as last:
            if self._lock is not None:
                last.callback(self._lock.release)
            heads = self.heads() if self._lock is not None else {}
            memory.keep(self.casebook_id, self.folder.path, heads or self._heads_read())
            newest.keep(self.casebook_id, self.compartments())
            for each in self.compartments():
                each.close()
            if self._lock is not None:
                self._lock.require_held()
                self.identity.heads.update(heads)
                for told in self.findings:
                    if told.code == NotAHolder.code:  # told once, and then it is known
                        self.identity.heads.pop(told.object.removeprefix("compartments/"), None)
                if self.keeps_slot:
                    slots.refresh(self.folder, self.identity)
                known = manifest.heads(self.folder) | heads
                sealed, wanted = self._files.newly_sealed, relisting.slots_wanted(self)
                gone = self._files.removed
                manifest.write(self.folder, known, sealed, disposed=gone, wanted=wanted)

    def _heads_read(self) -> dict[str, LogHead]:
        """What a reader saw of logs that were neither put back nor damaged."""
        faulty = {each.object for each in self.findings if each.severity == "fault"}
        found = {}
        for each in self.compartments():
            with suppress(CasebookError, NoResultFound):
                if f"compartments/{each.name}" not in faulty:
                    found[each.name] = each.head()
        return found

    def replace(self, name: str, compartment: Compartment | None) -> None:
        """Work in a new generation of the compartment `name`, or hold it no more."""
        self._compartments.pop(name, None)
        if compartment is not None:
            found = self._compartments | {name: compartment}
            self._compartments = {each: found[each] for each in COMPARTMENTS if each in found}
            self._guard()
        self.reread()

    def reread(self) -> None:
        """Take in who the people are now."""
        self._cards = self._read_users()

    def _read_users(self) -> dict[str, UserCard]:
        """Everyone that an open compartment knows of."""
        heard = {}
        for compartment in self.compartments():
            with compartment.reading() as session:
                given = standing.holders(session, compartment.name)
                heard[compartment.name] = Heard(session.exec(select(User)).all(), given)
        return everyone(heard)


def open_book(
    path: Path, user: str, passphrase: str, *, write: bool = True, verifying: bool = False
) -> Book:
    """Open the casebook in `path` as `user`, to write or only to read.

    With `verifying`, a compartment that does not open becomes a finding of the book instead.
    Raises NotACasebook, WrongPassphrase, UserUnknown, SlotDamaged, CasebookBusy,
    CasebookRolledBack, RecoveryNeeded, DatabaseForeign, DatabaseDamaged, HeadDamaged,
    GrantsDamaged, PlaceUnsuited, BackupNotWritten.
    """
    folder = layout.at(path)
    identity = slots.open_slot(folder, user, passphrase)
    return open_with(folder, identity, write=write, verifying=verifying)


def open_with(
    folder: CasebookFolder,
    identity: Identity,
    *,
    write: bool = True,
    verifying: bool = False,
    accept_gap: bool = False,
    accept_place: bool = False,
) -> Book:
    """Open the casebook in `folder` with keys that are already open; raises as `open_book`.

    With `accept_gap` a writer goes on from an older log than was seen; an entry names what lacks.
    With `accept_place` one works where a casebook must not lie, and enters that.
    """
    if write:
        copies.require_none(folder)
    if write and not accept_place:
        location.require_fit(folder.path, accepted.kinds(folder))
    files = SealedFiles(folder)
    with ExitStack() as undo:
        lock = None
        if write:
            lock = WriterLock()
            lock.acquire(folder)
            undo.callback(lock.release)
        alive = write or is_held(folder)
        listed = manifest.heads(folder) if write else {}
        here = memory.heads(folder)
        opening = Opening(folder, identity, files, undo, write, alive, listed, here, accept_gap)
        compartments, findings = opening.all(verifying=verifying)
        begun = relisting.begin(folder, compartments.values()) if write else relisting.Begun()
        told = [*findings, *begun.findings]
        book = Book(folder, identity, compartments, files, lock, findings=told)
        book.findings = (*putting_out.told(book), *relisting.since_last_here(book))
        if write:
            relisting.sign(book, begun)
            book.gaps = settling.sign_gaps(book, opening.gaps)
            book.findings = (*book.findings, *advancing.advance(book, opening.older))
            settling.settle(book)
            book.findings = (*book.findings, *moving.finish(book))
            destroying.clear(book)
        undo.pop_all()
    return book
