"""Sealed files of a compartment: sealed as they come in, unsealed as they are read."""

from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from casebook.identifiers import new_id
from casebook.records.sealed import SealedFile
from casebook.vault import keys, sealedfile
from casebook.vault.durable import sync_folder, typed_faults
from casebook.vault.layout import CasebookFolder

Progress = Callable[[int], None]
"""Told how many bytes are done so far."""


class SealedFiles:
    """The sealed files of one casebook, and the lines that its list of files needs for them."""

    def __init__(self, folder: CasebookFolder) -> None:
        """Work in `folder`; nothing is read or written yet."""
        self._folder = folder
        self.newly_sealed: dict[str, tuple[int, str]] = {}
        self.removed: set[str] = set()
        """The paths of sealed files that were taken away on purpose."""

    def seal(
        self,
        source: BinaryIO,
        purpose: str,
        generation: int,
        progress: Progress | None = None,
        object_id: str | None = None,
    ) -> SealedFile:
        """Read `source` once, seal it and read it back; gives the row that makes it readable.

        The row is not yet kept: until it is, the sealed file is noise.
        """
        object_id, key = object_id or new_id(), keys.new_key()
        target = self._folder.sealed_path(object_id)
        bound = sealedfile.associated(purpose, self._folder.casebook_id, object_id, generation)
        sealed = sealedfile.seal(source, target, key, bound, progress)
        place = target.relative_to(self._folder.path).as_posix()
        self.newly_sealed[place] = (sealed.sealed_size, sealed.sealed_sha256)
        return SealedFile.of(
            id=object_id,
            purpose=purpose,
            generation=generation,
            key=key.hex(),
            size=sealed.size,
            sha256=sealed.sha256,
            sealed_size=sealed.sealed_size,
            sealed_sha256=sealed.sealed_sha256,
        )

    def open(self, row: SealedFile) -> BinaryIO:
        """A stream of the bytes as they came, each segment checked before it is given out."""
        return sealedfile.open_reader(
            self._folder.sealed_path(row.id), bytes.fromhex(row.key), self.bound_to(row)
        )

    def bound_to(self, row: SealedFile) -> bytes:
        """What the sealed file is bound to: it opens as nothing else and nowhere else."""
        return sealedfile.associated(row.purpose, self._folder.casebook_id, row.id, row.generation)

    def forget(self, object_id: str) -> None:
        """Remove a sealed file that stands elsewhere by now, and its line in the list."""
        target = self._folder.sealed_path(object_id)
        place = target.relative_to(self._folder.path).as_posix()
        self.newly_sealed.pop(place, None)
        self.removed.add(place)
        with typed_faults(), suppress(FileNotFoundError):
            target.unlink()
            sync_folder(target.parent)

    def discard(self, row: SealedFile) -> None:
        """Remove a sealed file whose row was never kept."""
        target = self._folder.sealed_path(row.id)
        self.newly_sealed.pop(target.relative_to(self._folder.path).as_posix(), None)
        with typed_faults(), suppress(FileNotFoundError):
            target.unlink()
            sync_folder(target.parent)
