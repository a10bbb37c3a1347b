"""Verifying a casebook: everything kept, against everything that was ever signed.

The rules are: without keys the folder is held against its own list, which shows damage and loss;
with keys every compartment this person holds is read whole. What was not opened is said.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection
from sqlmodel import Session, select

from casebook.errors import CasebookError
from casebook.records.sealed import SealedFile
from casebook.records.user import User
from casebook.store import (
    carrying,
    drops,
    ledger,
    namesakes,
    reading,
    relisting,
    resealing,
    soundness,
    standing,
)
from casebook.store.compartment import Compartment
from casebook.store.proof import Folded, Reader
from casebook.vault import layout, manifest, sealedfile, slots
from casebook.vault.findings import Finding
from casebook.vault.layout import COMPARTMENTS, CasebookFolder

if TYPE_CHECKING:
    from casebook.store.book import Book

Progress = Callable[[str, int, int], None]
"""Told what is being checked, how many are done and how many there are."""


@dataclass(frozen=True)
class Verdict:
    """What a check came to."""

    verdict: Literal["unchanged", "complete", "changed"]
    """`complete`: as its own list says, but nobody's keys were asked."""
    findings: list[Finding] = field(default_factory=list)
    opened: tuple[str, ...] = ()
    """The compartments that were read whole."""
    entries: int = 0
    """Ledger entries checked."""
    exhibits: int = 0
    """Sealed files opened and compared."""


def verify_folder(
    path: Path, book: "Book | None" = None, progress: Progress | None = None
) -> Verdict:
    """Verify the casebook in `path`, with the keys of `book` where it is given.

    Raises NotACasebook and its like when there is nothing that can be verified.
    """
    folder = layout.at(path)
    findings = [*folder.findings, *slots.check(folder), *manifest.check(folder)]
    if book is None:
        return Verdict("changed" if _faults(findings) else "complete", findings)
    check = _Check(folder, book, progress)
    findings = list(dict.fromkeys([*findings, *check.run(), *_unopened(book, findings)]))
    verdict: Literal["changed", "unchanged"] = "changed" if _faults(findings) else "unchanged"
    return Verdict(verdict, findings, book.held, check.entries, check.exhibits)


def _unopened(book: "Book", listed: list[Finding]) -> Iterator[Finding]:
    """What is to be said of each compartment that was not opened, after the list was looked at."""
    told = {each.object for each in book.findings}
    for name in COMPARTMENTS:
        place = f"compartments/{name}"
        if name in book.held or place in told:
            continue
        said = "It was not opened: you do not hold it."
        if not any(each.object.startswith(f"{place}/") for each in listed):
            said += " Its files fit the list."
        yield Finding("C-01", name, said, "note")


def _faults(findings: list[Finding]) -> bool:
    """Whether anything found is more than a note."""
    return any(each.severity == "fault" for each in findings)


class _Check:
    """One check with keys, compartment by compartment."""

    def __init__(self, folder: CasebookFolder, book: "Book", progress: Progress | None) -> None:
        """Check `folder` with what `book` can open."""
        self._folder = folder
        self._book = book
        self._progress = progress
        self.entries = 0
        self.exhibits = 0

    def run(self) -> list[Finding]:
        """Everything found in the compartments this person holds."""
        findings: list[Finding] = list(self._book.findings)
        for compartment in self._book.compartments():
            findings += self._compartment(compartment)
            left = drops.found(self._book, compartment)
            findings += [each for each in left if isinstance(each, Finding)]
        findings += self._slots()
        findings += namesakes.found(self._book)
        return findings

    def _compartment(self, compartment: Compartment) -> list[Finding]:
        """Check one compartment: database, ledger, tables, sealed files."""
        findings = list(soundness.unsound(compartment.engine, compartment.name))
        if _faults(findings):
            return findings
        try:
            with compartment.reading() as session:
                folded = Reader(compartment.log, self._book.identity.pins).read(
                    session.connection()
                )
                self.entries += folded.size
                findings += folded.findings
                findings += reading.differences(session, folded, compartment.name)
                findings += reading.finder_differences(session, compartment.name)
                findings += standing.unfounded(session, compartment.name)
                findings += standing.contested(session, compartment.name)
                findings += standing.rekeyed(session, compartment.name)
                findings += self._remembered(session.connection(), compartment.name, folded)
                findings += resealing.differences(session, compartment.name)
                gone = resealing.replaced(session)
                sealed = [one for one in session.exec(select(SealedFile)) if one.id not in gone]
            findings += carrying.differences(self._book, compartment)
            findings += self._sealed(compartment, sealed)
        except CasebookError as fault:
            findings.append(Finding(fault.code, compartment.name, fault.message, "fault"))
        return findings

    def _remembered(self, connection: Connection, name: str, folded: Folded) -> Iterator[Finding]:
        """Hold the log against the last one that the folder's list names, which it begins with."""
        last = manifest.heads(self._folder).get(name)
        if last is None:
            return
        place = f"{name}, ledger"
        if last.size > folded.size:
            consequence = "It is shorter than it was at the last close."
            yield Finding("L-20", place, consequence, "fault")
        elif ledger.root_at(connection, last.size) != last.root:
            consequence = "It does not begin with the log that was there at the last close."
            yield Finding("L-21", place, consequence, "fault")

    def _sealed(self, compartment: Compartment, rows: list[SealedFile]) -> Iterator[Finding]:
        """Open every sealed file of a compartment and compare what it holds."""
        for count, row in enumerate(rows, start=1):
            if self._progress:
                self._progress(f"{compartment.name}: exhibits", count, len(rows))
            place = self._folder.sealed_path(row.id)
            name = place.relative_to(self._folder.path).as_posix()
            if not place.is_file():
                yield Finding("X-01", name, "An exhibit's sealed file is missing.", "fault")
                continue
            try:
                key, bound = bytes.fromhex(row.key), compartment.files.bound_to(row)
                found = sealedfile.measured(place, key, bound)
            except CasebookError as fault:
                yield Finding(fault.code, name, fault.message, "fault")
                continue
            self.exhibits += row.purpose == "exhibit"
            if (found.size, found.sha256) != (row.size, row.sha256):
                yield Finding("X-02", name, "It does not hold the bytes that were lodged.", "fault")

    def _slots(self) -> Iterator[Finding]:
        """Hold the public keys in the slots against those the ledger knows."""
        known: dict[str, User] = {}
        for compartment in self._book.compartments():
            known |= {each.id: each for each in _users(compartment)}
        for path in relisting.slots_wanted(self._book):
            if not (self._folder.path / path).is_file():
                consequence = "Somebody who holds what you hold has no slot: they cannot open it."
                yield Finding("U-06", path, consequence, "fault")
        trusted = slots.trusted(self._folder, self._book.identity)
        for label in slots.listed(self._folder):
            user = known.get(label.uid)
            place = f"users, {label.short}"
            public = (label.public.sign.hex(), label.public.seal.hex())
            if user is None and label.uid in trusted:
                consequence = "Somebody you know took this person in; no entry here tells of it."
                yield Finding("U-03", place, consequence, "note")
            elif user is None:
                consequence = "No entry of the ledger tells of this person."
                yield Finding("U-01", place, consequence, "fault")
            elif public != (user.sign_key, user.seal_key):
                consequence = "The public keys are not those that were entered."
                yield Finding("U-02", place, consequence, "fault")


def _users(compartment: Compartment) -> list[User]:
    """The people a compartment knows."""
    with compartment.reading() as session:
        return _all_users(session)


def _all_users(session: Session) -> list[User]:
    """Every user record."""
    return list(session.exec(select(User)))
