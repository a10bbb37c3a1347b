"""HEAD: which generation of a compartment is current, and where a drop for it is sealed to."""

from dataclasses import dataclass
from pathlib import Path

from casebook.errors.integrity import HeadDamaged, SignatureWrong
from casebook.errors.opening import FilesFromTwoCasebooks
from casebook.vault import durable, signatures, strictjson, wrapping
from casebook.vault.people import Identity
from casebook.vault.suite import FORMAT, SUITE

LIMIT = 16_384
"""Bytes; a HEAD has about 2,500."""

PAYLOAD = "application/vnd.casebook.head+json"
"""The type that the signature is bound to."""

HEX32 = r"[0-9a-f]{32}"
"""128 bits in hexadecimal."""

_FIELDS = ("format", "suite", "casebook", "compartment", "generation", "drop", "signer")


@dataclass(frozen=True)
class Head:
    """The signed state of one compartment."""

    casebook_id: str
    compartment: str
    generation: int
    """The number in the names of the current database and grants."""
    drop_public: bytes
    """The X-Wing public key that a drop is sealed to."""
    signer_uid: str
    signer_sign: bytes
    """Whose signature it carries: check it with `Identity.require_known` before relying on it."""


def _unsigned(head: Head) -> dict[str, object]:
    signer = {"uid": head.signer_uid, "sign": strictjson.encoded(head.signer_sign)}
    return {
        "format": FORMAT,
        "suite": SUITE,
        "casebook": head.casebook_id,
        "compartment": head.compartment,
        "generation": head.generation,
        "drop": strictjson.encoded(head.drop_public),
        "signer": signer,
    }


def write(path: Path, head: Head, signer: Identity) -> None:
    """Replace HEAD at `path` by `head`, signed by `signer`, whom it must name."""
    value = _unsigned(head)
    signature = signer.sign(signatures.pae(PAYLOAD, strictjson.canonical(value)))
    value["signature"] = strictjson.encoded(signature)
    durable.write_whole(path, strictjson.written(value))


def _parsed(fields: strictjson.Fields) -> Head:
    fields.only(*_FIELDS, "signature")
    fields.number("format", FORMAT, FORMAT)
    fields.number("suite", SUITE, SUITE)
    signer = fields.inner("signer").only("uid", "sign")
    return Head(
        casebook_id=fields.text("casebook", HEX32),
        compartment=fields.text("compartment", r"[a-z]+"),
        generation=fields.number("generation", 1, 9999),
        drop_public=fields.raw("drop", wrapping.PUBLIC_SIZE),
        signer_uid=signer.text("uid", HEX32),
        signer_sign=signer.raw("sign", signatures.PUBLIC_SIZE),
    )


def read(path: Path, casebook_id: str, compartment: str) -> Head:
    """The HEAD at `path`, with its signature checked under the key that it names.

    Raises HeadDamaged for anything that is not the HEAD of this compartment, and
    FilesFromTwoCasebooks for another casebook's.
    """
    place = f"compartments/{compartment}/HEAD"
    damaged = HeadDamaged(compartment=compartment)
    fields = strictjson.read(durable.read_limited(path, LIMIT, place), lambda: damaged)
    head = _parsed(fields)
    signed = signatures.pae(PAYLOAD, strictjson.canonical(_unsigned(head)))
    try:
        signatures.verify(head.signer_sign, fields.raw("signature"), signed)
    except SignatureWrong:
        raise damaged from None
    if head.casebook_id != casebook_id:
        raise FilesFromTwoCasebooks(place=place)
    if head.compartment != compartment:
        raise damaged
    return head
