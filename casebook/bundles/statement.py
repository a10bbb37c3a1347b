"""The signed statement of a bundle: every file, who released it, to whom, why, and the log's root.

The rules are: one spelling (canonical JSON), one type, one signature (DSSE); the bytes that are
signed lie beside it, so that anyone can check them with tools that are not ours.
"""

import hashlib
from collections.abc import Mapping

from casebook import clock
from casebook.bundles import verifier
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import Selection
from casebook.errors.given import RequestInvalid
from casebook.vault import fingerprints, signatures
from casebook.vault.strictjson import canonical


def payload_of(
    request: BundleRequest, selection: Selection, files: Mapping[str, tuple[int, str]]
) -> bytes:
    """What is signed, once every file has its size and SHA-256."""
    listed = [
        {"path": path, "size": size, "sha256": sha256}
        for path, (size, sha256) in sorted(files.items())
    ]
    return canonical(
        {
            "format": verifier.FORMAT,
            "bundle": request.bundle_id,
            "case": request.case,
            "school": request.school,
            "profile": selection.profile.id,
            "purpose": request.purpose,
            "basis": request.basis,
            "recipient": request.recipient,
            "released": {
                "at": clock.iso(request.released_at),
                "by": request.released_by.name,
                "role": request.released_by.role,
                "public_key": request.released_by.public_key.hex(),
            },
            "files": listed,
            "exhibits": [
                {"reference": each.source.reference, "path": each.path}
                for each in selection.exhibits
            ],
            "withheld": [{"what": each.what, "why": each.why} for each in selection.withheld],
            "log": _log(request, selection),
        }
    )


def _log(request: BundleRequest, selection: Selection) -> dict[str, object]:
    """The root of the log, and the way to it from every entry about a record that leaves.

    That there is an entry tells that there is a record, so the others' entries stay too.
    """
    proof = request.log
    return {
        "casebook": proof.casebook,
        "compartment": proof.compartment,
        "size": proof.size,
        "root": proof.root,
        "entries": [
            {"header": dict(each.header), "path": list(each.path)}
            for each in proof.entries
            if each.header["id"] in selection.identifiers
        ],
    }


def signed(request: BundleRequest, selection: Selection, payload: bytes) -> dict[str, bytes]:
    """The statement and the files beside it, by path.

    Raises SignatureWrong when the signer's signature does not fit the signer's key, and
    RequestInvalid when the log's proofs do not lead to its root: such a bundle never leaves.
    """
    key = request.released_by.public_key
    message = signatures.pae(verifier.PAYLOAD_TYPE, payload)
    signature = request.released_by.sign(message)
    signatures.verify(key, signature, message)
    if verifier.log_faults(_log(request, selection)):
        raise RequestInvalid(fault="an entry's proof does not lead to the log's root")
    return verifier.signature_files(payload, key, signature)


def fingerprint(request: BundleRequest) -> str:
    """The six words that the recipient must hear from the school."""
    return fingerprints.of(request.released_by.public_key)


def fingerprint_digits(request: BundleRequest) -> str:
    """The same in 24 hexadecimal digits, which whoever checks by hand may ask for instead."""
    return hashlib.sha256(request.released_by.public_key).hexdigest()[:24]
