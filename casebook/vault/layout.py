"""Where everything of a casebook stands in its folder, and the two files that say so."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from casebook.errors import CannotOpen
from casebook.errors.given import FolderInUse
from casebook.errors.integrity import FileOversized, FileUnsafe, HeaderDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.opening import (
    FilesFromTwoCasebooks,
    FormatTooNew,
    NotACasebook,
    SuiteUnknown,
)
from casebook.identifiers import new_id
from casebook.vault import durable, head, strictjson
from casebook.vault.findings import Finding
from casebook.vault.people import Identity
from casebook.vault.suite import FORMAT, SUITE

COMPARTMENTS = ("general", "staff", "governance")
"""The same in every casebook from its first day, so that existence says nothing."""

HEADER = "CASEBOOK"
"""The file that makes a folder a casebook; its copy ends in `.bak`."""

COPY = ".bak"
"""What the name of a second copy ends in."""

LIMIT = 4096
"""Bytes; a header has about 200."""

HEX32 = re.compile(head.HEX32)


@dataclass(frozen=True)
class CasebookFolder:
    """A casebook's folder, once its header was read."""

    path: Path
    casebook_id: str
    findings: tuple[Finding, ...] = ()
    """What was noticed while the header was read, such as one damaged copy."""

    @property
    def users(self) -> Path:
        """The folder of the slots."""
        return self.path / "users"

    @property
    def vault(self) -> Path:
        """The folder of the sealed exhibits."""
        return self.path / "vault"

    @property
    def lock_path(self) -> Path:
        """The file that the operating system locks for the one writer."""
        return self.path / "LOCK"

    @property
    def manifest_path(self) -> Path:
        """The file list."""
        return self.path / "MANIFEST"

    def slot_path(self, uid: str) -> Path:
        """The slot of a user; its copy ends in `.slot.bak`."""
        return self.users / f"{_checked_id(uid)}.slot"

    def compartment(self, cid: str) -> Path:
        """The folder of a compartment."""
        if cid not in COMPARTMENTS:
            raise ValueError("no such compartment")
        return self.path / "compartments" / cid

    def drops(self, cid: str) -> Path:
        """The folder of what was left for the holders of a compartment."""
        return self.compartment(cid) / "drops"

    def head(self, cid: str) -> head.Head:
        """The current state of a compartment; raises HeadDamaged."""
        return head.read(self.compartment(cid) / "HEAD", self.casebook_id, cid)

    def write_head(self, cid: str, generation: int, drop_public: bytes, signer: Identity) -> None:
        """Make `generation` the current one: the last step of making or rotating it.

        Raises FileMissing when a later generation than the first is not there as a whole; what
        guards the first is the casebook's header, which is written after everything else.
        """
        if generation > 1:
            with durable.typed_faults():
                self.database(cid, generation).lstat()
                self.grants(cid, generation).lstat()
        value = head.Head(
            casebook_id=self.casebook_id,
            compartment=cid,
            generation=generation,
            drop_public=drop_public,
            signer_uid=signer.uid,
            signer_sign=signer.public.sign,
        )
        head.write(self.compartment(cid) / "HEAD", value, signer)

    def database(self, cid: str, generation: int | None = None) -> Path:
        """The database of a compartment, of the current generation unless another is named."""
        return self._numbered(cid, generation, ".db")

    def grants(self, cid: str, generation: int | None = None) -> Path:
        """The grants of a compartment, of the current generation unless another is named."""
        return self._numbered(cid, generation, ".grants")

    def _numbered(self, cid: str, generation: int | None, ending: str) -> Path:
        number = self.head(cid).generation if generation is None else generation
        return self.compartment(cid) / f"g{number:04d}{ending}"

    def sealed_path(self, object_id: str) -> Path:
        """Where the sealed exhibit of this random name stands."""
        return self.vault / _checked_id(object_id)[:2] / object_id


def _checked_id(text: str) -> str:
    if not HEX32.fullmatch(text):
        raise ValueError("not an identifier")
    return text


def _header(casebook_id: str) -> bytes:
    value: dict[str, object] = {"format": FORMAT, "suite": SUITE, "casebook": casebook_id}
    value["sha256"] = hashlib.sha256(strictjson.canonical(value)).hexdigest()
    return strictjson.written(value)


def create(path: Path) -> CasebookFolder:
    """Make the folders of a new casebook at `path`; `complete` makes a casebook of them.

    Raises FolderInUse when something stands there already, NotPermitted and its like.
    """
    with durable.typed_faults():
        if path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir()))):
            raise FolderInUse
    folder = CasebookFolder(path, new_id())
    lay_folders(folder)
    return folder


def lay_folders(folder: CasebookFolder) -> None:
    """Make every folder that a casebook has from its first day, those that may be empty too."""
    durable.make_folder(folder.path)
    durable.make_folder(folder.users)
    durable.make_folder(folder.vault)
    durable.make_folder(folder.path / "compartments")
    for cid in COMPARTMENTS:
        durable.make_folder(folder.compartment(cid))
        durable.make_folder(folder.drops(cid))


def complete(folder: CasebookFolder) -> None:
    """Write the header of a new casebook: the last step, so that half of one opens nowhere."""
    header = _header(folder.casebook_id)
    durable.write_whole(folder.path / (HEADER + COPY), header)
    durable.write_whole(folder.path / HEADER, header)


def _read_header(path: Path) -> str | FormatTooNew | SuiteUnknown | None:
    """The casebook's id in one copy of the header, or None when it is damaged or missing.

    A format or suite that this program does not know comes back as what it would be to raise,
    because one flipped bit makes such a number as well: the other copy may know better.
    """
    try:
        data = durable.read_limited(path, LIMIT, path.name)
        fields = strictjson.read(data, HeaderDamaged)
        written = fields.number("format", 1)
        if written > FORMAT:
            return FormatTooNew(format=written, known=FORMAT)
        suite = fields.number("suite", 1)
        if suite != SUITE:
            return SuiteUnknown(suite=suite)
        casebook_id = fields.text("casebook", head.HEX32)
    except (HeaderDamaged, FileMissing, FileUnsafe, FileOversized):
        return None
    return casebook_id if data == _header(casebook_id) else None


def at(path: Path) -> CasebookFolder:
    """The casebook in the folder `path`.

    Raises NotACasebook, FormatTooNew, SuiteUnknown, HeaderDamaged, and FilesFromTwoCasebooks when
    the two copies of the header name different ones.
    """
    with durable.typed_faults():
        paths = [path / HEADER, path / (HEADER + COPY)]
        if not path.is_dir() or not any(each.is_symlink() or each.exists() for each in paths):
            raise NotACasebook
    found = {each.name: _read_header(each) for each in paths}
    ids = {each for each in found.values() if isinstance(each, str)}
    if not ids:
        unknown = (each for each in found.values() if isinstance(each, CannotOpen))
        raise next(unknown, HeaderDamaged())
    if len(ids) > 1:
        raise FilesFromTwoCasebooks(place=HEADER + COPY)
    findings = tuple(
        Finding("V-20", name, "One copy is damaged or missing; the other was used.", "note")
        for name, casebook_id in found.items()
        if not isinstance(casebook_id, str)
    )
    return CasebookFolder(path, ids.pop(), findings)
