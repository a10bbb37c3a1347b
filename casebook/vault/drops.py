"""Drops: reports that anyone with a slot leaves in a compartment whose key they do not have.

The rules are: sealed to the public key in HEAD, whose signer must be known; signed by the sender;
bound to casebook, compartment, generation and their own name; of one of four lengths, so that the
length says little; written whole or not at all, beside whoever writes the casebook, and without
their lock.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casebook.errors.given import DropTooLong
from casebook.errors.integrity import DropUnusable, FileOversized, FileUnsafe, SignatureWrong
from casebook.errors.machine import FileMissing
from casebook.identifiers import new_id
from casebook.vault import copies, durable, signatures, strictjson, suite, wrapping
from casebook.vault.head import HEX32
from casebook.vault.layout import CasebookFolder
from casebook.vault.people import Identity, PublicKeys

MAGIC = b"CASEDROP" + bytes([suite.FORMAT, suite.SUITE])
"""What a drop's file begins with; the generation (4 bytes) and two zeros follow."""

HEADER = 16
"""Bytes before what is sealed."""

SIZES = (16_384, 65_536, 262_144, 1_048_576)
"""The lengths of an open drop: it is filled with zeros to the next of them."""

PAYLOAD = "application/vnd.casebook.drop+json"
"""The type that the sender's signature is bound to."""

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
"""When it was written, as the sender's clock had it."""

MOST = 500
"""Drops of a compartment that are opened at one time."""

MOST_BYTES = 32 * 1024**2
"""Bytes of drops that are read at one time."""

ATTEMPTS = 3
"""A writer who opens at the same moment clears half-written files away; then it is begun anew."""

_FIELDS = ("at", "casebook", "compartment", "drop", "generation", "report", "sender")
_FILE_SIZES = frozenset(HEADER + wrapping.OVERHEAD + each for each in SIZES)


@dataclass(frozen=True, repr=False)
class Letter:
    """What a drop holds, its signature checked under the key that it names."""

    drop_id: str
    compartment: str
    generation: int
    at: str
    """When it was written, by the sender's clock."""
    sender_uid: str
    sender_sign: bytes
    """Whose signature it carries: to be looked up before it is believed."""
    report: Mapping[str, object]
    signed: Mapping[str, object]
    """All that was signed, with the signature: the proof of who sent it."""


def _place(casebook_id: str, compartment: str, drop_id: str, generation: int) -> bytes:
    return suite.associated("drop", casebook_id, f"{compartment}/{drop_id}", generation)


def _header(generation: int) -> bytes:
    return MAGIC + generation.to_bytes(4, "big") + bytes(2)


def leave(
    folder: CasebookFolder,
    compartment: str,
    sender: Identity,
    vouched: Mapping[str, PublicKeys],
    *,
    report: Mapping[str, object],
    at: str,
) -> str:
    """Leave `report` for the holders of a compartment; gives the drop's random name.

    Raises BackupNotWritten, KeyUnknown or KeyChanged when nobody known signed HEAD, HeadDamaged,
    DropTooLong, and the faults of the machine; nothing was left then.
    """
    copies.require_none(folder)
    head = folder.head(compartment)
    signed_there = f"compartments/{compartment}/HEAD"
    sender.require_known(head.signer_uid, head.signer_sign, signed_there, vouched)
    drop_id = new_id()
    value: dict[str, object] = {
        "at": at,
        "casebook": folder.casebook_id,
        "compartment": compartment,
        "drop": drop_id,
        "generation": head.generation,
        "report": dict(report),
        "sender": {"uid": sender.uid, "sign": strictjson.encoded(sender.public.sign)},
    }
    signature = sender.sign(signatures.pae(PAYLOAD, strictjson.canonical(value)))
    value["signature"] = strictjson.encoded(signature)
    bound = _place(folder.casebook_id, compartment, drop_id, head.generation)
    sealed = wrapping.wrap(head.drop_public, _padded(strictjson.written(value)), bound)
    _write(folder, compartment, drop_id, _header(head.generation) + sealed)
    return drop_id


def _padded(written: bytes) -> bytes:
    """A report with its length before it and zeros after it; raises DropTooLong."""
    for size in SIZES:
        if 4 + len(written) <= size:
            return (len(written).to_bytes(4, "big") + written).ljust(size, b"\0")
    raise DropTooLong(most=SIZES[-1] - 4, given=len(written))


def _write(folder: CasebookFolder, compartment: str, drop_id: str, data: bytes) -> None:
    place = folder.drops(compartment)
    if place.is_symlink():
        raise FileUnsafe(place=f"compartments/{compartment}/drops", kind="a link")
    durable.make_folder(place)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            durable.write_whole(place / drop_id, data)
        except FileMissing:
            if attempt == ATTEMPTS:
                raise
        else:
            return


