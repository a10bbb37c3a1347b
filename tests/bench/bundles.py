"""How fast bundles leave, against SHA-256 alone in the same run, and how much memory it takes.

    python -m tests.bench.bundles [FOLDER]

Writes 200 exhibits of 5 MiB below FOLDER (by default a temporary one), unsealed and sealed, and a
report of about sixty pages; prints ratios and removes everything again.
"""

import hashlib
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from casebook.bundles import checking, documents, profiles, writing
from casebook.bundles.request import ExhibitSource
from casebook.bundles.selecting import select
from tests.bundles import matter

COUNT, SIZE, PIECE = 200, 5 << 20, 1 << 20
BLOCK = bytes(range(256)) * (PIECE // 256)


class _Repeated(io.RawIOBase):
    """So many bytes, made as they are read: reading costs nothing."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1, /) -> bytes:
        """The next piece."""
        taken = min(self._left, PIECE if size < 0 else size)
        self._left -= taken
        return BLOCK if taken == PIECE else BLOCK[:taken]


def exhibits(count: int, size: int) -> list[ExhibitSource]:
    """So many exhibits of that size."""
    digest = hashlib.sha256()
    for _ in range(size // PIECE):
        digest.update(BLOCK)

    def opened() -> BinaryIO:
        return _Repeated(size)  # type: ignore[return-value]

    made = (matter.exhibit(number, b"", "x.mp4") for number in range(1, count + 1))
    return [replace(each, size=size, sha256=digest.hexdigest(), open=opened) for each in made]


def timed(deed: Callable[[], object]) -> float:
    """Seconds that a deed takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def hashing() -> float:
    """Bytes a second of SHA-256 alone."""
    digest = hashlib.sha256()

    def all_of_it() -> None:
        for _ in range(512):
            digest.update(BLOCK)

    return 512 * PIECE / timed(all_of_it)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        target, total = Path(folder), COUNT * SIZE
        speed = hashing()
        print(f"SHA-256 alone                 {speed / 1e6:8.0f} MB/s")
        given = exhibits(COUNT, SIZE)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for seal in ("none", "zip"):
            request = matter.request(exhibits=given, bundle_id="B-2026-000000")
            start = time.perf_counter()
            written = writing.write(request, target / seal, "zip" if seal == "zip" else "none")
            rate = total / (time.perf_counter() - start)
            print(f"exporting 1 GiB, seal {seal:<8}{rate / 1e6:8.0f} MB/s {rate / speed:6.2f}")
            start = time.perf_counter()
            found = checking.check(written.path, written.fingerprint, written.words)
            rate = total / (time.perf_counter() - start)
            print(f"checking it: {found.verdict:<17}{rate / 1e6:8.0f} MB/s {rate / speed:6.2f}")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"memory above the start        {grown / 1024:8.0f} MiB")
        notes = [
            {
                "reference": f"C-2026-0014-N{n}",
                "words": "A note of some length. " * 20,
                "at": matter.at(1),
            }
            for n in range(1000, 1330)
        ]
        request = matter.request(matter={**matter.case(), "note": notes})
        selection = select(request, profiles.load("police"))
        seconds = timed(lambda: documents.all_of(request, selection))
        print(f"a report of sixty pages       {seconds:8.2f} s")


if __name__ == "__main__":
    main()
