"""Taking files in: each is read once, sealed, read back, and only then a row of the case.

The rules are: the imagery gate and the capture rule come before this; a file that fails leaves
nothing behind, and the refusal says which of several were taken before it.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlmodel import select

from casebook import clock
from casebook.casework import custody, media
from casebook.errors import CasebookError
from casebook.errors.given import SourceEmpty, SourceTooLarge
from casebook.errors.rules import KindNotKept
from casebook.identifiers import initials_of
from casebook.records.case import Case
from casebook.records.exhibit import Exhibit
from casebook.records.sealed import SealedFile
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.vault.durable import open_source

Progress = Callable[[int], None]
"""Told how many bytes of the present file are done."""

LARGEST = 4 * 1024**3
"""Bytes of one exhibit at most: a stick's usual file system holds no larger file."""

NAME = 1_000
"""Characters at most that are kept of the name a file came with."""


@dataclass(frozen=True)
class Said:
    """What the person said about the files before any of them was touched."""

    gate_answer: str
    captured_at: datetime | None
    captured_by: str
    source: str
    device: str
    device_clock: str
    description: str


@dataclass(frozen=True)
class Allowed:
    """What the capture rule lets in, judged by a file's first bytes."""

    capture: str
    own_record: bool = False
    """Under `victim-own`: it is the person's own record, and shows no intimate image."""

    def refuse(self, head: bytes, ordinal: int) -> str:
        """The type of a file; raises KindNotKept where the rule does not let that type in."""
        kind = media.type_of(head)
        words_only = media.holds_words_only(kind, head)
        if self.capture == "text-only" and not words_only:
            raise KindNotKept(ordinal=ordinal, capture=self.capture)
        if self.capture == "victim-own" and not words_only:
            picture = kind.startswith("image/") or kind == "application/pdf"
            if not (self.own_record and picture):
                raise KindNotKept(ordinal=ordinal, capture=self.capture)
        return kind


@dataclass(frozen=True)
class Taking:
    """Files on their way into one case."""

    book: Book
    compartment: Compartment
    case: Case
    said: Said
    allowed: Allowed
    progress: Progress | None = None

    def take_all(self, files: Sequence[Path]) -> list[str]:
        """Take `files` in, in order; gives their marks.

        A fault says how many were lodged before it, and under which marks.
        """
        marks: list[str] = []
        for ordinal, path in enumerate(files, 1):
            try:
                marks.append(self._take(path, ordinal))
            except CasebookError as fault:
                if marks:
                    fault.written = f"Lodged: {', '.join(marks)}. Number {ordinal} was not."
                    lodged = ({"lodged": each} for each in marks)
                    fault.details = (*fault.details, *lodged)
                raise
        return marks

    def _take(self, path: Path, ordinal: int) -> str:
        """Take one file in; gives its mark."""
        with open_source(path, ordinal) as source:
            _refuse_size(os.fstat(source.fileno()).st_size, ordinal)
            head = source.read(media.HEAD)
            source.seek(0)
            kind = self.allowed.refuse(head, ordinal)
            moment = _file_time(source)
            sealed = self.compartment.lodge_file(source, "exhibit", self.progress)
        with ExitStack() as undo:
            undo.callback(self._discard_unless_kept, sealed)
            mark = self._keep(sealed, kind, path.name, moment)
            undo.pop_all()
        return mark

    def _discard_unless_kept(self, sealed: SealedFile) -> None:
        """Remove a sealed file without a row; an interruption may come after the row was kept."""
        with self.compartment.reading() as session:
            is_kept = session.get(SealedFile, sealed.id) is not None
        if not is_kept:
            self.compartment.discard_file(sealed)

    def _keep(self, sealed: SealedFile, kind: str, name: str, moment: datetime | None) -> str:
        """Write the rows of one sealed file; gives its mark."""
        with self.compartment.changing() as change:
            change.add("sealed", sealed)
            same = change.session.exec(
                select(Exhibit)
                .where(Exhibit.case_id == self.case.id)
                .where(Exhibit.sha256 == sealed.sha256)
                .where(Exhibit.size == sealed.size)
            ).first()
            exhibit = Exhibit.of(
                case_id=self.case.id,
                reference=change.number_exhibit(self.case, initials_of(self.said.captured_by)),
                sealed_id=sealed.id,
                original_name=keepable(name),
                size=sealed.size,
                sha256=sealed.sha256,
                media_type=kind,
                file_time=moment,
                same_as=same.reference if same else "",
                lodged_at=clock.now(),
                lodged_by=self.book.user.uid,
                **asdict(self.said),
            )
            change.add("lodged", exhibit)
            custody.begin(self.book, change, exhibit)
        return exhibit.reference


def _refuse_size(size: int, ordinal: int) -> None:
    """Raise SourceEmpty or SourceTooLarge before a byte is read."""
    if size == 0:
        raise SourceEmpty(ordinal=ordinal)
    if size > LARGEST:
        raise SourceTooLarge(ordinal=ordinal, most=LARGEST, given=size)


def keepable(name: str) -> str:
    """A file's name as text that can be kept: what is no character is shown by its number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace("\0", "\\x00")[:NAME]


def _file_time(source: BinaryIO) -> datetime | None:
    """When a file was last changed, by its own account; none where that is no real moment."""
    try:
        changed = datetime.fromtimestamp(os.fstat(source.fileno()).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return clock.local(changed).replace(microsecond=0)