def names(folder: CasebookFolder, compartment: str) -> list[str]:
    """The names of what was left in a compartment, in order; what it is was not looked at."""
    place = folder.drops(compartment)
    with durable.typed_faults():
        if place.is_symlink() or not place.is_dir():
            return []
        return sorted(each.name for each in place.iterdir() if re.fullmatch(HEX32, each.name))


def some(folder: CasebookFolder, compartment: str, listed: Sequence[str]) -> list[str]:
    """As many of the drops `listed` as are read at one time, chosen anew each time.

    Whoever fills the folder with others keeps none of them back for good.
    """
    chosen, room = [], MOST_BYTES
    for each in random.SystemRandom().sample(listed, min(len(listed), MOST)):
        with durable.typed_faults(), suppress(FileNotFoundError):
            size = path_of(folder, compartment, each).lstat().st_size
            cost = size if size in _FILE_SIZES else 0  # of another length none is read
            if cost <= room:
                room -= cost
                chosen.append(each)
    return sorted(chosen)


def is_too_long(path: Path) -> bool:
    """Whether a file is longer than anything that was left can be: nothing of it is read."""
    with durable.typed_faults(), suppress(FileNotFoundError):
        return path.lstat().st_size > max(_FILE_SIZES)
    return False


def path_of(folder: CasebookFolder, compartment: str, drop_id: str) -> Path:
    """Where a drop stands."""
    return folder.drops(compartment) / drop_id


def remove(folder: CasebookFolder, compartment: str, drop_id: str) -> None:
    """Take a drop away, once what it holds was kept."""
    path = path_of(folder, compartment, drop_id)
    with durable.typed_faults():
        path.unlink(missing_ok=True)
        durable.sync_folder(path.parent)


SecretOf = Callable[[int], bytes | None]
"""The secret half of a generation's drop key, or none where there was no such generation."""


def read(folder: CasebookFolder, compartment: str, drop_id: str, secret_of: SecretOf) -> Letter:
    """Open one drop; raises DropUnusable, saying which check failed, and the machine's faults."""
    data = _read_file(folder, compartment, drop_id)
    generation = int.from_bytes(data[len(MAGIC) : len(MAGIC) + 4], "big")
    secret = secret_of(generation)
    if data[:HEADER] != _header(generation) or secret is None:
        raise DropUnusable(why="it does not begin as one does")
    bound = _place(folder.casebook_id, compartment, drop_id, generation)
    opened = wrapping.unwrap(secret, data[HEADER:], bound)
    if opened is None:
        raise DropUnusable(why="it does not open: damaged, or sealed for another place")
    letter = _parsed(_unpadded(opened))
    if (letter.drop_id, letter.compartment, letter.generation) != (
        drop_id,
        compartment,
        generation,
    ) or letter.signed["casebook"] != folder.casebook_id:
        raise DropUnusable(why="it was written for another place")
    return letter


def _read_file(folder: CasebookFolder, compartment: str, drop_id: str) -> bytes:
    """The bytes of a drop's file, whose kind and size are looked at before it is read."""
    path = path_of(folder, compartment, drop_id)
    largest = HEADER + wrapping.OVERHEAD + SIZES[-1]
    try:
        with durable.typed_faults():
            size = path.lstat().st_size
        if size not in _FILE_SIZES:
            raise DropUnusable(why="it has no length that one has")
        data = durable.read_limited(path, largest, "a drop")
    except (FileUnsafe, FileOversized) as fault:
        raise DropUnusable(why="it is no ordinary file of its own") from fault
    return data


def _refused() -> DropUnusable:
    return DropUnusable(why="what it holds is not a signed report")


def _unpadded(opened: bytes) -> bytes:
    end = 4 + int.from_bytes(opened[:4], "big")
    if end > len(opened) or any(opened[end:]):
        raise _refused()
    return opened[4:end]


def _parsed(written: bytes) -> Letter:
    """A report whose signature fits the key that it names; raises DropUnusable."""
    fields = strictjson.read(written, _refused).only(*_FIELDS, "signature")
    sender = fields.inner("sender").only("uid", "sign")
    letter = Letter(
        drop_id=fields.text("drop", HEX32),
        compartment=fields.text("compartment", r"[a-z]+"),
        generation=fields.number("generation", 1, 9999),
        at=fields.text("at", MOMENT),
        sender_uid=sender.text("uid", HEX32),
        sender_sign=sender.raw("sign", signatures.PUBLIC_SIZE),
        report=fields.inner("report").value,
        signed=fields.value,
    )
    unsigned = {name: fields.value[name] for name in _FIELDS}
    message = signatures.pae(PAYLOAD, strictjson.canonical(unsigned))
    try:
        signatures.verify(letter.sender_sign, fields.raw("signature"), message)
    except SignatureWrong:
        raise DropUnusable(why="its signature is not its sender's") from None
    return letter
