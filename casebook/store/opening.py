"""Opening the compartments of a casebook: each that these keys open, held against what was seen.

The rules are: what a killed writer left is undone by the next, after looking; a log that is older
than one that this person or this machine saw is read, and not written to unless its writer signs
for the gap; what a person never held is no obstacle to their own work.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from casebook.errors import IntegrityFailure
from casebook.errors.integrity import CasebookRolledBack, GrantsDamaged, HeadDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.opening import DatabaseForeign, NotAHolder, RecoveryNeeded
from casebook.store import migrations, newest, recovering
from casebook.store.compartment import Compartment
from casebook.store.engine import open_engine
from casebook.store.files import SealedFiles
from casebook.store.ledger import LogName
from casebook.vault import grants, keys, slots
from casebook.vault.findings import Finding
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity, PublicKeys

UNDONE = "A change that was stopped half-way was undone; what had been kept before it stands."


@dataclass(frozen=True)
class Opening:
    """One opening of a casebook's compartments."""

    folder: CasebookFolder
    identity: Identity
    files: SealedFiles
    undo: ExitStack
    write: bool
    alive: bool
    listed: Mapping[str, LogHead]
    """The log heads at the last close."""
    seen_here: Mapping[str, LogHead]
    """The log heads that this machine saw last."""
    accepts_gap: bool
    gaps: list[tuple[str, LogHead]] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    """Compartments that an earlier program laid."""
    noticed: list[Finding] = field(default_factory=list)

    def all(self, *, verifying: bool) -> tuple[dict[str, Compartment], list[Finding]]:
        """Every compartment that these keys open, and what was wrong with others.

        What is wrong with a compartment that this person never opened is for `verify` to say:
        they may not hold it, and their own work does not depend on it.
        """
        compartments: dict[str, Compartment] = {}
        findings: list[Finding] = []
        vouched = slots.trusted(self.folder, self.identity)
        for name in COMPARTMENTS:
            seen = self.identity.heads.get(name)
            try:
                opened = self._one(name, vouched)
                if opened is None and seen is not None:
                    findings.append(self._taken(name, seen, vouched))
            except (IntegrityFailure, DatabaseForeign) as fault:
                if seen is not None and not verifying:
                    raise
                place = f"compartments/{name}"
                findings.append(Finding(fault.code, place, fault.message, "fault"))
                continue
            if opened is not None:
                self.undo.callback(opened.close)
                compartments[name] = opened
                findings += self._held_against(opened, seen) or self._held_against(
                    opened, self.seen_here.get(name)
                )
        return compartments, findings + self.noticed + newest.behind(compartments.values())

    def _taken(self, name: str, seen: LogHead, vouched: Mapping[str, PublicKeys]) -> Finding:
        """That a compartment which this person held was taken from them.

        Raises GrantsDamaged where it has no later key that somebody known has given it.
        """
        head = self.folder.head(name)
        if head.generation <= seen.generation:
            raise GrantsDamaged(compartment=name)
        place = f"compartments/{name}/HEAD"
        self.identity.require_known(head.signer_uid, head.signer_sign, place, vouched)
        by = [each.short for each in slots.listed(self.folder) if each.uid == head.signer_uid]
        said = (
            f"{by[0] if by else 'Somebody who has left'} gave it a new key, which you were not "
            "given: you do not hold it any more."
        )
        return Finding(NotAHolder.code, f"compartments/{name}", said, "note")

    def _held_against(self, opened: Compartment, seen: LogHead | None) -> list[Finding]:
        """What is to be said of a log that does not begin with the one this person saw last.

        A reader is told, and may go on; a writer is refused with CasebookRolledBack.
        """
        if seen is None:
            return []
        if opened.generation >= seen.generation and recovering.begins_with(opened, seen):
            return []
        fault = CasebookRolledBack(compartment=opened.name, seen=seen.size)
        if self.write and self.accepts_gap:
            self.gaps.append((opened.name, seen))
            return []
        if self.write:
            raise fault
        return [Finding(fault.code, f"compartments/{opened.name}", fault.message, "fault")]

    def _one(self, name: str, vouched: Mapping[str, PublicKeys]) -> Compartment | None:
        """The compartment `name`, or none when this person's keys do not open it."""
        try:
            head = self.folder.head(name)
        except FileMissing as fault:
            raise HeadDamaged(compartment=name) from fault
        bound = grants.context(self.folder.casebook_id, name, head.generation)
        try:
            key = grants.open_key(self.folder.grants(name), self.identity, bound, vouched)
        except NotAHolder:
            return None
        except FileMissing as fault:
            raise GrantsDamaged(compartment=name) from fault
        if not self.write:
            return self._opened(name, head.generation, key)
        database = self.folder.database(name, head.generation)
        with recovering.undoing(database, name) as was_half_done:
            opened = self._opened(name, head.generation, key)
            if was_half_done:
                remembered = (self.identity.heads.get(name), self.listed.get(name))
                recovering.require_whole(opened, remembered)
                place = f"compartments/{name}"
                self.noticed.append(Finding(RecoveryNeeded.code, place, UNDONE, "note"))
        return opened

    def _opened(self, name: str, generation: int, key: bytes) -> Compartment:
        """The compartment `name`, whose key is `key`."""
        engine = open_engine(
            self.folder.database(name, generation),
            keys.database_key(key),
            name,
            write=self.write,
            writer_alive=self.alive,
        )
        self.undo.callback(engine.dispose)
        if migrations.make_readable(engine, name) < migrations.latest():
            self.older.append(name)
        log = LogName(self.folder.casebook_id, name)
        return Compartment(log, engine, self.files, self.identity, generation, writable=self.write)
