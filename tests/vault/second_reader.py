"""A second reader of a casebook, written from schema/vault-format.md alone.

It imports nothing of the program. From a folder and a passphrase it comes to a compartment's
database key and to the plaintext of a sealed file; what differs from the page fails here.
"""

import hashlib
import hmac
import json
import unicodedata
from base64 import b64decode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

Json = dict[str, Any]


def hkdf(secret: bytes, info: bytes, salt: bytes = bytes(32)) -> bytes:
    """RFC 5869 for one block of output; no salt is a block of zeros."""
    extracted = hmac.digest(salt, secret, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")


def canonical(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_signature(key: bytes, signature: bytes, kind: str, value: Json) -> None:
    body = canonical(value)
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(body), body)
    ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)


def unseal(sealed: bytes, key: bytes, place: bytes) -> bytes:
    """Section 3."""
    if sealed[0] != 40:
        raise ValueError("no header")
    cipher = AESGCM(hkdf(key, place, sealed[1:33]))
    ends = [*range(1_048_576, len(sealed), 1_048_576), len(sealed)]
    plain, start = b"", 40
    for index, end in enumerate(ends):
        nonce = sealed[33:40] + index.to_bytes(4, "big") + bytes([end == len(sealed)])
        plain += cipher.decrypt(nonce, sealed[start:end], None)
        start = end
    return plain


class SecondReader:
    """A casebook's folder, opened for one person."""

    def __init__(self, folder: Path, short: str, passphrase: str | bytes) -> None:
        """Bytes stand for a recovery code that was read (section 8)."""
        self.folder = folder
        self.casebook = json.loads((folder / "CASEBOOK").read_text())["casebook"]
        slots = [json.loads(path.read_text()) for path in (folder / "users").glob("*.slot")]
        self.slot = next(each for each in slots if each["short"] == short)
        if isinstance(passphrase, str):
            passphrase = unicodedata.normalize("NFC", passphrase).encode()
        self.box = self._open_box(passphrase)

    def _place(self, kind: str, name: str, generation: int) -> bytes:
        return f"casebook/v1/{kind}|{self.casebook}|{name}|{generation}".encode()

    def _open_box(self, secret: bytes) -> Json:
        """Section 4."""
        slot = dict(self.slot)
        signature = b64decode(slot.pop("signature"))
        kind = "application/vnd.casebook.slot+json"
        check_signature(b64decode(slot["sign"]), signature, kind, slot)
        cost = slot["kdf"]
        slow = Argon2id(
            salt=b64decode(cost["salt"]),
            length=32,
            iterations=cost["passes"],
            lanes=cost["lanes"],
            memory_cost=cost["memory_kib"],
        ).derive(secret)
        if hkdf(slow, b"casebook/v1/passphrase-check") != b64decode(slot["check"]):
            raise ValueError("wrong passphrase")
        sealed = b64decode(slot.pop("box"))
        place = self._place("private-box", slot["uid"], slot["generation"])
        place += b"|" + hashlib.sha256(canonical(slot)).hexdigest().encode()
        box = unseal(sealed, hkdf(slow, b"casebook/v1/kek"), place)
        size = int.from_bytes(box[:4], "big")
        found: Json = json.loads(box[4 : 4 + size])
        return found

    def compartment_key(self, cid: str) -> bytes:
        """Section 5.1."""
        head = json.loads((self.folder / "compartments" / cid / "HEAD").read_text())
        generation = head["generation"]
        path = self.folder / "compartments" / cid / f"g{generation:04d}.grants"
        place = self._place("grant", cid, generation)
        expanded = hashlib.shake_256(b64decode(self.box["seal"])).digest(96)
        secret = MLKEM768X25519PrivateKey(
            mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            x25519.X25519PrivateKey.from_private_bytes(expanded[64:]),
        )
        suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
        data = path.read_bytes()
        for at in range(16, len(data), 1280):
            try:
                plain = suite.decrypt(data[at : at + 1280], secret, info=place)
            except (InvalidTag, ValueError):
                continue
            key, uid, sign, signature = plain[:32], plain[32:48].hex(), plain[48:80], plain[80:]
            if self.known()[uid] != sign.hex():
                raise ValueError("granter not known")
            signed = {
                "context": place.decode(),
                "holder_sha256": hashlib.sha256(b64decode(self.slot["seal"])).hexdigest(),
                "key_sha256": hashlib.sha256(key).hexdigest(),
            }
            check_signature(sign, signature, "application/vnd.casebook.grant+json", signed)
            return key
        raise LookupError("not a holder")

    def known(self) -> dict[str, str]:
        """Whose signing key this person has confirmed, their own among them (section 4.1)."""
        pins: dict[str, str] = self.box["pins"]
        return pins | {self.slot["uid"]: b64decode(self.slot["sign"]).hex()}

    def database_key(self, cid: str) -> str:
        """Section 5."""
        return hkdf(self.compartment_key(cid), b"casebook/v1/db").hex()
