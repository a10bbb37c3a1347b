"""A bag: files with their SHA-256, listed as BagIt (RFC 8493) lists them.

The rules are: every path is made by this program and means one file on every system; bytes are
hashed while they are written, in a second thread, and an exhibit that is not what was lodged
stops everything.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from casebook import __version__, clock
from casebook.bundles import verifier
from casebook.bundles.printable import one_line
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import ChosenExhibit
from casebook.errors.given import RequestInvalid
from casebook.errors.integrity import ExhibitAltered

PIECE = 1 << 20
"""Bytes that are read, hashed and written at once."""

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""The whole of bagit.txt."""


class Place(Protocol):
    """Where the files of a bag are written: a folder, or the inside of a sealed file."""

    def create(self, path: str, size: int) -> AbstractContextManager[BinaryIO]:
        """A new file of `size` bytes, for writing."""
        ...


class Bag:
    """A bag while it is filled."""

    def __init__(self, place: Place, progress: Callable[[int], object]) -> None:
        """Write to `place`; `progress` hears of every piece, in bytes."""
        self._place = place
        self._progress = progress
        self.files: dict[str, tuple[int, str]] = {}
        """Size and SHA-256 by path, as they were written."""
        self._taken: set[str] = set()

    def add(self, path: str, data: bytes) -> None:
        """Write one small file."""
        self._check(path)
        with self._place.create(path, len(data)) as file:
            file.write(data)
        self.files[path] = (len(data), hashlib.sha256(data).hexdigest())
        self._progress(len(data))

    def copy(self, exhibit: ChosenExhibit) -> None:
        """Copy an exhibit; raises ExhibitAltered unless its bytes are those that were lodged."""
        self._check(exhibit.path)
        known = (exhibit.source.size, exhibit.source.sha256)
        with (
            exhibit.source.open() as source,
            self._place.create(exhibit.path, exhibit.source.size) as file,
        ):
            found = self._pour(source, file, exhibit.source.size)
        if found != known:
            raise ExhibitAltered(exhibit=exhibit.source.reference)
        self.files[exhibit.path] = known

    def _pour(self, source: BinaryIO, file: BinaryIO, most: int) -> tuple[int, str]:
        """Write all of `source`, hashing beside; gives size and SHA-256, stopping above `most`."""
        digest, size = hashlib.sha256(), 0
        with ThreadPoolExecutor(1) as beside:
            hashing: Future[None] | None = None
            while size <= most and (piece := source.read(PIECE)):
                size += len(piece)
                if hashing is not None:
                    hashing.result()
                hashing = beside.submit(digest.update, piece)
                if size <= most:
                    file.write(piece)
                self._progress(len(piece))
        return size, digest.hexdigest()

    def _check(self, path: str) -> None:
        """Raise RequestInvalid for a path that is not ours, or is there already."""
        if not verifier.hygienic(path) or path.casefold() in self._taken:
            raise RequestInvalid(fault="two files of the bundle would bear one name")
        self._taken.add(path.casefold())

    def manifest(self, *, of_payload: bool) -> bytes:
        """The list of what lies under data/, or of everything else that was written so far."""
        lines = [
            f"{sha256}  {path}\n"
            for path, (_, sha256) in sorted(self.files.items())
            if path.startswith("data/") is of_payload
        ]
        return "".join(lines).encode("ascii")

    def information(self, request: BundleRequest) -> bytes:
        """The text of bag-info.txt."""
        sizes = [size for path, (size, _) in self.files.items() if path.startswith("data/")]
        facts = {
            "Source-Organization": one_line(request.school),
            "External-Identifier": request.bundle_id,
            "Bagging-Date": clock.local(request.released_at).date().isoformat(),
            "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}",
            "Bag-Software-Agent": f"Casebook {__version__}",
        }
        return "".join(f"{name}: {value}\n" for name, value in facts.items()).encode("utf-8")
