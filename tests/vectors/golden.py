"""Casebooks as earlier formats left them, kept for ever, and how they are packed.

The rules are: a format's casebook is made once and never again; it must open with every later
program. Each is one ZIP beside this page with everything invented in it written down in a JSON
file: passphrases, recovery codes, what was recorded. Ciphertext does not shrink, so each database
lies there as its plain pages with its key, its salt and its nonces; from those its very bytes
come back, and the casebook's own MANIFEST says whether they did.
"""

import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casebook.store import migrations
from casebook.vault.suite import FORMAT
from tests.vectors import pages

HERE = Path(__file__).parent
NAMES = sorted(each.stem for each in HERE.glob("format-*.zip"))
"""Each casebook that there is: by its format, and by the number of its last migration."""
PRESENT = f"format-{FORMAT}-schema-{migrations.latest()}"
"""The one that the present program makes."""
FIRST = "format-1"
"""The one that the first program made, of the first migration."""
PACKED = ".pages"
"""What is added to the name of a database that lies there as pages."""


def about(name: str) -> dict[str, Any]:
    """What was written down about one of the casebooks."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


def unpack(name: str, target: Path) -> Path:
    """Lay one of the casebooks into the new folder `target`, byte for byte."""
    with ZipFile(HERE / f"{name}.zip") as packed:
        for each in packed.infolist():
            path = target / each.filename.removesuffix(PACKED)
            if each.is_dir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            data = packed.read(each)
            path.write_bytes(_resealed(data) if each.filename.endswith(PACKED) else data)
    return target


def pack(folder: Path, target: Path, keys: dict[str, bytes]) -> None:
    """Pack a closed casebook; `keys` are its databases' keys, by path."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_dir():
                packed.writestr(ZipInfo(f"{name}/"), b"")
            elif name in keys:
                packed.writestr(_entry(name + PACKED), _as_pages(path.read_bytes(), keys[name]))
            elif path.stat().st_size:
                packed.writestr(_entry(name), path.read_bytes())


def _entry(name: str) -> ZipInfo:
    """A member without a date: the same casebook makes the same ZIP."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def _as_pages(sealed: bytes, key: bytes) -> bytes:
    """Key, salt, count of pages, nonces and plain pages."""
    drawn = pages.nonces(sealed)
    count = len(drawn).to_bytes(4, "big")
    return b"".join([key, sealed[: pages.SALT], count, *drawn, pages.opened(sealed, key)])


def _resealed(data: bytes) -> bytes:
    """The database that `_as_pages` took apart."""
    key, salt, count = data[:32], data[32:48], int.from_bytes(data[48:52], "big")
    ends = 52 + count * pages.NONCE
    drawn = [data[at : at + pages.NONCE] for at in range(52, ends, pages.NONCE)]
    return pages.resealed(data[ends:], key, salt, drawn)
