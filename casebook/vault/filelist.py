"""The file list as a file: its fields, its checksum, and reading them back strictly."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from casebook.errors import CasebookError
from casebook.errors.integrity import FileOversized, FileUnsafe, ManifestDamaged
from casebook.errors.machine import FileMissing
from casebook.vault import durable, loghead, strictjson
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.loghead import LogHead
from casebook.vault.places import kind_of
from casebook.vault.suite import FORMAT

LIMIT = 256 * 1_048_576
"""Bytes: room for more than a million files."""

State = Literal["open", "closed"]


@dataclass(frozen=True)
class Line:
    """What the list says of one file."""

    path: str
    """Relative to the casebook's folder, with forward slashes."""
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list as it was read."""

    casebook_id: str
    serial: int
    """One more each time it is written."""
    state: State
    heads: Mapping[str, LogHead] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)


def _value(listed: Manifest) -> dict[str, object]:
    files = [vars(listed.lines[path]) for path in sorted(listed.lines)]
    return {
        "format": FORMAT,
        "casebook": listed.casebook_id,
        "serial": listed.serial,
        "state": listed.state,
        "heads": loghead.written(listed.heads),
        "files": files,
    }


def _checksum(value: Mapping[str, object]) -> str:
    return hashlib.sha256(strictjson.canonical(value)).hexdigest()


def written(listed: Manifest) -> bytes:
    """The bytes of the list's file."""
    value = _value(listed)
    return strictjson.written(value | {"sha256": _checksum(value)})


def _refused() -> CasebookError:
    return ManifestDamaged()


def read(path: Path, casebook_id: str) -> Manifest | None:
    """One copy of the list, or None when it is damaged, missing or another casebook's."""
    try:
        fields = strictjson.read(durable.read_limited(path, LIMIT, path.name), _refused)
        fields.only("format", "casebook", "serial", "state", "heads", "files", "sha256")
        fields.number("format", FORMAT, FORMAT)
        lines = [
            Line(
                path=each.only("path", "size", "sha256").text("path", r"[A-Za-z0-9._/-]{1,120}"),
                size=each.number("size"),
                sha256=each.text("sha256", "[0-9a-f]{64}"),
            )
            for each in fields.members("files")
        ]
        listed = Manifest(
            casebook_id=fields.text("casebook", "[0-9a-f]{32}"),
            serial=fields.number("serial", 1),
            state="open" if fields.text("state", "open|closed") == "open" else "closed",
            heads=loghead.read(fields.inner("heads")),
            lines={line.path: line for line in lines},
        )
    except (ManifestDamaged, FileMissing, FileUnsafe, FileOversized):
        return None
    whole = fields.value["sha256"] == _checksum(_value(listed))
    ours = all(kind_of(path) in {"kept", "exhibit"} for path in listed.lines)
    ours = ours and set(listed.heads) <= set(COMPARTMENTS)
    return listed if whole and ours and listed.casebook_id == casebook_id else None
